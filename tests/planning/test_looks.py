"""Several looks: published boundaries, the level they keep, how they look."""

from __future__ import annotations

import math

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from numpy.testing import assert_allclose

import nps
from nps.planning import looks, sample_size

A, B, C = nps.Shares(0.5, 0.3, 0.2), nps.Shares(0.44, 0.3, 0.26), nps.Shares(0.4, 0.3, 0.3)


def test_boundaries_are_those_of_lan_and_demets():
    plan = looks(5)
    assert_allclose(plan.boundaries, [4.8769, 3.3570, 2.6803, 2.2898, 2.0310], atol=5.1e-5)
    assert_allclose(plan.inflation, 1.025, atol=5e-4)
    assert_allclose(plan.expected_n[1], 0.82, atol=5e-3)
    year = looks(12)
    assert_allclose((year.inflation, year.expected_n[1]), (1.040, 0.79), atol=5e-4)
    uneven = looks(information=(0.5, 0.75, 1.0))
    assert_allclose(uneven.boundaries, [2.9626, 2.3590, 2.0141], atol=5.1e-5)


@settings(max_examples=15)
@given(
    st.integers(1, 12), st.sampled_from(["obrien-fleming", "pocock"]),
    st.sampled_from(["two-sided", "greater", "less"]), st.sampled_from([0.9, 0.95, 0.99]),
)  # fmt: skip
def test_a_plan_spends_its_level_and_no_more(k, spending, alternative, level):
    plan = looks(k, spending=spending, alternative=alternative, confidence_level=level)
    assert_allclose(plan.spent[-1], 1.0 - level, rtol=1e-9)
    assert (np.diff(plan.spent, prepend=0.0) > 0.0).all()
    assert plan.nominal_p[0] <= plan.spent[0] * (1 + 1e-9)
    assert 1.0 - 1e-3 <= plan.inflation < 1.5
    assert plan.expected_n[1] <= plan.expected_n[0] <= plan.inflation + 1e-9
    assert plan.labels == tuple(range(1, k + 1))


def test_looks_look_like_themselves():
    plan = looks(2, alternative="greater", spending="pocock")
    assert str(plan).splitlines()[1] == "look 1 at 50.0%: z >= 1.8662"
    assert "2 looks, pocock spending, 95% greater" in plan._repr_html_()
    assert "boundary (z)" in plan._repr_html_()
    assert plan.summary().startswith("2 looks: z must reach 1.87 at the first and 1.88 at the last")
    assert plan.summary("zh").startswith("共 2 次查看")
    assert "Lan & DeMets (1983)" in plan.explain()
    frame = looks(5).to_pandas()
    assert list(frame.columns) == ["information", "boundaries", "nominal_p", "spent"]
    assert not plan.boundaries.flags.writeable
    single = sample_size(A, C)
    assert plan.answers(single)[-1] == math.ceil(single.n * plan.inflation)
    assert looks(1).answers(100)[0] in (100, 101)
    with pytest.raises(nps.OptionError, match="more answers than there can be"):
        plan.answers(sample_size(A, A))


@pytest.mark.slow
def test_the_level_is_kept_with_few_answers_already():
    """The test's own z, ten answers per arm and look, where there is nothing to find."""
    rng = np.random.default_rng(8)
    plan, draws, k = looks(5), 20_000, 5
    one, other = (np.cumsum(rng.multinomial(10, A, (draws, k)), axis=1) for _ in range(2))
    crossed = np.zeros(draws, dtype=bool)
    for look in range(k):
        first, second = (nps.Cohorts.from_counts(range(draws), *x[:, look].T) for x in (one, other))
        z = nps.compare(first, second).statistic
        crossed |= np.abs(z) >= plan.boundaries[look]
    # four standard errors of a share of 5% in 20,000
    assert abs(crossed.mean() - 0.05) < 4.0 * math.sqrt(0.05 * 0.95 / draws) + 0.002


@pytest.mark.parametrize(
    ("options", "message"),
    [
        ({"looks": 0}, "looks must be at least 1"),
        ({"looks": 201}, "looks must be at most 200"),
        ({"information": ()}, r"must grow from above 0 to 1.*got \(\)"),
        ({"information": (0.5, 0.9)}, "must grow from above 0 to 1"),
        ({"information": (0.5, 0.5, 1)}, "must grow"),
        ({"information": (0, 1)}, "must grow"),
        ({"information": 0.5}, "such as"),
        ({"information": "half"}, "such as"),
        ({"spending": "flat"}, "spending must be one of"),
        ({"power": 0.04}, "power must be above"),
        ({"alternative": "greater", "confidence_level": 0.5}, "above 0.5"),
    ],
)
def test_looks_that_make_no_sense_are_refused(options, message):
    with pytest.raises((nps.OptionError, nps.InputTypeError), match=message):
        looks(**options)
