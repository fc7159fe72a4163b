"""Response rates of waves: a change of them moves a score though nobody thinks otherwise."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np

from nps._base import text
from nps._base.errors import OptionError
from nps._base.text import label_text
from nps._base.words.notes import Note
from nps._base.words.saying import NAMED
from nps._inference.scores.population import check_all_invited
from nps._surveys.kinds import is_counted

if TYPE_CHECKING:
    from nps._kernels import FloatArray, IntArray
    from nps._surveys.kinds import AnyCohorts

#: Response rates that differ by more than this are noted.
APART = 0.05


def response_rates(waves: AnyCohorts, invited: object) -> FloatArray | None:
    """Return the share who answered of each wave; None where nothing is known of the others."""
    if not is_counted(waves):
        if invited is not None:
            raise OptionError(
                "invited is for waves without weights: weights for nonresponse say themselves what"
                " is known of those who did not answer."
            )
        return None
    if invited is None and not waves.missing.any():
        return None
    asked = check_all_invited(invited, waves)
    with np.errstate(invalid="ignore"):
        rates: FloatArray = waves.n / asked
    return rates


def rate_notes(
    waves: AnyCohorts,
    rates: FloatArray | None,
    rows: IntArray,
    references: IntArray,
    change: FloatArray,
) -> list[Note]:
    """Say between which waves the response rate changed, and which bias would explain the change.

    If the silent of both waves are b points below those who answered, the change of all who were
    asked is the change less b times the drop of the rate: nothing at b = change/drop.
    """
    if rates is None:
        return []
    drop = rates[references] - rates[rows]
    moved = np.flatnonzero(np.abs(drop) > APART)
    largest = np.sort(moved[np.argsort(-np.abs(drop[moved]), kind="stable")[:NAMED]])
    notes = []
    for i in largest.tolist():
        wave, before = int(rows[i]), int(references[i])
        bias = float(change[i] / drop[i])
        values = {
            "wave": label_text(waves.labels[wave]),
            "before": label_text(waves.labels[before]),
            "new": text.percent(float(rates[wave])),
            "old": text.percent(float(rates[before])),
        }
        if abs(bias) > 200.0:
            notes.append(
                Note(
                    "The response rate is {new} in {wave} and {old} in {before}; no score of those"
                    " who did not answer explains the change by that alone.",
                    **values,
                )
            )
            continue
        side = Note("below") if bias >= 0.0 else Note("above")
        notes.append(
            Note(
                "The response rate is {new} in {wave} and {old} in {before}: if those who did not"
                " answer are {bias} points {side} those who did, in both, the score of all who were"
                " asked did not change.",
                bias=text.points(abs(bias)),
                side=side,
                **values,
            )
        )
    if moved.size > largest.size:
        notes.append(
            Note(
                "In {k} more changes the response rates differ by more than {apart} points.",
                k=int(moved.size - largest.size),
                apart=f"{100.0 * APART:.0f}",
            )
        )
    return notes
