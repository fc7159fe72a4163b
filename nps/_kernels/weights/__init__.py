"""Weighted scores.

effective      How many independent answers a survey is worth, and how much its design costs.
linearization  Variance of weighted shares by Taylor linearisation, from totals of strata and
               clusters.
raking         Raking: weights that meet several margins at once, and what a variable keeps beside
               them.
replication    Variance by replicate weights, and replicates of a design made from its totals.
trimming       Trimming: cap weights and hand what is cut off to the others, so that the total
               stays.
"""
