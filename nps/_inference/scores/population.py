"""How large a finite population is, and how many people were asked: one number or one a cohort."""

from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING

import numpy as np

from nps._base.checks import check_same_length, check_whole
from nps._base.columns.containers import as_column, as_objects, is_scalar
from nps._base.errors import OptionError
from nps._base.text import shown
from nps._base.words.notes import Note

if TYPE_CHECKING:
    from collections.abc import Sequence

    from nps._kernels import FloatArray
    from nps._samples.cohorts import Cohorts
    from nps._samples.counts import Counts

#: What a number of people must not be below.
ANSWERS, ASKED = "valid answers", "people who were asked"


def check_population(
    population: object, n: int, name: str = "population", those: str = ANSWERS
) -> int:
    """Return a number of people that is no smaller than the number of `those`."""
    size = check_whole(name, population)
    if size < n:
        raise OptionError(
            Note(
                "{name} must be at least the number of {those}, {n}, got {value}.",
                name=name,
                those=Note(those),
                n=str(n),
                value=shown(population),
            )
        )
    return size


def check_populations(
    population: object,
    cohorts: Cohorts,
    name: str = "population",
    least: Sequence[int] | None = None,
) -> FloatArray | None:
    """Return the population of each cohort: from one number, a sequence or a mapping by label.

    None of them may be below `least`, by default the number of valid answers.
    """
    if population is None:
        return None
    if isinstance(population, Mapping):
        lacking = [label for label in cohorts if label not in population]
        if lacking:
            raise OptionError(f"{name} has no entry for the cohort {shown(lacking[0])}.")
        sizes = [population[label] for label in cohorts]
    elif is_scalar(population) or getattr(population, "ndim", None) == 0:  # one number for all
        sizes = [check_whole(name, population)] * len(cohorts)
    else:
        sizes = list(as_objects(as_column(population, name)))
        check_same_length(name, len(sizes), "the cohorts", len(cohorts))
    floor, those = (cohorts.n.tolist(), ANSWERS) if least is None else (least, ASKED)
    checked = [
        check_population(size, n, f"{name}[{shown(label)}]", those)
        for label, size, n in zip(cohorts, sizes, floor, strict=True)
    ]
    return np.array(checked, dtype=np.float64)


def check_invited(invited: object, counts: Counts) -> int:
    """Return how many people were asked for a sample: as given, or with those it counts missing."""
    if invited is None:
        if counts.missing:
            return counts.n + counts.missing + counts.invalid
        raise OptionError(_LACKING)
    _refuse_rate(invited)
    return check_population(invited, counts.n, "invited")


def check_all_invited(invited: object, cohorts: Cohorts) -> FloatArray:
    """Return how many people were asked for each cohort, in the same way."""
    found = check_populations(invited, cohorts, "invited") if invited is not None else None
    if found is not None:
        return found
    if not cohorts.missing.any():
        raise OptionError(_LACKING)
    everybody: FloatArray = (cohorts.n + cohorts.missing + cohorts.invalid).astype(np.float64)
    return everybody


_LACKING = (
    "invited must say how many people were asked, since the sample counts nobody as missing: write"
    " invited=1000, or give the ratings with None for each of those who did not answer."
)


def _refuse_rate(invited: object) -> None:
    if isinstance(invited, (float, np.floating)) and 0.0 < invited < 1.0:
        raise OptionError(
            f"invited is a number of people, got {shown(invited)}. Of a response rate it is the"
            " number of answers divided by the rate."
        )
