"""Why the score changed from wave to wave of a series."""

from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING, Literal, cast

import numpy as np

from nps._base.checks import check_option
from nps._base.errors import InputTypeError, OptionError
from nps._base.labels.labels import Labels
from nps._base.labels.times import check_order, read_times
from nps._base.results import Intervals
from nps._base.text import shown
from nps._base.words.notes import Note
from nps._inference.mix.decompose import DecompositionMethodName, decompose
from nps._inference.mix.decompositions import Decompositions
from nps._inference.mix.parts import ChangePart, ChangeParts
from nps._inference.mix.segments import split_waves
from nps._surveys.kinds import is_many

if TYPE_CHECKING:
    from collections.abc import Sequence

    from nps._surveys.kinds import AnyCohorts


STEPS = ("previous", "base")


def decompose_series(
    waves: AnyCohorts | Mapping[object, AnyCohorts],
    *,
    time: str | None = None,
    against: Literal["previous", "base"] = "previous",
    method: DecompositionMethodName = "two-way",
    confidence_level: float = 0.95,
) -> Decompositions:
    """Split each change of a series of waves into mix and rate.

    Parameters
    ----------
    waves : Cohorts, SurveyCohorts, or mapping from label to either
        The segments of each wave, in order of time: a mapping from wave to its segments, or cohorts
        with several keys of which one is the time, such as
        ``nps.count_by(ratings, {"wave": waves, "segment": segments})``; likewise `survey_by`.
    time : str, optional
        Name of the key that is the time, where `waves` have several; by default as in `changes`.
    against : {"previous", "base"}, default "previous"
        Hold each wave against the one before it, or all against the first.
    method : {"two-way", "three-way"}, default "two-way"
        As in `decompose`.
    confidence_level : float, default 0.95
        As in `decompose`.

    Returns
    -------
    Decompositions
        One row for each wave from the second on; ``found[label]`` is its `Decomposition`.

    Raises
    ------
    OptionError
        If there are fewer than two waves, labels that are times are not in order, or cohorts have
        no key for the segment.

    See Also
    --------
    decompose : Two waves.

    Examples
    --------
    >>> import nps
    >>> waves = nps.Cohorts.from_counts(
    ...     [(2023, "shop"), (2023, "web"), (2024, "shop"), (2024, "web"), (2025, "web")],
    ...     [400, 90, 210, 260, 420],
    ...     [250, 60, 120, 180, 210],
    ...     [150, 50, 70, 160, 170],
    ...     keys=["year", "channel"],
    ... )
    >>> series = nps.decompose_series(waves)
    >>> [round(x, 1) for x in series.mix.change.tolist()]
    [-5.9, -4.4]
    """
    check_option("against", against, STEPS)
    if not isinstance(waves, Mapping):
        raise InputTypeError(
            f"waves must be nps.Cohorts or a mapping from wave to nps.Cohorts, got {shown(waves)}."
        )
    if is_many(waves):
        by_wave, labels = split_waves(waves, time)
    else:
        if time is not None:
            raise OptionError(f"time={shown(time)} names a key, but waves are a mapping from wave.")
        by_wave = cast("dict[object, AnyCohorts]", waves)
        labels = Labels(list(by_wave), by_hand=True)
    if len(by_wave) < 2:
        raise OptionError(f"a series needs two waves at least, got {len(by_wave)}.")
    names = list(by_wave)
    check_order(read_times(None, labels, None), names)
    references = names[:-1] if against == "previous" else [names[0]] * (len(names) - 1)
    steps = tuple(
        decompose(by_wave[b], by_wave[a], method=method, confidence_level=confidence_level)
        for a, b in zip(references, names[1:], strict=True)
    )
    flagged = [str(label) for label, step in zip(names[1:], steps, strict=True) if step.notes]
    return Decompositions(
        _labels=Labels(names[1:]),
        references=tuple(references),
        steps=steps,
        total=_gathered([step.total for step in steps]),
        mix=_gathered([step.mix for step in steps]),
        rate=_gathered([step.rate for step in steps]),
        interaction=_gathered([step.interaction for step in steps if step.interaction is not None])
        if method == "three-way"
        else None,
        confidence_level=steps[0].confidence_level,
        method=method,
        notes=(Note("There are notes on {waves}.", waves=", ".join(flagged)),) if flagged else (),
    )


def _gathered(parts: Sequence[ChangePart]) -> ChangeParts:
    ends = np.array([part.confidence_interval for part in parts])
    return ChangeParts(
        change=np.array([part.change for part in parts]),
        standard_error=np.array([part.standard_error for part in parts]),
        confidence_interval=Intervals(ends[:, 0], ends[:, 1]),
    )
