"""Waves of ratings with respondent ids: who answered when, and how the scores hang together."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, Literal

import numpy as np

from nps._base.checks import check_option, check_same_length
from nps._base.errors import InputTypeError, OptionError
from nps._base.labels.keys import factorize
from nps._base.labels.labels import Labels
from nps._base.text import shown
from nps._samples.cohorts import Cohorts
from nps._samples.count import count
from nps._samples.counts import Counts
from nps._samples.people.matching import MISSING_IDS_OPTIONS
from nps._samples.people.transitions import Transitions
from nps._samples.ratings import INVALID_OPTIONS, STANDARD, check_scale
from nps._samples.tallying.codes import read_codes
from nps._surveys.kinds import is_many, is_weighted

if TYPE_CHECKING:
    from nps._base.typing import Invalid
    from nps._kernels import FloatArray, IntArray
    from nps._samples.ratings import Scale
    from nps._surveys.kinds import AnyCohorts

#: Repeated ids that an error names.
SHOWN = 5


def as_waves(waves: object, scale: Scale, invalid: Invalid) -> AnyCohorts:
    """Return cohorts as they are, a mapping from wave to ratings or counts counted."""
    check_scale(scale)
    check_option("invalid", invalid, INVALID_OPTIONS)
    if not isinstance(waves, Mapping):
        raise InputTypeError(
            f"waves must be nps.Cohorts or a mapping from wave to ratings, got {shown(waves)}."
        )
    counted = is_many(waves)
    weighted = not counted and any(map(is_weighted, waves.values()))
    given = {"scale": scale != STANDARD, "invalid": invalid != "raise"}
    names = [name for name, is_given in given.items() if is_given]
    if names and (counted or weighted):
        kind, reader = "nps.Cohorts", "nps.count_by"
        if weighted:
            kind, reader = "survey samples", "nps.SurveySample"
        raise OptionError(
            f"{', '.join(names)}: {kind} hold counts, which are not read again. Give such options"
            f" to {reader}."
        )
    if is_many(waves):
        return waves
    if weighted:
        from nps._surveys.cohorts import SurveyCohorts

        return SurveyCohorts.from_dict(waves)
    return Cohorts.from_dict(
        {
            label: sample
            if isinstance(sample, Counts)
            else count(sample, scale=scale, invalid=invalid)
            for label, sample in waves.items()
        }
    )


@dataclass(frozen=True, slots=True, eq=False)
class Panel:
    """Answers of each wave as codes (K missing, K + 1 invalid), with the number of each person."""

    labels: Labels
    codes: tuple[IntArray, ...]
    people: tuple[IntArray, ...]
    size: int
    scale: Scale

    @classmethod
    def read(
        cls,
        waves: object,
        ids: object,
        *,
        missing_ids: Literal["raise", "unmatched"],
        scale: Scale,
        invalid: Invalid,
    ) -> Panel:
        """Find people again over all waves; one answer of each in a wave."""
        check_option("missing_ids", missing_ids, MISSING_IDS_OPTIONS)
        if not isinstance(waves, Mapping) or isinstance(waves, Cohorts):
            raise InputTypeError(
                "to match people, waves must be a mapping from wave to its ratings and ids a"
                f" mapping from wave to its ids, got {shown(waves)}: counts do not know who"
                " answered."
            )
        if any(map(is_weighted, waves.values())):
            raise InputTypeError(
                "ids match the people of waves without weights. Where people of weighted waves"
                " answered again, leave ids out and give them as clusters:"
                " nps.survey_by(ratings, waves, weights=..., clusters=ids)."
            )
        if not isinstance(ids, Mapping):
            raise InputTypeError(f"ids must be a mapping from wave to its ids, got {shown(ids)}.")
        known = check_scale(scale)
        numbers: dict[object, int] = {}
        nameless = 0
        codes, people, kinds = [], [], []
        for label, ratings in waves.items():
            if isinstance(ratings, Counts):
                raise InputTypeError(
                    f"the wave {shown(label)} must be ratings of known people, got nps.Counts."
                )
            if label not in ids:
                raise OptionError(f"ids has no entry for the wave {shown(label)}.")
            answers = read_codes(ratings, f"the wave {shown(label)}", known, invalid)
            names, rows = factorize(ids[label], f"ids of the wave {shown(label)}")
            check_same_length(
                f"the wave {shown(label)}",
                answers.size,
                f"ids of the wave {shown(label)}",
                rows.size,
            )
            _check_ids(label, names, rows, missing_ids)
            places = np.array(
                [-1 if name is None else numbers.setdefault(name, len(numbers)) for name in names],
                dtype=np.int64,
            )
            found = places[rows]
            unknown = np.flatnonzero(found < 0)
            # numbers below -1 for the moment, one for each answer without an id
            found[unknown] = -2 - nameless - np.arange(unknown.size)
            nameless += unknown.size
            codes.append(answers)
            people.append(found)
            kinds.append({isinstance(name, str) for name in names if name is not None})
        people = [np.where(who < 0, len(numbers) - 2 - who, who) for who in people]
        panel = cls(
            Labels(list(waves)), tuple(codes), tuple(people), len(numbers) + nameless, known
        )
        if {True} in kinds and {False} in kinds and not panel.answers_each().max(initial=0) > 1:
            raise InputTypeError(
                "nobody answered in two waves, but ids are text in some waves and numbers in"
                " others: text never equals a number. Convert one of them."
            )
        return panel

    def answers_each(self) -> IntArray:
        """Return in how many waves each person stands, with a valid answer or without."""
        everybody = np.concatenate([np.empty(0, dtype=np.int64), *self.people])
        return np.bincount(everybody, minlength=self.size).astype(np.int64)

    def transitions(self, sample: int, reference: int) -> Transitions:
        """Return who moved where between two waves, by position."""
        levels = len(self.scale.ratings)
        columns = np.full((2, self.size), levels, dtype=np.int64)
        there = np.zeros(self.size, dtype=np.bool_)
        for column, wave in zip(columns, (sample, reference), strict=True):
            column[self.people[wave]] = self.codes[wave]
            there[self.people[wave]] = True
        return Transitions._from_codes(columns[0][there], columns[1][there], self.scale)

    def covariance(self, positions: Sequence[int]) -> tuple[FloatArray, float, int]:
        """Return how the scores of these waves vary together, on the scale from -1 to 1.

        Each person adds the outer product of (s - d)/n over the waves that hold an answer of
        theirs, so that the matrix is that of independent people and never negative. With it the
        share of answers that come from people with one answer, and the number of the others.
        """
        levels = len(self.scale.ratings)
        score = self.scale._class_codes() - 1.0
        who, what = [], []
        for wave in positions:
            valid = self.codes[wave] < levels
            s = score[self.codes[wave][valid]]
            who.append(self.people[wave][valid])
            what.append((s - s.mean()) / s.size)
        found = np.empty((len(who), len(who)))
        for i, (mine, own) in enumerate(zip(who, what, strict=True)):
            column = np.zeros(self.size)
            column[mine] = own
            found[i] = [column[theirs] @ other for theirs, other in zip(who, what, strict=True)]
        times = np.bincount(np.concatenate(who), minlength=self.size)
        once = float((times == 1).sum() / times.sum())
        return (found + found.T) / 2.0, once, int((times > 1).sum())


def _check_ids(label: object, names: Sequence[object], rows: IntArray, missing_ids: str) -> None:
    sizes = np.bincount(rows, minlength=len(names))
    twice = [name for name, k in zip(names, sizes.tolist(), strict=True) if k > 1]
    if None in names:
        if missing_ids == "raise":
            raise OptionError(
                f"ids of the wave {shown(label)}: {sizes[names.index(None)]} of {rows.size} are"
                ' missing. Pass missing_ids="unmatched" to keep these answers as people who are in'
                " that wave only, or leave the rows out."
            )
        twice = [name for name in twice if name is not None]
    if twice:
        more = ", ..." if len(twice) > SHOWN else ""
        raise OptionError(
            f"ids of the wave {shown(label)}: {len(twice)} occur more than once:"
            f" {', '.join(map(shown, twice[:SHOWN]))}{more}. A person counts once a wave: keep one"
            " answer of each, such as the latest."
        )
