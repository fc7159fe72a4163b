"""What a service does with the library: read, add, save, answer, and handle what goes wrong."""

from __future__ import annotations

import json
from collections.abc import Iterable, Mapping

import nps


def read(cells: Iterable[str]) -> nps.Counts:
    try:
        return nps.count(nps.parse_ratings(list(cells)), invalid="drop")
    except nps.RatingError as error:
        raise SystemExit(str(error)) from error


def merge(parts: Iterable[nps.Counts]) -> nps.Counts:
    return sum(parts, nps.Counts(0, 0, 0))


def save(counts: nps.Counts) -> str:
    return json.dumps(counts.to_dict())


def load(text: str) -> nps.Counts:
    return nps.Counts.from_dict(json.loads(text))


def answer(counts: nps.Counts, level: float = 0.95) -> dict[str, object]:
    try:
        estimate = nps.estimate(counts, confidence_level=level)
    except nps.EmptySampleError:
        return {"score": None}
    except (nps.OptionError, nps.InputTypeError) as error:
        return {"error": str(error)}
    return estimate.to_dict()


def by_team(teams: Mapping[str, nps.Counts]) -> Iterable[tuple[object, float]]:
    estimates = nps.estimate(nps.Cohorts.from_dict(teams))
    return zip(estimates.labels, estimates.score.tolist(), strict=True)


def changed(now: nps.Counts, before: nps.Counts) -> bool:
    return nps.compare(now, before, alternative="two-sided").p_value < 0.05


def misuse(counts: nps.Counts) -> None:
    """Each line is wrong, and says so: an ignore that is not needed would be an error itself."""
    nps.estimate(counts, method="Wald")  # type: ignore[call-overload]
    nps.estimate(counts, alternative="larger")  # type: ignore[call-overload]
    nps.compare(counts, counts, confidence_level="0.95")  # type: ignore[call-overload]
    nps.count([9], invalid="ignore")  # type: ignore[arg-type]
    nps.count_by([9], ["a"], order=5)  # type: ignore[arg-type]
    counts.promoters = 5  # type: ignore[misc]
