"""What moved: the shares behind the change of a score, and the ratings as a whole."""

from __future__ import annotations

import math
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

import numpy as np

from nps._base import html
from nps._base import text as display
from nps._base.checks import check_confidence_level
from nps._base.results import IF_ANY, ConfidenceInterval, Result
from nps._base.tests import Test, ratings_moved
from nps._base.words.notes import Note
from nps._base.words.saying import CLASSES, USUAL_ALPHA, apart, capital, interval_text, limits_text
from nps._inference.differences.compare import compare
from nps._inference.differences.telling import told
from nps._inference.evidence import p_values
from nps._kernels.numerics.moments import normal_quantile
from nps._kernels.two_scores.mann_whitney import mann_whitney
from nps._kernels.two_scores.score import Pairs, score_inference
from nps._samples.counts import Counts, as_counts

if TYPE_CHECKING:
    from collections.abc import Sequence

    from nps._base.results import MethodKey
    from nps._base.words.saying import Limits, Say
    from nps._inference.differences.comparisons import Comparison


@dataclass(frozen=True, slots=True, kw_only=True, eq=False)
class ShareChange(Result):
    """How the share of one class differs, ``sample - reference``; fractions, not percent.

    Attributes
    ----------
    share, reference_share : float
        Share of the class in the sample and in the reference, 0 to 1.
    difference : float
        share - reference_share.
    standard_error : float
        Of the difference, from the observed shares or from the design.
    confidence_interval : ConfidenceInterval
        ``low, high`` of the difference of the true shares.
    statistic, p_value : float
        Of the test that the shares are equal.
    adjusted_p_value : float or None
        Adjusted for the three classes, in a row of `ShareChanges`.
    degrees_of_freedom : float or None
        Of Student's t, for weighted answers.
    label : str or None
        The class, in a row of `ShareChanges`.

    Examples
    --------
    >>> import nps
    >>> moved = nps.what_moved(nps.Counts(60, 25, 15), nps.Counts(50, 30, 20))
    >>> print(moved.promoters)
    50.0 % to 60.0 %, +10.0 [-3.8, +23.4] percentage points, p = 0.156
    """

    share: float
    reference_share: float
    difference: float
    standard_error: float
    confidence_interval: ConfidenceInterval
    statistic: float
    p_value: float
    adjusted_p_value: float | None = field(default=None, metadata=IF_ANY)
    degrees_of_freedom: float | None = field(default=None, metadata=IF_ANY)
    label: object = field(default=None, metadata=IF_ANY)

    def __str__(self) -> str:
        low, high = (100.0 * end for end in self.confidence_interval)
        return (
            f"{display.percent(self.reference_share)} to {display.percent(self.share)},"
            f" {display.points(100.0 * self.difference, signed=True)}"
            f" {display.interval(low, high, signed=True)} percentage points, {self._p()}"
        )

    def _p(self) -> str:
        if self.adjusted_p_value is None:
            return display.p_value(self.p_value)
        return f"adjusted {display.p_value(self.adjusted_p_value)}"

    def _rows(self) -> Sequence[tuple[object, ...]]:
        return [("share", str(self))]

    def _sentence(self, say: Say) -> str:
        limits = interval_text(say, self._percent_points())
        return capital(self._within(say, say("class"), limits))

    def _percent_points(self) -> Limits:
        low, high = self.confidence_interval
        return 100.0 * low, 100.0 * high

    def _within(self, say: Say, subject: str, limits: str) -> str:
        """Return the part of a sentence on all that moved."""
        low, high = self.confidence_interval
        verdict = "above" if low > 0.0 else "below" if high < 0.0 else "open"
        p = self.p_value if self.adjusted_p_value is None else self.adjusted_p_value
        if math.isnan(low) and p < USUAL_ALPHA:  # a test without an interval
            verdict = "above" if self.difference > 0.0 else "below"
        p_text = display.p_value(p)
        if self.adjusted_p_value is not None:
            p_text = say("adjusted p", p=p_text)
        return say(
            f"class.{verdict}",
            subject=subject,
            size=apart(abs(100.0 * self.difference), 0.0),
            old=display.percent(self.reference_share),
            new=display.percent(self.share),
            evidence=say("comma").join([limits, say.translated(p_text)]),
        )

    def _methods(self) -> list[MethodKey]:
        return [("moved", "shares")]


