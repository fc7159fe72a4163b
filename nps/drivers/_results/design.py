"""The regression on drivers as matrices."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

if TYPE_CHECKING:
    from nps._kernels import FloatArray


class DriverDesign(NamedTuple):
    """The regression as matrices, for other tools.

    Attributes
    ----------
    x : ndarray of float64, shape (n, k)
        A column for each rating, yes/no (0 and 1) and level of a category but its base; no
        intercept. Where not everybody was asked, "name: asked" (0 and 1) and the answer or 0.
    y : ndarray of float64, shape (n,)
        100, 0 and -100 for promoters, passives and detractors.
    names : tuple of str
        Of the columns of x.
    weights : ndarray of float64, shape (n,), or None
        As given.

    Examples
    --------
    >>> import nps
    >>> found = nps.drivers.effects([10, 9, 3, 7, 8, 6, 9, 10], {"price": [5, 4, 2, 4, 3, 2, 4, 5]})
    >>> x, y, names, weights = found.design
    >>> names, x.shape, y[:3].tolist()
    (('price',), (8, 1), [100.0, 100.0, -100.0])
    """

    x: FloatArray
    y: FloatArray
    names: tuple[str, ...]
    weights: FloatArray | None
