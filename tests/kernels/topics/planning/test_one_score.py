"""Exact power of the tests of one score, against other programs, enumeration and coverage."""

from __future__ import annotations

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from numpy.testing import assert_allclose
from planning_tables import (
    Z,
    chance_of,
    claims,
    decided,
    every_table,
    nulls,
    parts,
    shares,
)
from reference_tables import rows

from nps._kernels.numerics.moments import normal_quantile, student_quantile
from nps._kernels.one_score.score import score_limits, score_statistic
from nps._kernels.topics.planning import laws, one_score
from nps._kernels.topics.planning.claims import Claim


@pytest.mark.parametrize("row", rows("exact_power", reference=""))
def test_power_of_one_sample_agrees_with_r(row):
    n, null = int(row["n"]), float(row["null"]) / 100.0
    claim, known = Claim(null, null), parts(row["shares"])
    by_rows = one_score.score_power(n, known, claim, Z)
    by_tables = one_score.score_assurance(laws.multinomial(n, known), claim, Z)
    # R's probabilities of single tables have about 12 digits
    assert_allclose([by_rows, by_tables], float(row["power"]), rtol=0.0, atol=5e-12)


@pytest.mark.parametrize(
    ("known", "null", "n"),
    [
        ((0.5, 0.3, 0.2), 0.0, 59), ((0.5, 0.3, 0.2), 0.1, 129), ((0.6, 0.3, 0.1), 0.3, 105),
        ((0.7, 0.2, 0.1), 0.3, 51), ((0.8, 0.15, 0.05), 0.6, 137), ((0.9, 0.1, 0.0), 0.7, 42),
        ((0.6, 0.4, 0.0), 0.3, 25),
    ],
)  # fmt: skip
def test_eighty_percent_are_reached_for_good_where_another_program_has_it(known, null, n):
    claim = Claim(null, null)
    assert one_score.score_power(n - 1, known, claim, Z) < 0.8
    assert min(one_score.score_power(k, known, claim, Z) for k in range(n, n + 151)) >= 0.8


@pytest.mark.parametrize(
    ("answers", "n", "assurance"),
    [(40, 129, 0.646), (100, 129, 0.705), (300, 129, 0.759), (40, 120, 0.632), (300, 120, 0.735)],
)
def test_assurance_agrees_with_another_program(answers, n, assurance):
    alpha = tuple(answers * share + 0.5 for share in (0.5, 0.3, 0.2))
    law = laws.dirichlet_multinomial(n, alpha)
    found = one_score.score_assurance(law, Claim(0.1, None), Z)
    assert_allclose(found, assurance, atol=0.0005 + 1e-9)


@given(st.integers(1, 25), shares, claims, st.floats(0.001, 0.4))
def test_one_sample_is_the_sum_over_all_tables(n, known, claim, tail):
    critical = normal_quantile(tail)
    tables = every_table(n)
    z = [
        np.zeros(tables[0].size) if null is None else score_statistic(*tables, null)
        for null in (claim.above, claim.below)
    ]
    law = laws.multinomial(n, known)
    expected = chance_of(n, law)[decided(*z, claim, critical)].sum()
    assert_allclose(one_score.score_power(n, known, claim, critical), expected, atol=1e-12)
    assert_allclose(one_score.score_assurance(law, claim, critical), expected, atol=1e-12)


BOUNDARIES = pytest.mark.parametrize(
    ("null", "critical"),
    [
        *[(null, Z) for null in (-0.99, -0.3, -0.01, 0.0, 1e-9, 0.1, 1 / 3, 0.9, 1.0)],
        (-0.3, 0.3), (-0.8, 6.1), (0.0, np.pi), (0.2, 1.1), (0.95, 4.1),
    ],
)  # fmt: skip
SIZES = (1, 2, 12, 45, 400)


@BOUNDARIES
@pytest.mark.parametrize("n", SIZES)
def test_boundaries_stand_where_a_walk_along_each_row_finds_them(n, null, critical):
    assert_walked(n, null, critical)


@pytest.mark.parametrize(
    ("null", "critical"),
    [(0.0, 3.0), (0.0, 0.0), (0.5, 0.0), (-0.2, 0.0), (-0.3, 6.0), (-1.0, Z), (-1.0, 0.0)],
)
def test_boundaries_that_are_tables_themselves_are_searched(null, critical):
    assert_walked(60, null, critical)


def assert_walked(n, null, critical):
    detractors, promoters = np.arange(n + 1), np.arange(n + 1)[:, np.newaxis]
    others = n - promoters - detractors
    z = score_statistic(promoters, np.maximum(others, 0), detractors, null)
    up, down = (others >= 0) & (z >= critical), (others >= 0) & (z <= -critical)
    _, _, fewest, most = one_score.score_boundaries(n, detractors, Claim(null, null), critical)
    assert (fewest == np.where(up.any(axis=0), up.argmax(axis=0), n - detractors + 1)).all()
    assert (most == down.sum(axis=0) - 1).all()


@BOUNDARIES
def test_boundaries_elsewhere_take_one_look_at_each_row(monkeypatch, null, critical):
    looks, look = [], one_score.score_statistic
    monkeypatch.setattr(one_score, "score_statistic", lambda *at: looks.append(at) or look(*at))
    for n in (*SIZES, 5_000):
        one_score.score_boundaries(n, np.arange(n + 1), Claim(null, null), critical)
    assert len(looks) == 2 * len((*SIZES, 5_000))


