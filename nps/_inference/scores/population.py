"""The size of a finite population: of one sample, or of each cohort."""

from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING

import numpy as np

from nps._base.checks import check_same_length, check_whole
from nps._base.errors import OptionError

if TYPE_CHECKING:
    from nps._kernels import FloatArray
    from nps._samples.cohorts import Cohorts


def check_population(population: object, n: int, name: str = "population") -> int:
    size = check_whole(name, population)
    if size < n:
        raise OptionError(
            f"{name} must be at least the number of valid answers, {n}, got {population!r}."
        )
    return size


def check_populations(population: object, cohorts: Cohorts) -> FloatArray | None:
    """Return the population of each cohort: from one number, a sequence or a mapping by label."""
    if population is None:
        return None
    if isinstance(population, Mapping):
        lacking = [label for label in cohorts if label not in population]
        if lacking:
            raise OptionError(f"population has no entry for the cohort {lacking[0]!r}.")
        sizes = [population[label] for label in cohorts]
    elif np.ndim(population) == 0:  # type: ignore[arg-type]  # one number for all
        sizes = [population] * len(cohorts)
    else:
        sizes = list(population)  # type: ignore[call-overload]  # a sequence
        check_same_length("population", len(sizes), "the cohorts", len(cohorts))
    pairs = zip(cohorts, sizes, cohorts.n.tolist(), strict=True)
    checked = [check_population(size, n, f"population[{label!r}]") for label, size, n in pairs]
    return np.array(checked, dtype=np.float64)
