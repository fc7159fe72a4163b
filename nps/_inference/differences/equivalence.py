"""Show that two scores are practically the same: two one-sided tests (TOST)."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING, ClassVar

from nps._base import text
from nps._base.checks import check_number, check_option, check_points
from nps._base.errors import InputTypeError, OptionError
from nps._base.results import IF_ANY, ConfidenceInterval, Result
from nps._base.tables import html
from nps._base.tables.measures import Measure
from nps._base.text import shown
from nps._base.words.notes import Note
from nps._base.words.saying import Method, limits_text, with_sign
from nps._inference.differences.compare import compare
from nps._inference.differences.methods import DIFFERENCES
from nps._inference.differences.sides import against, between, check_pair, named
from nps._inference.differences.telling import difference_method, score_of
from nps._inference.scores.methods import SURVEYS
from nps._surveys.kinds import is_many, is_weighted

if TYPE_CHECKING:
    from collections.abc import Sequence

    from nps._base.results import MethodKey
    from nps._base.words.saying import Say
    from nps._inference.differences.methods import DifferenceMethodName
    from nps._inference.differences.sides import Side
    from nps._inference.scores.methods import SurveyMethodName


@dataclass(frozen=True, slots=True, kw_only=True, eq=False)
class Equivalence(Result, Measure):
    """Whether two scores differ by less than a margin; differences in points.

    Attributes
    ----------
    equivalent : bool
        The difference is shown to lie between -margin and margin: ``p_value < alpha``, which is
        when the interval lies inside.
    difference : float
        Score of the sample minus score of the reference.
    standard_error : float
        Of the difference, by the chosen method.
    confidence_interval : ConfidenceInterval
        ``low, high`` at the level 1 - 2 alpha.
    confidence_level : float
        1 - 2 alpha.
    margin : float
        Largest difference that does not matter, in points.
    alpha : float
        Chance of claiming equivalence where there is none.
    p_value : float
        The larger of the two below.
    p_value_low : float
        Against a difference of -margin or less.
    p_value_high : float
        Against a difference of margin or more.
    statistic_low, statistic_high : float
        Test statistics of both, without unit.
    method : str
        As used.
    sample, reference : Counts, PublishedScore or SurveySummary
        What was compared.
    names : tuple of str or None
        What sample and reference are called, where they were given names.
    notes : tuple of str
        What the numbers alone would hide.

    Examples
    --------
    >>> import nps
    >>> print(nps.equivalence(nps.Counts(600, 250, 150), nps.Counts(590, 260, 150), margin=10))
    difference +1.0  [-4.4, +6.4]  90% CI: within 10.0 points, p = 0.003 (score method)
    """

    _picture: ClassVar[str] = "difference"
    equivalent: bool
    difference: float
    standard_error: float
    confidence_interval: ConfidenceInterval
    confidence_level: float
    margin: float
    alpha: float
    p_value: float
    p_value_low: float
    p_value_high: float
    statistic_low: float
    statistic_high: float
    method: str
    sample: Side
    reference: Side | float
    names: tuple[str, str] | None = field(default=None, metadata=IF_ANY)
    notes: tuple[str, ...] = ()

    def _verdict(self) -> Note:
        margin = text.points(self.margin)
        if self.equivalent:
            return Note("within {margin} points", margin=margin)
        return Note("not shown to be within {margin} points", margin=margin)

    def __str__(self) -> str:
        return (
            f"difference {text.points(self.difference, signed=True)}"
            f"  {text.interval(*self.confidence_interval, signed=True)}"
            f"  {text.level(self.confidence_level)}{between(self.names)}: {self._verdict()},"
            f" {text.p_value(self.p_value)} ({self.method} method)"
        )

    def _rows(self) -> Sequence[tuple[object, ...]]:
        low, high = self.confidence_interval
        ends = (self.difference, low, high, 1.2 * self.margin)
        reach = max(abs(x) for x in ends if x == x)  # where there is no interval, the margin
        bar = html.interval_bar(self.difference, low, high, reach, margin=self.margin)
        compared = [] if self.names is None else [("compared", against(self.names))]
        return [
            *compared,
            ("difference", text.points(self.difference, signed=True)),
            (
                text.level(self.confidence_level),
                text.interval(*self.confidence_interval, signed=True),
            ),
            ("", bar),
            ("margin", text.points(self.margin)),
            ("p-value", text.p_number(self.p_value)),
            ("verdict", self._verdict()),
            ("method", Method.of(self)),
        ]

    def _sentence(self, say: Say) -> str:
        scores = [str(text.points(score_of(side))) for side in (self.sample, self.reference)]
        if self.names is not None:
            both = zip(scores, map(say.name, self.names), strict=True)
            scores = [say("scored", score=score, label=label) for score, label in both]
        return say(
            "equivalent" if self.equivalent else "not equivalent",
            new=scores[0],
            old=scores[1],
            margin=f"{self.margin:g}",
            signed=with_sign(self.difference),
            limits=limits_text(say, self.confidence_interval, self.confidence_level),
            p=text.p_value(self.p_value, self.alpha),
        )

    def _methods(self) -> list[MethodKey]:
        return [("equivalence", "tost"), difference_method(self.method, self.sample)]


def equivalence(
    sample: object,
    reference: object,
    *,
    margin: float,
    names: tuple[str, str] | None = None,
    alpha: float = 0.05,
    method: DifferenceMethodName | SurveyMethodName = "score",
) -> Equivalence:
    r"""Test whether two independent scores differ by less than a margin.

    A large p-value of `compare` does not show that nothing changed: perhaps the samples were too
    small to see it. This test turns the question round. Its null hypothesis is that the scores
    differ by `margin` or more, and only data that speak against it show equivalence.

    Parameters
    ----------
    sample, reference : ratings, Counts, PublishedScore or SurveySample
        The difference is ``sample - reference``.
    margin : float
        Largest difference that does not matter, in points, above 0. Choose it before seeing the
        data.
    names : tuple of two str, optional
        What sentences, tables and pictures call the two, such as ``("2025", "2024")``: the sample
        first.
    alpha : float, default 0.05
        Largest chance of claiming equivalence where there is none, between 0 and 0.5. The interval
        beside the test has the confidence level 1 - 2 alpha.
    method : str, default "score"
        How two scores are compared, as in `compare`.

    Returns
    -------
    Equivalence

    Raises
    ------
    EmptySampleError
        If a sample has no valid answer.
    OptionError
        If an option is not allowed.

    See Also
    --------
    compare : With ``null=-margin, alternative="greater"``, the one-sided question: is the score no
        worse by more than the margin (non-inferiority)?

    Notes
    -----
    Two one-sided tests [1]_: with the statistic z of `compare`, equivalence is shown if
    z(-margin) is so large and z(margin) so small that both tests reject at the level alpha,

    .. math:: p = \max\{\Pr(Z \ge z(-M)),\; \Pr(Z \le z(M))\} < \alpha.

    That is the case exactly if the interval at the level 1 - 2 alpha, made of the two one-sided
    bounds at 1 - alpha, lies inside (-M, M).

    References
    ----------
    .. [1] Schuirmann DJ (1987). A comparison of the two one-sided tests procedure and the power
       approach for assessing the equivalence of average bioavailability. Journal of
       Pharmacokinetics and Biopharmaceutics 15(6), 657-680. doi:10.1007/BF01068419

    Examples
    --------
    >>> import nps
    >>> app, web = nps.Counts(2600, 1400, 1000), nps.Counts(2550, 1450, 1000)
    >>> print(nps.equivalence(app, web, margin=5))
    difference +1.0  [-1.6, +3.6]  90% CI: within 5.0 points, p = 0.005 (score method)

    With a tenth of the answers the same scores prove nothing:

    >>> few = nps.Counts(260, 140, 100), nps.Counts(255, 145, 100)
    >>> nps.equivalence(*few, margin=5).equivalent
    False
    """
    if is_many(sample):
        raise InputTypeError(
            f"sample must be one sample, got {type(sample).__name__}: ask for each, with"
            " cohorts[label]."
        )
    called = check_pair(names)
    weighted = is_weighted(sample) or is_weighted(reference)
    chosen = check_option("method", method, SURVEYS if weighted else DIFFERENCES)
    if chosen.startswith("permutation"):
        raise OptionError(
            f'method="{method}" is exact for a difference of 0 only, and equivalence asks about two'
            ' others. Use method="score".'
        )
    limit = check_points("margin", margin, 200.0)
    if limit <= 0.0:
        raise OptionError(f"margin must be above 0 points, got {shown(margin)}.")
    error = check_number("alpha", alpha)
    if not (0.0 < error < 0.5 and 1.0 - error < 1.0):  # also refuses what leaves a level of 1
        hint = " 0.05 means 5%." if error >= 0.5 else ""
        raise OptionError(f"alpha must be between 0 and 0.5, got {shown(alpha)}.{hint}")
    level = 1.0 - error
    above = compare(
        sample, reference, method=method, null=-limit, alternative="greater", confidence_level=level
    )
    below = compare(
        sample, reference, method=method, null=limit, alternative="less", confidence_level=level
    )
    p_value = max(above.p_value, below.p_value)
    found = Equivalence(
        equivalent=p_value < 1.0 - level,
        difference=above.difference,
        standard_error=above.standard_error,
        confidence_interval=ConfidenceInterval(
            above.confidence_interval.low, below.confidence_interval.high
        ),
        confidence_level=1.0 - 2.0 * error,
        margin=limit,
        alpha=error,
        p_value=p_value,
        p_value_low=above.p_value,
        p_value_high=below.p_value,
        statistic_low=above.statistic,
        statistic_high=below.statistic,
        method=above.method,
        sample=above.sample,
        reference=above.reference,
        notes=above.notes,
    )
    return named(found, called)
