"""Kitagawa's decomposition: by hand, by numerical derivatives, by simulation."""

from __future__ import annotations

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from numpy.testing import assert_allclose
from reference_tables import examples

from nps._kernels.series.decomposition import Joint, Wave, kitagawa

EXAMPLES = examples("wave_examples")
SCORES = np.array([1.0, 0.0, -1.0])


def wave(n, cells):
    """The wave of n answers with these shares: rows are segments, columns classes."""
    cells = np.asarray(cells, float)
    size = cells.sum(axis=1)
    with np.errstate(invalid="ignore"):
        mean = cells @ SCORES / size
        return Wave(n * size, mean, cells @ SCORES**2 / size - mean**2)


def test_kitagawa_by_hand():
    given_, expected = EXAMPLES["kitagawa_hand"]["input"], EXAMPLES["kitagawa_hand"]["expected"]
    one, two = (
        Wave(1000 * np.array(given_[f"w{k}"]), np.array(given_[f"nps{k}"]), np.full(3, 0.5))
        for k in (1, 2)
    )
    parts = kitagawa(one, two, interaction=False)
    # ten decimals by hand
    assert parts["mix"].total == pytest.approx(expected["mix"], abs=1e-10)
    assert parts["rate"].total == pytest.approx(expected["rate"], abs=1e-10)
    total = parts["mix"].total + parts["rate"].total
    assert total == pytest.approx(expected["total"], abs=1e-10)


def example_waves():
    given_ = EXAMPLES["kitagawa_delta_se"]["input"]
    return [
        wave(given_[f"n{k}"], np.array(given_[f"w{k}"])[:, None] * np.array(given_[f"cells{k}"]))
        for k in (1, 2)
    ]


def test_kitagawa_standard_errors_of_the_example():
    expected = EXAMPLES["kitagawa_delta_se"]["expected"]
    parts = kitagawa(*example_waves(), interaction=False)
    for name in ("mix", "rate"):
        assert parts[name].total == pytest.approx(expected[name], abs=1e-10)
        error = np.sqrt(parts[name].total_variance)
        assert error == pytest.approx(expected[f"se_{name}"], abs=1e-6)  # six decimals printed


def parts_of(cells1, cells2, interaction):
    """All contributions and totals as functions of the cells, written from the definition."""
    w1, w2 = cells1.sum(1), cells2.sum(1)
    with np.errstate(invalid="ignore"):
        r1, r2 = cells1 @ SCORES / w1, cells2 @ SCORES / w2
    r1, r2 = np.where(w1 > 0, r1, r2), np.where(w2 > 0, r2, r1)
    first, second = w1 @ r1, w2 @ r2
    if interaction:
        each = [(w2 - w1) * (r1 - first), w1 * (r2 - r1), (w2 - w1) * (r2 - r1)]
    else:
        centre = (first + second) / 2
        each = [(w2 - w1) * ((r1 + r2) / 2 - centre), (r2 - r1) * (w1 + w2) / 2]
    return np.array(each)


def numerical_variances(cells1, n1, cells2, n2, interaction):
    """Delta method by central differences in every cell that has answers."""
    step, variance, totals = 1e-6, 0.0, 0.0
    for k, (cells, n) in enumerate(((cells1, n1), (cells2, n2))):
        gradient = []
        for index in np.argwhere(cells > 0):
            moved = []
            for sign in (1, -1):
                pair = [cells1.copy(), cells2.copy()]
                pair[k][tuple(index)] += sign * step
                moved.append(parts_of(*pair, interaction))
            gradient.append((moved[0] - moved[1]) / (2 * step))
        g, p = np.array(gradient), cells[cells > 0]

        def of(g, p=p, n=n):
            return (np.tensordot(p, g**2, 1) - np.tensordot(p, g, 1) ** 2) / n

        variance, totals = variance + of(g), totals + of(g.sum(axis=2))
    return variance, totals


@pytest.mark.parametrize("interaction", [False, True])
@pytest.mark.parametrize("gone", [None, (0, 1), (1, 2)], ids=["both", "new", "gone"])
def test_variances_are_those_of_numerical_derivatives(interaction, gone):
    rng = np.random.default_rng(4)
    for size in (2, 3, 5):
        cells = rng.dirichlet(np.ones(3 * size), size=2).reshape(2, size, 3)
        if gone is not None and size > 2:
            cells[gone] = 0.0
            cells /= cells.sum(axis=(1, 2), keepdims=True)
        n = (300.0, 500.0)
        parts = kitagawa(wave(n[0], cells[0]), wave(n[1], cells[1]), interaction=interaction)
        expected, totals = numerical_variances(cells[0], n[0], cells[1], n[1], interaction)
        # the numerical derivative is good to about eight digits
        found = np.array([part.contribution_variance for part in parts.values()])
        assert_allclose(found, expected, rtol=1e-6, atol=1e-13)
        found = [part.total_variance for part in parts.values()]
        assert_allclose(found, totals, rtol=1e-6, atol=1e-13)
        contributions = np.array([part.contribution for part in parts.values()])
        assert_allclose(contributions, parts_of(*cells, interaction), atol=1e-14)


