"""Do k groups answer alike? The classical tests of a table of groups by classes.

With n_ij answers of group i in class j, row and column totals n_i and m_j and N answers in all:

    chi-squared       sum (n_ij - n_i m_j/N)**2 / (n_i m_j/N)  on (k - 1)(c - 1) degrees of freedom,
    Kruskal-Wallis    12/(N (N + 1)) sum n_i (mean rank_i - (N + 1)/2)**2 over 1 - sum (m**3 - m) /
                      (N**3 - N), the correction for ties,  on k - 1,
    analysis of       [sum n_i (d_i - d)**2/(k - 1)] / [sum n_i v_i/(N - k)]  on k - 1 and N - k,
    variance          of answers scored 1, 0, -1,

leaving out empty groups and classes. Fisher's exact test (Freeman & Halton 1951 for larger tables)
adds the chances of all tables with these totals that are no likelier than the observed one. They
are proportional to exp(-sum log n_ij!), so the groups are taken in turn: after each, tables with
the same totals so far and the same sum are one (the stages of Mehta & Patel 1983). Where that grows
too large, tables are drawn: each group from what the groups before it left.

Rao and Scott's test of a survey design holds Pearson's statistic X2 of the weighted shares, as if
they were of the n answers, against what it is under the design. With C the contrasts of log p_ij
that are interactions, and V their covariance under the design, V_0 that of n independent answers,

    D = V_0^-1 V,    X2/tr D ~ F on d and d f,    d = (tr D)**2/tr D**2,

f being the degrees of freedom of the design (second order), or X2/mean eigenvalue of D against
chi-squared (first order). Totals of the groups drop out of C, so V follows from the shares within.

References
----------
Pearson K (1900). On the criterion that a given system of deviations from the probable in the case
of a correlated system of variables is such that it can be reasonably supposed to have arisen from
random sampling. Philosophical Magazine 50(302), 157-175. doi:10.1080/14786440009463897

Kruskal WH, Wallis WA (1952). Use of ranks in one-criterion variance analysis. JASA 47(260),
583-621. doi:10.1080/01621459.1952.10483441

Freeman GH, Halton JH (1951). Note on an exact treatment of contingency, goodness of fit and other
problems of significance. Biometrika 38(1-2), 141-149. doi:10.1093/biomet/38.1-2.141

Mehta CR, Patel NR (1983). A network algorithm for performing Fisher's exact test in r x c
contingency tables. JASA 78(382), 427-434. doi:10.1080/01621459.1983.10477989

Rao JNK, Scott AJ (1984). On chi-squared tests for multiway contingency tables with cell proportions
estimated from survey data. The Annals of Statistics 12(1), 46-60. doi:10.1214/aos/1176346391
"""

from __future__ import annotations

from itertools import pairwise
from typing import TYPE_CHECKING, NamedTuple

import numpy as np

from nps._kernels.many_scores.omnibus import Tested
from nps._kernels.numerics.chunks import parts
from nps._kernels.numerics.moments import moments

if TYPE_CHECKING:
    from collections.abc import Iterator

    from nps._kernels import FloatArray, IntArray

#: Tables that are looked at in all, and at once; beyond it tables are drawn, so many at once.
MAX_TABLES, CHUNK, DRAWN = 1 << 25, 1 << 18, 1 << 17
#: A design effect below this is that of answers that do not vary.
UNANIMOUS = 1e-12
#: Tables drawn if nothing else is said.
DRAWS = 99_999
#: Answers up to which their logarithms of factorials are laid out.
MAX_ANSWERS = 10_000_000
#: Chances nearer than this, relatively, are equal, as in R.
TIE = 1e-7


def filled(table: FloatArray) -> FloatArray:
    """Return the groups and classes that have answers."""
    table = table[table.sum(axis=1) > 0.0]
    return table[:, table.sum(axis=0) > 0.0]


def expected_counts(table: FloatArray) -> FloatArray:
    """Return what each group has in each class if all answer alike."""
    rows, columns = table.sum(axis=1), table.sum(axis=0)
    expected: FloatArray = np.outer(rows, columns) / rows.sum()
    return expected


def chi_squared(table: FloatArray) -> Tested:
    """Return Pearson's chi-squared of groups by classes."""
    table = filled(table)
    rows, columns = table.shape
    if not _several(table):
        return _undefined(0.0)
    expected = expected_counts(table)
    statistic = float(((table - expected) ** 2 / expected).sum())
    return chi2_test(statistic, (rows - 1.0) * (columns - 1.0))


def kruskal_wallis(table: FloatArray) -> Tested:
    """Return the test by ranks; the classes are in order."""
    table = filled(table)
    sizes, ties = table.sum(axis=1), table.sum(axis=0)
    if not _several(table):
        return _undefined(sizes.size - 1.0)
    n = sizes.sum()
    middle = np.cumsum(ties) - 0.5 * (ties - 1.0) - 0.5 * (n + 1.0)
    between = float(((table @ middle) ** 2 / sizes).sum())
    # the variance of the ranks with its ties, divisor N - 1
    spread = float(ties @ middle**2) / (n - 1.0)
    return chi2_test(between / spread, sizes.size - 1.0)


