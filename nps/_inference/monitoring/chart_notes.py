"""What the limits of a control chart rest on, and how often it cries wolf."""

from __future__ import annotations

from typing import TYPE_CHECKING

from nps._base import text
from nps._base.words.notes import Note
from nps._inference.waves.wave_scores import without_answer
from nps._kernels.series import charts

if TYPE_CHECKING:
    from collections.abc import Sequence

    from nps._samples.cohorts import Cohorts

#: With fewer waves than this in the baseline the limits themselves are uncertain.
FEW_WAVES = 20
#: Later waves of which it is said how often one of them is a false alarm: a year of months.
AHEAD = 12


def notes_on_limits(waves: Cohorts, first: Cohorts, factor: float, dispersion: str) -> list[Note]:
    """Say what the numbers alone would hide."""
    notes: list[Note] = []
    empty, used = int((waves.n == 0).sum()), int((first.n > 0).sum())
    if empty:
        notes.append(without_answer(empty, len(waves)))
    if used < FEW_WAVES:
        notes.append(
            Note(
                "The limits rest on {used:wave}; below {few} they are themselves uncertain.",
                used=used,
                few=FEW_WAVES,
            )
        )
    if len(first) == len(waves):
        notes.append(
            Note(
                "The centre comes from all waves, a shift among them included: set a baseline of"
                " waves in order to watch new ones."
            )
        )
    if dispersion == "moving-range" and factor < 1.0:
        notes.append(
            Note(
                "Waves vary less than their answers explain (factor {factor}): with few waves this"
                " is chance, and the limits are too narrow.",
                factor=f"{factor:.2f}",
            )
        )
    return notes


def false_alarms(
    used: int, width: float, rules: Sequence[str], method: str, centre_known: bool
) -> list[Note]:
    """Say how often later waves are beyond limits that were estimated, though nothing changed."""
    if method not in ("laney", "shewhart") or "limit" not in rules:
        return []
    sure = method == "shewhart"
    rate, ever = charts.false_alarms(
        width, used, AHEAD, centre_known=centre_known, spread_known=sure
    )
    least, never = charts.false_alarms(width, used, AHEAD, centre_known=True, spread_known=True)
    if sure and centre_known:
        return []
    return [
        Note(
            "False alarms: with limits from {used:wave}, {rate} of later waves lie beyond them"
            " though nothing has changed, and {ever} of charts show one within {ahead} waves (with"
            " limits that are known, {least} and {never}).",
            used=used,
            rate=text.percent(rate) if rate >= 0.01 else f"{100.0 * rate:.2g}%",
            ever=f"{100.0 * ever:.0f}%",
            ahead=AHEAD,
            least=f"{100.0 * least:.2g}%",
            never=f"{100.0 * never:.0f}%",
        )
    ]
