"""Groups of people found by searching: which split is the best, what the search finds alone.

association  Whether a factor goes with the answers: a test from its levels.
cuts         Where to cut a factor in two.
search       The largest of many statistics when there is nothing to find.
"""
