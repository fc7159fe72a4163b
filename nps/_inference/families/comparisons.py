"""What `compare_many` returns: the differences of a whole family, and whether there are any."""

from __future__ import annotations

import string
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, ClassVar, cast

import numpy as np

from nps._base import text
from nps._base.errors import OptionError
from nps._base.results import SHOWN_ROWS, Result, Table, plain
from nps._base.tables import html
from nps._base.tables.measures import Measures
from nps._base.words.notes import Note
from nps._inference.differences.comparisons import Comparison
from nps._inference.differences.telling import (
    adjust_methods,
    adjustment,
    difference_method,
)
from nps._kernels.many_scores.letters import letter_groups

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from nps._base.labels.labels import Labels
    from nps._base.results import Column, Intervals, MethodKey
    from nps._base.tests import Test
    from nps._base.words.saying import Say
    from nps._inference.differences.comparisons import Comparisons
    from nps._kernels import BoolArray, FloatArray
    from nps._surveys.kinds import AnyCohorts

LETTERS = string.ascii_letters


@dataclass(frozen=True, slots=True, kw_only=True, eq=False)
class OmnibusTests(Result):
    """Tests of whether there is any difference at all.

    Attributes
    ----------
    permutation : Test
        Permutation-type chi-square: do all answers come from one distribution? The one to report.
    welch : Test
        Welch's F: are the scores equal, variances or not? Undefined where a cohort is unanimous.
    likelihood_ratio : Test
        Likelihood ratio of equal scores, whatever else differs; for unanimous cohorts too. With ten
        answers a cohort it finds differences that are not there in up to 8% of cases.
    wald : Test or None
        Of weighted cohorts: Wald's F test under their design. The other three, which take answers
        to be independent and of equal weight, are then undefined.

    Examples
    --------
    >>> import nps
    >>> shops = nps.Cohorts.from_counts(["A", "B", "C"], [50, 40, 70], [30, 30, 20], [20, 30, 10])
    >>> print(nps.compare_many(shops).omnibus)
    chi2(2) = 20.29, p < 0.001 (permutation chi-square)
    F(2, 196.1) = 11.54, p < 0.001 (Welch F)
    chi2(2) = 20.68, p < 0.001 (likelihood-ratio chi-square)
    """

    permutation: Test
    welch: Test
    likelihood_ratio: Test
    wald: Test | None = None

    @property
    def main(self) -> Test:
        """The test to report."""
        return self.permutation if self.wald is None else self.wald

    def __str__(self) -> str:
        return "\n".join(str(test) for _, test in self._tests())

    def _tests(self) -> list[tuple[str, Test]]:
        names = ("permutation", "welch", "likelihood_ratio") if self.wald is None else ("wald",)
        return [(name, getattr(self, name)) for name in names]

    def _header(self) -> Sequence[str]:
        return ("any difference?", "p-value")

    def _rows(self) -> Sequence[tuple[object, ...]]:
        return [(name.replace("_", " "), test._cell()) for name, test in self._tests()]

    def _sentence(self, say: Say) -> str:
        said = self.main._sentence(say)
        if self.wald is not None:
            return said
        welch, ratio = (text.p_value(test.p_value) for test in (self.welch, self.likelihood_ratio))
        return say.joined(said, say("omnibus.others", welch=welch, ratio=ratio))

    def _methods(self) -> list[MethodKey]:
        return [("omnibus", "omnibus" if self.wald is None else "wald")]


