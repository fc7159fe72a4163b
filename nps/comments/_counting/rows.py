"""Who counts: answers and themes of the same respondents, and how they were drawn."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np

from nps._base.checks import check_option, check_same_length
from nps._base.errors import EmptySampleError, OptionError
from nps._base.text import noun, shown
from nps._base.words.notes import Note
from nps._kernels.topics.drivers.sandwich import Sampling
from nps._samples.counts import Counts
from nps._samples.ratings import check_scale
from nps._samples.tallying.codes import check_same_order, read_codes
from nps._surveys.design.drawing import read_clusters, read_weights
from nps.comments._counting.notes import NOBODY_CODED, listed

if TYPE_CHECKING:
    from typing import Literal, TypeAlias

    from nps._kernels import BoolArray, FloatArray, IntArray
    from nps._samples.ratings import Scale
    from nps.comments._counting.mentions import Coding

    Base: TypeAlias = Literal["commented", "all"]

BASES = ("commented", "all")


@dataclass(frozen=True, slots=True, eq=False)
class Checked:
    """Codes of people for some of the comments, in the order of the themes.

    Attributes
    ----------
    seen : (n,) bool
        Comments that people coded.
    human : (k, m) bool
        Their codes for these.
    coded : (n,) bool
        Comments that the machine coded. Who gave none is known not to mention anything, so that
        there is nothing to correct.
    notes : tuple of str
        Themes that one of the two lacks.
    """

    seen: BoolArray
    human: BoolArray
    coded: BoolArray
    notes: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True, eq=False)
class Rows:
    """The respondents whose comments count.

    Attributes
    ----------
    names : tuple of str
    classes : (n,) int8
        +1, 0, -1.
    columns : (k, n) bool
        Who mentions which theme.
    weights : (n,) or None
    clusters : (n,) or None
        Codes of them.
    checked : Checked or None
    counts : Counts
        Classes of these respondents.
    respondents : Counts
        Of all with a valid answer, with the missing and invalid ones.
    n_uncoded : int
        Respondents with a valid answer whose comment was not coded, or who gave none.
    notes : tuple of str
        Those of the themes.
    """

    names: tuple[str, ...]
    classes: np.ndarray
    columns: BoolArray
    weights: FloatArray | None
    clusters: IntArray | None
    checked: Checked | None
    counts: Counts
    respondents: Counts
    n_uncoded: int
    notes: tuple[str, ...]

    @property
    def designed(self) -> bool:
        """Whether respondents have weights or clusters."""
        return self.weights is not None or self.clusters is not None

    @property
    def sampling(self) -> Sampling:
        """How they were drawn, each a cluster of its own if there are none."""
        n = self.classes.size
        if self.clusters is None:
            return Sampling(None, np.ones(n, np.int64), np.zeros(n, np.int64), np.zeros(1))
        sizes = np.bincount(self.clusters)
        order = np.argsort(self.clusters, kind="stable")
        return Sampling(order, sizes, np.zeros(sizes.size, np.int64), np.zeros(1))


def read_rows(
    ratings: object,
    coded: Coding,
    *,
    base: str = "commented",
    weights: object = None,
    clusters: object = None,
    validation: Coding | None = None,
    scale: Scale,
    invalid: str,
    may_be_empty: bool = False,
) -> Rows:
    """Read answers, themes and the design of a sample; who lacks something is told apart."""
    check_option("base", base, BASES)
    check_scale(scale)
    codes = read_codes(ratings, "ratings", scale, invalid)
    check_same_length("ratings", codes.size, "themes", coded.coded.size)
    checked = None if validation is None else _read_checked(validation, coded)
    levels = len(scale.ratings)
    counted: BoolArray = codes < levels
    missing, off_scale = int((codes == levels).sum()), int((codes == levels + 1).sum())
    w = None if weights is None else read_weights(weights, codes.size)
    if w is not None:
        counted = counted & (w > 0.0)
    points = np.append(scale._class_codes() - 1, (0, 0)).astype(np.int8)
    classes = points[codes]
    respondents = _counted(classes[counted], missing, off_scale)
    n_uncoded = int(np.count_nonzero(counted & ~coded.coded))
    kept = counted & coded.coded if base == "commented" else counted
    if not kept.any() and not may_be_empty:
        nobody = Note("themes need respondents with a valid answer, got none.")
        raise EmptySampleError(NOBODY_CODED if n_uncoded else nobody)
    units = _read_units(clusters, kept)
    columns = coded.columns
    if not kept.all():
        classes, columns = classes[kept], columns[:, kept]
        w = None if w is None else w[kept]
        checked = None if checked is None else _some(checked, kept)
    return Rows(
        names=coded.names,
        classes=classes,
        columns=columns,
        weights=w,
        clusters=units,
        checked=checked,
        counts=_counted(classes, 0, 0),
        respondents=respondents,
        n_uncoded=n_uncoded,
        notes=coded.notes,
    )


def check_aligned(**given: object) -> None:
    """Refuse pandas columns, or columns of a mapping, that hold people in different orders."""
    columns: dict[str, object] = {}
    for name, value in given.items():
        parts = value if isinstance(value, Mapping) else {None: value}
        for key, column in parts.items():
            if hasattr(column, "iloc"):
                columns[name if key is None else f"{name}[{shown(key)}]"] = column
    first, *others = columns or [None]
    for other in others:
        check_same_order(**{str(first): columns[str(first)], str(other): columns[str(other)]})


def _counted(classes: np.ndarray, missing: int, invalid: int) -> Counts:
    promoters, detractors = (int(np.count_nonzero(classes == which)) for which in (1, -1))
    passives = classes.size - promoters - detractors
    return Counts(promoters, passives, detractors, missing=missing, invalid=invalid)


def _read_units(clusters: object, kept: BoolArray) -> IntArray | None:
    """Return the cluster of each respondent who counts, numbered from 0."""
    if isinstance(clusters, Mapping) and len(clusters) > 1:
        raise OptionError(
            "clusters must be one column, that of the first stage, got"
            f" {noun(len(clusters), 'column')}: {', '.join(map(repr, clusters))}."
        )
    stages = read_clusters(clusters, kept.size)
    if not stages:
        return None
    found, codes = np.unique(stages[0][1][kept], return_inverse=True)
    if found.size == 1:
        raise OptionError("clusters must be at least two, since errors come from how they vary.")
    return codes.astype(np.int64)


def _read_checked(human: Coding, coded: Coding) -> Checked:
    """Return codes of people, for the themes of the machine in their order."""
    check_same_length("themes", coded.coded.size, "validation", human.coded.size)
    lacking = [name for name in coded.names if name not in human.names]
    if lacking and len(lacking) == len(coded.names):
        raise OptionError(
            "validation must code the same themes, but has none of"
            f" {', '.join(map(repr, coded.names[:12]))}."
        )
    seen: BoolArray = human.coded & coded.coded
    columns = np.zeros((len(coded.names), int(seen.sum())), np.bool_)
    for j, name in enumerate(coded.names):
        if name in human.names:
            columns[j] = human.columns[human.names.index(name)][seen]
    said = []
    if lacking:
        said.append(
            Note(
                "Not among the themes of validation, so that people are taken to have looked for"
                " them and found none: {names}.",
                names=listed(lacking),
            )
        )
    more = [name for name in human.names if name not in coded.names]
    if more:
        said.append(Note("In validation only, and left out: {names}.", names=listed(more)))
    return Checked(seen, columns, coded.coded, tuple(said))


def _some(checked: Checked, kept: BoolArray) -> Checked:
    """Return the codes of people for the comments that count."""
    human = checked.human[:, kept[checked.seen]]
    return Checked(checked.seen[kept], human, checked.coded[kept], checked.notes)
