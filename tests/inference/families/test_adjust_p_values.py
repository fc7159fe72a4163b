"""Adjusted p-values against R's p.adjust and a published example."""

from __future__ import annotations

from itertools import groupby, pairwise

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from numpy.testing import assert_allclose, assert_array_equal
from offered import offered
from reference_tables import examples, rows
from scipy.special import ndtr

from nps import InputTypeError, OptionError, adjust_p_values

IN_R = {
    "bonferroni": "bonferroni",
    "holm": "holm",
    "hochberg": "hochberg",
    "hommel": "hommel",
    "benjamini-hochberg": "BH",
    "benjamini-yekutieli": "BY",
}

ADJUSTMENTS = offered(lambda method: adjust_p_values([0.5], method=method))
methods = st.sampled_from(ADJUSTMENTS)
probabilities = st.just(0.0) | st.just(1.0) | st.floats(0.0, 1.0)
families = st.lists(probabilities | st.just(float("nan")), max_size=30).map(np.array)


def numbers(texts: list[str]) -> np.ndarray:
    return np.array([float("nan") if text == "NA" else float(text) for text in texts])


@pytest.mark.parametrize("method", IN_R)
def test_agrees_with_r(method: str) -> None:
    for _, case in groupby(rows("multiplicity"), key=lambda row: row["case_id"]):
        family = list(case)
        p = numbers([row["p_value"] for row in family])
        found = adjust_p_values(p, method=method, n_tests=int(family[0]["n_total"]))
        # the same arithmetic in another order
        assert_allclose(found, numbers([row[IN_R[method]] for row in family]), rtol=1e-13)


@pytest.mark.parametrize(
    ("example", "method"),
    [
        ("k4_padjust_bonferroni", "bonferroni"),
        ("k4_padjust_holm", "holm"),
        ("k4_padjust_simes-hochberg", "hochberg"),
        ("k4_padjust_fdr_bh", "benjamini-hochberg"),
    ],
)
def test_worked_examples(example: str, method: str) -> None:
    case = examples("many_examples")[example]
    p = 2.0 * ndtr(-np.abs(case["input"]["z"]))
    # z is printed to 8 decimals
    assert_allclose(adjust_p_values(p, method=method), case["expected"], rtol=1e-6)


def test_the_fifteen_p_values_of_benjamini_and_hochberg() -> None:
    p = [0.0001, 0.0004, 0.0019, 0.0095, 0.0201, 0.0278, 0.0298, 0.0344, 0.0459]
    p += [0.3240, 0.4262, 0.5719, 0.6528, 0.7590, 1.0]
    assert (adjust_p_values(p, method="benjamini-hochberg") <= 0.05).sum() == 4
    assert (adjust_p_values(p, method="bonferroni") <= 0.05).sum() == 3


@given(families, methods)
def test_never_below_the_p_value_and_in_the_same_order(p: np.ndarray, method: str) -> None:
    adjusted = adjust_p_values(p, method=method)
    assert_array_equal(np.isnan(adjusted), np.isnan(p))
    known = ~np.isnan(p)
    # scaling by n and back may lose the last digit
    assert (adjusted[known] >= p[known] * (1.0 - 1e-14)).all()
    assert (adjusted[known] <= 1.0).all()
    assert (np.diff(adjusted[known][np.argsort(p[known])]) >= -1e-15).all()


@given(families, methods, st.randoms(use_true_random=False))
def test_order_does_not_matter(p: np.ndarray, method: str, random) -> None:
    order = list(range(p.size))
    random.shuffle(order)
    assert_allclose(
        adjust_p_values(p[order], method=method), adjust_p_values(p, method=method)[order]
    )


@given(families, methods)
def test_missing_tests_do_not_count(p: np.ndarray, method: str) -> None:
    known = p[~np.isnan(p)]
    adjusted = adjust_p_values(p, method=method)
    assert_array_equal(adjusted[~np.isnan(p)], adjust_p_values(known, method=method))


@given(families)
def test_the_methods_are_ordered(p: np.ndarray) -> None:
    found = {method: np.nan_to_num(adjust_p_values(p, method=method)) for method in ADJUSTMENTS}
    ladder = ("benjamini-hochberg", "hommel", "hochberg", "holm", "bonferroni")
    for sharper, blunter in pairwise(ladder):
        assert (found[sharper] <= found[blunter] + 1e-14).all()
    assert (found["benjamini-hochberg"] <= found["benjamini-yekutieli"] + 1e-14).all()


@given(families, methods, st.integers(0, 20))
def test_left_out_tests_count_like_ones(p: np.ndarray, method: str, more: int) -> None:
    known = p[~np.isnan(p)]
    padded = np.concatenate([known, np.ones(more)])
    expected = adjust_p_values(padded, method=method)[: known.size]
    found = adjust_p_values(known, method=method, n_tests=known.size + more)
    assert_allclose(found, expected, rtol=1e-12)


def test_keeps_the_shape_and_the_argument() -> None:
    p = np.array([[0.01, 0.04], [0.03, np.nan]])
    adjusted = adjust_p_values(p)
    assert_allclose(adjusted, [[0.03, 0.06], [0.06, np.nan]])
    assert p[0, 0] == 0.01
    assert adjust_p_values([]).size == 0
    assert adjust_p_values(0.02, method="bonferroni", n_tests=3) == pytest.approx(0.06)


def test_refusals_say_what_is_wrong() -> None:
    with pytest.raises(OptionError, match=r"between 0 and 1, got 1\.5"):
        adjust_p_values([0.1, 1.5])
    with pytest.raises(OptionError, match=r"between 0 and 1, got -0\.1"):
        adjust_p_values([-0.1])
    with pytest.raises(OptionError, match="at most 50,000 tests, got 60,000"):
        adjust_p_values([0.1], method="hommel", n_tests=60_000)
    with pytest.raises(OptionError, match="Did you mean 'holm'"):
        adjust_p_values([0.1], method="Holm")
    with pytest.raises(OptionError, match="at least the 2 p-values given, got 1"):
        adjust_p_values([0.1, 0.2], n_tests=1)
    with pytest.raises(InputTypeError, match="array of numbers"):
        adjust_p_values(["x"])
