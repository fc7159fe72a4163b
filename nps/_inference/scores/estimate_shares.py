"""The shares of promoters, passives and detractors, each with its interval."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, ClassVar, Literal, TypeAlias

import numpy as np

from nps._base import text
from nps._base.checks import check_confidence_level, check_option
from nps._base.labels.labels import Labels
from nps._base.results import IF_ANY, ConfidenceInterval, Intervals, Result, Table
from nps._base.tables import html
from nps._base.tables.measures import Measure, Measures
from nps._base.text import CLASSES
from nps._base.words.notes import Note
from nps._base.words.saying import TWO_SIDED, capital
from nps._kernels.one_score import shares as kernels
from nps._samples.counts import Shares, as_counts
from nps._surveys.kinds import is_counted, is_weighted

if TYPE_CHECKING:
    from collections.abc import Sequence

    from nps._base.results import Column, MethodKey
    from nps._base.words.saying import Say
    from nps._kernels import FloatArray, IntArray
    from nps._surveys.cohorts import SurveyCohorts
    from nps._surveys.samples import SurveySample

ShareMethodName: TypeAlias = Literal[
    "wilson",
    "jeffreys",
    "clopper-pearson",
    "goodman",
    "quesenberry-hurst",
    "sison-glaz",
    "korn-graubard",
]
_ALONE = ("wilson", "jeffreys", "clopper-pearson")
_JOINT = ("goodman", "quesenberry-hurst", "sison-glaz")
METHODS = (*_ALONE, *_JOINT)


@dataclass(frozen=True, slots=True, kw_only=True, eq=False)
class ShareEstimate(Result, Measure):
    """Share of one class with its interval, as fractions from 0 to 1.

    Attributes
    ----------
    share : float
        Fraction of the valid answers in the class.
    confidence_interval : ConfidenceInterval
        ``low, high`` as fractions.
    confidence_level : float
        Of this interval alone, or of the intervals of all three classes together.
    count, n : int
        Answers in the class, and valid answers.
    standard_error : float
        Of the share, with divisor n; of weighted answers that of the design.
    method : str
        As used.
    degrees_of_freedom : float or None
        Of the design, for weighted answers.
    label : object
        The class, or (cohort, class).

    Examples
    --------
    >>> import nps
    >>> found = nps.estimate_shares(nps.Counts(50, 30, 20))
    >>> print(found["promoters"])
    50.0%  [40.4%, 59.6%]  95% CI, 50 of 100
    """

    _number: ClassVar[str] = "share"
    share: float
    confidence_interval: ConfidenceInterval
    confidence_level: float
    count: int
    n: int
    standard_error: float
    method: str
    degrees_of_freedom: float | None = field(default=None, metadata=IF_ANY)
    label: object = None

    def __str__(self) -> str:
        low, high = self.confidence_interval
        return (
            f"{text.percent(self.share)}  [{text.percent(low)}, {text.percent(high)}]"
            f"  {text.level(self.confidence_level)}, {self.count:,} of {self.n:,}"
        )

    def _rows(self) -> Sequence[tuple[object, ...]]:
        low, high = map(text.percent, self.confidence_interval)
        return [
            ("share", text.percent(self.share)),
            ("", html.part_bar(self.share)),
            (text.level(self.confidence_level), f"[{low}, {high}]"),
            ("count", self.count),
            ("n", self.n),
        ]

    def _evidence(self, say: Say) -> str:
        low, high = (text.percent(end) for end in self.confidence_interval)
        return say(TWO_SIDED, level=text.level_percent(self.confidence_level), low=low, high=high)

    def _sentence(self, say: Say) -> str:
        if not self.n:
            return capital(say("empty", subject=say("class")))
        share, evidence = text.percent(self.share), self._evidence(say)
        return say("share", share=share, evidence=evidence, count=self.count, n=self.n)

    def _methods(self) -> list[MethodKey]:
        return [("shares", self.method)]


@dataclass(frozen=True, slots=True, kw_only=True, eq=False)
class ShareEstimates(Table[ShareEstimate], Measures):
    """Shares of the three classes with their intervals, as fractions from 0 to 1.

    Iterates as rows; ``result["promoters"]`` is one row, ``result["North", "promoters"]`` one of
    many cohorts.

    Attributes
    ----------
    labels : tuple
        "promoters", "passives", "detractors"; for `Cohorts` pairs of cohort and class.
    share : ndarray of float64
        Fractions of the valid answers; NaN where there are none.
    confidence_interval : Intervals
        Arrays ``low`` and ``high``, as fractions.
    count, n : ndarray of int64
        Answers in the class, and valid answers.
    standard_error : ndarray of float64
        Of the shares, as in `ShareEstimate`.
    degrees_of_freedom : ndarray of float64 or None
        Of the design, for weighted answers.
    confidence_level : float
        Of each interval alone, or of the three together.
    method : str
        As used for all.
    notes : tuple of str
        Whether the level holds for each interval or for the three together.

    Examples
    --------
    >>> import nps
    >>> print(nps.estimate_shares(nps.Counts(50, 30, 20)))
    Shares with 95% CI (wilson)
    promoters: 50.0%  [40.4%, 59.6%]  95% CI, 50 of 100
    passives: 30.0%  [21.9%, 39.6%]  95% CI, 30 of 100
    detractors: 20.0%  [13.3%, 28.9%]  95% CI, 20 of 100
    """

    _ours: ClassVar[str] = "head"
    _labels: Labels
    share: FloatArray
    confidence_interval: Intervals
    count: IntArray
    n: IntArray
    standard_error: FloatArray
    confidence_level: float
    method: str
    degrees_of_freedom: FloatArray | None = field(default=None, metadata=IF_ANY)
    notes: tuple[str, ...] = ()

    def _columns(self) -> dict[str, Column]:
        return {
            "count": self.count,
            "n": self.n,
            "share": self.share,
            "standard_error": self.standard_error,
            "low": self.confidence_interval.low,
            "high": self.confidence_interval.high,
        }

    def _header(self) -> Sequence[str]:
        head, known = Table._header(self), self._labels.keys[:-1]
        if not known:
            return head
        keys = " / ".join(known) if known != ("cohort",) else Note("cohort")
        return [Note("{keys} / class", keys=keys), *head[1:]]

    def _label_text(self, label: object) -> str:
        if not isinstance(label, tuple):
            return text.label_text(label)
        cohort, name = text.label_text(_without_class(label)), Note(str(label[-1]))
        return Note("{cohort} / {name}", cohort=cohort, name=name)

    def _headline(self) -> str:
        together = "simultaneous " if self.method in _JOINT else ""
        return f"Shares with {together}{text.level(self.confidence_level)} ({self.method})"

    def _html_columns(self, rows: int) -> Mapping[str, Sequence[object]]:
        share, ends = self.share[:rows], self.confidence_interval
        limits = zip(*(text.percentages(end[:rows].tolist()) for end in ends), strict=True)
        return {
            "share": text.percentages(share.tolist()),
            text.level(self.confidence_level): [f"[{low}, {high}]" for low, high in limits],
            "": [html.part_bar(x) for x in share],
            "count": list(self.count[:rows]),
            "n": list(self.n[:rows]),
        }

    def _sentence(self, say: Say) -> str:
        rows = [row for row in self if row.n]
        if not rows:
            return capital(say("empty", subject=say("class")))
        if len(self) == len(CLASSES):
            parts = [
                say(
                    "share of",
                    share=text.percent(row.share),
                    name=say(name),
                    evidence=row._evidence(say),
                )
                for row, name in zip(rows, CLASSES, strict=True)
            ]
            return say("shares", n=rows[0].n, parts=say.listed(parts))
        promoters = sorted(rows[::3], key=lambda row: row.share)
        detractors = sorted(row.share for row in rows[2::3])
        return say(
            "shares of cohorts",
            k=len(promoters),
            lowest=text.percent(promoters[0].share),
            bottom=say.name(_without_class(promoters[0].label)),
            highest=text.percent(promoters[-1].share),
            top=say.name(_without_class(promoters[-1].label)),
            least=text.percent(detractors[0]),
            most=text.percent(detractors[-1]),
        )

    def _methods(self) -> list[MethodKey]:
        return [("shares", self.method)]


def _without_class(label: object) -> object:
    parts = label[:-1] if isinstance(label, tuple) else (label,)
    return parts[0] if len(parts) == 1 else parts


def _with_classes(cohorts: Labels) -> Labels:
    """Return a label for each cohort and class, the class as the last key."""
    if len(cohorts.keys) > 1:
        rows = [
            (*label, name)
            for label in cohorts
            if isinstance(label, tuple)
            for name in Shares._fields
        ]
        return Labels(rows, [*cohorts.keys, "class"])
    pairs = [(label, name) for label in cohorts for name in Shares._fields]
    return Labels(pairs, [*(cohorts.keys or ("cohort",)), "class"])


def estimate_shares(
    sample: object, *, confidence_level: float = 0.95, method: ShareMethodName = "wilson"
) -> ShareEstimates:
    """Estimate the shares of promoters, passives and detractors with intervals.

    Parameters
    ----------
    sample : ratings, Counts, Cohorts, SurveySample or SurveyCohorts
        One sample, or many. The shares of survey samples are weighted.
    confidence_level : float, default 0.95
        Strictly between 0 and 1.
    method : str, default "wilson"
        Each share alone: "wilson", the score interval [1]_; "jeffreys", the equal-tailed posterior
        interval, close to its level on average [5]_; "clopper-pearson", the exact one, never below
        its level and wider [6]_. The three shares together: "goodman" by Bonferroni [2]_, the one
        to prefer; "quesenberry-hurst" also for every linear combination of them, so wider;
        "sison-glaz" [3]_ shorter for large n, but approximate, so not below n = 50. Survey samples
        have "wilson" on their effective size with Student's t, and "korn-graubard" [4]_, the exact
        interval on it, which is wide.

    Returns
    -------
    ShareEstimates
        Fractions from 0 to 1, a row for each class; for `Cohorts` a row for each cohort and class.

    Raises
    ------
    EmptySampleError
        If a single sample has no valid answer.

    See Also
    --------
    estimate : The score with its interval.

    Notes
    -----
    With p the share and h = z**2/n, Wilson's interval is
    ``(p + h/2 -+ sqrt(h (p (1 - p) + h/4))) / (1 + h)``; Goodman's takes z at a third of the tail.

    References
    ----------
    .. [1] Wilson EB (1927). Probable inference, the law of succession, and statistical inference.
       Journal of the American Statistical Association 22(158), 209-212.
       doi:10.1080/01621459.1927.10502953
    .. [2] Goodman LA (1965). On simultaneous confidence intervals for multinomial proportions.
       Technometrics 7(2), 247-254. doi:10.1080/00401706.1965.10490252
    .. [3] Sison CP, Glaz J (1995). Simultaneous confidence intervals and sample size determination
       for multinomial proportions. Journal of the American Statistical Association 90(429),
       366-369. doi:10.1080/01621459.1995.10476521
    .. [4] Korn EL, Graubard BI (1998). Confidence intervals for proportions with small expected
       number of positive counts estimated from survey data. Survey Methodology 24(2), 193-201.
    .. [5] Brown LD, Cai TT, DasGupta A (2001). Interval estimation for a binomial proportion.
       Statistical Science 16(2), 101-133. doi:10.1214/ss/1009213286
    .. [6] Clopper CJ, Pearson ES (1934). The use of confidence or fiducial limits illustrated in
       the case of the binomial. Biometrika 26(4), 404-413. doi:10.1093/biomet/26.4.404

    Examples
    --------
    >>> import nps
    >>> print(nps.estimate_shares(nps.Counts(50, 30, 20)))
    Shares with 95% CI (wilson)
    promoters: 50.0%  [40.4%, 59.6%]  95% CI, 50 of 100
    passives: 30.0%  [21.9%, 39.6%]  95% CI, 30 of 100
    detractors: 20.0%  [13.3%, 28.9%]  95% CI, 20 of 100
    """
    level = check_confidence_level(confidence_level)
    if is_weighted(sample):
        return _estimate_weighted(sample, method, level)
    check_option("method", method, METHODS)
    if is_counted(sample):
        table = np.stack([sample.promoters, sample.passives, sample.detractors], axis=1)
        labels = _with_classes(sample._labels)
    else:
        counts = as_counts(sample)
        counts._size("shares")
        table = np.array([[counts.promoters, counts.passives, counts.detractors]])
        labels = Labels(Shares._fields, ["class"])
    n = np.repeat(table.sum(axis=1), 3)
    tail = (1.0 - level) / 2.0
    if method == "sison-glaz":
        low, high = (end.reshape(-1) for end in kernels.sison_glaz(table, tail))
    else:
        kernel = {
            "wilson": kernels.wilson,
            "jeffreys": kernels.jeffreys,
            "clopper-pearson": kernels.clopper_pearson,
            "goodman": kernels.goodman_shares,
            "quesenberry-hurst": kernels.quesenberry_hurst,
        }[method]
        low, high = kernel(table.reshape(-1), n, tail)
    with np.errstate(invalid="ignore"):
        share = table.reshape(-1) / n
        error = np.sqrt(share * (1.0 - share) / n)
    return ShareEstimates(
        _labels=labels,
        share=share,
        confidence_interval=Intervals(low, high),
        count=table.reshape(-1),
        n=n,
        standard_error=error,
        confidence_level=level,
        method=method,
        notes=(
            Note("The level of {level}% holds for the three together.", level=f"{100 * level:g}")
            if method in _JOINT
            else _alone(level),
        ),
    )


def _alone(level: float) -> Note:
    return Note("The level of {level}% holds for each interval alone.", level=f"{100 * level:g}")


def _estimate_weighted(
    sample: SurveySample | SurveyCohorts, method: str, level: float
) -> ShareEstimates:
    from nps._inference.scores.weighted_shares import weighted_shares

    if isinstance(sample, Mapping):
        samples, labels = tuple(sample.values()), _with_classes(sample._labels)
    else:
        sample.counts._size("shares")
        samples, labels = (sample,), Labels(Shares._fields, ["class"])
    found = weighted_shares(samples, method, level)
    return ShareEstimates(
        _labels=labels,
        share=found.share,
        confidence_interval=Intervals(found.low, found.high),
        count=found.answers,
        n=found.n,
        standard_error=found.standard_error,
        degrees_of_freedom=found.degrees_of_freedom,
        confidence_level=level,
        method=method,
        notes=(
            _alone(level),
            Note("Shares are weighted, the numbers of answers are not."),
        ),
    )
