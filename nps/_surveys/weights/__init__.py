"""Weights: made, trimmed and judged.

accounts    Answers of accounts: each account one vote, or as many as it brings revenue.
margins     Known margins of a population, read and held against respondents; base weights, too.
raked       Rake respondents: from base weights, margins and bounds to weights, checked.
weighting   Weights for respondents who are not the population: raking, post-stratification,
            trimming.
weightings  What `rake`, `poststratify` and `trim_weights` return: weights that know where they
            come from.
"""
