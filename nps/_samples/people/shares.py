"""What a table of transitions says at once: both margins, who stayed, who moved."""

from __future__ import annotations

import math
from typing import TYPE_CHECKING

from nps._base import text
from nps._base.checks import check_option
from nps._base.text import CLASSES
from nps._samples.counts import Counts
from nps._samples.people.grids import turned

if TYPE_CHECKING:
    from collections.abc import Sequence

    from nps._base.typing import ClassLabel
    from nps._base.words.saying import Say
    from nps._samples.people.grids import Grid

#: The class of one person, in the same order.
ORDER: tuple[ClassLabel, ...] = ("promoter", "passive", "detractor")


class TransitionShares:
    """Margins and shares of a table of transitions; NaN where nobody is in the denominator."""

    __slots__ = ()

    table: Grid
    rating_table: Grid | None
    sample_only: Counts
    reference_only: Counts
    unanswered: int

    @property
    def n(self) -> int:
        """People who answered in both waves."""
        return sum(map(sum, self.table))

    @property
    def sample(self) -> Counts:
        """Their answers in the sample."""
        return _margin(turned(self.table), self.rating_table and turned(self.rating_table))

    @property
    def reference(self) -> Counts:
        """Their answers in the reference."""
        return _margin(self.table, self.rating_table)

    @property
    def kept(self) -> float:
        """Share of the reference's promoters who are promoters in the sample."""
        return _share(self.table[0][0], sum(self.table[0]))

    @property
    def lost(self) -> float:
        """Share of the reference's promoters who are none in the sample."""
        return _share(sum(self.table[0][1:]), sum(self.table[0]))

    @property
    def won(self) -> float:
        """Share of those who were no promoters in the reference that are in the sample."""
        return _share(self.table[1][0] + self.table[2][0], self.n - sum(self.table[0]))

    @property
    def up(self) -> float:
        """Share of people who moved to a better class."""
        return _share(self.table[1][0] + self.table[2][0] + self.table[2][1], self.n)

    @property
    def same(self) -> float:
        """Share of people who stayed in their class."""
        return _share(sum(self.table[i][i] for i in range(3)), self.n)

    @property
    def down(self) -> float:
        """Share of people who moved to a worse class."""
        return _share(self.table[0][1] + self.table[0][2] + self.table[1][2], self.n)

    def after(self, class_: ClassLabel) -> Counts:
        """Return the later answers of those who were in one class in the reference.

        What became of last year's detractors. They move up by themselves, since whoever was at the
        bottom once is on average less so the second time, so hold them against others who were
        detractors too and whom nobody called: ``nps.compare(called.after("detractor"),
        others.after("detractor"))``.

        Parameters
        ----------
        class_ : {"promoter", "passive", "detractor"}
            Class in the reference, the earlier wave.

        Returns
        -------
        Counts
            Their answers in the sample; `missing` are those of the class who did not answer again.

        Raises
        ------
        OptionError
            If there is no such class.

        See Also
        --------
        compare : The test of two independent samples, for called and not called.
        nps.response.bounds : What those who did not answer again leave open.

        Examples
        --------
        >>> import nps
        >>> moves = nps.Transitions([[35, 5, 0], [15, 20, 5], [10, 5, 5]])
        >>> print(moves.after("detractor"))
        NPS 25.0  n = 20 (10 promoters, 5 passives, 5 detractors)
        """
        place = ORDER.index(check_option("class_", class_, ORDER))
        silent = getattr(self.reference_only, CLASSES[place])
        return Counts(*self.table[place], missing=silent)

    @property
    def correlation(self) -> float:
        """Correlation of the two answers scored +1, 0, -1; NaN where a wave is unanimous."""
        from nps._kernels.same_people.overlap import overlap

        if any(max(map(sum, lines)) == self.n for lines in (self.table, turned(self.table))):
            return math.nan
        return float(overlap(self.table, (0, 0, 0), (0, 0, 0)).correlation)

    def __str__(self) -> str:
        left_out = "".join(
            f", {k:,} {what}"
            for what, k in (
                ("in the sample only", self.sample_only.n),
                ("in the reference only", self.reference_only.n),
                ("in neither", self.unanswered),
            )
            if k
        )
        if not self.n:
            return f"0 people twice{left_out}"
        shares = ((name, getattr(self, name)) for name in ("kept", "won", "up", "down"))
        kept, won, up, down = (f"{name} {_percent(share)}" for name, share in shares)
        return (
            f"{self.n:,} people twice{left_out}, NPS {text.points(self.reference.score)} to"
            f" {text.points(self.sample.score)}: promoters {kept}, {won}; {up}, {down}"
        )

    def _header(self) -> Sequence[str]:
        return ("reference / sample", *CLASSES, "in the reference")

    def _caption(self) -> str:
        return str(self)

    def _rows(self) -> Sequence[tuple[object, ...]]:
        rows: list[tuple[object, ...]] = [
            (name, *counts, sum(counts)) for name, counts in zip(CLASSES, self.table, strict=True)
        ]
        return [*rows, ("in the sample", *map(sum, turned(self.table)), self.n)]

    def _sentence(self, say: Say) -> str:
        if not self.n:
            return say("transitions.empty")
        up, same, down = text.percentages([self.up, self.same, self.down])
        return say(
            "transitions",
            n=self.n,
            up=up,
            same=same,
            down=down,
            old=text.points(self.reference.score),
            new=text.points(self.sample.score),
        )


def _percent(share: float) -> str:
    return "n/a" if math.isnan(share) else f"{100 * share:.1f}%"


def _share(part: int, whole: int) -> float:
    return part / whole if whole else math.nan


def _margin(table: Grid, ratings: Grid | None) -> Counts:
    bins = None if ratings is None else tuple(map(sum, ratings))
    return Counts(*map(sum, table), distribution=bins)
