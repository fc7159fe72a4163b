"""What `find` returns: who belongs together, and the score of each group."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, ClassVar, NamedTuple, TypeAlias

import numpy as np

from nps._base import text
from nps._base.columns.containers import as_column
from nps._base.errors import OptionError
from nps._base.results import Columnar
from nps._base.words.saying import limits_text
from nps._sources.frames.columns import named_columns
from nps.segments._reading.factors import numbers_of, places_of

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence

    from nps._base.labels.labels import Labels
    from nps._base.results import Column, MethodKey
    from nps._base.words.saying import Say
    from nps._inference.scores.estimates import Estimate, Estimates
    from nps._kernels import BoolArray, IntArray
    from nps._surveys.kinds import AnyCohorts
    from nps.segments._results.split import SegmentSplit

#: The one leaf of a tree without splits.
EVERYBODY = "everybody"


class Step(NamedTuple):
    """How a split sends people on: numbers by the cut, categories by their levels.

    `low` and `high` number the next step where they are not negative, else the leaf -1 - number.
    """

    variable: str
    number: bool
    cut: float
    first: tuple[object, ...]
    second: tuple[object, ...]
    missing_first: bool
    unknown_first: bool
    low: int
    high: int


Ends: TypeAlias = "dict[str, float]"


@dataclass(frozen=True, slots=True, kw_only=True, eq=False)
class SegmentTree(Columnar):
    """Groups of respondents that differ, as a tree of splits; its leaves are cohorts.

    ``tree["plan = basic"]`` is the `Estimate` of one leaf; iterates as these.

    Attributes
    ----------
    rules : tuple of str
        Who belongs to each leaf, such as "plan = basic & age <= 34"; the labels of the leaves.
    leaves : Cohorts or SurveyCohorts
        The answers of each leaf: of the half that did not build the tree if it is honest.
    estimates : Estimates
        Their scores with intervals, in points.
    splits : tuple of SegmentSplit
        The splits from the top, those of the first side before those of the second.
    honest : bool
        Whether other respondents estimate than those who chose the splits.
    n_split, n_estimate : int
        Respondents who chose the splits, and those whose answers the leaves hold.
    factors : tuple of str
        What was looked at.
    max_depth, min_n : int
        Splits one below the other, and respondents of a side, at most and at least.
    confidence_level : float
        Of the intervals; a split needs an adjusted p-value below what is missing to 1.
    notes : tuple of str
        What the numbers alone would hide.

    Examples
    --------
    >>> import nps
    >>> ratings = [10, 9, 9, 10, 8, 9, 10, 9, 3, 6, 7, 2, 5, 8, 0, 6]
    >>> plans = {"plan": ["pro"] * 8 + ["basic"] * 8}
    >>> found = nps.segments.find(ratings, plans, honest=False, min_n=5)
    >>> found.leaves["plan = basic"]
    Counts(promoters=0, passives=2, detractors=6)
    >>> found.assign({"plan": ["pro", "basic"]}).tolist()
    ['plan = pro', 'plan = basic']
    """

    _picture: ClassVar[str] = "segment_tree"
    rules: tuple[str, ...]
    leaves: AnyCohorts
    estimates: Estimates
    splits: tuple[SegmentSplit, ...]
    honest: bool
    n_split: int
    n_estimate: int
    factors: tuple[str, ...]
    max_depth: int
    min_n: int
    confidence_level: float
    notes: tuple[str, ...] = ()
    _steps: tuple[Step, ...]

    @property
    def _labels(self) -> Labels:
        return self.estimates._labels

    def __iter__(self) -> Iterator[Estimate]:
        return iter(self.estimates)

    def __getitem__(self, rule: object) -> Estimate:
        """Return the score of the leaf with this rule."""
        return self.estimates[rule]

    def assign(self, factors: object) -> np.ndarray:
        """Return the rule of the leaf that each of these people belongs to.

        Parameters
        ----------
        factors : mapping from str to 1-D collection, or data frame
            What is known of them, by the names of the factors; those in a split are needed.

        Returns
        -------
        ndarray of str objects, shape (n,)
            Labels of `leaves`. Who has a level that nobody had goes where most went.

        Raises
        ------
        OptionError
            If a factor of a split is lacking, holds something else than before, or columns differ
            in length.

        Examples
        --------
        >>> import nps
        >>> ratings = [10, 9, 9, 10, 8, 9, 10, 9, 3, 6, 7, 2, 5, 8, 0, 6]
        >>> seats = {"seats": [40, 30, 25, 60, 35, 20, 90, 45, 3, 5, 2, 1, 8, 4, 6, 2]}
        >>> found = nps.segments.find(ratings, seats, honest=False, min_n=5)
        >>> found.assign({"seats": [7, 8, 21]}).tolist()
        ['seats <= 8', 'seats <= 8', 'seats > 8']
        """
        columns = named_columns(factors)
        size = _common_length(columns)
        leaf = np.zeros(size, dtype=np.int64)
        waiting: list[tuple[int, IntArray]] = [(0 if self._steps else -1, np.arange(size))]
        sides = [_first_side(step, columns) for step in self._steps]
        for at, rows in waiting:  # grows by two for each split
            if at < 0:
                leaf[rows] = -1 - at
                continue
            first = sides[at][rows]
            step = self._steps[at]
            waiting += [(step.low, rows[first]), (step.high, rows[~first])]
        return np.array(self.rules, dtype=object)[leaf]

    def _columns(self) -> dict[str, Column]:
        return self.estimates._columns()

    def _html_columns(self, rows: int) -> Mapping[str, Sequence[object]]:
        return self.estimates._html_columns(rows)

    def _label_text(self, label: object) -> str:
        return Columnar._label_text(self, label) if self.splits else EVERYBODY

    def _headline(self) -> str:
        kind = "honest tree" if self.honest else "tree on the same answers"
        return (
            f"{text.noun(len(self), 'segment')} by {text.noun(len(self.splits), 'split')}, n ="
            f" {self.n_estimate:,}, {text.level(self.confidence_level)} ({kind})"
        )

    def __str__(self) -> str:
        leaves = [f"{rule}: {row}" for rule, row in zip(self.rules, self, strict=True)]
        return "\n".join([self._headline(), *leaves, *map(str, self.splits), *self.notes])

    def _sentence(self, say: Say) -> str:
        if not self.splits:
            return say("segments.none found", k=len(self.factors), n=self.n_split)
        score, (low, high) = self.estimates.score, self.estimates.confidence_interval
        order = [i for i in np.argsort(score, kind="stable").tolist() if not np.isnan(score[i])]
        ends = {}
        for name, i in (("worst", order[0]), ("best", order[-1])):
            limits = float(low[i]), float(high[i])
            ends[name] = say.name(self.rules[i])
            ends[f"{name}_score"] = text.points(float(score[i]))
            ends[f"{name}_limits"] = limits_text(say, limits, self.confidence_level)
        return say("segments.found", k=len(self), n=self.n_estimate, **ends)

    def _methods(self) -> list[MethodKey]:
        return [("segments", "honest" if self.honest else "full"), *self.estimates._methods()]


def _common_length(columns: Mapping[str, object]) -> int:
    sizes = {name: len(as_column(x, f"factor {text.shown(name)}")) for name, x in columns.items()}
    if len(set(sizes.values())) > 1:
        (one, n), *others = sizes.items()
        other, m = next((name, size) for name, size in others if size != n)
        raise OptionError(
            f"factors must have the same length, but {text.shown(one)} has {n} rows and"
            f" {text.shown(other)} {m}."
        )
    return next(iter(sizes.values()))


def _first_side(step: Step, columns: Mapping[str, object]) -> BoolArray:
    """Return who goes to the first side of a split."""
    name = step.variable
    if name not in columns:
        raise OptionError(
            f"factors must hold {text.shown(name)}, which a split needs; there are"
            f" {', '.join(map(repr, columns))}."
        )
    if step.number:
        numbers = numbers_of(columns[name], name)
        if numbers is None and places_of(columns[name], name, {None: 0}).any():
            raise OptionError(
                f"factor {text.shown(name)} must hold numbers, as when the tree was grown."
            )
        if numbers is None:
            numbers = np.full(len(columns[name]), np.nan)  # type: ignore[arg-type]  # a column
        with np.errstate(invalid="ignore"):
            return np.where(np.isnan(numbers), step.missing_first, numbers <= step.cut)
    sides = dict.fromkeys(step.first, 1) | dict.fromkeys(step.second, 0)
    found = places_of(columns[name], name, sides)
    return np.where(found < 0, step.unknown_first, found == 1)
