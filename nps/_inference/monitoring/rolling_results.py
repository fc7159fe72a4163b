"""What `rolling` returns: scores of overlapping windows."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from itertools import islice
from typing import TYPE_CHECKING, Any, ClassVar

import numpy as np

from nps._base import text as display
from nps._base.results import SHOWN_ROWS, Columnar
from nps._base.tables import html
from nps._base.words.saying import NAMED
from nps._samples.cohorts import Cohorts

if TYPE_CHECKING:
    from nps._base.labels.labels import Labels
    from nps._base.labels.zones import Instants
    from nps._base.results import Column, MethodKey
    from nps._base.words.saying import Say
    from nps._kernels import FloatArray


@dataclass(frozen=True, slots=True, kw_only=True, eq=False)
class Rolling(Columnar):
    """Scores of overlapping windows, with what a window is.

    Attributes
    ----------
    labels : tuple
        Last day of each window, or for windows by number the number of the last answer in it.
    cohorts : Cohorts
        Counts of each window, for `estimate` and others. Windows overlap, so they are no
        independent waves: neighbours share most of their answers.
    starts, ends : ndarray of datetime64[D]
        First and last day of each window, both included. For windows by number the days of the
        first and the last answer, NaT if there are no dates.
    window : str
        What a window is, in words.
    rule : str
        Which answers of one person count, in words.
    min_n : int
        Windows with fewer valid answers have no score.
    score : ndarray of float64
        Score of each window in points; NaN with fewer valid answers than `min_n`.
    notes : tuple of str
        What the numbers alone would hide.

    Examples
    --------
    >>> import nps
    >>> print(nps.rolling([10, 9, 3, 8, 10, 9], window=3))
    4 windows: the last 3 valid answers up to each answer; every answer
    3: NPS 33.3  n = 3 (2 promoters, 0 passives, 1 detractor)
    4: NPS 0.0  n = 3 (1 promoter, 1 passive, 1 detractor)
    5: NPS 0.0  n = 3 (1 promoter, 1 passive, 1 detractor)
    6: NPS 66.7  n = 3 (2 promoters, 1 passive, 0 detractors)
    Windows overlap: neighbouring scores share answers and are not independent.
    """

    _picture: ClassVar[str] = "waves"
    cohorts: Cohorts
    starts: Instants
    ends: Instants
    window: str
    rule: str
    min_n: int = 1
    notes: tuple[str, ...] = ()
    _segments: Mapping[object, Rolling] = field(default_factory=dict, repr=False, compare=False)

    @property
    def score(self) -> FloatArray:
        """Score of each window in points; NaN with fewer valid answers than `min_n`."""
        return np.where(self.cohorts.n < self.min_n, np.nan, self.cohorts.score)

    def __getitem__(self, label: object) -> Any:
        """Return the windows of one segment, or the counts of one window."""
        if label in self._segments and label not in self._labels:
            return self._segments[label]
        return self.cohorts[label]

    def _scored(self) -> Cohorts:
        """Return the windows, those with too few answers without any, as pictures show them."""
        if self.min_n <= 1:
            return self.cohorts
        enough = self.cohorts.n >= self.min_n
        columns = [np.where(enough, column, 0) for column in self.cohorts._arrays()[0]]
        return Cohorts._make(self._labels, columns)

    @property
    def _labels(self) -> Labels:
        return self.cohorts._labels

    def _columns(self) -> dict[str, Column]:
        return {
            "start": self.starts,
            "end": self.ends,
            **self.cohorts._columns(),
            "score": self.score,
        }

    def _html_columns(self, rows: int) -> Mapping[str, Sequence[object]]:
        return html.counted(self._columns(), rows)

    def _headline(self) -> str:
        return f"{display.noun(len(self), 'window')}: {self.window}; {self.rule}"

    def __str__(self) -> str:
        rows = [
            f"{display.label_text(label)}: {self._line(i)}"
            for i, label in enumerate(self.labels[:SHOWN_ROWS])
        ]
        return "\n".join([self._headline(), *rows, *self._rest(), *self.notes])

    def _line(self, position: int) -> str:
        counts = self.cohorts._at(position)
        return str(counts) if counts.n >= self.min_n else f"NPS n/a  n = {counts.n}"

    def _sentence(self, say: Say) -> str:
        if self._segments:
            told = [
                say("of segment", label=say.name(segment), text=own._sentence(say))
                for segment, own in islice(self._segments.items(), NAMED)
            ]
            more = len(self._segments) - NAMED
            return say.joined(*told, *([say("more", k=more)] if more > 0 else []))
        last = self.cohorts._at(len(self) - 1)
        few = last.n < max(self.min_n, 1)
        return say(
            "rolling.few" if few else "rolling",
            k=len(self),
            window=say.translated(self.window),
            rule=say.translated(self.rule),
            label=say.name(self.labels[-1]),
            score=display.points(last.score),
            n=last.n,
        )

    def _methods(self) -> list[MethodKey]:
        return [("counting", "score")]
