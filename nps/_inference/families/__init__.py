"""Many cohorts as one family.

adjust_p_values  P-values of many tests, adjusted so that few of the findings are false.
banners          Banner tables: the groups of several keys side by side against all answers.
by_name          Pairwise tests that other programs print by name: pooled t, Tukey's HSD, Games and
                 Howell's.
compare_many     Compare many cohorts as one family, so that few of the findings are false.
comparisons      What `compare_many` returns: the differences of a whole family, and whether there
                 are any.
family           Which cohorts are held against which, and the joint law of the statistics of such
                 a family.
homogeneity      Do groups answer alike? One test of a table of groups by classes, under its usual
                 name.
rank             League tables of many cohorts: which rank each may truly hold.
rankings         What `rank` returns: league tables that admit how little they know.
shrink           Scores of small cohorts, pulled towards the score of all.
shrinkages       What `shrink` returns: scores pulled towards the score of all.
"""
