"""P-values of many tests, adjusted so that few of the findings are false."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np

from nps._base.checks import check_option, check_whole
from nps._base.columns.numbers import read_numbers
from nps._base.errors import OptionError
from nps._base.text import shown
from nps._kernels.many_scores.multiplicity import ADJUSTMENTS, adjusted

if TYPE_CHECKING:
    from numpy.typing import ArrayLike

    from nps._kernels import FloatArray
    from nps._kernels.many_scores.multiplicity import AdjustmentName

#: Hommel's adjustment holds each p-value against all others: its time is the square of this.
LARGEST_HOMMEL = 50_000


def adjust_p_values(
    p_values: ArrayLike, *, method: AdjustmentName = "holm", n_tests: int | None = None
) -> FloatArray:
    r"""Adjust p-values for their number.

    One test in twenty finds a difference where there is none; of a hundred tests, five do. An
    adjusted p-value may be held against the usual 0.05 whatever the number of tests.

    Parameters
    ----------
    p_values : array_like of float
        Probabilities from 0 to 1, of any shape; NaN stays NaN and does not count as a test.
    method : str, default "holm"
        "holm": at most one chance in 20 (say) of any false finding; needs no assumption and is
        never worse than "bonferroni". "hochberg": a little sharper, for independent or positively
        dependent tests; "hommel": sharper still for the same, up to 50,000 tests.
        "benjamini-hochberg": bounds the expected share of false findings among the findings, also
        for independent or positively dependent tests; "benjamini-yekutieli": the same under any
        dependence. "none": as they are.
    n_tests : int, optional
        Size of the family if it is larger than the p-values given, those left out being no
        smaller than any of these. By default the number of p-values that are not NaN.

    Returns
    -------
    ndarray of float64
        Adjusted p-values, in the same places; none is below its p-value.

    Raises
    ------
    OptionError
        If a p-value is outside 0 to 1, the method is unknown or `n_tests` is too small.

    See Also
    --------
    compare_many : Compare many cohorts as one family.

    Notes
    -----
    With the p-values in increasing order, p_(1) to p_(m), and n the size of the family:

    - Bonferroni: :math:`n\,p_{(i)}`
    - Holm [1]_: :math:`\max_{j \le i} (n + 1 - j)\,p_{(j)}`
    - Hochberg [2]_: :math:`\min_{j \ge i} (n + 1 - j)\,p_{(j)}`
    - Hommel [5]_: :math:`\max_{S \ni i} \min_{j \le |S|} (|S| / j)\,p_{(j)}^S`, the largest of
      Simes' p-values of all sets S of tests that contain it
    - Benjamini and Hochberg [3]_: :math:`\min_{j \ge i} (n / j)\,p_{(j)}`
    - Benjamini and Yekutieli [4]_: the same times :math:`\sum_{j \le n} 1/j`

    each at most 1.

    References
    ----------
    .. [1] Holm S (1979). A simple sequentially rejective multiple test procedure. Scandinavian
       Journal of Statistics 6(2), 65-70. https://www.jstor.org/stable/4615733
    .. [2] Hochberg Y (1988). A sharper Bonferroni procedure for multiple tests of significance.
       Biometrika 75(4), 800-802. doi:10.1093/biomet/75.4.800
    .. [3] Benjamini Y, Hochberg Y (1995). Controlling the false discovery rate. Journal of the
       Royal Statistical Society B 57(1), 289-300. doi:10.1111/j.2517-6161.1995.tb02031.x
    .. [4] Benjamini Y, Yekutieli D (2001). The control of the false discovery rate in multiple
       testing under dependency. The Annals of Statistics 29(4), 1165-1188.
       doi:10.1214/aos/1013699998
    .. [5] Hommel G (1988). A stagewise rejective multiple test procedure based on a modified
       Bonferroni test. Biometrika 75(2), 383-386. doi:10.1093/biomet/75.2.383

    Examples
    --------
    >>> import nps
    >>> nps.adjust_p_values([0.01, 0.04, 0.03]).tolist()
    [0.03, 0.06, 0.06]

    Only the first of the three differences stays below 0.05.
    """
    check_option("method", method, ADJUSTMENTS)
    p = read_numbers("p_values", p_values, what="an array of numbers")
    known = ~np.isnan(p)
    raw = p[known]
    if bool(((raw < 0.0) | (raw > 1.0)).any()):
        bad = float(raw[(raw < 0.0) | (raw > 1.0)][0])
        raise OptionError(f"p_values must lie between 0 and 1, got {shown(bad)}.")
    n = raw.size if n_tests is None else check_whole("n_tests", n_tests)
    if n < raw.size:
        raise OptionError(f"n_tests must be at least the {raw.size} p-values given, got {n}.")
    if method == "hommel" and n > LARGEST_HOMMEL:
        raise OptionError(
            f'method="hommel" takes at most {LARGEST_HOMMEL:,} tests, got {n:,}; "hochberg" any.'
        )
    p[known] = adjusted(raw, method, n)
    return p
