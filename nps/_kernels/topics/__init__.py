"""The arithmetic of the topic rooms, one room each.

comments  Comments: themes by class and what they cost, words that go with a class.
drivers   What goes with the answers, and how strongly.
planning  Planning: what tests and intervals will do before there is an answer.
response  What those who did not answer leave open.
segments  Groups of people found by searching: which split is the best, what the search finds alone.
value     What classes of customers are worth, and what their scores go with.
"""
