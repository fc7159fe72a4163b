"""What is known of the respondents.

factors  Factors as codes of levels, with "missing" as one of them.
people   Answers, factors, weights and clusters of the same respondents.
wording  How a group of people is called: "plan = basic & age <= 34".
"""
