"""Many weighted samples: the groups of one survey, or several surveys side by side."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from functools import reduce
from itertools import accumulate
from operator import add
from typing import TYPE_CHECKING, ClassVar, TypeVar

import numpy as np

from nps._base import text
from nps._base.checks import check_flag, check_mapping
from nps._base.errors import InputTypeError, OptionError
from nps._base.labels.labels import Labels
from nps._base.labels.tidying import tidy
from nps._kernels.numerics.moments import steady_variance
from nps._samples.cohorts import Cohorts
from nps._samples.counts import as_counts
from nps._samples.labelled import (
    LabelledSamples,
    is_saved,
    read_state,
)
from nps._samples.published import PublishedScore
from nps._surveys.covariance import score_covariance
from nps._surveys.design.drawing import Design
from nps._surveys.design.joining import on_one_design, side_by_side
from nps._surveys.design.scatter import Respondents
from nps._surveys.samples import SurveySample
from nps._surveys.state import Parts, design_state, read_samples, sample_state
from nps._surveys.summaries import NUMBERS, SurveySummaries

if TYPE_CHECKING:
    from nps._base.results import Column
    from nps._base.typing import Rng
    from nps._kernels import BoolArray, FloatArray, IntArray
    from nps._surveys.design.replicate_weights import Plan, ReplicateKind
    from nps._surveys.summaries import SurveySummary

Label = TypeVar("Label")


class SurveyCohorts(LabelledSamples[SurveySample]):
    """Hold many labelled weighted samples: a mapping from label to `SurveySample`.

    Build it with `survey_by` from the groups of one survey, which then share its design: their
    differences keep the covariance that common clusters and strata bring. Or build it with
    `SurveyCohorts.from_dict` from separate surveys, such as waves, which are independent.

    Attributes
    ----------
    labels : tuple
        Labels in order; tuples where there are several keys.
    key_names : tuple of str
        Names of the keys that the labels come from; empty if unknown.
    n : ndarray of int64, shape (G,)
        Valid answers of each cohort.
    score : ndarray of float64, shape (G,)
        Weighted score of each cohort in points; NaN where there is no valid answer.
    weighted : ndarray of float64, shape (G, 3)
        Weight of the promoters, passives and detractors of each.
    sum_of_weights : ndarray of float64, shape (G,)
        Weight of the valid answers of each.
    counts : Cohorts
        Answers without their weights.
    total : SurveySample
        All cohorts together.

    See Also
    --------
    survey_by : From ratings and groups.
    SurveyCohorts.covariance : How the scores vary together.

    Examples
    --------
    >>> import nps
    >>> shops = nps.survey_by(
    ...     [10, 9, 3, 8, 9, 2], ["N", "N", "N", "S", "S", "S"], weights=[1, 2, 1, 1, 1, 2]
    ... )
    >>> shops["S"].score
    -25.0
    >>> nps.compare(shops["N"], shops["S"]).difference
    75.0
    """

    _picture: ClassVar[str] = "forest"
    _phrases: ClassVar[tuple[str, str]] = ("weighted score", "survey.cohorts")
    __slots__ = ("_samples",)

    _samples: tuple[SurveySample, ...]

    def __init__(self, *args: object, **kwargs: object) -> None:
        raise InputTypeError(
            "build survey cohorts with nps.survey_by(ratings, groups, weights=...) or"
            " nps.SurveyCohorts.from_dict({label: sample})."
        )

    @classmethod
    def _make(cls, labels: Labels, samples: Sequence[SurveySample]) -> SurveyCohorts:
        return cls._new(_labels=labels, _samples=tuple(samples))

    def __reduce__(self) -> tuple[object, ...]:
        """Let copies and other processes rebuild the cohorts without setting attributes."""
        return type(self)._make, (self._labels, self._samples)

    @classmethod
    def from_dict(
        cls, mapping: Mapping[Label, object], *, shared: bool = False, keys: Sequence[str] = ()
    ) -> SurveyCohorts:
        """Build cohorts from {label: sample}, or from what `to_dict` gave.

        Parameters
        ----------
        mapping : mapping
            Label to `SurveySample`, or to counts or ratings, whose answers all weigh the same. Or
            the dictionary that `to_dict` returns.
        shared : bool, default False
            The samples were drawn from the same clusters, such as two waves in the same shops:
            clusters of the same stratum and label are the same, and comparisons allow for it. By
            default separate samples are independent, whatever their labels.
        keys : sequence of str, optional
            Names of the keys that the labels come from.

        Returns
        -------
        SurveyCohorts

        Raises
        ------
        OptionError
            If `shared` is True and a sample has no clusters with labels or replicates, or its last
            stage drew respondents; or if a saved label can't be read as what it was.

        Examples
        --------
        >>> import nps
        >>> waves = {
        ...     2024: nps.SurveySample([10, 3, 9, 9], clusters=["a", "a", "b", "b"]),
        ...     2025: nps.SurveySample([10, 8, 9, 9], clusters=["a", "a", "b", "b"]),
        ... }
        >>> apart = nps.SurveyCohorts.from_dict(waves)
        >>> panel = nps.SurveyCohorts.from_dict(waves, shared=True)
        >>> bool(apart.covariance()[0, 1] == 0), bool(panel.covariance()[0, 1] == 0)
        (True, False)
        """
        given = check_mapping(mapping)
        shared = check_flag("shared", shared)
        if is_saved(given) and "designs" in given:
            return cls._from_state(given)
        labels = Labels(tidy(given), keys, by_hand=True)
        samples = [as_survey(value, text.shown(label)) for label, value in given.items()]
        if shared:
            scatters = on_one_design([sample._scatter for sample in samples])
            samples = [*map(SurveySample._with_scatter, samples, scatters)]
        return cls._make(labels, samples)

    @classmethod
    def _from_state(cls, state: Mapping[object, object]) -> SurveyCohorts:
        labels, rows = read_state(state)
        return cls._make(labels, [*map(SurveySample._make, read_samples(rows, state["designs"]))])

    # ------------------------------------------------------------ columns

    @property
    def counts(self) -> Cohorts:
        """Answers without their weights."""
        return Cohorts._from_samples(self._labels, [sample.counts for sample in self._samples])

    @property
    def n(self) -> IntArray:
        """Valid answers of each cohort."""
        return np.array([sample.n for sample in self._samples], dtype=np.int64)

    @property
    def weighted(self) -> FloatArray:
        """Weight of the promoters, passives and detractors of each cohort."""
        return np.array([sample._totals for sample in self._samples]).reshape(-1, 3)

    @property
    def score(self) -> FloatArray:
        """Weighted score of each cohort in points; NaN where there is no valid answer."""
        weight = self.weighted
        with np.errstate(invalid="ignore"):
            return np.asarray(100.0 * (weight[:, 0] - weight[:, 2]) / weight.sum(axis=1))

    @property
    def sum_of_weights(self) -> FloatArray:
        """Weight of the valid answers of each cohort."""
        return np.asarray(self.weighted.sum(axis=1))

    @property
    def _survey(self) -> SurveyCohorts:
        return self

    def _classes(self) -> tuple[FloatArray, FloatArray, FloatArray]:
        promoters, passives, detractors = self.weighted.T
        return promoters, passives, detractors

    def _answers(self) -> FloatArray:
        return self.describe().effective_n

    def _variance_of_one(self) -> tuple[FloatArray, BoolArray]:
        about = self.describe()
        return steady_variance(*(about.shares * about.effective_n[:, None]).T)

    @property
    def total(self) -> SurveySample:
        """All cohorts together."""
        if not self._samples:
            raise OptionError("there are no cohorts to put together.")
        together = self._samples[0]
        for sample in self._samples[1:]:
            together = together + sample
        return together

    def describe(self) -> SurveySummaries:
        """Return standard errors, degrees of freedom, design effects and effective sizes.

        Returns
        -------
        SurveySummaries
            NaN for cohorts without a valid answer.

        Raises
        ------
        OptionError
            If a stratum has a single cluster, so that there is no standard error.
        """
        # a reference that stands for all is looked at once
        distinct = {id(sample): sample for sample in self._samples}
        found = {key: self._described(sample) for key, sample in distinct.items()}
        known = [found[id(sample)] for sample in self._samples]
        columns = {
            name: np.array([np.nan if one is None else getattr(one, name) for one in known])
            for name in NUMBERS
        }
        weight = self.weighted
        with np.errstate(invalid="ignore"):
            shares = weight / weight.sum(axis=1, keepdims=True)
        return SurveySummaries(**columns, shares=shares, counts=self.counts)

    def _described(self, sample: SurveySample) -> SurveySummary | None:
        """Return what a sample is worth; an error says which of many it was."""
        try:
            return sample.describe() if sample.n else None
        except OptionError as error:
            label = self.labels[[*map(id, self._samples)].index(id(sample))]
            name = "" if label is None else f"{text.label_text(label)}: "
            raise OptionError(f"{name}{error}") from None

    def covariance(self) -> FloatArray:
        """Return the covariance matrix (G, G) of the weighted scores, in squared points.

        Returns
        -------
        ndarray of float64
            Squared standard errors on the diagonal. Cohorts of separate surveys have covariance 0,
            those without a valid answer NaN.
        """
        return 1e4 * score_covariance(self._samples)

    def _joint_freedom(self) -> float:
        """Return the degrees of freedom of all cohorts together; separate surveys add theirs."""
        surveys: dict[int, list[SurveySample]] = {}
        for sample in self._samples:
            surveys.setdefault(id(sample._scatter.design), []).append(sample)
        return sum(reduce(add, group).degrees_of_freedom for group in surveys.values())

    def with_replicates(
        self,
        kind: ReplicateKind,
        *,
        rho: float = 0.3,
        n_replicates: int = 500,
        centre: str = "mean",
        rng: Rng = None,
    ) -> SurveyCohorts:
        """Return the same cohorts with variances from replicates, the same for all of them.

        Parameters
        ----------
        kind, rho, n_replicates, centre, rng : optional
            As in `SurveySample.with_replicates`.

        Returns
        -------
        SurveyCohorts
        """
        from nps._surveys.design.replicating import replicate

        scatters = replicate(
            [sample._scatter for sample in self._samples],
            kind, rho=rho, n_replicates=n_replicates, centre=centre, rng=rng,
        )  # fmt: skip
        return SurveyCohorts._make(
            self._labels,
            [*map(SurveySample._with_scatter, self._samples, scatters)],
        )

    # ------------------------------------------------------------ a mapping

    def _at(self, position: int) -> SurveySample:
        return self._samples[position]

    def _take(
        self, positions: Sequence[int] | IntArray, *, by_hand: bool | None = None
    ) -> SurveyCohorts:
        labels = self._labels.take(positions, by_hand=by_hand)
        return self._make(labels, [self._samples[i] for i in positions])

    def _relabelled(self, positions: IntArray, labels: Labels) -> SurveyCohorts:
        return self._make(labels, [self._samples[i] for i in positions.tolist()])

    def _others(self, labels: Labels) -> SurveyCohorts:
        before = list(accumulate(self._samples))
        after = list(accumulate(reversed(self._samples)))[::-1]
        inner = [a + b for a, b in zip(before, after[2:], strict=False)]
        return self._make(labels, [*after[1:2], *inner, *before[-2:-1]])

    def __add__(self, other: object) -> SurveyCohorts:
        """Merge label by label; labels of the right side that are new come last.

        Groups of one survey each way stay groups of one survey, that of both files together.
        """
        if not isinstance(other, SurveyCohorts):
            return NotImplemented
        mine, theirs = self._samples, other._samples
        both = {id(sample._scatter.design) for sample in mine}
        more = {id(sample._scatter.design) for sample in theirs}
        if len(both) == len(more) == 1 and both != more:
            left, right = ([sample._scatter for sample in side] for side in (mine, theirs))
            moved = [*map(SurveySample._with_scatter, mine + theirs, side_by_side(left, right))]
            mine, theirs = tuple(moved[: len(mine)]), tuple(moved[len(mine) :])
        merged = dict(zip(self.labels, mine, strict=True))
        for label, sample in zip(other.labels, theirs, strict=True):
            merged[label] = merged[label] + sample if label in merged else sample
        labels = self._labels.merged(other._labels)
        return SurveyCohorts._make(labels, list(merged.values()))

    # ------------------------------------------------------------ out

    def to_dict(self) -> dict[str, object]:
        """Return the cohorts as plain Python that JSON takes and `from_dict` reads back.

        Labels that JSON does not know, such as dates, are text with their type beside it, under
        ``label_type``, and come back as they were; those of unusual types make `from_dict` refuse.
        """
        designs: dict[int, Design | Plan] = {}
        for sample in self._samples:
            designs.setdefault(id(sample._scatter.design), sample._scatter.design)
        places = {key: i for i, key in enumerate(designs)}
        samples = (
            {"design": places[id(sample._scatter.design)], **sample_state(sample._parts())}
            for sample in self._samples
        )
        return {**self._saved(samples), "designs": [*map(design_state, designs.values())]}

    def _columns(self) -> dict[str, Column]:
        return {
            "n": self.n,
            "score": self.score,
            "unweighted_score": self.counts.score,
            "sum_of_weights": self.sum_of_weights,
        }

    def _headline(self) -> str:
        return f"{text.noun(len(self), 'weighted cohort')}, n = {int(self.n.sum()):,}"


def as_survey(sample: object, name: str = "sample") -> SurveySample:
    """Return a survey sample as it is, and other samples as one of constant weights."""
    if isinstance(sample, SurveySample):
        return sample
    if isinstance(sample, SurveyCohorts):
        raise InputTypeError(
            f"{name} must be one sample, got SurveyCohorts. Take one of them, cohorts[label], or"
            " all together, cohorts.total."
        )
    if isinstance(sample, PublishedScore):
        raise InputTypeError(
            f"{name} is a PublishedScore, of which neither weights nor shares are known: it is"
            " compared with counts only. The interval of nps.estimate says what a survey alone"
            " tells."
        )
    counts = as_counts(sample, name)
    totals = np.array([counts.promoters, counts.passives, counts.detractors], dtype=np.float64)
    everybody = counts.n + counts.missing + counts.invalid
    design = Design((None,), np.array([everybody]), np.array([np.inf]))
    scatter = Respondents(
        frozenset([0]), design, np.zeros(1, dtype=np.int64), totals[None], totals[None],
        np.array([counts.n]),
    )  # fmt: skip
    return SurveySample._make(Parts(counts, totals, totals, scatter, "error", None))


def as_surveys(cohorts: Cohorts | SurveyCohorts) -> SurveyCohorts:
    """Return survey cohorts as they are, and counted ones as those of constant weights."""
    survey = cohorts._survey
    return SurveyCohorts.from_dict(cohorts) if survey is None else survey
