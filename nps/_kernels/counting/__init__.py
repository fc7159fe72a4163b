"""From columns to counts.

bit_planes   Count small codes 64 at a time: turn bytes into bit planes, then count bits.
factorizing  Number the distinct values of an integer column in order of appearance, without
             sorting it.
levels       How many answers at each level of the scale: one pass, in chunks that stay in the
             cache.
windows      Counts of overlapping windows from the first and last window that each answer is in.
"""
