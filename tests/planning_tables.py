"""Every table of a few answers, with its chance: what exact power is summed over again in tests."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np
from hypothesis import strategies as st

from nps._kernels.numerics.moments import normal_quantile
from nps._kernels.topics.planning.claims import Claim, Errors

if TYPE_CHECKING:
    from nps._kernels.topics.planning import laws

#: The z of a two-sided test at 5%.
Z = normal_quantile(0.025)
TWO_SIDED, UPWARD = Claim(0.0, 0.0), Claim(0.0, None)

shares = st.tuples(*[st.integers(0, 20)] * 3).filter(any).map(
    lambda weights: tuple(weight / sum(weights) for weight in weights)
)  # fmt: skip
nulls = st.floats(-0.95, 0.95)
claims = st.one_of(
    nulls.map(lambda null: Claim(null, null)),
    nulls.map(lambda null: Claim(null, None)),
    nulls.map(lambda null: Claim(None, null)),
    st.tuples(nulls, nulls).map(lambda ends: Claim(min(ends), max(ends), both=True)),
)


def parts(text: str) -> tuple[float, ...]:
    """Shares that are written 0.5:0.3:0.2."""
    return tuple(float(part) for part in text.split(":"))


def every_table(n: int) -> tuple[np.ndarray, np.ndarray, np.ndarray]:
    """Promoters, passives and detractors of all tables of n answers."""
    a, c = np.nonzero(np.add.outer(np.arange(n + 1), np.arange(n + 1)) <= n)
    return a, n - a - c, c


def chance_of(n: int, law: laws.Law) -> np.ndarray:
    """The chance of each of them."""
    a, b, c = every_table(n)
    return np.exp(law.constant + law.promoters[a] + law.passives[b] + law.detractors[c])


def decided(z_above, z_below, claim: Claim, critical: float) -> np.ndarray:
    """Which statistics make the claim."""
    up = z_above >= critical if claim.above is not None else np.zeros(z_above.shape, bool)
    down = z_below <= -critical if claim.below is not None else np.zeros(z_below.shape, bool)
    return up & down if claim.both else up | down


#: Programs of R that count both tails of a two-sided test.
STRICT = ("z_one_sample", "t_two_sample_strict", "t_two_sample_unequal_n")


def by_test(table: list[dict[str, str]]) -> list[tuple[list[dict[str, str]], Claim, float]]:
    """Rows of one level and side together, with the claim and the tail that R counted."""
    found = []
    for alpha in sorted({row["alpha"] for row in table}):
        for side in ("one.sided", "two.sided"):
            some = [row for row in table if (row["alpha"], row["alternative"]) == (alpha, side)]
            tail = float(alpha) / (1.0 if side == "one.sided" else 2.0)
            # power.t.test leaves out the far tail unless strict
            both = side == "two.sided" and some and some[0]["method"] in STRICT
            if some:
                found.append((some, TWO_SIDED if both else UPWARD, tail))
    return found


def errors_of(gap, deviation) -> Errors:
    """One error for null and truth."""
    return Errors(gap, deviation, deviation)
