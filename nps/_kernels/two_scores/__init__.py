"""Two independent scores.

bayes         The law of the difference of two independent scores whose shares have Dirichlet laws.
mann_whitney  The Mann-Whitney test for two samples of ordered classes, with ties.
mover         The difference of two scores from their separate score intervals: square and add
              (MOVER).
permutation   Permutation tests for the difference of two scores, from the law of the counts.
score         The score test and interval for the difference of two independent scores.
wald          Differences of two scores of the form estimate -+ quantile * standard error: Wald and
              its kin.
"""
