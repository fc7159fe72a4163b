"""Permutation tests for the difference of two scores, from the law of the counts.

If both samples come from one population, every division of the N answers into n_1 and n_2 is
equally likely. Divisions with the same classes look alike, so only the counts matter: with A, B, C
promoters, passives and detractors in all, the sample holds a, b, c of them with probability

    C(A, a) C(B, b) C(C, c) / C(N, n_1),

the multivariate hypergeometric law. Given a + b + c = n_1 it is proportional to the product of
three binomial laws with success probability n_1/N, so a table of it is three vectors and two
products. The test statistic is T(delta) = (d_1 - d_2 - delta) / s, where s is

- "plain": the standard deviation of d_1 - d_2 over all divisions, N sqrt(v / (n_1 n_2 (N - 1)))
  with v the variance of all answers together (divisor N), the same for all divisions;
- "studentized": the standard error sqrt(v_1/n_1 + v_2/n_2) of each division. Its law is nearly
  normal also if the populations differ in spread, so that only a difference of scores counts.

T(delta) is held against the law of T(0) over all divisions: exact at delta = 0 if both come from
one population. For other differences, and so for the ends of the interval, that law is taken to
be the same, which holds to first order in large samples.

References
----------
Fisher RA (1935). The Design of Experiments, sec. 21.

Strasser H, Weber C (1999). On the asymptotic theory of permutation statistics. Mathematical
Methods of Statistics 8, 220-250.

Chung E, Romano JP (2013). Exact and asymptotically robust permutation tests. Annals of Statistics
41(2), 484-507. doi:10.1214/13-AOS1090

Phipson B, Smyth GK (2010). Permutation P-values should never be zero. Statistical Applications in
Genetics and Molecular Biology 9(1), 39. doi:10.2202/1544-6115.1585
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, TypeAlias

import numpy as np

from nps._kernels.numerics.moments import ratio

if TYPE_CHECKING:
    from nps._kernels import FloatArray, IntArray

    Sample: TypeAlias = tuple[int, int, int]

#: Largest table of divisions that is worked out; beyond it divisions are drawn. A table has fewer
#: cells than this up to about 100,000 answers in all, whatever they are.
MAX_CELLS = 1 << 22
#: Divisions drawn if nothing else is said.
DRAWS = 99_999
#: Counts less probable than exp(-46) = 1e-20 are left out of the table.
EXPONENT = 46.0
#: Statistics nearer than this, relative to 1 + |T|, are equal.
TIE = 1e-9
#: NumPy draws from the hypergeometric law below this number of answers.
_LARGEST_DRAWN = 10**9


@dataclass(frozen=True, slots=True)
class Law:
    """The law of a statistic: values in ascending order and the chance of each or a higher one."""

    values: FloatArray
    upper: FloatArray
    mid_p: bool

    @classmethod
    def of(cls, value: FloatArray, chance: FloatArray, alternative: str, mid_p: bool) -> Law:
        """Return the law of a statistic, folded so that large means extreme."""
        value = {"two-sided": np.abs(value), "greater": value, "less": -value}[alternative]
        order = np.argsort(value)
        upper = np.append(np.cumsum(chance[order][::-1])[::-1], 0.0)
        upper[0] = 1.0
        return cls(value[order], upper, mid_p)

    def p_value(self, at: float) -> float:
        """Return the chance of a value at least `at`; with mid-p, ties count half."""
        slack = TIE * (1.0 + abs(at)) if np.isfinite(at) else 0.0
        tied = np.searchsorted(self.values, at - slack)
        beyond = np.searchsorted(self.values, at + slack, side="right")
        more = float(self.upper[beyond])
        ties = float(self.upper[tied]) - more
        return min(1.0, more + (0.5 if self.mid_p else 1.0) * ties)

    def critical(self, alpha: float) -> float:
        """Return the end of the values with a p-value of at least `alpha`."""
        distinct = np.flatnonzero(np.append(True, self.values[1:] > self.values[:-1]))
        last = int(distinct[np.flatnonzero(self.upper[distinct] >= alpha)[-1]])
        value = float(self.values[last])
        if np.isinf(value):
            return value
        slack = TIE * (1.0 + abs(value))
        return value + 2.0 * slack if self.p_value(value) >= alpha else value - 2.0 * slack


def permutation_law(
    sample: Sample,
    reference: Sample,
    *,
    studentized: bool,
    alternative: str,
    mid_p: bool,
    n_resamples: int | None,
    rng: np.random.Generator,
) -> tuple[Law, bool]:
    """Return the law of T(0), folded so that large means extreme, and whether it was drawn."""
    totals = (sample[0] + reference[0], sample[1] + reference[1], sample[2] + reference[2])
    n1, n2 = sum(sample), sum(reference)
    table = None if n_resamples is not None else _table(totals, n1, n2)
    if table is None:
        a, c = _draw(totals, n1, n_resamples or DRAWS, rng)
        # the division that happened is one of them
        a, c = np.append(a, sample[0]), np.append(c, sample[2])
        weight = np.full(a.size, 1.0 / a.size)
    elif studentized:
        a, c, weight = table
        kept = weight > 0.0
        a, c, weight = a[kept], c[kept], weight[kept]
    else:
        a, c, weight = _by_net_score(*table)
    value = _statistics(a, c, totals, n1, n2, studentized)
    return Law.of(value, weight, alternative, mid_p), table is None


def law_of_net_score(totals: Sample, n1: int, n2: int) -> tuple[int, FloatArray] | None:
    """Return the least likely net score of the sample, and the chances of it and those above.

    None where the table of divisions would be too large.
    """
    table = _table(totals, n1, n2)
    if table is None:
        return None
    net, _, chance = _by_net_score(*table)
    first = int(net[0])
    chances = np.zeros(int(net[-1]) - first + 1)
    chances[net - first] = chance
    return first, chances


def draw_net_scores(
    totals: Sample, n1: int, size: int | None, rng: np.random.Generator
) -> IntArray:
    """Return the net scores of the sample in `size` random divisions."""
    a, c = _draw(totals, n1, size or DRAWS, rng)
    return a - c


def standard_error(sample: Sample, reference: Sample, *, studentized: bool) -> float:
    """Return s of the division that happened."""
    totals = (sample[0] + reference[0], sample[1] + reference[1], sample[2] + reference[2])
    at = np.array([sample[0]]), np.array([sample[2]])
    return float(_error(*at, totals, sum(sample), sum(reference), studentized)[0])


def _statistics(
    a: IntArray, c: IntArray, totals: Sample, n1: int, n2: int, studentized: bool
) -> FloatArray:
    n, net = n1 + n2, totals[0] - totals[2]
    # d_1 - d_2 = (N s - n_1 S) / (n_1 n_2) for net scores s and S; the numerator is whole.
    difference = ((a - c).astype(np.float64) * n - float(n1 * net)) / (float(n1) * float(n2))
    return ratio(difference, _error(a, c, totals, n1, n2, studentized))


def _error(
    a: IntArray, c: IntArray, totals: Sample, n1: int, n2: int, studentized: bool
) -> FloatArray:
    if not studentized:
        n = float(n1 + n2)
        error = n * np.sqrt(_variance(*totals) / (float(n1) * float(n2) * (n - 1.0)))
        return np.full(a.shape, error)
    others = totals[0] - a, totals[2] - c
    mine = _variance(a, n1 - a - c, c) / n1
    return np.sqrt(mine + _variance(others[0], n2 - others[0] - others[1], others[1]) / n2)


def _variance(up: IntArray | int, level: IntArray | int, down: IntArray | int) -> FloatArray:
    n = np.asarray(up + level + down, dtype=np.float64)
    return level / n * ((up + down) / n) + 4.0 * (up / n) * (down / n)


def _table(totals: Sample, n1: int, n2: int) -> tuple[IntArray, IntArray, FloatArray] | None:
    """Return promoters and detractors of the sample in all likely divisions, and their chances.

    The table runs over the two classes with the fewest likely counts; what is left is of the third.
    None if it would be too large.
    """
    windows = [_window(total, n1, n2) for total in totals]
    sizes = [high - low + 1 for low, high in windows]
    first, second, third = sorted(range(3), key=sizes.__getitem__)
    if sizes[first] * sizes[second] > MAX_CELLS:
        return None
    rows, columns = (np.arange(low, high + 1) for low, high in (windows[first], windows[second]))
    # The count of the third class falls by one with each step right or down.
    rest = n1 - int(rows[0] + columns[0]) - np.arange(rows.size + columns.size - 1)
    chances = np.lib.stride_tricks.sliding_window_view(
        _binomial(totals[third], rest, n1, n2), columns.size
    )
    weight = chances * _binomial(totals[second], columns, n1, n2)
    weight *= _binomial(totals[first], rows, n1, n2)[:, None]
    counts = [rows, rows, rows]
    counts[first], counts[second] = np.broadcast_arrays(rows[:, None], columns)
    counts[third] = np.lib.stride_tricks.sliding_window_view(rest, columns.size)
    weight /= weight.sum()
    return counts[0], counts[2], weight


def _window(total: int, n1: int, n2: int) -> tuple[int, int]:
    """Return the least and greatest likely count of a class (Bernstein's inequality)."""
    n = n1 + n2
    mean = total * (n1 / n)
    variance = mean * (n2 / n) * ((n - total) / max(n - 1, 1))
    half = EXPONENT / 3.0 + np.sqrt((EXPONENT / 3.0) ** 2 + 2.0 * EXPONENT * variance)
    low, high = int(np.floor(mean - half)), int(np.ceil(mean + half))
    return max(low, total - n2, 0), min(high, total, n1)


def _binomial(total: int, counts: IntArray, n1: int, n2: int) -> FloatArray:
    """Return C(total, k) (n_1/N)**k (n_2/N)**(total - k) relative to the largest.

    `counts` are neighbours, in either direction; the chance of an impossible count is 0.
    """
    possible = np.flatnonzero((counts >= 0) & (counts <= total))
    k = np.sort(counts[possible]).astype(np.float64)
    ratios = (total - k[:-1]) / (k[:-1] + 1.0) * (n1 / n2)
    logs = np.concatenate(([0.0], np.cumsum(np.log(ratios))))
    chances = np.exp(logs - logs.max())
    found = np.zeros(counts.size)
    found[possible] = chances if counts[0] <= counts[-1] else chances[::-1]
    return found


def _by_net_score(
    a: IntArray, c: IntArray, weight: FloatArray
) -> tuple[IntArray, IntArray, FloatArray]:
    """Add up divisions with the same net score, written as so many promoters, none else."""
    net = a - c
    lowest = int(net.min())
    chance = np.bincount((net - lowest).reshape(-1), weight.reshape(-1))
    seen: IntArray = np.flatnonzero(chance).astype(np.int64)
    return seen + lowest, np.zeros_like(seen), np.asarray(chance[seen], dtype=np.float64)


def _draw(
    totals: Sample, n1: int, size: int, rng: np.random.Generator
) -> tuple[IntArray, IntArray]:
    """Return promoters and detractors of the sample in `size` random divisions."""
    promoters, passives, detractors = totals
    b = _hypergeometric(passives, promoters + detractors, np.full(size, n1), rng)
    a = _hypergeometric(promoters, detractors, n1 - b, rng)
    return a, n1 - a - b


def _hypergeometric(good: int, bad: int, drawn: IntArray, rng: np.random.Generator) -> IntArray:
    """Draw numbers of good ones; their normal limit where NumPy knows no better."""
    if max(good + bad, 1) < _LARGEST_DRAWN:
        return rng.hypergeometric(good, bad, drawn)
    n = float(good + bad)
    mean = drawn * (good / n)
    deviation = np.sqrt(mean * (bad / n) * ((n - drawn) / (n - 1.0)))
    wanted = np.rint(mean + deviation * rng.standard_normal(drawn.size))
    return np.clip(wanted, np.maximum(drawn - bad, 0), np.minimum(good, drawn)).astype(np.int64)
