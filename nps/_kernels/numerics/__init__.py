"""Numerical tools of the other kernels.

chunks   Work through long columns a block at a time, so that memory stays bounded.
moments  Mean and variance of one answer scored +1, 0 or -1, and quantiles.
plain    What formulas ask of NumPy, for single numbers.
roots    Bracketed root finding for many equations at once.
"""
