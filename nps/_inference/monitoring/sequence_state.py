"""What a confidence sequence remembers of its stream: sums and capitals, never the answers."""

from __future__ import annotations

import operator
from collections.abc import Mapping
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, cast

import numpy as np

from nps._base.checks import check_number
from nps._base.columns.numbers import read_numbers
from nps._base.errors import InputTypeError, OptionError
from nps._kernels.series.betting import (
    Bernstein,
    Stakes,
    bernstein_limits,
    empirical_bernstein,
    log_capital,
    place,
)
from nps._samples.counts import Counts

if TYPE_CHECKING:
    from nps._kernels import FloatArray

#: The betting method is evaluated at every tenth of a point; on the unit scale, without its ends.
GRID = np.arange(1.0, 2000.0) / 2000.0


@dataclass(frozen=True, slots=True, eq=False)
class State:
    """Everything that the next answer depends on; `low` above `high` if no score is left."""

    counts: Counts
    low: float
    high: float
    stakes: Stakes
    bernstein: Bernstein
    capital: tuple[FloatArray, FloatArray]

    def bet(self, x: FloatArray, method: str, alpha: float) -> State:
        """Return the state after these answers, scored 0, 1/2, 1."""
        if not x.size:
            return self
        stakes, before, sums = place(x, alpha, self.stakes)
        if method == "betting":
            up, down, most = log_capital(x, stakes, GRID, *self.capital)
            low, high = _alive(most, alpha)
            new = replace(self, capital=(up, down))
        else:
            first = not self.stakes.n
            lows, highs, bernstein = empirical_bernstein(
                x, stakes, before, first, alpha, self.bernstein
            )
            low, high = _in_points(float(lows.max()), float(highs.min()))
            new = replace(self, bernstein=bernstein)
        return replace(new, stakes=sums, low=max(self.low, low), high=min(self.high, high))

    def merged(self, other: State, method: str, alpha: float) -> State:
        """Return the state of two streams side by side: capitals multiply, sums add."""
        up, down = (one + two for one, two in zip(self.capital, other.capital, strict=True))
        sums = Bernstein(*map(operator.add, self.bernstein, other.bernstein))
        low, high = -100.0, 100.0
        if method == "betting":
            low, high = _alive(np.maximum(up, down), alpha)
        elif sums.stakes:
            low, high = _in_points(*(float(end) for end in bernstein_limits(sums, alpha)))
        return State(
            counts=self.counts + other.counts,
            low=low,
            high=high,
            stakes=Stakes(*map(operator.add, self.stakes, other.stakes)),
            bernstein=sums,
            capital=(up, down),
        )

    def to_dict(self, method: str) -> dict[str, object]:
        """Return what the method needs to go on, as plain Python."""
        saved: dict[str, object] = {
            "counts": self.counts.to_dict(),
            "low": self.low,
            "high": self.high,
            "stakes": list(self.stakes),
        }
        if method == "betting":
            return {**saved, "capital": [part.tolist() for part in self.capital]}
        return {**saved, "bernstein": list(self.bernstein)}

    @classmethod
    def from_dict(cls, mapping: Mapping[str, object], method: str) -> State:
        """Read back what `to_dict` gave."""
        sizes: dict[str, tuple[int, ...]] = {"stakes": (len(Stakes._fields),)}
        if method == "betting":
            sizes["capital"] = (2, GRID.size)
        else:
            sizes["bernstein"] = (len(Bernstein._fields),)
        wanted = {"counts", "low", "high", *sizes}
        if set(mapping) != wanted:
            raise OptionError(
                f"the state must have the keys {', '.join(sorted(wanted))}, got"
                f" {', '.join(sorted(map(str, mapping)))}."
            )
        arrays = {name: _read(name, mapping[name], shape) for name, shape in sizes.items()}
        state = replace(
            START,
            counts=Counts.from_dict(cast("Mapping[str, object]", mapping["counts"])),
            low=check_number("low", mapping["low"]),
            high=check_number("high", mapping["high"]),
            stakes=Stakes(*arrays["stakes"].tolist()),
        )
        if method == "betting":
            return replace(state, capital=(arrays["capital"][0], arrays["capital"][1]))
        return replace(state, bernstein=Bernstein(*arrays["bernstein"].tolist()))


_NOTHING = np.zeros(GRID.size)
_NOTHING.flags.writeable = False
START = State(Counts(0, 0, 0), -100.0, 100.0, Stakes(), Bernstein(), (_NOTHING, _NOTHING))


def _alive(most: FloatArray, alpha: float) -> tuple[float, float]:
    """Return the ends of the interval from the largest log capital at each grid point, in points.

    The ends are the nearest grid points that are ruled out, or those of the scale.
    """
    alive = np.flatnonzero(most < np.log(2.0 / alpha))
    if not alive.size:
        return 100.0, -100.0
    # grid point i is the score (i + 1)/10 - 100, and its neighbours the ones beside it
    return float(alive[0]) / 10.0 - 100.0, float(alive[-1] + 2) / 10.0 - 100.0


def _in_points(low: float, high: float) -> tuple[float, float]:
    return max(200.0 * low - 100.0, -100.0), min(200.0 * high - 100.0, 100.0)


def _read(name: str, value: object, shape: tuple[int, ...]) -> FloatArray:
    try:
        array = read_numbers(name, value)
    except InputTypeError:
        array = np.empty(0)
    if array.shape != shape or not np.isfinite(array).all():
        raise OptionError(f"{name} is not what ConfidenceSequence.to_dict gives.")
    return array