def analysis_of_variance(table: FloatArray) -> Tested:
    """Return the F test of equal mean scores, all groups of one variance."""
    from scipy.special import fdtrc

    n, d, v = moments(*table[table.sum(axis=1) > 0.0].T)
    k, total = float(n.size), float(n.sum())
    within, mean = float(n @ v), float(n @ d) / total if k else 0.0
    if k < 2.0 or total <= k or within <= 0.0:
        return Tested(np.array(np.nan), np.array(k - 1.0), np.array(total - k), np.array(np.nan))
    statistic = float(n @ (d - mean) ** 2) / (k - 1.0) * (total - k) / within
    p_value = np.asarray(fdtrc(k - 1.0, total - k, statistic), dtype=np.float64)
    return Tested(np.array(statistic), np.array(k - 1.0), np.array(total - k), p_value)


def rao_scott(
    shares: FloatArray, sizes: FloatArray, relative: FloatArray, freedom: float, second: bool
) -> Tested:
    """Return the corrected test of shares (G, c) within groups of `sizes`, as parts of n answers.

    `relative` is the covariance (G c, G c) of the shares over themselves, row by row, under the
    design; shares of all answers would do as well. NaN where the shares do not vary under it.
    """
    from scipy.special import fdtrc

    table = shares * sizes[:, np.newaxis]
    pearson = chi_squared(table)
    if np.isnan(pearson.statistic):
        return _undefined(float(pearson.freedom))
    centred = (np.eye(size) - 1.0 / size for size in shares.shape)
    between, within = (basis[:, :-1] for basis in centred)
    contrasts = np.kron(between, within)
    # of n answers the log shares have the variances 1/(n p), but for terms that contrasts lose
    apart = np.where(shares > 0.0, 1.0 / np.where(shares > 0.0, table, 1.0), 0.0).reshape(-1, 1)
    independent = contrasts.T @ (apart * contrasts)
    if np.linalg.matrix_rank(independent) < independent.shape[0]:
        return _undefined(float(pearson.freedom))
    effect = np.linalg.solve(independent, contrasts.T @ relative @ contrasts)
    trace = float(np.trace(effect))
    if not trace > UNANIMOUS:
        return _undefined(float(pearson.freedom))
    if not second:
        tests = float(effect.shape[0])
        return chi2_test(float(pearson.statistic) * tests / trace, tests)
    d = trace**2 / float(np.trace(effect @ effect))
    statistic = float(pearson.statistic) / trace
    p_value = np.asarray(fdtrc(d, d * freedom, statistic), dtype=np.float64)
    return Tested(np.array(statistic), np.array(d), np.array(d * freedom), p_value)


class Exact(NamedTuple):
    """The p-value of an exact test, and whether tables were drawn for it."""

    p_value: float
    drawn: bool


def fisher(table: IntArray, n_resamples: int | None, rng: np.random.Generator) -> Exact:
    """Return the chance of a table that is no likelier than this one; NaN for a single group."""
    kept = filled(table.astype(np.float64)).astype(np.int64)
    if not _several(kept):  # a single class leaves a single table
        return Exact(1.0 if kept.shape[0] > 1 else float("nan"), False)
    # the largest group last: it follows from the others
    kept = kept[np.argsort(kept.sum(axis=1), kind="stable")]
    kept = np.pad(kept, ((0, 0), (0, 3 - kept.shape[1])))
    if n_resamples is None:
        exact = _in_stages(kept)
        if exact is not None:
            return Exact(exact, False)
    return Exact(_drawn(kept, n_resamples or DRAWS, rng), True)


def _log_factorial(n: int) -> FloatArray:
    """Return log 0! to log n!."""
    from scipy.special import gammaln

    return np.asarray(gammaln(np.arange(1.0, n + 2.0)), dtype=np.float64)


class _Stage(NamedTuple):
    """Tables of the groups so far: totals of two classes, minus sum log n_ij!, and how many."""

    a: IntArray
    b: IntArray
    value: FloatArray
    weight: FloatArray


def _in_stages(table: IntArray) -> float | None:
    """Return the exact p-value, or None where there are too many tables."""
    columns, rows = table.sum(axis=0), table.sum(axis=1)
    log = _log_factorial(int(columns.sum()))
    observed = -float(log[table].sum())
    # the sum over all tables, by which their chances are divided
    whole = float(log[-1] - log[rows].sum() - log[columns].sum())
    none = np.zeros(1, dtype=np.int64)
    tables, before = _Stage(none, none, np.zeros(1), np.ones(1)), 0
    for row, following in pairwise(rows[:-1].tolist()):
        ways, more = (int(_ways(n, columns)[2].sum()) for n in (row, following))
        if ways * tables.a.size > MAX_TABLES // 8:
            return None
        before += row
        pile: list[_Stage] = []
        for some in _grown(tables, row, before, columns, log):
            pile = [_merged([*pile, some])]
            if pile[0].a.size * more > MAX_TABLES:
                return None
        (tables,) = pile
    row = int(rows[-2])
    before += row
    if int(_ways(row, columns)[2].sum()) * tables.a.size > MAX_TABLES:
        return None
    p_value = 0.0
    for a, b, value, weight in _grown(tables, row, before, columns, log):
        for last in (columns[0] - a, columns[1] - b, columns[2] - (before - a - b)):
            np.subtract(value, log[last], out=value)
        few = value <= observed + TIE
        p_value += float(weight[few] @ np.exp(value[few] - whole))
    return min(p_value, 1.0)


