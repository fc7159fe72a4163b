"""The tool that measures coverage, against sums done by hand and the published table."""

from __future__ import annotations

import itertools
from math import comb

import exact_coverage
import numpy as np
import pytest

import nps

pytestmark = pytest.mark.slow  # one Python is enough for simulations


def test_every_table_once():
    found = set(zip(*(column.tolist() for column in exact_coverage.tables(4)), strict=True))
    by_hand = {abc for abc in itertools.product(range(5), repeat=3) if sum(abc) == 4}
    assert found == by_hand


def test_probabilities_are_multinomial():
    points = np.array([[0.5, 0.3, 0.2], [1.0, 0.0, 0.0]])
    weights = exact_coverage.probabilities(3, points)
    a, b, c = exact_coverage.tables(3)
    by_hand = [
        comb(3, int(i)) * comb(3 - int(i), int(j)) * 0.5**i * 0.3**j * 0.2**k
        for i, j, k in zip(a, b, c, strict=True)
    ]
    assert weights[:, 0] == pytest.approx(by_hand, abs=1e-15)
    assert weights[:, 1] == pytest.approx((a == 3).astype(float), abs=1e-15)


def test_points_are_shares_and_evenly_spread():
    points = exact_coverage.spread_points(3000)
    assert points.sum(axis=1) == pytest.approx(np.ones(3000))
    assert (points >= 0.0).all()
    assert points.mean(axis=0) == pytest.approx([1 / 3] * 3, abs=0.005)
    # uniform on the triangle: a class has a share above t with probability (1 - t)**2
    assert (points > 0.5).mean(axis=0) == pytest.approx([0.25] * 3, abs=0.01)
    usual = exact_coverage.typical(points)
    assert 0 < len(usual) < len(points)


def test_coverage_and_both_errors_sum_to_one():
    points = exact_coverage.spread_points(50)
    for method in ("score", "t"):
        found = exact_coverage.exact_coverage(method, 8, points)
        assert found.coverage + found.far + found.near == pytest.approx(np.ones(50))
        assert (found.width > 0.0).all()


def test_the_command_prints_a_row_for_each_size(capsys):
    assert exact_coverage.main(["--n", "5", "10", "--points", "40"]) == 0
    lines = capsys.readouterr().out.splitlines()
    assert [line.split()[:2] for line in lines[2:]] == [["score", "5"], ["score", "10"]]


def test_the_table_has_a_row_for_each_result():
    points = exact_coverage.spread_points(30)
    found = [exact_coverage.exact_coverage(method, 5, points) for method in ("score", "wald")]
    lines = exact_coverage.as_markdown(found).splitlines()
    assert [line.split("|")[1].strip() for line in lines[2:]] == ["`score`", "`wald`"]
    assert f"{100 * found[0].coverage.mean():.1f}%" in lines[2]


def test_the_picture_has_a_panel_for_each_result(tmp_path):
    points = exact_coverage.spread_points(30)
    found = [
        exact_coverage.exact_coverage(method, 5, points)
        for method in ("score", "wald", "t", "adjusted-wald")
    ]
    truth = 100.0 * (points[:, 0] - points[:, 2])
    figure = exact_coverage.draw(found, truth)
    shown = [panel for panel in figure.axes if panel.axison]
    assert [panel.get_title() for panel in shown] == [f"{one.method}, n = 5" for one in found]
    for panel, one in zip(shown, found, strict=True):
        dots = panel.collections[0].get_offsets()
        assert np.asarray(dots)[:, 1] == pytest.approx(one.coverage)
    figure.savefig(tmp_path / "coverage.png")
    assert (tmp_path / "coverage.png").stat().st_size > 1000


def test_shares_with_equal_scores_differ_in_passives():
    points = exact_coverage.spread_points(200)
    others = exact_coverage.with_equal_score(points)
    assert others.sum(axis=1) == pytest.approx(np.ones(200))
    assert (others >= -1e-15).all()
    assert others[:, 0] - others[:, 2] == pytest.approx(points[:, 0] - points[:, 2])
    score = np.abs(points[:, 0] - points[:, 2])
    assert points[:, 1] + others[:, 1] == pytest.approx(1.0 - score)


def test_coverage_of_a_difference_is_one_minus_the_size_of_its_test():
    points = exact_coverage.spread_points(12)
    others = exact_coverage.with_equal_score(points)
    found = exact_coverage.exact_difference_coverage("score", 4, 5, points, others)
    first, second = (np.stack(exact_coverage.tables(n)) for n in (4, 5))
    size = np.zeros(12)
    for a, p in zip(first.T, exact_coverage.probabilities(4, points), strict=True):
        for b, q in zip(second.T, exact_coverage.probabilities(5, others), strict=True):
            change = nps.compare(nps.Counts(*a), nps.Counts(*b))
            size += p * q * (change.p_value < 0.05)
    assert 1.0 - found.coverage == pytest.approx(size, abs=1e-12)
    assert "| `score` | 4 v 5 |" in exact_coverage.as_markdown([found])
