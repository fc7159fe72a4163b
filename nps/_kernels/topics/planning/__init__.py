"""Planning: what tests and intervals will do before there is an answer.

claims      Power from two standard errors: that of the null, which the test uses, and that of the
            truth.
design      What clusters, weights and a finite population do to a number of answers.
laws        The probability of every table of n answers.
looks       Boundaries for a test that is looked at more than once while answers come in.
one_score   Exact power of the tests of one score: the probability of all tables that reject.
precision   The margin of error to expect from n answers, and the n that gives a margin.
shifts      How the shares of the classes move when the score does.
student     Power by the textbooks: Student's t, the analysis of variance and chi-squared.
two_scores  Exact power of the tests of two independent samples: all pairs of tables that reject.
uncertain   Averages over what a pilot leaves open.
"""
