from __future__ import annotations

import json
import math

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from offered import offered
from scipy import optimize
from strategies import alternatives, counts, levels
from transition_tables import tables

import nps
from nps import Transitions, compare_overlapping, compare_paired

METHODS = offered(
    lambda method: compare_overlapping([9], [9], sample_ids=[1], reference_ids=[1], method=method)
)
methods = st.sampled_from(METHODS)
full = tables.filter(lambda table: any(map(any, table)))
nulls = st.sampled_from([0.0, 10.0]) | st.floats(-199, 199)
nobody = np.zeros((3, 3), int)
# Rounding alone: the variance is a sum of positive terms, so that nothing cancels; p-values
# multiply the relative error by the square of the statistic.
CLOSE = {"rel": 1e-9, "abs": 1e-10, "nan_ok": True}


def same(found, expected):
    for name in ("difference", "standard_error", "statistic", "p_value", "degrees_of_freedom"):
        value = getattr(expected, name)
        if value is None:
            assert getattr(found, name) is None
        else:
            assert getattr(found, name) == pytest.approx(value, **CLOSE), name
    assert found.confidence_interval == pytest.approx(expected.confidence_interval, **CLOSE)
    assert (found.sample, found.reference) == (expected.sample, expected.reference)


@given(counts(), counts(), nulls, levels, alternatives)
def test_without_common_people_it_is_compare(sample, reference, null, level, alternative):
    moves = Transitions(nobody, sample_only=sample, reference_only=reference)
    options = {"null": null, "confidence_level": level, "alternative": alternative}
    score = nps.compare(sample, reference, **options)
    same(compare_overlapping(moves, method="score", **options), score)
    wald = nps.compare(sample, reference, method="wald", **options)
    for method in ("wald", "gls"):
        same(compare_overlapping(moves, method=method, **options), wald)
    welch = nps.compare(sample, reference, method="welch", **options)
    same(compare_overlapping(moves, method="t", **options), welch)


@given(full, nulls, levels, alternatives)
def test_with_the_same_people_it_is_compare_paired(table, null, level, alternative):
    moves = Transitions(table)
    options = {"null": null, "confidence_level": level, "alternative": alternative}
    all_moved_alike = max(np.trace(np.array(table), k) for k in range(-2, 3)) == moves.n
    if not all_moved_alike:
        wald = compare_paired(moves, method="wald", **options)
        for method in ("wald", "gls"):
            same(compare_overlapping(moves, method=method, **options), wald)
    for method in ("score", "t"):
        same(
            compare_overlapping(moves, method=method, **options),
            compare_paired(moves, method=method, **options),
        )


@given(full, counts(min_n=0), counts(min_n=0), methods, nulls, levels, alternatives)
def test_exchanging_the_waves_negates_everything(
    table, alone, gone, method, null, level, alternative
):
    other = {"greater": "less", "less": "greater"}.get(alternative, alternative)
    options = {"method": method, "confidence_level": level}
    there = compare_overlapping(
        Transitions(table, sample_only=alone, reference_only=gone),
        null=null,
        alternative=alternative,
        **options,
    )
    back = compare_overlapping(
        Transitions(np.array(table).T, sample_only=gone, reference_only=alone),
        null=-null,
        alternative=other,
        **options,
    )
    if method == "score" or there.standard_error > 1e-9 or math.isnan(there.standard_error):
        assert there.statistic == pytest.approx(-back.statistic, **CLOSE)
        assert there.p_value == pytest.approx(back.p_value, **CLOSE)
    assert there.difference == pytest.approx(-back.difference, **CLOSE)
    assert there.standard_error == pytest.approx(back.standard_error, **CLOSE)
    low, high = back.confidence_interval
    assert there.confidence_interval == pytest.approx((-high, -low), **CLOSE)
    assert (there.matched, there.new, there.lost) == (back.matched, back.lost, back.new)


@given(full, counts(min_n=0), counts(min_n=0), methods, st.floats(-199, 199), levels, alternatives)
def test_a_p_value_is_below_alpha_exactly_when_the_interval_leaves_the_null_out(
    table, alone, gone, method, null, level, alternative
):
    found = compare_overlapping(
        Transitions(table, sample_only=alone, reference_only=gone),
        method=method,
        null=null,
        confidence_level=level,
        alternative=alternative,
    )
    low, high = found.confidence_interval
    if math.isnan(low):
        assert method == "t"
        return
    if min(abs(low - null), abs(high - null)) > 1e-9:  # at an end rounding decides
        assert (found.p_value < 1 - level) == (not low <= null <= high)


@given(full, counts(min_n=0), counts(min_n=0), methods, st.integers(2, 9))
def test_k_times_the_people_divide_the_standard_error_by_the_root_of_k(
    table, alone, gone, method, k
):
    moves = Transitions(table, sample_only=alone, reference_only=gone)
    once = compare_overlapping(moves, method=method)
    more = compare_overlapping(sum([moves] * k), method=method)
    assert more.matched == k * once.matched
    if method in ("wald", "pooled"):  # gls trusts the correlation more, t has more freedom
        assert more.difference == pytest.approx(once.difference, **CLOSE)
        assert more.standard_error == pytest.approx(once.standard_error / math.sqrt(k), **CLOSE)
    else:
        assert not more.standard_error > once.standard_error * (1 + 1e-9)


