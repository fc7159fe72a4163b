"""Numerical tools of the other kernels.

chunks   Work through long columns a block at a time, so that memory stays bounded.
moments  Mean and variance of one answer scored +1, 0 or -1, and the normal quantile.
roots    Bracketed root finding for many equations at once.
steady   Variance of one answer that never vanishes, for formulas that divide by it or add it up.
"""
