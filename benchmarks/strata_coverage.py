"""How often intervals of a difference over strata hold the truth: the table of the page on strata.

    python benchmarks/strata_coverage.py          # some minutes

Every row has a seed. A two-sided 95% interval misses the truth exactly when the test of the true
difference has p < 0.05, so tests of the truth are counted. Strata differ in their scores; the
difference within is the same in all. "minimum risk" weighs strata so that squared bias and variance
of the estimated difference of the population are least together (Mehrotra & Railkar 2000).
"""

from __future__ import annotations

import numpy as np
from scipy.special import ndtri

from nps._kernels.many_scores import pooling, strata
from nps._kernels.numerics.moments import steady_variance
from nps._kernels.two_scores.score import Pairs

SEED = 20_261_129
SAMPLES = 4_000
CRITICAL = float(ndtri(0.975))
WEIGHTS = ("score", "score, inverse variance", "score, minimum risk")


def shares(score: np.ndarray, passives: float) -> np.ndarray:
    """Shares of the classes with these scores, -1 to 1."""
    up = 0.5 * (1.0 - passives + score)
    return np.stack((up, np.full(score.shape, passives), 1.0 - passives - up), axis=-1)


def minimum_risk(difference: np.ndarray, variance: np.ndarray, size: np.ndarray) -> np.ndarray:
    """Weights w with the least sum w**2 v + (sum (w - size) d)**2 among those of sum 1."""
    k = difference.size
    system = np.zeros((k + 1, k + 1))
    system[:k, :k] = np.diag(variance) + np.outer(difference, difference)
    system[k, :k] = system[:k, k] = 1.0
    right = np.append(difference * (size @ difference), 1.0)
    return np.linalg.solve(system, right)[:k]


def missed(pairs: Pairs, truth: float) -> dict[str, bool]:
    """Whether each method's interval leaves the truth out."""
    difference, plug_in = strata.differences(pairs)
    steady = sum(steady_variance(*side)[0] / sum(side) for side in (pairs[:3], pairs[3:]))
    variance = np.where(plug_in > 0.0, plug_in, steady)
    n = sum(pairs)
    inverse = 1.0 / variance
    weights = dict(
        zip(
            WEIGHTS,
            (
                strata.weights_by_size(pairs),
                inverse / inverse.sum(),
                minimum_risk(difference, variance, n / n.sum()),
            ),
            strict=True,
        )
    )
    found = {}
    for name, w in weights.items():
        error = np.sqrt(w**2 @ strata.constrained_variance(pairs, truth))
        found[name] = abs(w @ difference - truth) > CRITICAL * error
    for method in pooling.METHODS:
        mean, squared, *_ = pooling.pool(difference, variance, method)
        found[method] = abs(mean - truth) > CRITICAL * np.sqrt(squared)
    law, error, _ = strata.permutation_law(
        pairs, "two-sided", False, None, np.random.default_rng(0)
    )
    at = abs(weights["score"] @ difference - truth) / error
    found["permutation"] = law.p_value(at) < 0.05
    return found


def scenario(k: int, least: int, most: int, truth: float, spread: float) -> dict[str, float]:
    """Coverage of each method over so many samples."""
    rng = np.random.default_rng([SEED, k, most, round(100 * truth), round(100 * spread)])
    counts: dict[str, int] = {}
    for _ in range(SAMPLES):
        theirs = np.linspace(0.45 - spread, 0.45 + spread, k) - 0.5 * truth
        sizes = rng.integers(least, most + 1, (2, k))
        sides = [
            np.stack([rng.multinomial(n, p) for n, p in zip(size, shares(s, 0.2), strict=True)])
            for size, s in zip(sizes, (theirs + truth, theirs), strict=True)
        ]
        pairs = Pairs(*np.concatenate(sides, axis=1).T.astype(np.float64))
        for name, miss in missed(pairs, truth).items():
            counts[name] = counts.get(name, 0) + bool(miss)
    return {name: 1.0 - count / SAMPLES for name, count in counts.items()}


def main() -> None:
    """Print the table."""
    header = None
    for k in (2, 5, 20):
        for least, most in ((5, 10), (10, 50)):
            for truth in (0.0, 0.2):
                found = scenario(k, least, most, truth, 0.2)
                if header is None:
                    header = list(found)
                    print(f"| strata | answers a side | difference | {' | '.join(header)} |")
                    print(f"|{'---|' * (3 + len(header))}")
                cells = " | ".join(f"{found[name]:.3f}" for name in header)
                print(f"| {k} | {least} to {most} | {100 * truth:.0f} | {cells} |", flush=True)


if __name__ == "__main__":
    main()