@given(full, counts(min_n=0), counts(min_n=0), levels)
def test_the_score_interval_has_width_and_stays_on_the_scale(table, alone, gone, level):
    moves = Transitions(table, sample_only=alone, reference_only=gone)
    found = compare_overlapping(moves, method="score", confidence_level=level)
    low, high = found.confidence_interval
    assert -200 <= low < high <= 200
    assert low <= found.difference <= high


@given(full, counts(min_n=0), counts(min_n=0), st.floats(0.6, 0.99))
def test_the_test_of_an_end_of_the_score_interval_gives_its_level(table, alone, gone, level):
    moves = Transitions(table, sample_only=alone, reference_only=gone)
    found = compare_overlapping(moves, method="score", confidence_level=level)
    for end in found.confidence_interval:
        if abs(end) < 199.99:
            back = compare_overlapping(moves, method="score", null=end)
            assert back.p_value == pytest.approx(1 - level, rel=1e-6)


def likelihood_variance(moves, null):
    """Maximise the likelihood of the three groups under the null by a general optimiser."""
    s = np.array([1.0, 0.0, -1.0])
    table = np.array(moves.table, dtype=float)
    alone, gone = (
        np.array([c.promoters, c.passives, c.detractors], dtype=float)
        for c in (moves.sample_only, moves.reference_only)
    )
    n1, n2 = table.sum() + alone.sum(), table.sum() + gone.sum()
    m = table.sum()
    scores = np.concatenate([
        (m / n1 * s[None, :] - m / n2 * s[:, None]).ravel(), alone.sum() / n1 * s,
        -gone.sum() / n2 * s,
    ])  # fmt: skip
    x = np.concatenate([table.ravel(), alone, gone])
    groups = np.repeat([0, 1, 2], [9, 3, 3])
    sums = np.array([(groups == g).astype(float) for g in range(3)])
    found = optimize.minimize(
        lambda p: -x @ np.log(np.maximum(p, 1e-300)) / x.sum(),
        np.concatenate([np.full(9, 1 / 9), np.full(6, 1 / 3)]),
        jac=lambda p: -x / np.maximum(p, 1e-300) / x.sum(),
        bounds=[(1e-12, 1)] * 15,
        constraints=[
            {"type": "eq", "fun": lambda p: sums @ p - 1, "jac": lambda p: sums},
            {"type": "eq", "fun": lambda p: scores @ p - null, "jac": lambda p: scores},
        ],
        method="SLSQP",
        options={"ftol": 1e-15, "maxiter": 1000},
    )
    p = found.x
    sizes = sums @ x
    variance = sums @ (p * scores**2) - (sums @ (p * scores)) ** 2
    extra = (alone.sum() + gone.sum()) / (n1 + n2)
    return (variance / sizes).sum() * (n1 + n2) / (n1 + n2 - extra)


# old releases of SciPy say when a step left the bounds and was brought back
@pytest.mark.filterwarnings("ignore:Values in x were outside bounds:RuntimeWarning")
@pytest.mark.parametrize("null", [-60.0, -10.0, 0.0, 25.0, 80.0])
def test_the_score_statistic_is_that_of_direct_maximisation(null):
    moves = Transitions(
        [[9, 3, 2], [4, 8, 3], [2, 1, 6]],
        sample_only=nps.Counts(7, 4, 3),
        reference_only=nps.Counts(5, 6, 9),
    )
    found = compare_overlapping(moves, method="score", null=null)
    z = (found.difference - null) / 100 / math.sqrt(likelihood_variance(moves, null / 100))
    # the optimiser's accuracy
    assert found.statistic == pytest.approx(z, rel=1e-5, abs=1e-7)


def test_options_that_read_ratings_are_refused_beside_transitions():
    moves = Transitions([[3, 0, 0], [0, 2, 0], [1, 0, 4]])
    options = {
        "sample_ids": [1],
        "reference_ids": [1],
        "keep": "latest",
        "sample_times": [1],
        "reference_times": [1],
        "missing_ids": "unmatched",
        "scale": nps.Scale.conventional(1, 5),
        "invalid": "drop",
    }
    for name, value in options.items():
        with pytest.raises(nps.OptionError, match=rf"^{name}: nps\.Transitions hold counts"):
            compare_overlapping(moves, **{name: value})
    for name in ("scale", "invalid"):
        with pytest.raises(nps.OptionError, match=rf"^{name}: nps\.Transitions hold counts"):
            compare_paired(moves, **{name: options[name]})


def test_much_alike_answers_make_gls_far_narrower():
    table = [[180, 10, 5], [10, 130, 5], [5, 5, 100]]
    moves = Transitions(
        table, sample_only=nps.Counts(160, 150, 140), reference_only=nps.Counts(190, 140, 120)
    )
    wald, gls = (compare_overlapping(moves, method=method) for method in ("wald", "gls"))
    assert wald.correlation > 0.8
    assert gls.standard_error < 0.75 * wald.standard_error
    assert wald.difference == wald.sample.score - wald.reference.score


