"""Exact coverage of the interval methods, by enumerating every sample of a size.

For a sample of n answers there are (n + 1)(n + 2)/2 different counts. Their probabilities under
given shares are multinomial, so how often a method's interval holds the true score is a sum, not a
simulation. Run ``python tests/exact_coverage.py`` for the figures behind the default; the page on
coverage is made with this module.
"""

from __future__ import annotations

import argparse
from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np

from nps._inference.differences.methods import DIFFERENCES
from nps._inference.scores.methods import INTERVALS
from nps._kernels.two_scores.score import Pairs

if TYPE_CHECKING:
    from collections.abc import Sequence

    from matplotlib.figure import Figure

    from nps._kernels import FloatArray

#: Shares are compared with limits up to rounding: limits that equal the truth count as covering.
_ROUNDING = 1e-12
_BLOCK = 256


@dataclass(frozen=True, slots=True, kw_only=True)
class Coverage:
    """How a method's intervals behave at one sample size, over a set of true shares.

    `coverage`, `far`, `near` and `width` have one element for each point: the probability that the
    interval holds the true score, that it lies wholly further from 0 than the truth, wholly nearer
    to 0, and its expected width in points.
    """

    method: str
    n: int
    reference_n: int | None = None
    confidence_level: float
    coverage: FloatArray
    far: FloatArray
    near: FloatArray
    width: FloatArray


def tables(n: int) -> tuple[FloatArray, FloatArray, FloatArray]:
    """Return promoters, passives and detractors of every sample of n answers."""
    a, c = np.indices((n + 1, n + 1), dtype=np.float64).reshape(2, -1)
    inside = a + c <= n
    a, c = a[inside], c[inside]
    return a, n - a - c, c


def spread_points(size: int) -> FloatArray:
    """Return `size` shares (promoters, passives, detractors) spread evenly over all possible ones.

    The additive recurrence of the plastic number fills the unit square evenly; folding it along the
    diagonal gives a uniform set on the triangle, the same on every machine.
    """
    plastic = 1.324717957244746
    steps = np.arange(1, size + 1)[:, None] * np.array([1 / plastic, 1 / plastic**2])
    u = steps % 1.0
    u = np.where(u.sum(axis=1, keepdims=True) > 1.0, 1.0 - u, u)
    return np.column_stack([u[:, 0], 1.0 - u.sum(axis=1), u[:, 1]])


def typical(points: FloatArray) -> FloatArray:
    """Keep the shares that surveys see: promoters .2-.8, detractors .05-.40, passives from .1."""
    a, b, c = points.T
    inside = (a >= 0.2) & (a <= 0.8) & (c >= 0.05) & (c <= 0.40) & (b >= 0.1)
    return np.compress(inside, points, axis=0)


def probabilities(n: int, points: FloatArray) -> FloatArray:
    """Return the multinomial probability of every sample (rows as in `tables`) at every point."""
    from scipy.special import gammaln, xlogy

    cells = np.stack(tables(n))
    log_ways = gammaln(n + 1.0) - gammaln(cells + 1.0).sum(axis=0)
    log_p = np.sum(xlogy(cells[:, :, None], points.T[:, None, :]), axis=0)
    return np.asarray(np.exp(log_ways[:, None] + log_p))


def exact_coverage(
    method: str, n: int, points: FloatArray, confidence_level: float = 0.95
) -> Coverage:
    """Return coverage, both tail errors and expected width of a method at every point.

    Where a method has no interval (t for unanimous samples) the truth is not covered, the error is
    split evenly between the tails, and the width counts as 0.
    """
    low, high = INTERVALS[method].limits(*tables(n), (1.0 - confidence_level) / 2.0)
    none = np.isnan(low)
    width = np.where(none, 0.0, 100.0 * (high - low))
    parts: list[FloatArray] = []
    for start in range(0, len(points), _BLOCK):
        block = points[start : start + _BLOCK]
        weights = probabilities(n, block)
        truth = block[:, 0] - block[:, 2]
        above = low[:, None] > truth + _ROUNDING
        below = high[:, None] < truth - _ROUNDING
        missed = 0.5 * (weights * none[:, None]).sum(axis=0)
        too_high, too_low = (weights * above).sum(axis=0), (weights * below).sum(axis=0)
        up = truth >= 0.0
        far, near = np.where(up, too_high, too_low), np.where(up, too_low, too_high)
        parts.append(np.stack([far + missed, near + missed, width @ weights]))
    far, near, expected = np.concatenate(parts, axis=1)
    return Coverage(
        method=method,
        n=n,
        confidence_level=confidence_level,
        coverage=1.0 - far - near,
        far=far,
        near=near,
        width=expected,
    )


def as_markdown(found: Sequence[Coverage]) -> str:
    """Return a Markdown table of coverage, tail errors (in percent) and width, a row for each."""
    lines = [
        "| method | n | mean coverage | lowest | far | near | mean width |",
        "|---|--:|--:|--:|--:|--:|--:|",
    ]
    for one in found:
        shares = (one.coverage.mean(), one.coverage.min(), one.far.mean(), one.near.mean())
        cells = " | ".join(f"{100.0 * share:.1f}%" for share in shares)
        lines.append(f"| `{one.method}` | {_sizes(one)} | {cells} | {one.width.mean():.1f} |")
    return "\n".join(lines)


