"""What every interval method owes the caller of `nps.estimate`, whatever its name."""

from __future__ import annotations

import numpy as np
import pytest
from hypothesis import example, given
from hypothesis import strategies as st
from offered import offered
from strategies import counts, levels, small_counts, swap_tails

import nps

METHODS = offered(lambda method: nps.estimate([9], method=method))
#: Enumerating all samples takes too long for many examples; its kernel has tests of its own.
quick = st.sampled_from([name for name in METHODS if name != "exact-unconditional"])
no_population = [name for name in METHODS if name.startswith(("exact", "bootstrap", "bayes"))]


@given(small_counts, quick, levels)
def test_limits_are_ordered_and_on_the_scale_and_mirror(sample, method, level):
    low, high = nps.estimate(sample, method=method, confidence_level=level).confidence_interval
    mirrored = nps.estimate(swap_tails(sample), method=method, confidence_level=level)
    if np.isnan(low):
        assert method == "t"
        assert np.isnan(mirrored.confidence_interval.low)
    else:
        assert -100.0 <= low <= high <= 100.0
        # the roots are good to 1e-10 on the -1..1 scale
        assert mirrored.confidence_interval == pytest.approx((-high, -low), abs=1e-7)


@given(small_counts, quick, levels)
def test_one_sided_bounds_are_ends_of_two_sided_intervals(sample, method, level):
    both = nps.estimate(sample, method=method, confidence_level=level).confidence_interval
    one_sided = 0.5 + level / 2
    up, down = (
        nps.estimate(sample, method=method, confidence_level=one_sided, alternative=alternative)
        for alternative in ("greater", "less")
    )
    if not np.isnan(both.low):
        assert up.confidence_interval == pytest.approx((both.low, 100.0), abs=1e-7)
        assert down.confidence_interval == pytest.approx((-100.0, both.high), abs=1e-7)


@given(counts(max_n=50), st.sampled_from(["bayes-jeffreys", "bayes-uniform", "bayes-perks"]))
def test_bayesian_standard_errors_are_those_of_the_posterior(sample, method):
    prior = method.removeprefix("bayes-")
    deviation = nps.posterior(sample, prior=prior).standard_deviation
    assert nps.estimate(sample, method=method).standard_error == pytest.approx(deviation, rel=1e-12)


@pytest.mark.parametrize("method", no_population)
def test_methods_without_a_finite_population_say_so(method):
    with pytest.raises(nps.OptionError, match=f'population is not available for method="{method}"'):
        nps.estimate(nps.Counts(5, 3, 2), method=method, population=100)


def test_the_unconditional_interval_names_its_largest_sample():
    enormous = nps.Counts(10**13, 0, 1)
    with pytest.raises(nps.OptionError, match=r"at most 10,000,000,000,000 .*\"score\" for larger"):
        nps.estimate(enormous, method="exact")
    with pytest.raises(nps.OptionError, match=r"up to 10,000,000,000,000 answers, got 10,000,000"):
        nps.compare_benchmark(enormous, 0, method="sign")
    with pytest.raises(nps.OptionError, match=r"at most 200 answers, got 201.*method=\"exact\""):
        nps.estimate(nps.Counts(101, 50, 50), method="exact-unconditional")
    low, high = nps.estimate(nps.Counts(3, 1, 1), method="exact-unconditional").confidence_interval
    assert -100.0 < low < 40.0 < high < 100.0


@given(small_counts, st.sampled_from([1e-3, 1e-9, 1e-11, 1e-12, 1e-13, 1e-15]))
def test_nearly_certain_studentized_intervals_hold_the_score(counts, outside):
    low, high = nps.estimate(
        counts, method="bootstrap-studentized", confidence_level=1.0 - outside
    ).confidence_interval
    assert low <= counts.score + 1e-9
    assert high >= counts.score - 1e-9


#: Methods whose two-sided interval holds the score at every level.
HOLDING = ("score", "skewness-corrected", "wald", "exact", "goodman", "mover-wilson")


@given(
    counts(min_n=1, max_n=10**9),
    counts(min_n=1, max_n=10**9),
    st.floats(-15.0, -0.001) | st.floats(0.01, 15.0),
)
@example(nps.Counts(0, 1, 2), nps.Counts(8155261, 21999939, 85522697), -15.0)
@example(nps.Counts(1, 0, 0), nps.Counts(63933137, 84455386, 80505483), -12.0)
def test_no_level_cuts_off_the_estimate(first, second, exponent):
    """From 1e-15 to 1 - 1e-15, of one sample, of many, and of differences."""
    level = 10.0**exponent if exponent < 0.0 else 1.0 - 10.0**-exponent
    many = nps.Cohorts.from_dict({"a": first, "b": second})
    for method in HOLDING:
        found = nps.estimate(many, method=method, confidence_level=level)
        ends = [*zip(*found.confidence_interval, strict=True)]
        ends.append(nps.estimate(second, method=method, confidence_level=level).confidence_interval)
        for (low, high), side in zip(ends, (first, second, second), strict=True):
            assert -100.0 <= low <= side.score <= high <= 100.0
        if method in ("score", "skewness-corrected", "wald"):
            apart = nps.compare_benchmark(many, 13.7, method=method, confidence_level=level)
            low, high = apart.confidence_interval
            assert ((low <= apart.difference) & (apart.difference <= high)).all()
    for one in (nps.compare(second, first, confidence_level=level),
                nps.compare(many, first, confidence_level=level)["b"]):  # fmt: skip
        low, high = one.confidence_interval
        assert low <= one.difference <= high


@given(
    st.lists(st.integers(0, 10**5), min_size=9, max_size=9).filter(any),
    st.lists(st.tuples(st.integers(0, 10), st.floats(0.1, 9.0)), min_size=3, max_size=30),
    st.floats(-15.0, -6.0),
)
@example([18, 11, 7, 19, 0, 16, 12, 4, 13], [(10, 1.0), (9, 2.5), (3, 0.3)], -15.0)
def test_nor_does_it_of_the_same_people_or_under_a_design(cells, answers, exponent):
    options = {"confidence_level": 10.0**exponent}
    moves = nps.Transitions(np.reshape(cells, (3, 3)).tolist())
    ratings, weights = zip(*answers, strict=True)
    survey = nps.SurveySample(ratings, weights=weights)
    other = nps.SurveySample(ratings[::-1][:-1], weights=weights[1:])
    strata = nps.Cohorts.from_counts(["a", "b"], cells[:2], cells[2:4], cells[4:6])
    found = [
        *(nps.compare_paired(moves, method=name, **options)
          for name in ("score", "wald", "score-null")),
        *nps.compare_shares(moves, adjust="none", **options),
        nps.compare(survey, other, **options),
    ]  # fmt: skip
    if (strata.n > 0).all():
        moved = nps.Cohorts.from_counts(["a", "b"], cells[5:3:-1], cells[3:1:-1], cells[1::-1])
        found.append(nps.compare_strata(strata, moved, **options))
    for one in found:
        low, high = one.confidence_interval
        assert low <= one.difference <= high or np.isnan(low)
    weighted = nps.estimate(survey, **options)
    low, high = weighted.confidence_interval
    assert low <= weighted.score <= high or np.isnan(low)