@dataclass(frozen=True, slots=True, kw_only=True, eq=False)
class ManyComparisons(Table[Comparison], Measures):
    """Differences between many cohorts as one family, in points.

    Iterates as rows of `Comparison`, labelled by cohort and reference:
    ``result["North", "South"]`` is North - South.

    Attributes
    ----------
    labels : tuple
        Pairs of labels (cohort, reference); where each is held against all others together, the
        reference is called "rest".
    omnibus : OmnibusTests
        Is there any difference at all?
    difference, standard_error, statistic, p_value : ndarray of float64, shape (rows,)
        As in `Comparison`, each test for itself; NaN where a side has no valid answer.
    adjusted_p_value : ndarray of float64
        For the whole family.
    significant : ndarray of bool
        Whether `adjusted_p_value` is below ``1 - confidence_level``.
    confidence_interval : Intervals
        Arrays ``low`` and ``high`` that hold all at once with the confidence level, or each for
        itself where `adjust` is "none".
    critical_value : float
        Normal quantile that the intervals rest on, such as 1.96 for a single one.
    cohorts : Cohorts or SurveyCohorts
        What was compared.
    comparisons : Comparisons
        Both sides, row by row.
    family : {"pairs", "rest", "previous", "reference"}
        What each cohort was compared with.
    adjust, method, alternative, confidence_level : str or float
        As used for all.
    notes : tuple of str
        What the numbers alone would hide.

    Examples
    --------
    >>> import nps
    >>> shops = nps.Cohorts.from_counts(["A", "B", "C"], [50, 40, 70], [30, 30, 20], [20, 30, 10])
    >>> print(nps.compare_many(shops))
    3 differences of NPS between 3 cohorts, 2 significant (95% CI, score method, adjust = holm)
    Any difference at all? chi2(2) = 20.29, p < 0.001 (permutation chi-square)
    A vs B: difference +20.0  [-7.0, +46.3]  simultaneous 95% CI, adjusted p = 0.082 (score
        method, adjust = holm)
    A vs C: difference -30.0  [-53.8, -5.4]  simultaneous 95% CI, adjusted p = 0.009 (score
        method, adjust = holm)
    B vs C: difference -50.0  [-74.2, -24.3]  simultaneous 95% CI, adjusted p < 0.001 (score
        method, adjust = holm)
    """

    _ours: ClassVar[str] = "head"
    _picture: ClassVar[str] = "forest"
    omnibus: OmnibusTests
    cohorts: AnyCohorts
    comparisons: Comparisons
    adjusted_p_value: FloatArray
    critical_value: float
    family: str
    adjust: str
    notes: tuple[str, ...] = ()

    @property
    def _labels(self) -> Labels:
        return self.comparisons._labels

    @property
    def difference(self) -> FloatArray:
        """Score of the cohort minus score of its reference, in points."""
        return self.comparisons.difference

    @property
    def standard_error(self) -> FloatArray:
        """Standard errors of the differences, in points."""
        return self.comparisons.standard_error

    @property
    def statistic(self) -> FloatArray:
        """Test statistics, without unit."""
        return self.comparisons.statistic

    @property
    def p_value(self) -> FloatArray:
        """P-values of the single tests."""
        return self.comparisons.p_value

    @property
    def confidence_interval(self) -> Intervals:
        """Intervals that hold together, unless `adjust` is "none"; in points."""
        return self.comparisons.confidence_interval

    @property
    def confidence_level(self) -> float:
        """Level of the family: of the intervals, and of `significant`."""
        return self.comparisons.confidence_level

    @property
    def method(self) -> str:
        """How two scores were compared."""
        return self.comparisons.method

    @property
    def alternative(self) -> str:
        """Direction of the tests."""
        return self.comparisons.alternative

    @property
    def significant(self) -> BoolArray:
        """Whether the adjusted p-value is below ``1 - confidence_level``; False where undefined."""
        return self.adjusted_p_value < 1.0 - self.confidence_level

    def letters(self) -> dict[object, str]:
        """Return letters for a crosstab: cohorts that share a letter cannot be told apart.

        Returns
        -------
        dict
            Label to letters, "a" for the best; no letter for cohorts without a valid answer.

        Raises
        ------
        OptionError
            If not all pairs were compared, or more than 52 letters would be needed.

        References
        ----------
        Piepho HP (2004). An algorithm for a letter-based representation of all-pairwise
        comparisons. Journal of Computational and Graphical Statistics 13(2), 456-466.
        doi:10.1198/1061860043515

        Examples
        --------
        >>> import nps
        >>> shops = nps.Cohorts.from_counts(
        ...     ["North", "South", "West"], [70, 50, 30], [20, 30, 30], [10, 20, 40]
        ... )
        >>> nps.compare_many(shops).letters()
        {'North': 'a', 'South': 'b', 'West': 'c'}
        """
        if self.family != "pairs":
            raise OptionError('letters need all pairs: compare_many(..., against="pairs").')
        size = len(self.cohorts)
        different = np.zeros((size, size), dtype=np.bool_)
        different[np.triu_indices(size, 1)] = self.significant
        different |= different.T
        answered = np.flatnonzero(self.cohorts.n > 0)
        order = answered[np.argsort(-self.cohorts.score[answered], kind="stable")]
        groups = letter_groups(different[np.ix_(order, order)])
        if len(groups) > len(LETTERS):
            raise OptionError(
                f"these cohorts would need {len(groups)} letters, more than the {len(LETTERS)}"
                " there are; nps.rank gives each cohort the ranks that it may hold."
            )
        carried = {
            int(position): "".join(LETTERS[g] for g in np.flatnonzero(groups[:, i]))
            for i, position in enumerate(order)
        }
        return {label: carried.get(i, "") for i, label in enumerate(self.cohorts)}

    def to_dict(self) -> dict[str, object]:
        """Return the rows in columns and the settings as plain Python that `json.dumps` takes."""
        settings = (
            *("omnibus", "confidence_level", "critical_value", "family", "adjust", "method"),
            *("alternative", "notes"),
        )
        return {
            "labels": plain(self.labels),
            **{name: plain(column) for name, column in self._columns().items()},
            **{name: plain(getattr(self, name)) for name in settings},
        }

    def _parts(self) -> dict[str, object]:
        adjusted = {"adjusted_p_value": self.adjusted_p_value, "adjust": self.adjust}
        return self.comparisons._parts() | adjusted

    def _finish(self, row: dict[str, Any]) -> None:
        self.comparisons._finish(row)

    def _columns(self) -> dict[str, Column]:
        return {
            **self.comparisons._columns(),
            "adjusted_p_value": self.adjusted_p_value,
            "significant": self.significant,
        }

    def _headline(self) -> str:
        level = text.level(self.confidence_level, self.alternative)
        return (
            f"{text.noun(len(self), 'difference')} of NPS between"
            f" {text.noun(len(self.cohorts), 'cohort')},"
            f" {int(self.significant.sum()):,} significant"
            f" ({level}, {self.method} method, adjust = {self.adjust})"
        )

    def __str__(self) -> str:
        shown = zip(self.labels, self._first(SHOWN_ROWS), strict=False)
        rows = [f"{_versus(label)}: {row}" for label, row in shown]
        omnibus = f"Any difference at all? {self.omnibus.main}"
        return "\n".join([self._headline(), omnibus, *rows, *self._rest(), *self.notes])

    def _html_columns(self, rows: int) -> Mapping[str, Sequence[object]]:
        low, high = (end[:rows] for end in self.confidence_interval)
        difference = self.difference[:rows]
        ends = zip(low, high, strict=True)
        return {
            "difference": [text.points(x, signed=True) for x in difference],
            text.level(self.confidence_level, self.alternative): [
                text.interval(*pair, signed=True) for pair in ends
            ],
            "": html.interval_bars(difference, low, high),
            "p": [text.p_number(p) for p in self.p_value[:rows]],
            "adjusted p": [text.p_number(p) for p in self.adjusted_p_value[:rows]],
        }

    def _label_text(self, label: object) -> str:
        return _versus(label)

    def _foot(self) -> str:
        return f"Any difference at all? {self.omnibus.main}. {Table._foot(self)}".rstrip()

    def _sentence(self, say: Say) -> str:
        k, s = int((~np.isnan(self.adjusted_p_value)).sum()), int(self.significant.sum())
        omnibus = text.p_value(self.omnibus.main.p_value)
        if not k:
            return say("many.undefined", c=len(self.cohorts), omnibus=omnibus)
        adjust = adjustment(say, self.adjust, k)
        said = say.some("many", s, k=k, c=len(self.cohorts), adjust=adjust, omnibus=omnibus)
        if not s:
            return said
        sizes = np.where(self.significant, np.abs(self.difference), -1.0)
        largest = self._row(int(sizes.argmax()))._sentence(say)
        return say.joined(said, say("many.largest", sentence=largest))

    def _methods(self) -> list[MethodKey]:
        own = difference_method(self.method, self.cohorts)
        return [own, *adjust_methods(self.adjust), *self.omnibus._methods()]


def _versus(label: object) -> str:
    cohort, reference = map(text.label_text, cast("tuple[object, object]", label))
    return Note("{sample} vs {reference}", sample=cohort, reference=reference)