def _grown(
    tables: _Stage, row: int, before: int, columns: IntArray, log: FloatArray
) -> Iterator[_Stage]:
    """Give the tables with one group of `row` answers more, about `CHUNK` at once."""
    first, fewest, ways = _ways(row, columns)
    reached = np.cumsum(ways)
    for block in np.split(np.arange(first.size), np.flatnonzero(np.diff(reached // CHUNK)) + 1):
        x, y = _divisions(first[block], fewest[block], ways[block])
        step = max(1, CHUNK // x.size)
        for start in range(0, tables.a.size, step):
            here = slice(start, start + step)
            some = _Stage(tables.a[here], tables.b[here], tables.value[here], tables.weight[here])
            yield _longer(some, row, x, y, before, columns, log)


def _longer(
    tables: _Stage,
    n: int,
    x: IntArray,
    y: IntArray,
    before: int,
    columns: IntArray,
    log: FloatArray,
) -> _Stage:
    """Return the tables with one group of n answers more, x and y of them in two classes."""
    a, b = (np.add.outer(one, more).ravel() for one, more in ((tables.a, x), (tables.b, y)))
    fits = (a <= columns[0]) & (b <= columns[1]) & (before - a - b <= columns[2])
    own = -(log[x] + log[y] + log[n - x - y])
    value = np.add.outer(tables.value, own).ravel()[fits]
    return _Stage(a[fits], b[fits], value, np.repeat(tables.weight, x.size)[fits])


def _ways(n: int, columns: IntArray) -> tuple[IntArray, IntArray, IntArray]:
    """Return how many of n answers the first class may have, then the second at least, and ways."""
    most_a, most_b, most_c = (min(n, total) for total in columns.tolist())
    least = max(0, n - most_b - most_c)
    first = np.arange(least, most_a + 1)
    fewest = np.maximum(n - first - most_c, 0)
    return first, fewest, np.minimum(n - first, most_b) - fewest + 1


def _divisions(first: IntArray, fewest: IntArray, ways: IntArray) -> tuple[IntArray, IntArray]:
    """Return all of these ways: how many lie in the first two classes."""
    begin = fewest - (np.cumsum(ways) - ways)
    return np.repeat(first, ways), np.arange(ways.sum()) + np.repeat(begin, ways)


def _merged(found: list[_Stage]) -> _Stage:
    """Return the tables with those of the same totals and the same sum taken together."""
    tables = _Stage(*(np.concatenate(columns) for columns in zip(*found, strict=True)))
    order = np.lexsort((tables.value, tables.b, tables.a))
    a, b = tables.a[order], tables.b[order]
    value, weight = tables.value[order], tables.weight[order]
    new = np.ones(a.size, dtype=np.bool_)
    near = np.diff(value) <= 1e-11 * np.abs(value[1:])
    new[1:] = (np.diff(a) != 0) | (np.diff(b) != 0) | ~near
    first = np.flatnonzero(new)
    return _Stage(a[first], b[first], value[first], np.add.reduceat(weight, first))


def _drawn(table: IntArray, draws: int, rng: np.random.Generator) -> float:
    """Return the p-value by random tables, the observed one among them."""
    log = _log_factorial(int(table.sum()))
    observed, few = -float(log[table].sum()), 0
    for some in parts(draws, DRAWN):
        size = some.stop - some.start
        a, b, c = (np.full(size, total) for total in table.sum(axis=0).tolist())
        value = np.zeros(size)
        for n in table.sum(axis=1)[:-1].tolist():
            x = rng.hypergeometric(a, b + c, n)
            y = rng.hypergeometric(b, c, n - x)
            value -= log[x] + log[y] + log[n - x - y]
            a, b, c = a - x, b - y, c - (n - x - y)
        value -= log[a] + log[b] + log[c]
        few += int(np.count_nonzero(value <= observed + TIE))
    return (1.0 + few) / (draws + 1.0)


def _several(table: FloatArray | IntArray) -> bool:
    return bool(min(table.shape) > 1)


def _undefined(freedom: float) -> Tested:
    return Tested(np.array(np.nan), np.array(freedom), None, np.array(np.nan))


def chi2_test(statistic: float, freedom: float) -> Tested:
    """Return a statistic with the law of chi-squared."""
    from scipy.special import chdtrc

    return Tested(
        np.array(statistic), np.array(freedom), None, np.asarray(chdtrc(freedom, statistic))
    )
