"""The one-sample kernels against R and against printed examples; see tests/reference/README.md."""

from __future__ import annotations

from functools import partial

import numpy as np
import pytest
from numpy.testing import assert_allclose
from reference_tables import classes, columns, examples, rows, rows_by
from scipy.special import ndtr

from nps._kernels.numerics.moments import normal_quantile
from nps._kernels.one_score import melded, mover, score, shares, skewness, wald


def scaled_score(a, b, c, tail):
    """Tango's interval with the variance times n/(n - 1), which a single answer does not have."""
    n = a + b + c
    factor = np.where(n > 1.0, n / np.maximum(n - 1.0, 1.0), 1e40)
    return score.score_limits(a, b, c, normal_quantile(tail) * np.sqrt(factor))


KERNELS = {
    "own_tango_root": score.score_interval,
    "ratesci_tango": score.score_interval,
    "ct_tango": score.score_interval,
    "nps2_iterative": score.score_interval,
    "ratesci_tango_bcf": scaled_score,
    "nps2_wald": wald.wald,
    "nps1_wald": wald.wald,
    "t_test": wald.t,
    "ct_goodman_bonferroni": wald.goodman,
    "ct_goodman_scheffe": wald.goodman_scheffe,
    "nps2_adjwald_0.75_1.5_0.75": wald.adjusted_wald,
    "nps2_adjwald_0.5_1_0.5": wald.agresti_min,
    "nps2_adjwald_1_0_1": wald.bonett_price,
    "nps2_adjwald_1_2_1": partial(wald.wald_with_pseudo_counts, pseudo=(1.0, 2.0, 1.0)),
    "ct_agresti_min": wald.agresti_min,
    "ct_bonett_price": wald.bonett_price,
    "propcis_agresti_min": wald.agresti_min,
    "ratesci_scas": skewness.skewness_interval,
    "ratesci_scasu": partial(skewness.skewness_interval, unbiased=False),
    "ratesci_mover_wilson": mover.mover_wilson,
    "ratesci_mover_jeffreys": mover.mover_jeffreys,
    "ct_newcombe": mover.mover_wilson,
}


def computed(table, kernel):
    a, b, c, level = columns(table, "promoters", "passives", "detractors", "conf_level")
    limits = np.empty((2, a.size))
    for value in np.unique(level):
        at = level == value
        limits[:, at] = kernel(a[at], b[at], c[at], 0.5 * (1.0 - value))
    return 100.0 * limits


def without_skewness(row):
    """Rows where R set the skewness term to 0 as too small: a million answers, equal tails."""
    return row["promoters"] == row["detractors"] and float(row["promoters"]) > 300_000


INTERVALS = rows_by("one_sample", "method")


def test_every_reference_method_has_its_kernel():
    assert INTERVALS.keys() == KERNELS.keys()


@pytest.mark.parametrize("method", KERNELS)
def test_limits_agree_with_r(method):
    table = INTERVALS[method]
    if method.startswith("ratesci_scas"):
        table = [row for row in table if not without_skewness(row)]
    low, high, tolerance = columns(table, "lower", "upper", "abs_tol")
    ours = computed(table, KERNELS[method])
    # R's own accuracy, in points; some functions do not cut off at the ends of the scale.
    assert len(table) >= 320
    assert np.all(np.abs(ours[0] - np.clip(low, -100, 100)) <= tolerance)
    assert np.all(np.abs(ours[1] - np.clip(high, -100, 100)) <= tolerance)


@pytest.mark.parametrize(
    ("method", "plain"), [("ratesci_scas", scaled_score), ("ratesci_scasu", score.score_interval)]
)
def test_where_r_drops_the_skewness_its_value_is_the_plain_score_interval(method, plain):
    table = [row for row in INTERVALS[method] if without_skewness(row)]
    low, high = columns(table, "lower", "upper")
    assert len(table) == 4
    assert_allclose(computed(table, plain), [low, high], rtol=0, atol=1e-9)  # printed digits
    # The term is worth up to 1e-7 points here: a bound on k (z**2 - 1), from n = 1e6.
    assert_allclose(computed(table, KERNELS[method]), [low, high], rtol=0, atol=1e-7)


