"""Groups of customers that differ, as a tree whose leaves are estimated honestly: `find`."""

from __future__ import annotations

import math
from typing import TYPE_CHECKING, NamedTuple

import numpy as np

from nps._base.checks import check_confidence_level, check_flag, check_rng, check_whole
from nps._base.errors import OptionError
from nps._base.labels.labels import Labels
from nps._base.text import shown
from nps._base.words.notes import Note
from nps._inference.scores.estimate import estimate
from nps._kernels.counting.levels import cross_count
from nps._samples.cohorts import Cohorts
from nps._samples.ratings import STANDARD
from nps._surveys.survey_by import survey_by
from nps.segments._growing import Branch, Rules, grow
from nps.segments._reading.people import check_min_n, distinct_names, read_people
from nps.segments._reading.wording import AND, Range, levels_text, range_text
from nps.segments._results.split import SegmentSplit
from nps.segments._results.tree import EVERYBODY, SegmentTree, Step

if TYPE_CHECKING:
    from collections.abc import Mapping

    from nps._base.typing import Invalid, Rng
    from nps._kernels import IntArray
    from nps._samples.ratings import Scale
    from nps._surveys.kinds import AnyCohorts
    from nps.segments._growing import Node
    from nps.segments._reading.factors import Factor
    from nps.segments._reading.people import People

#: Splits one below the other, at most.
DEEPEST = 30
#: Fewer respondents than this are better screened than halved.
FEW = 1000


def find(
    ratings: object,
    factors: object,
    *,
    honest: bool = True,
    max_depth: int = 3,
    min_n: int = 30,
    confidence_level: float = 0.95,
    weights: object = None,
    clusters: object = None,
    rng: Rng = None,
    scale: Scale = STANDARD,
    invalid: Invalid = "raise",
) -> SegmentTree:
    """Find groups of respondents that differ, and estimate them on those who did not choose them.

    A random half of the respondents builds a tree: all factors are tested, the one that goes with
    the answers most clearly is cut in two where the sides differ most, and so on within each side,
    until no test finds anything. The other half, which took no part in the choice, says what the
    score of each leaf is. On the same respondents leaves look more different than they are, and
    intervals hold far less often than they say.

    Parameters
    ----------
    ratings : 1-D collection or AnswerFile
        Answers to "how likely are you to recommend us?"; containers and missing answers as in
        `count`. Or a file of them as `nps.read_answers` gives it.
    factors : mapping from str to 1-D collection, or data frame, or list of str
        What is known of the same respondents in the same order; beside a file the names of its
        columns, as are weights and clusters. Numbers and categories of an
        ordered column are cut in their order, other categories in any two. "Missing" is a level.
    honest : bool, default True
        Whether one half splits and the other estimates. False lets all do both.
    max_depth : int, default 3
        Splits one below the other, at most 30.
    min_n : int, default 30
        Respondents that each side of a split must have, in either half.
    confidence_level : float, default 0.95
        Of the intervals of the leaves. A factor splits if its p-value, adjusted for the number of
        factors, is below 1 less this.
    weights : 1-D collection or Weighting, optional
        Sampling weights; leaves are then `SurveyCohorts`.
    clusters : 1-D collection, optional
        Shop, account or person of each respondent: halves are made of whole clusters, and tests and
        leaves allow for them.
    rng : None, int, SeedSequence or Generator
        Source of random numbers that halves the respondents; a whole number makes the result
        repeatable.
    scale : Scale, default STANDARD
        Which ratings belong to which class.
    invalid : {"raise", "drop"}, default "raise"
        Answers off the scale are an error, or are left out.

    Returns
    -------
    SegmentTree
        Leaves as cohorts with their rules and scores, the splits, and `assign` for others.

    Raises
    ------
    RatingError
        If an answer is off the scale and `invalid` is "raise".
    OptionError
        If a factor was made of the ratings, there is nobody to halve, or an option is out of its
        range.
    EmptySampleError
        If there is no valid answer.

    See Also
    --------
    screen : All groups of one or two factors at once; finds more below 1,000 respondents.
    nps.count_by : Groups that are known, such as the clusters of scikit-learn.

    Notes
    -----
    With s = +1, 0, -1 the test of a factor is the quadratic permutation statistic [1]_:
    ``(n - 1) r**2`` with one degree of freedom for numbers (two where some are missing),
    ``sum n_l (m_l - m)**2 / S2`` with L - 1 for categories, S2 the variance with divisor n - 1; p
    from the chi-squared law, then ``1 - (1 - p)**K`` for K factors. The cut is the largest
    standardised difference of two sides; a category is cut in the order of its means. Searching
    all cuts of all factors at once would prefer factors with many values. With weights or clusters
    the variance is that of weighted residuals, added up by cluster, and p comes from Hotelling's
    law for that many clusters. Estimating on others than those
    who split is the honesty of Athey and Imbens [2]_; its price is power.

    A split says that answers go with a factor, not why.

    References
    ----------
    .. [1] Hothorn T, Hornik K, Zeileis A (2006). Unbiased recursive partitioning: a conditional
       inference framework. Journal of Computational and Graphical Statistics 15(3), 651-674.
       doi:10.1198/106186006X133933
    .. [2] Athey S, Imbens G (2016). Recursive partitioning for heterogeneous causal effects.
       Proceedings of the National Academy of Sciences 113(27), 7353-7360.
       doi:10.1073/pnas.1510489113

    Examples
    --------
    >>> import nps
    >>> import numpy as np
    >>> draw = np.random.default_rng(2)
    >>> age, plan = draw.integers(18, 80, 2000), draw.choice(["basic", "pro"], 2000)
    >>> unhappy = (plan == "basic") & (age > 60)
    >>> ratings = np.where(unhappy, draw.integers(0, 11, 2000), draw.integers(6, 11, 2000))
    >>> found = nps.segments.find(ratings, {"age": age, "plan": plan}, rng=1)
    >>> found.rules
    ('age <= 60', 'age > 60 & plan = basic', 'age > 60 & plan = pro')
    """
    level = check_confidence_level(confidence_level)
    honest = check_flag("honest", honest)
    deepest = check_whole("max_depth", max_depth)
    if not 1 <= deepest <= DEEPEST:
        raise OptionError(f"max_depth must be from 1 to {DEEPEST}, got {shown(max_depth)}.")
    least = check_min_n(min_n)
    generator = check_rng(rng)
    people = read_people(
        ratings, factors, weights=weights, clusters=clusters, scale=scale, invalid=invalid
    )
    every = np.arange(people.n)
    build, rest = _halves(people, generator) if honest else (every, every)
    others = [column.codes[rest] for column in people.columns] if honest else None
    mine = [column._replace(codes=column.codes[build]) for column in people.columns]
    root = grow(people.answered.some(build), mine, others, Rules(1.0 - level, least, deepest))
    tree = _Tree(people.factors)
    tree.walk(root, {}, "")
    distinct_names(tree.rules)
    leaves = _leaves(people, rest, tree)
    return SegmentTree(
        rules=tuple(tree.rules),
        leaves=leaves,
        estimates=estimate(leaves, confidence_level=level),
        splits=tuple(tree.splits),
        honest=bool(honest),
        n_split=build.size,
        n_estimate=rest.size,
        factors=tuple(factor.name for factor in people.factors),
        max_depth=deepest,
        min_n=least,
        confidence_level=level,
        notes=(*_notes(people, bool(honest), bool(tree.splits)), *people.notes),
        _steps=tuple(tree.steps),
    )


