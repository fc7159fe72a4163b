"""What results with numbers and intervals share: both ends, `format`, rows in another order."""

from __future__ import annotations

import re
from dataclasses import fields, replace
from typing import TYPE_CHECKING, Any, ClassVar, Protocol, TypeVar, cast

import numpy as np

from nps._base.checks import check_flag, check_option
from nps._base.errors import OptionError
from nps._base.text import shown

if TYPE_CHECKING:
    from collections.abc import Mapping
    from typing import Self

    from nps._base.labels.labels import Labels
    from nps._kernels import FloatArray, IntArray

Number = TypeVar("Number", covariant=True)


class Ends(Protocol[Number]):
    """An interval, or many."""

    @property
    def low(self) -> Number:
        """Lower end."""

    @property
    def high(self) -> Number:
        """Upper end."""


class Measure:
    """One number with its interval: ``low``, ``high`` and ``format(result, ".1f")``."""

    __slots__ = ()

    #: Field of the number.
    _number: ClassVar[str] = "difference"

    if TYPE_CHECKING:

        @property
        def confidence_interval(self) -> Ends[float]:
            """Of the number."""

    @property
    def low(self) -> float:
        """Lower end of the interval, in the unit of the number."""
        return self.confidence_interval.low

    @property
    def high(self) -> float:
        """Upper end of the interval, in the unit of the number."""
        return self.confidence_interval.high

    def __format__(self, spec: str) -> str:
        """Write the number as a float is written, ``f"{found:.1f}"``; without a spec, the text."""
        if not spec:
            return str(self)
        number: float = getattr(self, self._number)
        try:
            found = format(number, spec)
        except ValueError as error:
            raise OptionError(
                f'format writes the {self._number} as a number, such as ".1f" or "+.0f", got'
                f" {shown(spec)}."
            ) from error
        hidden = -1.0 < number < 0.0 and not re.search("[1-9]", found)  # no "-0.0"
        return format(0.0, spec) if hidden else found


class Measures:
    """Many numbers with their intervals: ``low`` and ``high`` in columns."""

    __slots__ = ()

    if TYPE_CHECKING:

        @property
        def confidence_interval(self) -> Ends[FloatArray]:
            """Of each number."""

    @property
    def low(self) -> FloatArray:
        """Lower ends of the intervals, in the unit of the numbers."""
        return self.confidence_interval.low

    @property
    def high(self) -> FloatArray:
        """Upper ends of the intervals, in the unit of the numbers."""
        return self.confidence_interval.high


class Sortable:
    """A columnar result whose rows can be put in another order."""

    __slots__ = ()

    if TYPE_CHECKING:

        @property
        def _labels(self) -> Labels:
            """Of the rows."""

        def _columns(self) -> Mapping[str, Any]:
            """Return the data columns by name."""

    def sort_by(self, key: str = "label", *, descending: bool = False) -> Self:
        """Return the result with its rows in another order.

        Parameters
        ----------
        key : str, default "label"
            "label", or a column of numbers that `to_pandas` has, such as "score", "n" or "low".
            Labels sort as people expect: 2 before 10, "Week 2" before "Week 10", missing last.
        descending : bool, default False
            Largest first. Rows of the same value stay in their order, undefined ones are last.

        Raises
        ------
        OptionError
            If there is no such column.

        Examples
        --------
        >>> import nps
        >>> shops = nps.Cohorts.from_counts(["A", "B"], [40, 50], [30, 30], [30, 20])
        >>> nps.estimate(shops).sort_by("score", descending=True).labels
        ('B', 'A')
        """
        columns = {name: np.asarray(column) for name, column in self._columns().items()}
        numbers = {name: column for name, column in columns.items() if column.dtype.kind in "fiu"}
        chosen = check_option("key", key, ["label", *numbers])
        largest = check_flag("descending", descending)
        if chosen == "label":
            order = self._labels.by_label(descending=largest)
            return self._take(np.array(order, dtype=np.int64))
        values = numbers[chosen].astype(np.float64)
        return self._take(np.argsort(-values if largest else values, kind="stable"))

    def _take(self, order: IntArray, *, by_hand: bool = False) -> Self:
        """Return the rows at these positions."""
        parts = {f.name: getattr(self, f.name) for f in fields(cast("Any", self))}
        taken = {name: _taken(part, order, by_hand=by_hand) for name, part in parts.items()}
        return cast("Self", replace(cast("Any", self), **taken))


def _taken(part: Any, order: IntArray, *, by_hand: bool) -> Any:
    """Return the rows of a part that has them; what holds for all as it is."""
    if isinstance(part, np.ndarray):
        return part[order]
    if hasattr(part, "_take"):
        return part._take(order, by_hand=by_hand)
    return type(part)(part.low[order], part.high[order]) if hasattr(part, "_at") else part
