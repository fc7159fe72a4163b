"""Which of many drivers go with the score, and by how much: `screen`."""

from __future__ import annotations

from dataclasses import fields, replace
from typing import TYPE_CHECKING

import numpy as np

from nps._base.checks import check_confidence_level, check_number, check_rng
from nps._base.errors import OptionError
from nps._base.labels.labels import Labels
from nps._base.results import Intervals
from nps._base.text import shown
from nps._base.words.notes import Note
from nps._inference.families.adjust_p_values import adjust_p_values
from nps._samples.ratings import STANDARD
from nps.drivers._assembly import Ways, effects_of_people
from nps.drivers._fitting.notes import listed
from nps.drivers._fitting.people import read_people

if TYPE_CHECKING:
    from collections.abc import Mapping

    from nps._base.typing import Invalid, Rng
    from nps._kernels import IntArray
    from nps._samples.ratings import Scale
    from nps.drivers._fitting.people import People, Skipped
    from nps.drivers._results.effects import DriverEffects

#: Two halves, each of two that can differ.
LEAST_UNITS = 4


def screen(
    ratings: object,
    factors: object,
    *,
    clusters: object = None,
    skipped: Skipped = "raise",
    factor_scales: Mapping[str, tuple[float, float]] | None = None,
    false_discovery_rate: float = 0.1,
    rng: Rng = None,
    confidence_level: float = 0.95,
    scale: Scale = STANDARD,
    invalid: Invalid = "raise",
) -> DriverEffects:
    """Find drivers among many on one half of the respondents, and estimate them on the other.

    Of two hundred drivers without any effect ten are significant, and the largest effects found are
    too large: they were chosen for being large. So one half of the respondents says which drivers
    are worth a look, and the other half, which took no part in the choice, by how much they go with
    the score. For a handful of drivers that were named beforehand `effects` does with all
    respondents.

    Parameters
    ----------
    ratings : 1-D collection
        Answers as in `effects`.
    factors : mapping or data frame
        Drivers as in `effects`.
    clusters : 1-D collection, optional
        Shop, account or person of each respondent: halves are made of whole clusters, and errors
        allow for them.
    skipped : {"raise", "not-asked", "drop"}, default "raise"
        Drivers that are missing for some, as in `effects`.
    factor_scales : mapping, optional
        Ends of the scales of ratings, as in `effects`.
    false_discovery_rate : float, default 0.1
        Expected share of drivers without an effect among those found (Benjamini and Hochberg).
    rng : None, int, SeedSequence or Generator
        Source of random numbers that halves the respondents; a whole number makes the result
        repeatable.
    confidence_level : float, default 0.95
        Of the intervals.
    scale : Scale, default STANDARD
        Which ratings belong to which class.
    invalid : {"raise", "drop"}, default "raise"
        Answers off the scale are an error, or are left out and counted as ``invalid``.

    Returns
    -------
    DriverEffects
        The drivers found, with effects of the other half; the largest first. All drivers are in the
        regression of either half. P-values are adjusted for the number of those found (Holm).

    Raises
    ------
    RatingError
        If an answer is off the scale and `invalid` is "raise".
    OptionError
        If half of the answers are too few for the drivers, or `false_discovery_rate` is not between
        0 and 1.

    See Also
    --------
    effects : All drivers, on all respondents.
    nps.adjust_p_values : P-values of many tests.

    Notes
    -----
    The choice is by the linear method with HC3 errors, and p-values adjusted as by
    ``adjust_p_values(method="benjamini-hochberg")``. Prediction from hundreds of drivers is another
    trade: hand `DriverEffects.design` to it.

    References
    ----------
    Benjamini Y, Hochberg Y (1995). Controlling the false discovery rate: a practical and powerful
    approach to multiple testing. Journal of the Royal Statistical Society B 57(1), 289-300.
    doi:10.1111/j.2517-6161.1995.tb02031.x

    Examples
    --------
    >>> import nps
    >>> import numpy as np
    >>> draw = np.random.default_rng(3)
    >>> answers = {f"question {i}": draw.integers(1, 6, 1000) for i in range(100)}
    >>> ratings = np.clip(2 * answers["question 7"] + draw.integers(0, 3, 1000), 0, 10)
    >>> found = nps.drivers.screen(ratings, answers, rng=1)
    >>> found.labels
    ('question 7',)
    """
    level = check_confidence_level(confidence_level)
    rate = check_number("false_discovery_rate", false_discovery_rate)
    if not 0.0 < rate < 1.0:
        raise OptionError(
            f"false_discovery_rate must be between 0 and 1, got {shown(false_discovery_rate)}; 0.1"
            " means one in ten of those found."
        )
    generator = check_rng(rng)
    people = read_people(
        ratings, factors, clusters=clusters, skipped=skipped, factor_scales=factor_scales,
        scale=scale, invalid=invalid,
    )  # fmt: skip
    first, second = _halves(people, generator)
    ways = Ways("linear", skipped, "benjamini-hochberg", level)
    seen = effects_of_people(first, None, ways)
    wanted = [
        label for label, p in zip(seen.labels, seen.adjusted_p_value, strict=True) if p < rate
    ]
    there = effects_of_people(second, None, ways._replace(adjust="holm"))
    places = {label: position for position, label in enumerate(there.labels)}
    kept = [places[label] for label in wanted if label in places]
    size = np.abs(np.nan_to_num(there.effect[kept]))
    order = np.array(kept, dtype=np.int64)[np.argsort(-size, kind="stable")]
    notes = [
        Note(
            "Found among {k:row} on {n:respondent}, by a false discovery rate of {rate}; effects"
            " are those of the other {others}.",
            k=len(seen),
            n=first.n,
            rate=f"{rate:g}",
            others=second.n,
        )
    ]
    gone = [str(label) for label in wanted if label not in places]
    if gone:
        notes.append(
            Note("Found, but nobody in the other half has it: {names}.", names=listed(gone))
        )
    return _taken(there, order, notes)


def _halves(people: People, rng: np.random.Generator) -> tuple[People, People]:
    """Divide respondents at random, whole clusters if there are any."""
    units = people.units
    size = int(units.max()) + 1
    if size < LEAST_UNITS:
        what = "clusters" if people.clustered else "respondents"
        raise OptionError(f"screen needs at least {LEAST_UNITS} {what} to halve, got {size}.")
    chosen = np.zeros(size, dtype=np.bool_)
    chosen[rng.permutation(size)[: (size + 1) // 2]] = True
    mine = chosen[units]
    return people.some(mine), people.some(~mine)


def _taken(found: DriverEffects, order: IntArray, notes: list[Note]) -> DriverEffects:
    """Return some rows in another order, as a family of their own."""
    columns: dict[str, object] = {}
    for field in fields(found):
        value = getattr(found, field.name)
        if isinstance(value, np.ndarray):
            columns[field.name] = _frozen(value[order])
        elif isinstance(value, Intervals):
            columns[field.name] = Intervals(_frozen(value.low[order]), _frozen(value.high[order]))
        elif field.name in ("driver", "kind", "base"):
            columns[field.name] = tuple(value[i] for i in order)
    adjusted = adjust_p_values(found.p_value[order], method="holm")
    columns["adjusted_p_value"] = _frozen(adjusted)
    columns["_labels"] = Labels([found.labels[i] for i in order], found.key_names)
    return replace(found, **columns, notes=(*notes, *found.notes))  # type: ignore[arg-type]  # by their names


def _frozen(column: np.ndarray) -> np.ndarray:
    column.flags.writeable = False
    return column
