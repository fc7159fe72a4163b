"""The same people twice.

compare_overlapping  Compare two waves that share some of their people.
compare_paired       Tell whether the score of the same people changed.
"""
