"""Weights: made, trimmed and judged.

accounts      Answers of accounts: each account one vote, or as many as it brings revenue.
margins       Known margins of a population, read and held against respondents; base weights, too.
rake          Weights for respondents who are not the population: raking and post-stratification.
raked         Rake respondents: from base weights, margins and bounds to weights, checked.
trim_weights  Trim weights: between bounds, with the same total.
weightings    What `rake`, `poststratify` and `trim_weights` return: weights that know where they
              come from.
"""