def _halves(people: People, rng: np.random.Generator) -> tuple[IntArray, IntArray]:
    """Divide respondents at random, whole clusters if there are any; the first may be larger."""
    clusters = people.answered.clusters
    units = np.arange(people.n) if clusters is None else clusters
    size = int(units.max()) + 1
    if clusters is None and size < 2:
        raise OptionError("find needs at least two respondents to halve; honest=False does not.")
    if clusters is not None and size < 4:
        raise OptionError(
            f"find needs at least 4 clusters to halve, two for each half, got {size}; honest=False"
            " makes no halves."
        )
    chosen = np.zeros(size, dtype=np.bool_)
    chosen[rng.permutation(size)[: (size + 1) // 2]] = True
    mine = chosen[units]
    return np.flatnonzero(mine), np.flatnonzero(~mine)


def _notes(people: People, honest: bool, found: bool) -> list[Note]:
    if not honest:
        return [
            Note(
                "The same respondents chose the splits and give the scores: leaves look more"
                " different than they are, and intervals are too narrow."
            )
        ] * found
    if people.n < FEW:
        return [
            Note(
                "Halves of {n:respondent} find little: below 1,000 nps.segments.screen, which needs"
                " no halves, finds more.",
                n=people.n,
            )
        ]
    return []


class _Side(NamedTuple):
    """What is known of people by the splits above: the levels of a category, or a range."""

    levels: tuple[object, ...] = ()
    range: Range = Range()


class _Tree:
    """A tree as it is shown: its leaves with their rules, its splits, and its steps."""

    def __init__(self, factors: tuple[Factor, ...]) -> None:
        self.factors = factors
        self.rules: list[str] = []
        self.splits: list[SegmentSplit] = []
        self.steps: list[Step] = []
        self.assigning: list[tuple[Branch, int, int]] = []

    def walk(self, node: Node, known: Mapping[int, _Side], rule: str) -> int:
        """Note a node and all below it; return its step, or -1 - number of its leaf."""
        if not isinstance(node, Branch):
            self.rules.append(rule or EVERYBODY)
            return -len(self.rules)
        factor = self.factors[node.factor]
        at = len(self.steps)
        sides, cut = self._sides(node, factor, known.get(node.factor))
        alone = [self._text(factor, side) for side in sides]
        self.splits.append(
            SegmentSplit(
                within=rule, variable=factor.name, first=alone[0], second=alone[1], cut=cut,
                statistic=node.statistic, degrees_of_freedom=node.freedom, p_value=node.p_value,
                cut_statistic=node.cut_statistic, n=node.n, units=node.units,
            )
        )  # fmt: skip
        size = len(factor.levels)
        number = factor.kind == "number"
        levels = [] if number else [factor.levels[i] for i in np.flatnonzero(node.first[:size])]
        others = [] if number else [factor.levels[i] for i in np.flatnonzero(~node.first[:size])]
        gone_first = bool(node.first[size]) if factor.missing else node.unknown_first
        if not number:
            (levels if gone_first else others).append(None)
        self.steps.append(
            Step(
                factor.name, number, cut, tuple(levels), tuple(others), gone_first,
                node.unknown_first, 0, 0,
            )
        )  # fmt: skip
        self.assigning.append((node, 0, 0))
        ends = []
        for below, side in zip((node.low, node.high), sides, strict=True):
            more = {**known, node.factor: side}
            text = AND.join(
                filter(None, (self._text(self.factors[j], one) for j, one in more.items()))
            )
            ends.append(self.walk(below, more, text))
        self.steps[at] = self.steps[at]._replace(low=ends[0], high=ends[1])
        self.assigning[at] = (node, ends[0], ends[1])
        return at

    def _sides(
        self, node: Branch, factor: Factor, known: _Side | None
    ) -> tuple[tuple[_Side, _Side], float]:
        """Return what is known of both sides, and the largest number of the first."""
        size = len(factor.levels)
        gone_first = bool(node.first[size]) if factor.missing else node.unknown_first
        if factor.kind != "number":
            labels = [*factor.levels, None] if factor.missing else list(factor.levels)
            inside = labels if known is None else list(known.levels)
            first = tuple(x for i, x in enumerate(labels) if node.first[i] and x in inside)
            second = tuple(x for i, x in enumerate(labels) if not node.first[i] and x in inside)
            return (_Side(first), _Side(second)), math.nan
        low, high, gaps = Range(missing=factor.missing) if known is None else known.range
        below = np.flatnonzero(node.first[:size])
        cut = float(factor.levels[below[-1]]) if below.size else -math.inf
        end = math.inf if below.size == size else cut
        first_range = Range(low, min(end, high), gaps and gone_first)
        return (
            _Side(range=first_range),
            _Side(range=Range(max(low, end), high, gaps and not gone_first)),
        ), end

    def _text(self, factor: Factor, side: _Side) -> str:
        if factor.kind == "number":
            return range_text(factor.name, side.range, gaps=factor.missing)
        return levels_text(factor.name, side.levels)

    def leaf_of(self, columns: list[IntArray]) -> IntArray:
        """Return the leaf of each respondent."""
        size = columns[0].size
        leaf = np.zeros(size, dtype=np.int64)
        waiting = [(0 if self.assigning else -1, np.arange(size))]
        for at, rows in waiting:  # grows by two for each split
            if at < 0:
                leaf[rows] = -1 - at
                continue
            node, low, high = self.assigning[at]
            first = node.first[columns[node.factor][rows]]
            waiting += [(low, rows[first]), (high, rows[~first])]
        return leaf


def _leaves(people: People, rows: IntArray, tree: _Tree) -> AnyCohorts:
    """Return the answers of the leaves, by those who estimate."""
    leaf = tree.leaf_of([column.codes[rows] for column in people.columns])
    answered, codes, scale = people.answered, people.codes[rows], people.scale
    if people.designed:
        names = np.array(tree.rules, dtype=object)[leaf]
        return survey_by(
            codes + scale.low,
            names,
            weights=None if answered.weights is None else answered.weights[rows],
            clusters=None if answered.clusters is None else answered.clusters[rows],
            scale=scale,
            order=[rule for i, rule in enumerate(tree.rules) if (leaf == i).any()],
        )
    levels = len(scale.ratings)
    table = cross_count(leaf, codes, len(tree.rules), levels + 2)
    return Cohorts._from_table(Labels(tree.rules, by_hand=True), table, scale)
