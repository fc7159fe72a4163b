"""The arithmetic: arrays in, arrays out.

Kernels broadcast over cohorts, work on the -1..1 scale (a score in points divided by 100), check
nothing and import nothing of the library but each other. They load SciPy inside the function that
needs it, never on import. Where a statistic does not exist (no answers, say) they return NaN.
"""