@pytest.mark.parametrize("off", [-1, 1])
def test_a_root_that_rounding_moved_is_found_all_the_same(monkeypatch, off):
    n, claim, rows = 30, Claim(-0.3, -0.3), np.arange(31).reshape(-1, 1)
    right = one_score.score_boundaries(n, rows[:, 0], claim, 0.2)
    root = one_score._expected

    def moved(n, detractors, null, critical):
        return np.clip(root(n, detractors, null, critical) + off, 0, n - detractors + 1)

    monkeypatch.setattr(one_score, "_expected", moved)
    found = [one_score.score_boundaries(n, row, claim, 0.2) for row in rows]
    assert [int(row.fewest[0]) for row in found] == right.fewest.tolist()
    assert [int(row.most[0]) for row in found] == right.most.tolist()
    assert 0 in right.fewest


@pytest.mark.parametrize("student", [False, True])
def test_textbook_tests_of_one_sample_are_sums_too(student):
    n, known, null = 12, (0.5, 0.3, 0.2), -0.1
    a, _, c = every_table(n)
    d = (a - c) / n
    v = (a + c) / n - d**2
    error = np.sqrt(v / (n - 1 if student else n))
    critical = float(student_quantile(11.0, 0.025)) if student else Z
    with np.errstate(divide="ignore", invalid="ignore"):
        t = (d - null) / error
    t[(v < 1e-12) & student] = np.nan  # no t where all agree
    law = laws.multinomial(n, known)
    chance = chance_of(n, law)
    for claim, rejected in (
        (Claim(null, null), np.abs(t) >= critical),
        (Claim(null, None), t >= critical),
        (Claim(None, null), t <= -critical),
    ):
        found = one_score.wald_chance(law, claim, critical, student=student)
        assert_allclose(found, chance[rejected].sum(), rtol=1e-12)
    everything = one_score.wald_chance(law, Claim(-0.9, 0.95, both=True), critical, student=student)
    assert 0.0 < everything < 1.0


@given(st.integers(2, 60), shares, st.sampled_from([0.005, 0.025, 0.05, 0.1]))
def test_power_at_the_null_is_one_less_coverage(n, known, tail):
    theta = known[0] - known[2]
    critical = normal_quantile(tail)
    tables = every_table(n)
    low, high = score_limits(*tables, critical)
    outside = (low > theta) | (high < theta)
    # where theta is an end itself, rounding decides for both sides
    near = np.minimum(np.abs(low - theta), np.abs(high - theta)) < 1e-9
    chance = chance_of(n, laws.multinomial(n, known))
    found = one_score.score_power(n, known, Claim(theta, theta), critical)
    assert abs(found - chance[outside].sum()) <= chance[near].sum() + 1e-12


@given(st.integers(1, 40), shares, nulls, st.floats(0.001, 0.4))
def test_swapping_promoters_and_detractors_mirrors_one_score(n, known, null, tail):
    critical = normal_quantile(tail)
    up = one_score.score_power(n, known, Claim(null, None), critical)
    down = one_score.score_power(n, known[::-1], Claim(None, -null), critical)
    assert_allclose(up, down, atol=1e-12)


@given(st.integers(1, 30), shares, st.floats(0.0, 0.5))
def test_equivalence_is_harder_than_either_of_its_sides(n, known, margin):
    both = one_score.score_power(n, known, Claim(-margin, margin, both=True), Z)
    for side in (Claim(-margin, None), Claim(None, margin)):
        assert both <= one_score.score_power(n, known, side, Z) + 1e-12


@pytest.mark.parametrize("known", [(1.0, 0.0, 0.0), (0.0, 1.0, 0.0), (0.0, 0.0, 1.0)])
def test_unanimous_shares_decide_with_certainty(known):
    theta = known[0] - known[2]
    for n in (1, 4, 30):
        rejected = abs(float(score_statistic(known[0] * n, known[1] * n, known[2] * n, 0.2))) >= Z
        assert one_score.score_power(n, known, Claim(0.2, 0.2), Z) == pytest.approx(float(rejected))
    assert one_score.score_power(20, known, Claim(theta, theta), Z) == 0.0


def test_a_large_sample_is_exact_too():
    """At 100,000 answers the law of the score is normal up to its steps, of 1/500 deviation."""
    found = one_score.score_power(100_000, (0.5, 0.3, 0.2), Claim(0.295, 0.295), Z)
    s = np.sqrt(0.61 / 100_000)
    normal = 1.0 - inside(0.005 / s)
    # half a step of the lattice is 1/500 deviation: at most .4/500 in each tail, and v_0 is not v_1
    assert_allclose(found, normal, atol=2e-3)


def inside(shift: float) -> float:
    """P(|Z + shift| < z) by quadrature, so that nothing of the library is used."""
    x = np.linspace(-Z - shift, Z - shift, 20_001)
    y = np.exp(-0.5 * x * x) / np.sqrt(2.0 * np.pi)
    return float(((y[1:] + y[:-1]) / 2.0 * np.diff(x)).sum())