@pytest.mark.parametrize("interaction", [False, True])
def test_a_covariance_of_all_cells_gives_the_variances_of_numerical_derivatives(interaction):
    rng = np.random.default_rng(5)
    cells = rng.dirichlet(np.ones(9), size=2).reshape(2, 3, 3)
    n = (300.0, 500.0)
    covariance = np.zeros((18, 18))
    for k, start in enumerate((0, 9)):
        p = cells[k].ravel()
        covariance[start : start + 9, start : start + 9] = (np.diag(p) - np.outer(p, p)) / n[k]
    waves = [wave(n[k], cells[k]) for k in (0, 1)]
    joint = Joint(SCORES, covariance)
    parts = kitagawa(*waves, interaction=interaction, joint=joint)
    expected, totals = numerical_variances(cells[0], n[0], cells[1], n[1], interaction)
    # the numerical derivative is good to about eight digits
    found = [part.contribution_variance for part in parts.values()]
    assert_allclose(found, expected, rtol=1e-6, atol=1e-13)
    found = [part.total_variance for part in parts.values()]
    assert_allclose(found, totals, rtol=1e-6, atol=1e-13)


def test_standard_errors_are_those_of_simulation():
    given_ = EXAMPLES["kitagawa_delta_se"]["input"]
    rng = np.random.default_rng(20)
    # 25 times the answers: the delta method leaves out a product of two deviations, which for the
    # segment that is near the average is 7% of its small standard error at n = 400
    runs, more = 4000, 25
    drawn, waves = [], []
    for k in (1, 2):
        cells = np.array(given_[f"w{k}"])[:, None] * np.array(given_[f"cells{k}"])
        n = more * given_[f"n{k}"]
        drawn.append(rng.multinomial(n, cells.ravel(), size=runs).reshape(runs, 3, 3) / n)
        waves.append(wave(n, cells))
    simulated = np.array([parts_of(a, b, False) for a, b in zip(*drawn, strict=True)])
    # a standard deviation from 4000 draws is within 4 / sqrt(2 * 4000) = 4.5% almost always
    for k, part in enumerate(kitagawa(*waves, interaction=False).values()):
        assert_allclose(
            simulated[:, k].std(axis=0), np.sqrt(part.contribution_variance), rtol=0.045
        )
        assert_allclose(simulated[:, k].sum(1).std(), np.sqrt(part.total_variance), rtol=0.045)


counts = st.integers(0, 40)
segments = st.lists(st.tuples(*[counts] * 6), min_size=1, max_size=6)


@given(segments, st.booleans())
def test_parts_add_up_and_mirror(rows, interaction):
    table = np.array(rows, float)
    one, two = table[:, :3], table[:, 3:]
    if not (one.sum() and two.sum()):
        return
    waves = [wave(x.sum(), x / x.sum()) for x in (one, two)]
    parts = kitagawa(*waves, interaction=interaction)
    change = two.sum(0) @ SCORES / two.sum() - one.sum(0) @ SCORES / one.sum()
    assert sum(part.total for part in parts.values()) == pytest.approx(change, abs=1e-12)
    for part in parts.values():
        assert part.contribution.sum() == pytest.approx(part.total, abs=1e-12)
        assert (part.contribution_variance >= 0).all()
        assert part.total_variance >= -1e-18
    turned = [w._replace(mean=-w.mean) for w in waves]
    for name, part in kitagawa(*turned, interaction=interaction).items():
        assert_allclose(part.contribution, -parts[name].contribution, atol=1e-15)
        assert_allclose(
            part.contribution_variance, parts[name].contribution_variance, rtol=1e-9, atol=1e-18
        )
    if not interaction:
        for name, part in kitagawa(waves[1], waves[0], interaction=False).items():
            assert_allclose(part.contribution, -parts[name].contribution, atol=1e-15)
            assert_allclose(part.total_variance, parts[name].total_variance, rtol=1e-9, atol=1e-18)
