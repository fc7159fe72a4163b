"""Two scores.

benchmark_methods  What stands behind each test of one score against a fixed number.
compare            Tell whether the difference between two scores is real.
compare_benchmark  Compare one score with a fixed number: a target, last decade's record, an
                   industry figure.
compare_part       Compare a part with the whole that contains it: a region with the country.
comparisons        What `compare` returns: one difference of scores, or many in columns.
equivalence        Show that two scores are practically the same: two one-sided tests (TOST).
methods            What stands behind each method of comparing two scores: the kernel, the verdict,
                   the paper.
questions          One question asked of one pair of samples or of many: shared by all functions
                   that compare.
sides              What the two sides of a comparison are called, and what must be said of them.
telling            How a difference is told: what may be claimed of it, whatever kind of comparison
                   found it.
weighted           Differences of weighted scores with intervals and tests.
"""
