"""Many cohorts as one family.

adjust_p_values  P-values of many tests, adjusted so that few of the findings are false.
compare_many     Compare many cohorts as one family, so that few of the findings are false.
comparisons      What `compare_many` returns: the differences of a whole family, and whether there
                 are any.
family           Which cohorts are held against which, and the joint law of the statistics of such
                 a family.
rank             League tables of many cohorts: which rank each may truly hold.
rankings         What `rank` returns: league tables that admit how little they know.
shrink           Scores of small cohorts, pulled towards the score of all.
shrinkages       What `shrink` returns: scores pulled towards the score of all.
"""
