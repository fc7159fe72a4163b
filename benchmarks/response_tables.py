"""The tables of the page on people who do not answer, and of what doing nothing achieves.

    python benchmarks/response_tables.py          # about a minute

Every table has a seed. Coverage is judged where it is hardest, with the true score at an end of
what is left open: all of the silent are detractors.
"""

from __future__ import annotations

import numpy as np

import nps
from nps._kernels.series.charts import false_alarms

SEED = 20_261_129
SAMPLES = 40_000
PEOPLE = 1_000_000
#: Of those who answer: a score of 40.
ANSWERED = (0.55, 0.3, 0.15)
#: Of those who are asked twice: a score of 30.
SHARES = (0.5, 0.3, 0.2)
RELIABILITIES = (0.5, 0.6, 0.7, 0.8)


def coverage(
    rng: np.random.Generator, asked: int, rate: float, samples: int = SAMPLES
) -> tuple[float, float]:
    """Return how often the interval holds a true score at the lower and at the upper end."""
    chances = [*(rate * share for share in ANSWERED), 1.0 - rate]
    drawn = rng.multinomial(asked, chances, samples)
    drawn = drawn[drawn[:, :3].sum(axis=1) > 0]
    cohorts = nps.Cohorts.from_counts(range(len(drawn)), *drawn[:, :3].T)
    low, high = nps.response.bounds(cohorts, invited=asked).confidence_interval
    promoters, _, detractors = ANSWERED
    answered = 100.0 * rate * (promoters - detractors)
    ends = answered - 100.0 * (1.0 - rate), answered + 100.0 * (1.0 - rate)
    # the silent at one end: an interval is missed on the side of that end, or altogether
    held = [float(((low <= end + 1e-9) & (end - 1e-9 <= high)).mean()) for end in ends]
    return held[0], held[1]


def asked_again(
    rng: np.random.Generator, reliability: float, people: int = PEOPLE
) -> nps.Transitions:
    """Return who moves where if nobody changes and two answers correlate as they do."""
    attitude = reliability**0.5 * rng.standard_normal(people)
    noise = (1.0 - reliability) ** 0.5
    waves = [attitude + noise * rng.standard_normal(people) for _ in range(2)]
    cuts = np.quantile(np.concatenate(waves), [SHARES[2], SHARES[2] + SHARES[1]])
    earlier, later = (np.array([0, 8, 10])[np.searchsorted(cuts, wave)] for wave in waves)
    return nps.Transitions.from_ratings(later, earlier)


def print_bounds() -> None:
    """Print what is left open of a score of 40 among 1,000 people who were asked."""
    print("| response rate | bounds | 95% CI | lower for 10 points | 0 if the silent score |")
    print("|---|---|---|---|---|")
    for rate in (0.05, 0.1, 0.2, 0.4, 0.6, 0.8, 0.9, 0.99):
        n = round(1000 * rate)
        up, down = round(ANSWERED[0] * n), round(ANSWERED[2] * n)
        answers = nps.Counts(up, n - up - down, down)
        found = nps.response.bounds(answers, invited=1000)
        (low, high), (least, most) = found.bounds, found.confidence_interval
        tipping = found.tipping_point()
        turns = f"{tipping:.1f}" if tipping >= -100.0 else "never"
        print(
            f"| {100 * rate:.0f}% | {low:.1f} to {high:.1f} | {least:.1f} to {most:.1f} |"
            f" {found.bias_per_10_points:.1f} | {turns} |"
        )


def print_coverage(rng: np.random.Generator) -> None:
    """Print how often the interval holds the truth at either end."""
    print("\n| asked | response rate | at the lower end | at the upper end |")
    print("|---|---|---|---|")
    for asked, rate in ((50, 0.3), (200, 0.2), (200, 0.6), (200, 0.95), (1000, 0.2), (200, 1.0)):
        held = coverage(rng, asked, rate)
        print(f"| {asked:,} | {100 * rate:.0f}% | {held[0]:.3f} | {held[1]:.3f} |")


def print_returns(rng: np.random.Generator) -> None:
    """Print what becomes of detractors and promoters whom nobody does anything to."""
    print("\n| two answers correlate at | no detractors any more | promoters now | score of former"
          " detractors | score of former promoters | everybody |")  # fmt: skip
    print("|---|---|---|---|---|---|")
    for reliability in RELIABILITIES:
        moves = asked_again(rng, reliability)
        down, up = moves.after("detractor"), moves.after("promoter")
        print(
            f"| {reliability} | {100 * (1 - down.shares.detractors):.0f}% |"
            f" {100 * down.shares.promoters:.0f}% | {down.score:.0f} | {up.score:.0f} |"
            f" {moves.reference.score:.1f} to {moves.sample.score:.1f} |"
        )


def alarms(
    rng: np.random.Generator, waves: int, charts: int = 100_000, ahead: int = 12
) -> tuple[float, float]:
    """Return how often a new wave, and any of `ahead`, is beyond limits from so many waves."""
    old, new = rng.standard_normal((charts, waves)), rng.standard_normal((charts, ahead))
    spread = np.abs(np.diff(old, axis=1)).mean(axis=1) / 1.128
    out = np.abs(new - old.mean(axis=1)[:, None]) > 3.0 * spread[:, None]
    return float(out.mean()), float(out.any(axis=1).mean())


def print_alarms(rng: np.random.Generator) -> None:
    """Print false alarms as they are drawn, and as the note of a chart has them."""
    print("\n| waves in the baseline | false alarms a wave | charts with one within 12 waves |")
    print("|---|---|---|")
    for waves in (5, 12, 24, 50):
        rate, ever = alarms(rng, waves)
        known = {"centre_known": False, "spread_known": False}
        told = false_alarms(3.0, waves, 12, **known)
        print(
            f"| {waves} | {100 * rate:.2f} % (note: {100 * told[0]:.2f}%) | {100 * ever:.0f}%"
            f" (note: {100 * told[1]:.0f}%) |"
        )


if __name__ == "__main__":
    print_bounds()
    print_coverage(np.random.default_rng(SEED))
    print_returns(np.random.default_rng(SEED))
    print_alarms(np.random.default_rng(SEED))
