"""Weighted or not, one sample or many: asked at the door, and what all kinds then answer alike."""

from __future__ import annotations

from typing import TYPE_CHECKING, Protocol, Self, TypeAlias, TypeGuard

from nps._base.columns import containers

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from nps._base.labels.labels import Labels
    from nps._base.typing import Scored
    from nps._kernels import BoolArray, FloatArray, IntArray
    from nps._samples.cohorts import Cohorts
    from nps._surveys.cohorts import SurveyCohorts
    from nps._surveys.samples import SurveySample

AnyCohorts: TypeAlias = "Cohorts | SurveyCohorts"


class ManySamples(Protocol):
    """Cohorts, whether their answers are counted or weighted."""

    @property
    def labels(self) -> tuple[object, ...]:
        """Labels in order."""

    @property
    def key_names(self) -> tuple[str, ...]:
        """Names of the keys that the labels come from."""

    @property
    def _labels(self) -> Labels:
        """Labels with their keys."""

    @property
    def n(self) -> IntArray:
        """Valid answers of each."""

    @property
    def score(self) -> FloatArray:
        """Score of each in points; NaN where there is no valid answer."""

    @property
    def total(self) -> Scored:
        """All of them together."""

    def __len__(self) -> int: ...

    def __iter__(self) -> Iterator[object]: ...

    def __contains__(self, label: object, /) -> bool: ...

    @property
    def _survey(self) -> SurveyCohorts | None:
        """The cohorts themselves if their answers are weighted."""

    def _take(self, positions: Sequence[int] | IntArray) -> Self:
        """Return the cohorts at these positions."""

    def _relabelled(self, positions: IntArray, labels: Labels) -> Self:
        """Return the cohorts at these positions, under other labels."""

    def _others(self, labels: Labels) -> Self:
        """Return for each cohort all others together, under other labels."""

    def _classes(self) -> tuple[FloatArray, FloatArray, FloatArray]:
        """Return answers of promoters, passives and detractors in each, or their weight."""

    def _answers(self) -> FloatArray:
        """Return how many answers each is worth."""

    def _variance_of_one(self) -> tuple[FloatArray, BoolArray]:
        """Return the variance of one answer of each, and where it is that of adjusted counts."""


def is_weighted(value: object) -> TypeGuard[SurveySample | SurveyCohorts]:
    """Tell one or many weighted samples from all else."""
    return containers.is_weighted(value)


def is_many(value: object) -> TypeGuard[AnyCohorts]:
    """Tell cohorts from all else."""
    return hasattr(type(value), "_relabelled")


def is_counted(value: object) -> TypeGuard[Cohorts]:
    """Tell cohorts whose answers all weigh the same from all else."""
    return is_many(value) and not is_weighted(value)