@dataclass(frozen=True, slots=True, kw_only=True, eq=False)
class Movement(Result):
    """A change of score beside the changes that it is made of.

    Attributes
    ----------
    score : Comparison
        Difference of the scores, in points.
    promoters, passives, detractors : ShareChange
        Differences of the shares.
    ratings : Test
        Whether ratings as a whole are higher or lower.
    confidence_level : float
        Of each interval by itself.
    notes : tuple of str
        What the numbers alone would hide.

    Examples
    --------
    >>> import nps
    >>> moved = nps.what_moved(nps.Counts(60, 25, 15), nps.Counts(50, 30, 20))
    >>> print(moved)
    score      difference +15.0  [-6.3, +36.0]  95 % CI, p = 0.167  NPS 45.0 vs 30.0, n = 100 vs
        100 (score method)
    promoters  50.0 % to 60.0 %, +10.0 [-3.8, +23.4] percentage points, p = 0.156
    passives   30.0 % to 25.0 %, -5.0 [-17.3, +7.4] percentage points, p = 0.430
    detractors 20.0 % to 15.0 %, -5.0 [-15.7, +5.7] percentage points, p = 0.353
    ratings    an answer is higher with probability 0.552, z = 1.43, p = 0.153 (Mann-Whitney on
        3 classes)
    """

    score: Comparison
    promoters: ShareChange
    passives: ShareChange
    detractors: ShareChange
    ratings: Test
    confidence_level: float
    notes: tuple[str, ...] = ()

    def _lines(self) -> list[tuple[str, str]]:
        lines = [("score", str(self.score))]
        lines += [(name, str(getattr(self, name))) for name in CLASSES]
        return [*lines, ("ratings", str(self.ratings))]

    def __str__(self) -> str:
        return "\n".join(f"{name:<10} {text}" for name, text in self._lines())

    def _header(self) -> Sequence[str]:
        return ("", "change", "")

    def _rows(self) -> Sequence[tuple[object, ...]]:
        parts = [(self.score.difference, self.score.confidence_interval)]
        for name in CLASSES:
            low, high = getattr(self, name).confidence_interval
            change = 100.0 * getattr(self, name).difference
            parts.append((change, ConfidenceInterval(100.0 * low, 100.0 * high)))
        values, ends = zip(*parts, strict=True)
        bars = html.interval_bars(values, *zip(*ends, strict=True))
        lines = self._lines()
        return [(*line, bar) for line, bar in zip(lines, [*bars, ""], strict=True)]

    def _sentence(self, say: Say) -> str:
        parts = []
        for name in CLASSES:
            part: ShareChange = getattr(self, name)
            limits = limits_text(say, part._percent_points(), self.confidence_level, null=0.0)
            parts.append(part._within(say, say("class of", name=say(name)), limits))
        return say.joined(
            told(say, self.score, story="change"), *parts, ratings_moved(self.ratings, say)
        )

    def _methods(self) -> list[MethodKey]:
        return [("difference", self.score.method), ("moved", "shares"), ("moved", "ratings")]