def test_ids_tell_who_is_matched_new_and_lost():
    found = compare_overlapping(
        [9, 10, 8, 3, None],
        [9, 7, 10, 6],
        sample_ids=[1, 2, 3, 4, 5],
        reference_ids=[3, 2, 9, 5],
    )
    assert (found.matched, found.new, found.lost) == (2, 2, 2)
    assert found.sample == nps.Counts(2, 1, 1)
    assert found.reference == nps.Counts(2, 1, 1)
    assert "2 people in both, 2 new, 2 lost" in str(found)


def test_ids_and_dates_go_through_to_the_transitions():
    waves = {
        "sample": [9, 3],
        "reference": [8, 8],
        "sample_ids": ["a", "a"],
        "reference_ids": ["a", None],
        "sample_times": [1, 2],
        "reference_times": [1, 1],
        "keep": "latest",
        "missing_ids": "unmatched",
    }
    found = compare_overlapping(**waves)
    assert found.transitions == Transitions.from_ids(**waves)
    assert (found.matched, found.lost, found.difference) == (1, 1, -100.0)
    with pytest.raises(nps.OptionError, match="keep must be one of 'error', 'latest'"):
        compare_overlapping(**{**waves, "keep": "last"})
    with pytest.raises(nps.OptionError, match="missing_ids must be one of"):
        compare_overlapping(**{**waves, "missing_ids": "drop"})


def test_other_scales_and_dropped_answers():
    found = compare_overlapping(
        [5, 9],
        [1, 4],
        sample_ids=[1, 2],
        reference_ids=[1, 2],
        scale=nps.Scale.conventional(1, 5),
        invalid="drop",
    )
    assert (found.matched, found.lost, found.transitions.invalid) == (1, 1, 1)


def test_it_must_be_known_who_answered():
    for arguments in (
        {"sample": [9], "reference": [9]},
        {"sample": [9], "reference": [9], "sample_ids": [1]},
        {"sample": [9]},
    ):
        with pytest.raises(nps.InputTypeError, match="needs to know who gave each answer"):
            compare_overlapping(**arguments)


def test_options_and_data_are_checked():
    moves = Transitions(np.eye(3, dtype=int))
    with pytest.raises(nps.OptionError, match="method must be one of"):
        compare_overlapping(moves, method="z")
    with pytest.raises(nps.OptionError, match="between -200 and 200"):
        compare_overlapping(moves, null=-201)
    with pytest.raises(nps.OptionError, match="alternative"):
        compare_overlapping(moves, alternative="")
    with pytest.raises(nps.OptionError, match="confidence_level"):
        compare_overlapping(moves, confidence_level=1.0)
    with pytest.raises(nps.EmptySampleError, match="difference"):
        compare_overlapping(Transitions(nobody, sample_only=nps.Counts(1, 2, 3)))


def test_notes_warn_of_few_people_and_of_none():
    few = Transitions([[3, 0, 0], [0, 2, 0], [1, 0, 0]], reference_only=nps.Counts(20, 20, 20))
    assert compare_overlapping(few).notes == ("The sample is tiny: n = 6.",)
    assert "Only 6 people answered in both" in compare_overlapping(few, method="gls").notes[1]
    apart = Transitions(
        nobody, sample_only=nps.Counts(20, 0, 0), reference_only=nps.Counts(20, 0, 0)
    )
    found = compare_overlapping(apart)
    assert "independent samples" in found.notes[0]
    assert 'method="score" does' in found.notes[1]
    assert "sees no uncertainty" in found.notes[1]
    assert (found.statistic, found.p_value) == (0.0, 1.0)
    assert compare_overlapping(apart, null=5.0).statistic == -math.inf
    undefined = compare_overlapping(apart, method="t")
    assert math.isnan(undefined.p_value)
    assert 'method="score" is not' in undefined.notes[1]
    score = compare_overlapping(apart, method="score")
    assert score.notes == ("Nobody answered in both waves: these are independent samples.",)


@pytest.mark.parametrize("promoters", range(1, 12))
def test_people_who_all_changed_alike_leave_nothing_to_the_t_test(promoters):
    moves = Transitions([[0, promoters, 0], [0, 0, 7], [0, 0, 0]])
    assert math.isnan(compare_overlapping(moves, method="t").standard_error)
    assert compare_overlapping(moves).notes[-1].startswith("Nothing varies")


def test_the_result_leaves_as_a_dictionary():
    found = compare_overlapping(Transitions([[3, 1, 0], [0, 2, 0], [1, 0, 4]]))
    saved = json.loads(json.dumps(found.to_dict()))
    assert saved["matched"] == 11
    assert saved["transitions"]["table"] == [[3, 1, 0], [0, 2, 0], [1, 0, 4]]
    assert "difference" in found._repr_html_()
