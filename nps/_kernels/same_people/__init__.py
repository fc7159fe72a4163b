"""The same people twice.

homogeneity   Did the shares of the classes change among people seen twice? Tests on one square
              table.
multinomial   The score interval and test for the mean of any finite set of scores.
overlap       Two waves that share some of their people: the difference of scores and its standard
              error.
paired        How scores moved among people seen twice: tests and intervals for the mean difference.
sign_flip     Exact laws for people seen twice: sign flips and resampling, without drawing anything.
signed_rank   The signed-rank test of people seen twice, with ties.
strata_score  Score test and interval for a sum of means, each of a multinomial sample of its own.
"""