def what_moved(sample: object, reference: object, *, confidence_level: float = 0.95) -> Movement:
    r"""Compare scores, the shares behind them and the ratings as a whole.

    The same change of score can come from more promoters, from fewer detractors, or from both
    while the passives melt away. And a score can stay where it is although ratings rise, as long
    as they rise within a class: from 2 to 5, say. This shows all of it side by side.

    Parameters
    ----------
    sample, reference : ratings or Counts
        Two independent samples. Differences are always ``sample - reference``.
    confidence_level : float, default 0.95
        Of each interval by itself, strictly between 0 and 1.

    Returns
    -------
    Movement

    Raises
    ------
    EmptySampleError
        If a sample has no valid answer.

    See Also
    --------
    compare : The score alone, by any method.
    estimate_shares : The shares of one sample.

    Notes
    -----
    Shares are compared by the score test and interval of Miettinen and Nurminen [1]_, which is
    that of `compare` without passives, halved. Nothing is adjusted for the number of tests.

    Ratings are compared by the test of Mann and Whitney [2]_ from the numbers of answers at each
    rating, the only thing it depends on, with

    .. math:: \operatorname{Var}(U) = \frac{n m}{12}
              \Bigl(N + 1 - \sum_k \frac{t_k^3 - t_k}{N (N - 1)}\Bigr),

    t_k answers of both samples together at level k and N = n + m. If a sample is known only by its
    counts, the three classes are compared instead, and the notes say so. The two questions differ:
    the score looks only at who crosses a class border, the ordinal test at who is above whom.

    References
    ----------
    .. [1] Miettinen O, Nurminen M (1985). Comparative analysis of two rates. Statistics in Medicine
       4(2), 213-226. doi:10.1002/sim.4780040211
    .. [2] Mann HB, Whitney DR (1947). On a test of whether one of two random variables is
       stochastically larger than the other. The Annals of Mathematical Statistics 18(1), 50-60.
       doi:10.1214/aoms/1177730491

    Examples
    --------
    Detractors became much milder, but detractors they remain:

    >>> import nps
    >>> before = [10] * 30 + [8] * 30 + [1] * 40
    >>> after = [10] * 30 + [8] * 30 + [6] * 40
    >>> moved = nps.what_moved(after, before)
    >>> moved.score.difference, moved.score.p_value
    (0.0, 1.0)
    >>> print(moved.ratings)
    an answer is higher with probability 0.580, z = 2.03, p = 0.043 (Mann-Whitney on 11 ratings)
    """
    level = check_confidence_level(confidence_level)
    mine, theirs = as_counts(sample), as_counts(reference, "reference")
    score = compare(mine, theirs, confidence_level=level)
    promoters, passives, detractors = _share_changes(mine, theirs, level)
    ratings = _ordinal(mine, theirs)
    return Movement(
        score=score,
        promoters=promoters,
        passives=passives,
        detractors=detractors,
        ratings=ratings,
        confidence_level=level,
        notes=(*score.notes, *_notes(score, ratings, level)),
    )


def _share_changes(sample: Counts, reference: Counts, level: float) -> list[ShareChange]:
    """Compare the shares of the three classes: scores of the class against all others, halved."""
    inside = np.array([[getattr(side, name) for name in CLASSES] for side in (sample, reference)])
    outside = np.array([[sample.n], [reference.n]]) - inside
    none = np.zeros(len(CLASSES))
    (k1, k2), (o1, o2) = inside.astype(np.float64), outside.astype(np.float64)
    critical = normal_quantile((1.0 - level) / 2.0)
    low, high, z = score_inference(Pairs(k1, none, o1, k2, none, o2), none, critical)
    p_value = p_values(z, "two-sided")
    shares, others = inside[0] / sample.n, inside[1] / reference.n
    errors = np.sqrt(shares * (1.0 - shares) / sample.n + others * (1.0 - others) / reference.n)
    return [
        ShareChange(
            share=float(shares[i]),
            reference_share=float(others[i]),
            difference=float(shares[i] - others[i]),
            standard_error=float(errors[i]),
            confidence_interval=ConfidenceInterval(float(low[i]) / 2.0, float(high[i]) / 2.0),
            statistic=float(z[i]),
            p_value=float(p_value[i]),
        )
        for i in range(len(CLASSES))
    ]


def _ordinal(sample: Counts, reference: Counts) -> Test:
    levels = [side.distribution for side in (sample, reference)]
    if None in levels or len({len(bins) for bins in levels if bins is not None}) > 1:
        levels = [(side.detractors, side.passives, side.promoters) for side in (sample, reference)]
    mine, theirs = (np.array(bins, dtype=np.float64) for bins in levels)
    found = mann_whitney(mine, theirs)
    return Test(
        question="ratings",
        method="Mann-Whitney",
        superiority=found.superiority,
        statistic=found.z,
        p_value=float(p_values(np.array(found.z), "two-sided")),
        levels=mine.size,
    )


def _notes(score: Comparison, ratings: Test, level: float) -> list[Note]:
    notes = []
    if ratings.levels == len(CLASSES):
        notes.append(Note("The ratings themselves are not known, so the three classes are ranked."))
    moved = score.p_value < 1.0 - level, ratings.p_value < 1.0 - level
    if moved == (False, True):
        notes.append(Note("The scores cannot be told apart, but the ratings can."))
    elif moved == (True, False):
        notes.append(Note("The scores can be told apart, but the ratings as a whole cannot."))
    elif all(moved) and score.difference * ratings.statistic < 0.0:
        notes.append(Note("The score moved one way and the ratings as a whole the other."))
    return notes