def _sizes(one: Coverage) -> str:
    return str(one.n) if one.reference_n is None else f"{one.n} v {one.reference_n}"


def draw(found: Sequence[Coverage], truth: FloatArray, what: str = "true score (points)") -> Figure:
    """Draw coverage against the truth: a panel for each method, a dot for each truth."""
    from matplotlib.figure import Figure

    columns = 3
    rows = -(-len(found) // columns)
    figure = Figure(figsize=(9.0, 2.3 * rows), layout="constrained")
    panels = figure.subplots(rows, columns, sharex=True, sharey=True, squeeze=False).ravel()
    for panel, one in zip(panels, found, strict=False):
        panel.axhline(one.confidence_level, color="#D55E00", linewidth=1.0)
        panel.scatter(truth, one.coverage, s=3.0, color="#0072B2", alpha=0.5, linewidths=0.0)
        panel.set_title(f"{one.method}, n = {_sizes(one)}", fontsize=9)
        panel.set_ylim(0.8, 1.005)
    for panel in panels[len(found) :]:
        panel.set_axis_off()
    figure.supxlabel(what, fontsize=9)
    figure.supylabel("coverage", fontsize=9)
    return figure


def with_equal_score(points: FloatArray) -> FloatArray:
    """Return other shares with the same scores: where passives were many they are few."""
    score = points[:, 0] - points[:, 2]
    active = np.abs(score) + points[:, 1]  # the most passives there can be, less those there are
    return np.column_stack([(active + score) / 2.0, 1.0 - active, (active - score) / 2.0])


def exact_difference_coverage(
    method: str,
    n: int,
    reference_n: int,
    points: FloatArray,
    reference_points: FloatArray,
    confidence_level: float = 0.95,
) -> Coverage:
    """Return the coverage of an interval for the difference of two scores, at pairs of points.

    Where the true scores are equal, one minus the coverage is the size of the two-sided test: each
    pair of samples is listed, and its test rejects exactly when its interval leaves 0 out.
    """
    first, second = np.stack(tables(n)), np.stack(tables(reference_n))
    shape = first.shape[1], second.shape[1]
    i, j = np.indices(shape).reshape(2, -1)
    pairs = Pairs(*first[:, i], *second[:, j])
    evidence = DIFFERENCES[method].test(
        pairs, np.zeros(i.size), "two-sided", 1.0 - confidence_level
    )
    low, high = evidence.low.reshape(shape), evidence.high.reshape(shape)
    none = np.isnan(low)
    width = np.where(none, 0.0, 100.0 * (high - low))
    p, q = probabilities(n, points), probabilities(reference_n, reference_points)
    truth = points[:, 0] - points[:, 2] - reference_points[:, 0] + reference_points[:, 2]
    found = np.empty((3, len(points)))
    for k, difference in enumerate(truth):
        above = (low > difference + _ROUNDING) + 0.5 * none
        below = (high < difference - _ROUNDING) + 0.5 * none
        ends = (above, below) if difference >= 0.0 else (below, above)
        found[:, k] = [p[:, k] @ x @ q[:, k] for x in (*ends, width)]
    far, near, expected = found
    return Coverage(
        method=method,
        n=n,
        reference_n=reference_n,
        confidence_level=confidence_level,
        coverage=1.0 - far - near,
        far=far,
        near=near,
        width=expected,
    )


def main(argv: Sequence[str] | None = None) -> int:
    """Print mean and least coverage, tail errors and width of methods at several sizes."""
    parser = argparse.ArgumentParser(
        prog="python tests/exact_coverage.py", description=main.__doc__
    )
    parser.add_argument("--method", nargs="+", choices=list(INTERVALS), default=["score"])
    parser.add_argument("--n", nargs="+", type=int, default=[10, 20, 50, 100])
    parser.add_argument("--points", type=int, default=1000, help="true shares to average over")
    parser.add_argument("--confidence-level", type=float, default=0.95)
    options = parser.parse_args(argv)
    points = spread_points(options.points)
    usual = typical(points)
    print(f"exact coverage over {len(points)} shares; typical: {len(usual)} of them")
    print(f"{'method':<22}{'n':>6}{'mean':>8}{'least':>8}{'typical':>9}{'far':>7}{'near':>7}"
          f"{'width':>8}")  # fmt: skip
    for method in options.method:
        for n in options.n:
            found = exact_coverage(method, n, points, options.confidence_level)
            in_use = exact_coverage(method, n, usual, options.confidence_level)
            print(
                f"{method:<22}{n:>6}{found.coverage.mean():>8.4f}{found.coverage.min():>8.4f}"
                f"{in_use.coverage.min():>9.4f}{found.far.mean():>7.4f}{found.near.mean():>7.4f}"
                f"{found.width.mean():>8.2f}"
            )
    return 0


if __name__ == "__main__":
    raise SystemExit(main())
