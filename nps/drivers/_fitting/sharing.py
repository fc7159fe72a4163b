"""Shares of drivers in what they explain together, observed and resampled."""

from __future__ import annotations

from typing import TYPE_CHECKING, Literal, NamedTuple, TypeAlias

import numpy as np

from nps._base.words.notes import Note
from nps._kernels.topics.drivers.blocks import centred, column_means, gram
from nps._kernels.topics.drivers.importance import resampled_products, without_effect
from nps._kernels.topics.drivers.least_squares import CONSTANT, solve
from nps.drivers._fitting.coding import starts_of
from nps.drivers._fitting.notes import listed, on_dropped
from nps.drivers._fitting.sums import RATING, SCORE

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Mapping, Sequence

    from nps._kernels import FloatArray, IntArray
    from nps._samples.counts import Counts
    from nps.drivers._fitting.people import People
    from nps.drivers._fitting.sums import Sums
    from nps.drivers._reading.factors import Factor

    Shares: TypeAlias = Callable[[FloatArray, FloatArray, Sequence[int]], FloatArray]


class Data(NamedTuple):
    """Sums of the columns and the outcome, and those of resamples one by one."""

    factors: tuple[Factor, ...]
    sums: FloatArray
    resampled: Iterable[FloatArray]
    counts: Counts
    notes: tuple[Note, ...]


class Players(NamedTuple):
    """Who shares: names, and the columns of each, which lie together in `order`."""

    labels: list[str]
    order: list[int]
    sizes: list[int]


class Found(NamedTuple):
    """Shares that add up to 1, what they would be without effect, and those of resamples."""

    share: FloatArray
    borrowed: FloatArray
    r_squared: float
    draws: FloatArray


def of_sums(kept: Sums, outcome: str) -> Data:
    """Return what shares need of sums: no rows, so no resamples."""
    factors, sums = kept.for_regression(SCORE if outcome == "score" else RATING)
    note = Note("Without intervals, since resampling needs the rows of respondents.")
    return Data(factors, sums, (), kept.counts, (note,))


def of_people(people: People, outcome: str, n_resamples: int, rng: np.random.Generator) -> Data:
    """Return what shares need of respondents, clusters of whom are drawn again."""
    columns = (*people.design, people.classes if outcome == "score" else people.ratings)
    centre = column_means(columns, people.weights)
    sums = gram(columns, people.n, people.weights, centre)
    sizes, order = people.sampling.sizes, people.sampling.order

    def counts() -> IntArray:
        """Draw clusters, and return how often each respondent is among them."""
        drawn = np.bincount(rng.integers(0, sizes.size, sizes.size), minlength=sizes.size)
        if order is None:
            return drawn
        often = np.empty(people.n, dtype=np.int64)
        often[order] = np.repeat(drawn, sizes)
        return often

    resampled = resampled_products(columns, centre, counts, n_resamples, people.weights)
    notes = (on_dropped(people.n_dropped),) if people.n_dropped else ()
    return Data(people.factors, sums, resampled, people.counts, notes)


def players_of(factors: Sequence[Factor], groups: Mapping[str, tuple[int, ...]]) -> Players:
    """Return drivers and groups in the order of the drivers, a group where its first stands."""
    starts = starts_of(factors)
    grouped = {member: name for name, members in groups.items() for member in members}
    found = Players([], [], [])
    for position, factor in enumerate(factors):
        name = grouped.get(position)
        members = (position,) if name is None else groups[name]
        if members[0] != position:
            continue
        columns = [c for j in members for c in range(starts[j], starts[j + 1])]
        found.labels.append(factor.name if name is None else name)
        found.order.extend(columns)
        found.sizes.append(len(columns))
    return found


def _correlations(sums: FloatArray, order: Sequence[int]) -> tuple[FloatArray, FloatArray]:
    """Return correlations of the columns in this order, and with the outcome, the last of all."""
    _, _, products = centred(sums)
    squares = np.diag(products)
    varies = squares > CONSTANT * np.diag(sums)[1:]
    scale = np.sqrt(np.where(varies, squares, np.inf))  # what never varies goes with nothing
    r = products / scale / scale[:, np.newaxis]
    r[np.diag_indices(len(r))] = 1.0
    outcome = r[order, -1] if varies[-1] else np.full(len(order), np.nan)
    return r[np.ix_(order, order)], outcome


def shared(data: Data, players: Players, method: Shares) -> Found:
    """Return the shares by one of the two methods."""

    def parts(sums: FloatArray) -> FloatArray:
        return method(*_correlations(sums, players.order), players.sizes)

    with np.errstate(invalid="ignore"):
        found = parts(data.sums)
        total = float(found.sum())
        draws = np.array([one / one.sum() for one in map(parts, data.resampled)])
        correlations = _correlations(data.sums, players.order)
        known = total > 0.0
        borrowed = (
            without_effect(method, *correlations, players.sizes)
            if known
            else np.full(found.size, np.nan)
        )
        return Found(
            share=found / total if known else np.full(found.size, np.nan),
            borrowed=borrowed,
            r_squared=total,
            draws=draws.reshape(-1, found.size),
        )


def percentiles(
    draws: FloatArray, level: float, way: Literal["linear", "inverted_cdf"]
) -> tuple[FloatArray, FloatArray]:
    """Return the percentiles of each column, of the draws that are known; NaN without any."""
    known = draws[~np.isnan(draws).any(axis=1)]
    if not len(known):
        return np.full(draws.shape[1], np.nan), np.full(draws.shape[1], np.nan)
    tail = 0.5 * (1.0 - level)
    low, high = np.quantile(known, [tail, 1.0 - tail], axis=0, method=way)
    return low, high


def ranks_of(found: Found, level: float) -> tuple[IntArray, tuple[FloatArray, FloatArray]]:
    """Return the rank of each share, 1 for the largest, and percentiles of it."""

    def ranks(shares: FloatArray) -> IntArray:
        above = shares[..., np.newaxis, :] > shares[..., np.newaxis]
        return np.asarray(1 + above.sum(axis=-1), dtype=np.int64)

    drawn = np.where(np.isnan(found.draws), np.nan, ranks(found.draws))
    return ranks(found.share), percentiles(drawn, level, "inverted_cdf")


def notes_on(data: Data, players: Players) -> list[Note]:
    """Return what cannot be told apart, and what is the same for everybody."""
    fit = solve(data.sums, np.zeros(len(players.order)))
    names = [factor.name for factor in data.factors for _ in range(factor.n_columns)]
    notes = []
    if not fit.total[0, 0] > 0.0:
        notes.append(
            Note("All answers are of one class, so there is nothing that drivers could go with.")
        )
    same = [factor.name for factor in data.factors if not factor.n_columns]
    same += [names[j] for j in np.flatnonzero(~fit.varies)]
    if same:
        notes.append(
            Note(
                "The same for everybody, so nothing can be said of it: {names}.", names=listed(same)
            )
        )
    notes += [
        Note(
            "These cannot be told apart, so their shares are no more than a convention: {names}."
            " groups=... takes them as one.",
            names=listed(names[j] for j in group),
        )
        for group in fit.groups_of_collinear()
    ]
    return notes
