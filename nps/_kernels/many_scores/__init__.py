"""Many scores as one family.

association    Do k groups answer alike? The classical tests of a table of groups by classes.
letters        The compact letter display: cohorts that share a letter cannot be told apart.
multiplicity   P-values adjusted for their number.
normal_normal  Scores that scatter normally around a common mean: restricted maximum likelihood.
omnibus        Are there any differences at all? Tests of k scores at once; the cohorts are the
               last axis.
pooling        One value from many whose variances are known: meta-analysis.
ranks          Confidence intervals for ranks, and the probability of being best.
simultaneous   Critical values and tail probabilities of the largest of many normal test statistics.
strata         One difference of scores over strata: the score test and interval, and the
               permutation test.
studentized    The studentized range: the largest of all pairwise differences over an estimated
               error.
"""
