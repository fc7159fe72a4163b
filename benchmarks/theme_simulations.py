"""How often intervals of impacts hold the truth: the tables of the page on themes.

    python benchmarks/theme_simulations.py          # some minutes

Every table has a seed. The first draws promoters, passives and detractors of a theme and of the
rest; the second a machine that codes all comments and people who code some of them.
"""

from __future__ import annotations

import numpy as np

import nps
from nps._kernels.one_score.shares import wilson
from nps._kernels.topics.comments.impact import POINTS, impact_error, sign_kept
from nps._kernels.two_scores.score import Pairs, score_limits

SEED = 20_261_129
SAMPLES = 20_000
SURVEYS = 400
CRITICAL, TAIL = 1.959963984540054, 0.025
REST = (0.5, 0.3, 0.2)
#: Share of the theme, classes of those who mention it and of the rest, sizes.
SCENES = (
    (0.02, (0.1, 0.2, 0.7), REST, (100, 300, 1000)),
    (0.05, (0.1, 0.2, 0.7), REST, (100, 300, 1000)),
    (0.10, (0.2, 0.3, 0.5), REST, (100, 300, 1000)),
    (0.30, (0.8, 0.15, 0.05), REST, (100, 300)),
    (0.05, (0.0, 0.0, 1.0), (0.55, 0.3, 0.15), (100, 300)),
    (0.10, REST, REST, (100, 300)),
)


def held(share: float, mine: tuple, rest: tuple, n: int, rng: np.random.Generator) -> list[float]:
    """How often three intervals hold the true impact: delta, share as known, sign kept."""
    truth = share * float(np.subtract(mine, rest) @ POINTS)
    chances = [*(share * p for p in mine), *((1.0 - share) * p for p in rest)]
    counts = rng.multinomial(n, chances, SAMPLES).astype(float)
    counts = counts[counts[:, :3].any(axis=1) & counts[:, 3:].any(axis=1)]
    theme, others = counts[:, :3], counts[:, 3:]
    n_theme = theme.sum(axis=1)
    q = n_theme / n
    d = theme @ POINTS / n_theme - others @ POINTS / others.sum(axis=1)
    low, high = score_limits(Pairs(*theme.T, *others.T), CRITICAL)
    error = impact_error(theme, others)
    pairs = [
        (q * d - CRITICAL * error, q * d + CRITICAL * error),
        (q * low, q * high),
        sign_kept(q, *wilson(n_theme, np.full(q.size, float(n)), TAIL), d, low, high),
    ]
    return [float(np.mean((a <= truth + 1e-12) & (truth <= b + 1e-12))) for a, b in pairs]


def table_of_intervals() -> None:
    """Print the table of coverage."""
    rng = np.random.default_rng(SEED)
    print("share, impact, n: delta / share as known / sign kept")
    for share, mine, rest, sizes in SCENES:
        impact = 100.0 * share * float(np.subtract(mine, rest) @ POINTS)
        for n in sizes:
            found = " ".join(f"{x:.3f}" for x in held(share, mine, rest, n, rng))
            print(f"| {100 * share:.0f}% | {impact:+.1f} | {n:,} | {found.replace(' ', ' | ')} |")


def survey(
    share: float, finds: float, leaves: float, n: int, m: int, rng: np.random.Generator
) -> tuple[np.ndarray, np.ndarray, np.ndarray, np.ndarray]:
    """Ratings, true mentions, those of a machine, and which comments people read."""
    t = rng.random(n) < share
    ends = np.where(t[:, np.newaxis], np.cumsum((0.1, 0.2, 0.7)), np.cumsum(REST))
    ratings = np.array([10, 7, 0])[(rng.random(n)[:, np.newaxis] > ends).sum(axis=1).clip(0, 2)]
    g = np.where(t, rng.random(n) < finds, rng.random(n) > leaves)
    seen = np.zeros(n, np.bool_)
    seen[rng.permutation(n)[:m]] = True
    return ratings, t, g, seen


def told(name: str, found: list[tuple[float, float, float]], truth: float) -> str:
    """Bias, root of the mean squared error, coverage and how many had no figure."""
    value, low, high = np.array(found).T
    known = ~np.isnan(value)
    off = value[known] - truth
    inside = (low[known] <= truth) & (truth <= high[known])
    return (
        f"{name} | {off.mean():+.2f} | {np.sqrt((off**2).mean()):.2f} | {inside.mean():.2f}"
        f" | {100 * (1 - known.mean()):.0f}%"
    )


def table_of_machines() -> None:
    """Print bias, error and coverage of machine, people and both."""
    rng = np.random.default_rng(SEED)
    print("\nshare, sensitivity, specificity, n, m | by | bias | rmse | coverage | no figure")
    for share, finds, leaves, n, m in (
        (0.06, 0.8, 0.97, 2000, 200),
        (0.06, 0.8, 0.97, 5000, 200),
        (0.06, 0.9, 0.99, 2000, 200),
        (0.25, 0.8, 0.97, 2000, 200),
        (0.25, 0.8, 0.97, 2000, 100),
        (0.25, 0.8, 0.97, 2000, 50),
    ):
        truth = 100.0 * share * float(np.subtract((0.1, 0.2, 0.7), REST) @ POINTS)
        ways: dict[str, list[tuple[float, float, float]]] = {
            "machine": [],
            "people": [],
            "both": [],
        }
        for _ in range(SURVEYS):
            ratings, t, g, seen = survey(share, finds, leaves, n, m, rng)
            human = {"x": np.where(seen, t, np.nan)}
            for name, themes, options in (
                ("machine", {"x": g}, {}),
                ("people", human, {}),
                ("both", {"x": g}, {"validation": human}),
            ):
                row = nps.comments.impacts(ratings, themes, **options)["x"]
                ways[name].append((row.impact, *row.impact_interval))
        for name, found in ways.items():
            print(f"| {100 * share:.0f}% | {finds} | {leaves} | {n:,} | {m} |", end=" ")
            print(told(name, found, truth), "|", flush=True)


if __name__ == "__main__":
    table_of_intervals()
    table_of_machines()
