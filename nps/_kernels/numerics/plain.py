"""What formulas ask of NumPy, for single numbers: Python's own floats are ten times as quick.

A formula that is handed its functions, NumPy's for arrays or these for floats, is written once for
both. `where` has both of its values worked out, as NumPy's has, but a denominator of 0 is an error
here: what may vanish needs a guard.
"""

from __future__ import annotations

from math import asin, copysign, cos, sqrt

__all__ = ["arcsin", "copysign", "cos", "maximum", "minimum", "sqrt", "where"]

arcsin, maximum, minimum = asin, max, min


def where(condition: bool, yes: float, no: float) -> float:
    """Return `yes` if the condition holds, else `no`."""
    return yes if condition else no
