"""Each interval method holds what is known of it: coverage, both tails and width.

The expected figures were computed by full enumeration with other code, averaged over 3,000 shares
drawn at random from the simplex; here the average is over a fixed even spread of points. Two such
averages differ by less than .0025 in coverage and tails, and .6 points in width.
"""

from __future__ import annotations

from functools import cache

import exact_coverage
import pytest
from reference_tables import rows

pytestmark = pytest.mark.slow  # one Python is enough for simulations

POINTS = exact_coverage.spread_points(1200)

TABLE = rows("coverage")


@cache
def measured(method: str, n: int) -> exact_coverage.Coverage:
    return exact_coverage.exact_coverage(method, n, POINTS)


@pytest.mark.parametrize("row", TABLE, ids=lambda row: f"{row['method']}-{row['n']}")
def test_mean_coverage_both_tails_and_width(row):
    found = measured(row["method"], int(row["n"]))
    assert found.coverage.mean() == pytest.approx(float(row["coverage"]), abs=0.0025)
    # how the intervals that t does not have are shared between the tails is mere convention
    if row["method"] != "t":
        assert found.far.mean() == pytest.approx(float(row["far"]), abs=0.0025)
        assert found.near.mean() == pytest.approx(float(row["near"]), abs=0.0025)
    if row["width"]:
        assert found.width.mean() == pytest.approx(100 * float(row["width"]), abs=0.6)


@pytest.mark.parametrize(("n", "least"), [(10, 0.9435), (20, 0.9436), (50, 0.9443)])
def test_the_default_is_close_to_its_level_where_scores_usually_are(n, least):
    """Among typical shares the score interval covers at least .94; Wald does not."""
    usual = exact_coverage.typical(POINTS)
    found = exact_coverage.exact_coverage("score", n, usual)
    # the expected minima are over other points of the same region, so the band is one-sided
    assert found.coverage.min() >= least - 0.005
    assert (
        exact_coverage.exact_coverage("wald", n, usual).coverage.min()
        < found.coverage.min() - 0.015
    )


@pytest.mark.parametrize(
    ("method", "n"), [("exact", 20), ("exact", 50), ("exact-unconditional", 8)]
)
@pytest.mark.parametrize("level", [0.8, 0.95])
def test_exact_methods_never_cover_less_than_their_level(method, n, level):
    found = exact_coverage.exact_coverage(method, n, POINTS, level)
    assert found.coverage.min() >= level
    assert found.far.max() <= (1.0 - level) / 2.0 + 1e-12
    assert found.near.max() <= (1.0 - level) / 2.0 + 1e-12


def test_bootstrap_methods_cover_less_than_the_default_in_small_samples():
    """What the documentation says of them: well below their level at n = 20."""
    default = measured("score", 20).coverage.mean()
    for method in ("bootstrap-percentile", "bootstrap-bca", "bootstrap-studentized"):
        assert 0.88 < measured(method, 20).coverage.mean() < default - 0.015
