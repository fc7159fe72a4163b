"""How weighted scores of many cohorts, and differences of two such, vary together."""

from __future__ import annotations

from functools import reduce
from operator import add
from typing import TYPE_CHECKING

import numpy as np

from nps._base.errors import OptionError
from nps._base.labels.labels import Labels
from nps._base.text import label_text, shown
from nps._surveys.cohorts import SurveyCohorts

if TYPE_CHECKING:
    from collections.abc import Iterable

    from nps._kernels import BoolArray, FloatArray
    from nps._surveys.samples import SurveySample

#: A correlation below this is rounding.
ROUNDING = 1e-10


def variances_of(matrix: FloatArray) -> FloatArray:
    """Return the variances alone where nothing varies together, else the matrix."""
    variances = matrix.diagonal()
    apart = np.abs(matrix - np.diag(variances))
    if (apart <= ROUNDING * np.sqrt(np.outer(variances, variances))).all():
        return np.array(variances)
    return matrix


def covariance_of_scores(cohorts: SurveyCohorts) -> tuple[FloatArray, int]:
    """Return how scores vary together on -1 to 1, and in how many cohorts that was adjusted."""
    check_uncertain(cohorts)
    matrix = cohorts.covariance() / 1e4
    adjusted = matrix.diagonal() <= 0.0
    steady = cohorts._variance_of_one()[0] / cohorts._answers()
    np.fill_diagonal(matrix, np.where(adjusted, steady, matrix.diagonal()))
    return variances_of(matrix), int(adjusted.sum())


def covariance_of_differences(sample: SurveyCohorts, reference: SurveyCohorts) -> FloatArray:
    """Return the covariance matrix (H, H) of ``sample - reference``, on -1 to 1."""
    sides = [*sample._samples, *reference._samples]
    all_ = SurveyCohorts._make(Labels(range(len(sides))), sides).covariance() / 1e4
    k = len(sample)
    return all_[:k, :k] - all_[:k, k:] - all_[k:, :k] + all_[k:, k:]


def check_uncertain(cohorts: SurveyCohorts, counted: BoolArray | None = None) -> None:
    """Refuse cohorts, of those counted, of which everybody was asked: no weight is enough."""
    asked = np.isinf(cohorts.describe().effective_n)
    certain = np.flatnonzero(asked if counted is None else asked & counted)
    if certain.size:
        raise OptionError(
            f"the design leaves no uncertainty in {shown(label_text(cohorts.labels[certain[0]]))}:"
            " everybody was asked, so it would outweigh all others. To take the people for a sample"
            " of those who might have been there, leave population out."
        )


def freedom_together(samples: Iterable[SurveySample]) -> float:
    """Return the degrees of freedom of all samples together: each survey adds its own once."""
    surveys: dict[int, list[SurveySample]] = {}
    for one in samples:
        group = surveys.setdefault(id(one._scatter.design), [])
        if not any(one._scatter.parts & other._scatter.parts for other in group):
            group.append(one)
    return sum(reduce(add, group).degrees_of_freedom for group in surveys.values())
