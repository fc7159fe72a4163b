"""What clusters and weights do to a number of answers."""

from __future__ import annotations

from nps._base import text
from nps._base.checks import check_number
from nps._base.errors import OptionError
from nps._kernels.topics.planning import design

#: Sizes and variations beyond this are mistakes, and their squares may be infinite.
LARGEST = 1e9


def design_effect(
    *,
    cluster_size: float = 1.0,
    icc: float = 0.0,
    cluster_size_cv: float = 0.0,
    weights_cv: float = 0.0,
) -> float:
    r"""Return by how many times a design needs more answers than a simple random sample.

    Answers from one shop, team or household resemble each other, and weights let some answers count
    more than others: both make answers worth less. The verbs of `nps.planning` take the result as
    ``design_effect=``.

    Parameters
    ----------
    cluster_size : float, default 1
        Answers per cluster on average, at least 1.
    icc : float, default 0
        Intraclass correlation of the answers, -1 to 1: the share of their variance that is between
        clusters. .01 to .05 is usual for shops and branches.
    cluster_size_cv : float, default 0
        Coefficient of variation of the cluster sizes: their standard deviation over their mean.
    weights_cv : float, default 0
        Coefficient of variation of the weights.

    Returns
    -------
    float
        The variance of the score over that of a simple random sample of as many answers.

    Raises
    ------
    OptionError, InputTypeError
        If a number is out of its range, or the correlation is more negative than clusters of this
        size allow.

    See Also
    --------
    nps.SurveySample.describe : The design effect of answers that were given.

    Notes
    -----
    .. math:: \{1 + [(1 + c_m^2) m - 1] \rho\} (1 + c_w^2)

    with m the cluster size, c_m and c_w the coefficients of variation of cluster sizes and weights
    and rho the intraclass correlation; Kish [1]_, for clusters of unequal size Eldridge, Ashby and
    Kerry [2]_. The correlation comes out of a pilot's design effect D as
    ``(D / (1 + c_w**2) - 1) / ((1 + c_m**2) * m - 1)``.

    References
    ----------
    .. [1] Kish L (1965). Survey Sampling. Wiley, New York.
    .. [2] Eldridge SM, Ashby D, Kerry S (2006). Sample size for cluster randomized trials: effect
       of coefficient of variation of cluster size and analysis method. International Journal of
       Epidemiology 35(5), 1292-1300. doi:10.1093/ije/dyl129

    Examples
    --------
    >>> import nps
    >>> effect = nps.planning.design_effect(cluster_size=20, icc=0.05)
    >>> round(effect, 6)
    1.95
    >>> nps.planning.sample_size(nps.Shares(0.5, 0.3, 0.2), null=10, design_effect=effect).n
    252
    """
    size = _at_least("cluster_size", cluster_size, 1.0)
    spread = _at_least("cluster_size_cv", cluster_size_cv, 0.0)
    weights = _at_least("weights_cv", weights_cv, 0.0)
    correlation = check_number("icc", icc)
    if not -1.0 <= correlation <= 1.0:
        hint = f" Did you mean {correlation / 100:g}?" if 1.0 < correlation <= 100.0 else ""
        raise OptionError(f"icc must lie between -1 and 1, got {text.shown(icc)}.{hint}")
    effect = float(design.design_effect(size, correlation, spread, weights))
    if effect > 0.0:
        return effect
    least = -1.0 / ((1.0 + spread * spread) * size - 1.0)
    raise OptionError(
        f"icc must be above {least:.4g} in clusters of {size:g} answers, got {text.shown(icc)}."
    )


def _at_least(name: str, given: object, least: float) -> float:
    value = check_number(name, given)
    if value > LARGEST:
        raise OptionError(f"{name} must be at most {LARGEST:g}, got {text.shown(given)}.")
    if value >= least:
        return value
    raise OptionError(f"{name} must be at least {least:g}, got {text.shown(given)}.")
