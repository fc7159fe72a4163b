"""The score at a fixed mix of segments: direct standardisation."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, ClassVar, Literal, TypeAlias

import numpy as np

from nps._base import text
from nps._base.checks import check_confidence_level, check_number, check_option, did_you_mean
from nps._base.columns.containers import is_weighted, weights_advice
from nps._base.errors import EmptySampleError, InputTypeError, OptionError
from nps._base.results import ConfidenceInterval, Result, plain
from nps._base.tables.measures import Measure
from nps._base.text import shown
from nps._base.words.notes import Note
from nps._base.words.saying import Name, limits_text
from nps._kernels.numerics.moments import normal_quantile, steady_variance
from nps._kernels.one_score.score import score_interval
from nps._samples.cohorts import Cohorts

if TYPE_CHECKING:
    from nps._base.results import MethodKey
    from nps._base.words.saying import Say

StandardizationMethodName: TypeAlias = Literal["score", "wald"]
METHODS = ("score", "wald")
TARGETS = ("fixed", "sample")


@dataclass(frozen=True, slots=True, kw_only=True, eq=False)
class Standardized(Result, Measure):
    """The score that the segments would give at a fixed mix, in points.

    Attributes
    ----------
    score : float
        Standardised score.
    standard_error : float
        Of the standardised score.
    confidence_interval : ConfidenceInterval
        ``low, high``.
    confidence_level : float
        Probability with which such intervals contain the true standardised score.
    crude_score : float
        Score of all answers at their own mix.
    shares : mapping from label to float
        The fixed mix, 0 to 1; sums to 1.
    method : str
        As used.
    target : str
        "fixed" or "sample".
    cohorts : Cohorts
        The segments.
    notes : tuple of str
        What the numbers alone would hide.

    Examples
    --------
    >>> import nps
    >>> now = nps.Cohorts.from_counts(["new", "old"], [20, 60], [20, 20], [20, 10])
    >>> print(nps.standardize(now, to={"new": 0.5, "old": 0.5}))
    standardised NPS 27.8  [14.9, 39.7]  95% CI, crude 33.3, 2 segments, n = 150 (score method)
    """

    _number: ClassVar[str] = "score"
    score: float
    standard_error: float
    confidence_interval: ConfidenceInterval
    confidence_level: float
    crude_score: float
    shares: Mapping[object, float]
    method: str
    target: str
    cohorts: Cohorts
    notes: tuple[str, ...] = ()

    def to_dict(self) -> dict[str, object]:
        """Return the result as plain Python that `json.dumps` takes; shares as pairs."""
        pairs = [{"label": plain(label), "share": share} for label, share in self.shares.items()]
        return Result.to_dict(self) | {"shares": pairs}

    def __str__(self) -> str:
        return (
            f"standardised NPS {text.points(self.score)}"
            f"  {text.interval(*self.confidence_interval)}"
            f"  {text.level(self.confidence_level)}, crude {text.points(self.crude_score)},"
            f" {len(self.shares)} segments, n = {self.cohorts.total.n:,} ({self.method} method)"
        )

    def _header(self) -> Sequence[str]:
        return ("segment", "share", "score")

    def _caption(self) -> str:
        return str(self)

    def _rows(self) -> Sequence[tuple[object, ...]]:
        return [
            (Name(text.label_text(label)), text.percent(share), float(self.cohorts[label].score))
            for label, share in self.shares.items()
        ]

    def _sentence(self, say: Say) -> str:
        return say(
            "standardized",
            score=text.points(self.score),
            evidence=limits_text(say, self.confidence_interval, self.confidence_level),
            crude=text.points(self.crude_score),
            n=self.cohorts.total.n,
        )

    def _methods(self) -> list[MethodKey]:
        return [("standardization", self.method)]


def standardize(
    cohorts: Cohorts,
    *,
    to: Cohorts | Mapping[object, float],
    target: Literal["fixed", "sample"] = "fixed",
    method: StandardizationMethodName = "score",
    confidence_level: float = 0.95,
) -> Standardized:
    r"""Estimate the score at a fixed mix of segments.

    Two waves, shops or countries with different customers become comparable when both are taken
    at the same mix.

    Parameters
    ----------
    cohorts : Cohorts
        The segments.
    to : Cohorts or mapping from label to share
        The mix: the answers of other cohorts by segment, or shares or sizes, which are scaled to
        sum to 1. Segments with a share of 0 do not count.
    target : {"fixed", "sample"}, default "fixed"
        "fixed": the mix is known, as from a census or a base wave by decree. "sample": the mix is
        that of independent `Cohorts` and as uncertain as their answers are few.
    method : {"score", "wald"}, default "score"
        "score": the score intervals of the segments combined by squares (MOVER): of one segment it
        is its score interval. "wald": normal with the variance below.
    confidence_level : float, default 0.95
        Strictly between 0 and 1.

    Returns
    -------
    Standardized

    Raises
    ------
    EmptySampleError
        If a segment of the mix has no valid answer.
    OptionError
        If a segment of the mix is unknown, or shares are negative or all 0.

    See Also
    --------
    decompose : How much of a change is mix.

    Notes
    -----
    With fixed shares W and segment scores d with limits l, u,

    .. math:: d_W = \sum W_k d_k, \qquad L = d_W - \sqrt{\sum W_k^2 (d_k - l_k)^2}, \qquad
              U = d_W + \sqrt{\sum W_k^2 (u_k - d_k)^2},

    by [2]_; the variance is :math:`\sum W_k^2 V_k / n_k` [1]_. With ``target="sample"`` of N
    answers it grows by :math:`(\sum W_k d_k^2 - d_W^2)/N`, and so do the squares under the roots,
    times the squared normal quantile. A segment of which all answers agree gets, for the standard
    error, the variance of its counts plus 3/4, 3/2, 3/4.

    References
    ----------
    .. [1] Keyfitz N (1966). Sampling variance of standardized mortality rates. Human Biology 38(3),
       309-317.
    .. [2] Zou GY, Donner A (2008). Construction of confidence limits about effect measures: a
       general approach. Statistics in Medicine 27(10), 1693-1702. doi:10.1002/sim.3095

    Examples
    --------
    >>> import nps
    >>> this_year = nps.Cohorts.from_counts(["shop", "web"], [210, 260], [120, 180], [70, 160])
    >>> print(nps.standardize(this_year, to={"shop": 0.8, "web": 0.2}))
    standardised NPS 31.3  [25.0, 37.2]  95% CI, crude 24.0, 2 segments, n = 1,000 (score method)
    """
    if not isinstance(cohorts, Cohorts):
        raise InputTypeError(
            f"cohorts must be nps.Cohorts of segments, got {text.shown(cohorts)}."
            f"{weights_advice(cohorts)}"
        )
    check_option("target", target, TARGETS)
    check_option("method", method, METHODS)
    level = check_confidence_level(confidence_level)
    shares = _read_shares(to, cohorts)
    used = cohorts.select(list(shares))
    empty = [label for label, n in zip(used, used.n.tolist(), strict=True) if not n]
    if empty:
        raise EmptySampleError(
            f"the segment {shown(empty[0])} has no valid answer, so its score at the mix is"
            " unknown. Merge it with another, or give it a share of 0."
        )
    w = np.array(list(shares.values()))
    a, b, c = used._classes()
    d = used.score / 100.0
    standardized = float(w @ d)
    mix = 0.0
    if target == "sample":
        if not isinstance(to, Cohorts):
            raise OptionError(
                'target="sample" needs the answers that the mix comes from: give nps.Cohorts as to.'
            )
        mix = max(0.0, float(w @ d**2) - standardized**2) / to.total.n
    variance, unanimous = steady_variance(a, b, c)
    error = float(np.sqrt(w**2 @ (variance / used.n) + mix))
    tail = (1.0 - level) / 2.0
    z = normal_quantile(tail)
    below = above = z * error
    if method == "score":
        low, high = score_interval(a, b, c, tail)
        below = float(np.sqrt(w**2 @ (d - low) ** 2 + z**2 * mix))
        above = float(np.sqrt(w**2 @ (high - d) ** 2 + z**2 * mix))
    return Standardized(
        score=100.0 * standardized,
        standard_error=100.0 * error,
        confidence_interval=ConfidenceInterval(
            100.0 * max(-1.0, standardized - below), 100.0 * min(1.0, standardized + above)
        ),
        confidence_level=level,
        crude_score=cohorts.total.score,
        shares=shares,
        method=method,
        target=target,
        cohorts=cohorts,
        notes=tuple(_notes(cohorts, used, int(unanimous.sum()))),
    )


def _read_shares(to: object, cohorts: Cohorts) -> dict[object, float]:
    """Return the positive shares, scaled to sum to 1."""
    if is_weighted(to):
        raise InputTypeError(
            "to must be nps.Cohorts or a mapping from segment to share, got weighted samples. Write"
            " to=dict(zip(to.labels, to.sum_of_weights))."
        )
    if isinstance(to, Cohorts):
        sizes = {label: float(n) for label, n in zip(to, to.n.tolist(), strict=True)}
    elif isinstance(to, Mapping):
        sizes = {label: check_number(f"to[{shown(label)}]", share) for label, share in to.items()}
    else:
        raise InputTypeError(
            f"to must be nps.Cohorts or a mapping from segment to share, got {text.shown(to)}."
        )
    for label, size in sizes.items():
        if size < 0.0:
            raise OptionError(
                f"to[{shown(label)}] is a share and must not be negative, got {shown(size)}."
            )
        if size and label not in cohorts:
            hint = did_you_mean(label, [x for x in cohorts if isinstance(x, str)])
            raise OptionError(f"to has a share for {shown(label)}, which is no segment.{hint}")
    total = sum(sizes.values())
    if not total:
        raise OptionError("to must give a positive share to one segment at least.")
    return {label: size / total for label, size in sizes.items() if size}


def _notes(cohorts: Cohorts, used: Cohorts, unanimous: int) -> list[Note]:
    """Say what the numbers alone would hide."""
    notes: list[Note] = []
    out = len(cohorts) - len(used)
    if out:
        notes.append(
            Note(
                "{out:segment has|segments have} no share in the mix; their {lost} answers are"
                " unused.",
                out=out,
                lost=cohorts.total.n - used.total.n,
            )
        )
    if unanimous:
        notes.append(
            Note(
                "All answers agree in {unanimous} of {size} segments: the standard error takes"
                " their variance from adjusted counts.",
                unanimous=unanimous,
                size=len(used),
            )
        )
    return notes