@pytest.mark.parametrize("method", ["score_tango", "score_scas"])
def test_statistics_agree_with_r(method):
    table = rows("one_sample_statistics", method=method)
    a, b, c, null, expected = columns(
        table, "promoters", "passives", "detractors", "null", "statistic"
    )
    greater, less = columns(table, "p_greater", "p_less")
    n, theta = a + b + c, null / 100.0
    if method == "score_tango":
        z = score.score_statistic(a, b, c, theta)
    else:
        z = skewness.skewness_statistic(a, b, c, theta)
        # R drops the skewness where the third moment over n**2 is below 1e-10 in size, however
        # far theta is; what it gives there is the plain statistic.
        p_pro, _, p_det = score.constrained_shares(a, b, c, theta)
        third = theta * (1.0 - 3.0 * (p_pro + p_det) + 2.0 * theta**2) / n**2
        dropped = (np.abs(third) < 1e-10) & (n > 50_000) & (theta != 0.0)
        assert dropped.sum() == 12
        plain = score.score_statistic(a, b, c, theta) * np.sqrt((n - 1.0) / n)
        z = np.where(dropped, plain, z)
    assert z.size == 380
    assert_allclose(z, expected, rtol=1e-9, atol=1e-9)  # printed digits
    assert_allclose(ndtr(-z), greater, rtol=1e-9, atol=1e-14)  # R took tails as 1 - p
    assert_allclose(ndtr(z), less, rtol=1e-9, atol=1e-14)


@pytest.mark.parametrize("name", ["p_score", "p_score_bcf", "p_scas"])
def test_p_values_of_a_zero_score_agree_with_r(name):
    table = [row for row in rows("one_sample_points") if row[name] not in ("NaN", "NA")]
    a, b, c, expected = columns(table, "promoters", "passives", "detractors", name)
    n = a + b + c
    z = {
        "p_score": score.score_statistic(a, b, c, 0.0),
        "p_score_bcf": score.score_statistic(a, b, c, 0.0) * np.sqrt((n - 1.0) / n),
        "p_scas": skewness.skewness_statistic(a, b, c, 0.0),
    }[name]
    assert len(table) >= 90
    assert_allclose(2.0 * ndtr(-np.abs(z)), expected, rtol=1e-9, atol=2e-15)  # tails as 1 - p


EXAMPLES = examples("one_sample_examples")
EXAMPLE_KERNELS = {
    "score": score.score_interval,
    "skewness": skewness.skewness_interval,
    "skewness_without_factor": partial(skewness.skewness_interval, unbiased=False),
    "wald": wald.wald,
    "adjusted_wald": wald.adjusted_wald,
    "agresti_min": wald.agresti_min,
    "bonett_price": wald.bonett_price,
    "goodman": wald.goodman,
    "goodman_scheffe": wald.goodman_scheffe,
    "mover_wilson": mover.mover_wilson,
    "mover_jeffreys": mover.mover_jeffreys,
    "melded": melded.melded,
}


@pytest.mark.parametrize("example", EXAMPLES, ids=[example["id"] for example in EXAMPLES])
def test_printed_examples(example):
    kernel = EXAMPLE_KERNELS[example["method"]]
    limits = kernel(*example["counts"], 0.5 * (1.0 - example["level"]))
    # Half a unit of the last printed digit, or what the source's root finder allows.
    assert_allclose(limits, np.clip(example["interval"], -1, 1), rtol=0, atol=example["tolerance"])


@pytest.mark.parametrize(
    ("method", "kernel"),
    [
        ("wilson", shares.wilson),
        ("clopper_pearson", shares.clopper_pearson),
        ("goodman_simultaneous", shares.goodman_shares),
        ("quesenberry_hurst_simultaneous", shares.quesenberry_hurst),
    ],
)
def test_share_intervals_agree_with_r(method, kernel):
    table = rows("class_shares", method=method)
    assert len(table) == 120
    for row in table:
        n = sum(classes(row))
        limits = kernel(
            float(row[row["class"] + "s"]), float(n), 0.5 * (1.0 - float(row["conf_level"]))
        )
        assert_allclose(limits, [float(row["lower"]) / 100, float(row["upper"]) / 100], atol=1e-12)
