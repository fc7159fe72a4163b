"""One weighted sample: adding, scaling, reducing to plain counts, refusing what is wrong."""

from __future__ import annotations

import json
import math
import pickle

import numpy as np
import pandas as pd
import pytest
from hypothesis import assume, given
from hypothesis import strategies as st
from numpy.testing import assert_allclose
from survey_strategies import KINDS, Survey, kinds, surveys

import nps

approx = pytest.approx

SMALL = nps.SurveySample(
    [10, 9, 3, 8, 9, 10, 7, 2],
    weights=[2, 1, 1, 3, 2, 1, 1, 1],
    clusters=["a", "a", "b", "b", "c", "c", "d", "d"],
)


def numbers(sample: nps.SurveySample) -> np.ndarray:
    """All that `describe` says, as numbers."""
    about = sample.describe()
    names = (
        "score", "unweighted_score", "standard_error", "degrees_of_freedom", "design_effect",
        "design_effect_without_replacement", "effective_n", "kish_n", "sum_of_weights",
    )  # fmt: skip
    return np.array([getattr(about, name) for name in names] + list(about.shares))


def assert_same(mine: nps.SurveySample, theirs: nps.SurveySample) -> None:
    # A variance of 0 may come out as the square of a rounding error.
    assert mine.counts == theirs.counts
    assert_allclose(mine.standard_error, theirs.standard_error, rtol=1e-7, atol=1e-6)
    if theirs.standard_error > 1e-3:
        assert_allclose(numbers(mine), numbers(theirs), rtol=1e-9, atol=1e-9)


# ---------------------------------------------------------------- adding


@given(surveys(), kinds, st.data())
def test_any_split_adds_up_to_the_whole(survey, kind, data):
    parts = [data.draw(st.integers(0, 2)) for _ in range(len(survey))]
    split = [
        survey.take(np.flatnonzero(np.array(parts) == part)).sample(kind)
        for part in range(3)
        if part in parts
    ]
    whole = survey.sample(kind)
    assert_same(sum(split), whole)
    # integer weights add without rounding, so the totals are equal, whatever the order
    assert sum(split) == sum(split[::-1]) == whole
    assert hash(sum(split)) == hash(whole)


def test_parts_add_also_where_they_have_no_error_of_their_own():
    parts = [nps.SurveySample([9, 3], clusters=[i, i]) for i in range(3)]
    with pytest.raises(nps.OptionError, match="the sample has a single cluster"):
        parts[0].standard_error  # noqa: B018
    assert sum(parts) == nps.SurveySample([9, 3] * 3, clusters=[0, 0, 1, 1, 2, 2])


def test_the_same_respondents_are_not_added_twice():
    for sample in (SMALL, nps.SurveySample([9, 3]), SMALL.with_replicates("jk1")):
        with pytest.raises(nps.OptionError, match="have respondents in common"):
            sample + sample


@pytest.mark.parametrize(
    ("other", "message"),
    [
        (nps.SurveySample([9, 3]), "with clusters cannot be added to one without"),
        (nps.SurveySample([9, 3], clusters=[1, 2], lonely="adjust"), "the same lonely="),
        (nps.SurveySample([9, 3], clusters=[1, 2], degrees_of_freedom=7), "degrees_of_freedom="),
        (SMALL.with_replicates("jk1"), "with replicate weights cannot be added"),
        (nps.SurveySample([9, 3], clusters=[1, 2], population=9), "has two populations"),
    ],
)
def test_designs_that_do_not_add(other, message):
    for pair in ((SMALL, other), (other, SMALL)):
        with pytest.raises(nps.OptionError, match=message):
            pair[0] + pair[1]


def test_only_survey_samples_add():
    for other in (nps.Counts(1, 1, 1), 1, None):
        with pytest.raises(TypeError, match="unsupported operand"):
            SMALL + other
        with pytest.raises(TypeError, match="unsupported operand"):
            other + SMALL
    assert sum([SMALL]) is SMALL


def test_replicate_weights_add_over_files():
    rng = np.random.default_rng(5)
    ratings, weights = rng.integers(0, 11, 40), rng.uniform(1, 3, (40, 6))
    fay = nps.Replication(kind="fay", rho=0.5, centre="estimate")
    files = [
        nps.SurveySample(ratings[rows], replicate_weights=weights[rows], replication=fay)
        for rows in (slice(0, 25), slice(25, 40))
    ]
    whole = nps.SurveySample(ratings, replicate_weights=weights, replication=fay)
    assert_same(sum(files), whole)
    assert whole.degrees_of_freedom == 5
    brr = nps.SurveySample(ratings, replicate_weights=weights, replication="brr")
    with pytest.raises(nps.OptionError, match="must have the same replication"):
        brr + whole
    made = [nps.SurveySample([9, 3, 9, 8], clusters=range(4)).with_replicates("jk1")] * 2
    made[1] = nps.SurveySample([9, 3, 9, 8], clusters=range(4)).with_replicates("jk1")
    with pytest.raises(nps.OptionError, match="made of different clusters"):
        made[0] + made[1]


# ---------------------------------------------------------------- weights


@given(surveys(), kinds, st.sampled_from([1e-6, 0.1, 10.0, 1e8]), st.sampled_from([0.8, 0.95]))
def test_the_scale_of_the_weights_means_nothing(survey, kind, factor, level):
    sample = survey.sample(kind)
    scaled = survey.weighing([factor * w for w in survey.weights]).sample(kind)
    assert scaled.score == approx(sample.score, abs=1e-10)
    assert_allclose(scaled.standard_error, sample.standard_error, rtol=1e-7, atol=1e-6)
    assume(sample.standard_error > 1e-3)
    same = [0, 1, 2, 3, 4, 6, 7, 9, 10, 11]  # not what looks at the size of the population
    assert_allclose(numbers(scaled)[same], numbers(sample)[same], rtol=1e-9, atol=1e-9)
    for method in ("score", "wald-t", "wald"):
        mine, theirs = (
            nps.estimate(one, method=method, confidence_level=level).confidence_interval
            for one in (scaled, sample)
        )
        assert mine == approx(theirs, rel=1e-9, abs=1e-7)


@given(st.lists(st.integers(0, 10), min_size=2, max_size=40), st.sampled_from([None, 1, 7.5]))
def test_constant_weights_give_the_unweighted_answer(ratings, weight):
    weights = None if weight is None else [weight] * len(ratings)
    sample, counts = nps.SurveySample(ratings, weights=weights), nps.count(ratings)
    plain = nps.estimate(counts, method="t")
    assert sample.counts == counts
    assert sample.score == approx(counts.score, abs=1e-12)
    assert sample.standard_error == approx(plain.standard_error, abs=1e-6)
    assert sample.kish_n == approx(len(ratings))
    assert sample.degrees_of_freedom == len(ratings) - 1
    assume(plain.standard_error > 0.0)
    about = sample.describe()
    assert about.design_effect == approx(1.0)
    assert about.effective_n == approx(len(ratings) - 1)
    limits = nps.estimate(sample, method="wald-t").confidence_interval
    assert limits == approx(plain.confidence_interval)


@given(surveys(missing=False))
def test_a_weight_of_zero_leaves_a_respondent_out(survey):
    there = np.flatnonzero(survey.weights)
    for kind in KINDS:
        assert survey.sample(kind) == survey.take(there).sample(kind)


@given(surveys())
def test_missing_answers_keep_their_place(survey):
    sample = survey.sample("clusters")
    z, ratings, weights = [], np.array(survey.ratings, dtype=float), np.array(survey.weights)
    known = ~np.isnan(ratings) & (weights > 0)
    assert sample.n == known.sum()
    scores = np.where(ratings >= 9, 1.0, np.where(ratings >= 7, 0.0, -1.0))
    d = np.sum(weights[known] * scores[known]) / weights[known].sum()
    # textbook formula, with every cluster, also those in which nobody answered
    for cluster in set(survey.clusters):
        mine = known & (np.array(survey.clusters) == cluster)
        z.append(np.sum(weights[mine] * (scores[mine] - d)) / weights[known].sum())
    n = len(z)
    error = 100 * np.sqrt(n / (n - 1) * np.sum((np.array(z) - np.mean(z)) ** 2))
    assert sample.standard_error == approx(error, rel=1e-9, abs=1e-6)


@given(surveys(), kinds)
def test_seen_in_a_mirror(survey, kind):
    mirrored = survey.sample(kind, scale=nps.STANDARD)
    turned = Survey(
        [None if r is None else 10 - r for r in survey.ratings],
        survey.weights, survey.strata, survey.clusters,
    ).sample(kind, scale=nps.STANDARD.mirrored())  # fmt: skip
    assert turned.score == approx(mirrored.score)
    opposite = survey.sample(
        kind, scale=nps.Scale(promoters=(0, 6), passives=(7, 8), detractors=(9, 10))
    )
    assert opposite.score == approx(-mirrored.score)
    assert opposite.standard_error == approx(mirrored.standard_error, rel=1e-7, abs=1e-6)
    assume(mirrored.standard_error > 1e-3)
    low, high = nps.estimate(mirrored).confidence_interval
    assert nps.estimate(opposite).confidence_interval == approx((-high, -low), abs=1e-7)


@given(surveys(), st.data())
def test_names_of_clusters_and_the_order_of_rows_mean_nothing(survey, data):
    names = data.draw(st.permutations(["p", "q", "r", "s"]))
    renamed = Survey(
        survey.ratings, survey.weights, survey.strata, [names[c] for c in survey.clusters]
    )
    rows = data.draw(st.permutations(range(len(survey))))
    assert_same(renamed.take(rows).sample(), survey.sample())


@given(surveys())
def test_clusters_are_nested_in_strata(survey):
    unique = [f"{h}/{c}" for h, c in zip(survey.strata, survey.clusters, strict=True)]
    renamed = Survey(survey.ratings, survey.weights, survey.strata, unique)
    assert_same(renamed.sample(), survey.sample())


@given(surveys(missing=False, zero=False))
def test_respondents_who_are_clusters_of_their_own(survey):
    alone = Survey(survey.ratings, survey.weights, survey.strata, list(range(len(survey))))
    assert_same(alone.sample("both"), survey.sample("strata"))


# ------------------------------------------------------------ finite population, lonely clusters


@given(surveys(missing=False, zero=False), st.integers(0, 50))
def test_a_finite_population_takes_its_share_of_the_variance(survey, more):
    clusters = len(set(survey.clusters))
    limited = survey.sample("clusters", population=clusters + more)
    endless = survey.sample("clusters")
    left = math.sqrt(more / (clusters + more))
    assert limited.standard_error == approx(left * endless.standard_error, abs=1e-7)
    assume(endless.standard_error > 1e-3)
    if more:
        ratio = limited.describe().effective_n / endless.describe().effective_n
        assert ratio == approx(1 / left**2)
    else:
        assert nps.estimate(limited).confidence_interval == approx([limited.score] * 2, abs=1e-9)


def test_a_census_of_people_who_agree_leaves_no_doubt():
    census = nps.SurveySample([9, 10, 9], population=3)
    assert nps.estimate(census).confidence_interval == (100.0, 100.0)
    some = nps.estimate(nps.SurveySample([9, 10, 9], population=6))
    none = nps.estimate(nps.SurveySample([9, 10, 9]))
    assert none.confidence_interval.low < some.confidence_interval.low < 100.0
    assert nps.estimate(nps.SurveySample([9, 3, 9], population=3)).notes == (
        "A tiny sample: only 3 valid answers.",
        "Few clusters: 2 degrees of freedom. The standard error is itself uncertain.",
        "The design leaves no uncertainty.",
    )


def test_populations_of_strata():
    given = {"ratings": [10, 9, 3, 8], "strata": ["a", "a", "b", "b"]}
    sample = nps.SurveySample(**given, population={"a": 4, "b": 2, "c": 1})
    # stratum b was asked completely, and in a nothing varies
    assert sample.standard_error == 0.0
    half = sample + nps.SurveySample([3, 3], strata=["c", "c"], population={"c": 2})
    assert half.standard_error == 0.0
    with pytest.raises(nps.OptionError, match="stratum 'a' has two populations: 4 and 9"):
        sample + nps.SurveySample([3, 3], strata=["a", "a"], population={"a": 9})


LONELY = {
    "ratings": [10, 9, 3, 8, 9, 2], "strata": ["a"] * 4 + ["b"] * 2,
    "clusters": [1, 1, 2, 2, 1, 1],
}  # fmt: skip


def test_a_lonely_cluster_is_an_error_that_names_the_stratum():
    sample = nps.SurveySample(**LONELY)
    assert sample.score == approx(100 / 6)
    for ask in (nps.estimate, lambda one: nps.compare(one, [9, 3]), lambda one: one.describe()):
        with pytest.raises(nps.OptionError, match="stratum 'b' has a single cluster, which says"):
            ask(sample)


def test_options_for_lonely_clusters_by_hand():
    # linearised values: d = 1/6; strata a: clusters (2 - 2d, -1 - 2d)/6, b: (0 - 2d)/6
    d = 1 / 6
    a1, a2, b1 = (2 - 2 * d) / 6, (-1 - 2 * d) / 6, (0 - 2 * d) / 6
    within = 2 * ((a1 - (a1 + a2) / 2) ** 2 + (a2 - (a1 + a2) / 2) ** 2)
    expected = {"certainty": within, "adjust": within + b1**2, "average": 2 * within}
    for lonely, variance in expected.items():
        sample = nps.SurveySample(**LONELY, lonely=lonely)
        assert sample.standard_error == approx(100 * math.sqrt(variance))
        assert sample.degrees_of_freedom == 1
    alone = {"ratings": [10, 3], "clusters": [1, 1]}
    assert math.isnan(nps.SurveySample(**alone, lonely="average").standard_error)
    estimate = nps.estimate(nps.SurveySample(**alone, lonely="certainty"))
    assert estimate.notes[1] == "No degrees of freedom: there are no more clusters than strata."
    assert math.isnan(estimate.confidence_interval.low)
    # a stratum that was asked completely is not lonely
    census = nps.SurveySample(**LONELY, population={"a": 4, "b": 1})
    assert census.standard_error == approx(100 * math.sqrt(within / 2))
    assert census.describe().effective_n > 0


def test_strata_that_hardly_vary_within():
    # in each stratum all but one agree: what is left of the sums of squares is 1/20,000 of them
    ratings = np.repeat([9, 7, 2, 7], [20_000, 1, 20_000, 1])
    strata = np.repeat(["up", "down"], 20_001)
    n = 20_001
    within = np.var([1.0] * 20_000 + [0.0], ddof=1) * n  # of one stratum's total
    expected = 100 * math.sqrt(2 * within) / (2 * n)
    sample = nps.SurveySample(ratings, strata=strata)
    assert sample.standard_error == approx(expected, rel=1e-9)
    clusters = nps.SurveySample(ratings, strata=strata, clusters=range(2 * n))
    # sums of 20,000 rows that cancel to 1/20,000: 2e4 * 2e4 * 1e-16
    assert clusters.standard_error == approx(expected, rel=4e-8)


# ---------------------------------------------------------------- intervals


def test_the_effective_size_is_never_more_than_the_answers():
    # clusters that are all alike: the error is 0, the sample still is one of eight
    sample = nps.SurveySample([9, 3] * 4, clusters=np.repeat(range(4), 2))
    assert sample.standard_error == 0.0
    assert sample.describe().effective_n == 8.0
    low, high = nps.estimate(sample).confidence_interval
    assert low < 0.0 < high


# ---------------------------------------------------------------- comparing


def test_options_of_other_methods_are_refused():
    with pytest.raises(nps.OptionError, match="mid_p, n_resamples, rng and prior are options"):
        nps.compare(SMALL, SMALL, mid_p=True)
    with pytest.raises(nps.OptionError, match="population belongs to the design"):
        nps.estimate(SMALL, population=100)
    with pytest.raises(nps.OptionError, match=r"method must be one of 'score', 'wald-t', 'wald'"):
        nps.estimate(SMALL, method="t")
    with pytest.raises(nps.OptionError, match="method must be one of"):
        nps.compare(SMALL, SMALL, method="welch")


# ---------------------------------------------------------------- in and out


@given(surveys(), kinds)
def test_json_and_pickle_round_trip(survey, kind):
    sample = survey.sample(kind)
    copies = (
        nps.SurveySample.from_dict(json.loads(json.dumps(sample.to_dict()))),
        pickle.loads(pickle.dumps(sample)),
    )
    for copy in copies:
        assert copy == sample
        assert hash(copy) == hash(sample)
        assert_allclose(numbers(copy), numbers(sample))
    assert sample != nps.SurveySample([9])
    assert sample != 3


def test_a_replicate_of_scale_0_does_not_count():
    factors = np.array([[1, 2, 9], [2, 1, 1], [1, 1, 1]])
    plans = [
        nps.Replication(kind="other", scale=1.0, scales=scales) for scales in ([2, 3, 0], [2, 3])
    ]
    with_it, without = (
        nps.SurveySample(
            [9, 3, 8], replicate_weights=factors[:, : len(plan.scales)], replication=plan
        )
        for plan in plans
    )
    assert with_it.standard_error == approx(without.standard_error)


def test_replicates_round_trip():
    for sample in (
        SMALL.with_replicates("jk1"),
        nps.SurveySample([9, 3, 8], replicate_weights=np.eye(3) + 1),
    ):
        copy = nps.SurveySample.from_dict(json.loads(json.dumps(sample.to_dict())))
        assert copy == sample
        assert_allclose(numbers(copy), numbers(sample))
        assert sample != SMALL


@pytest.mark.parametrize("state", [{}, {"design": {"kind": "clusters"}}, {"design": 3}])
def test_a_dictionary_that_is_no_sample(state):
    with pytest.raises(nps.OptionError, match=r"not what to_dict gave"):
        nps.SurveySample.from_dict(state)
    with pytest.raises(nps.InputTypeError, match="must be a mapping"):
        nps.SurveySample.from_dict([state])


def test_containers():
    frame = pd.DataFrame({"r": [9, 3, None], "w": pd.array([1, 2, 3], "Int64"), "c": list("aab")})
    sample = nps.SurveySample(frame["r"], weights=frame["w"], clusters=frame["c"])
    assert sample == nps.SurveySample([9, 3, None], weights=[1.0, 2, 3], clusters=["a", "a", "b"])
    assert sample.weighted == (1.0, 0.0, 2.0)
    assert sample.counts.missing == 1


def test_text():
    assert repr(SMALL) == "<SurveySample: n = 8, 4 clusters>"
    assert str(nps.SurveySample([9, None, 12], invalid="drop")) == (
        "weighted NPS 100.0  n = 1 (unweighted NPS 100.0, 1 missing, 1 invalid), no clusters"
    )
    assert str(nps.SurveySample([None], strata=["x"])) == "no valid answer  1 strata, 1 missing"
    assert "12 clusters" not in str(SMALL)
    both = nps.SurveySample([9, 3], strata=["x", "y"], clusters=[1, 1])
    assert str(both).endswith("2 clusters in 2 strata")
    assert str(SMALL.with_replicates("jk1")).endswith("4 replicates")
    assert "weighted share" in SMALL._repr_html_()
    assert "weighted share" in nps.SurveySample([None])._repr_html_()
    estimate = nps.estimate(SMALL)
    assert "effective" in str(estimate)
    assert "design effect" in estimate._repr_html_()
    assert "Kish" in SMALL.describe()._repr_html_()
    comparison = nps.compare(SMALL, [9, 3, 3])
    assert "tiny" in comparison.notes[0]
    assert "NPS 33.3 vs -33.3" in str(comparison)
    assert "reference" in comparison._repr_html_()
    json.dumps([estimate.to_dict(), comparison.to_dict(), SMALL.describe().to_dict()])


def test_nothing_can_be_set():
    with pytest.raises(AttributeError, match="immutable, cannot set 'lonely'"):
        SMALL.lonely = "adjust"
    with pytest.raises(AttributeError, match="immutable, cannot delete 'counts'"):
        del SMALL.counts


# ---------------------------------------------------------------- what is refused


@pytest.mark.parametrize(
    ("weights", "message"),
    [
        ([1, -1, 2], "weights must be finite and not negative, got -1.0 at position 1"),
        ([1, 2, math.nan], "got nan at position 2"),
        ([math.inf, 2, -1], r"got inf at position 0 and at 1 more"),
        ([1, None, 2], "got nan at position 1"),
        (np.ma.masked_array([1.0, 2, 3], mask=[0, 0, 1]), "got nan at position 2"),
        ([1, 2], "must have the same length, got 3 and 2"),
        ([1e200, 1, 1], "got 1e"),
        ([1, 1e-200, 1], "got 1e-200 at position 1"),
    ],
)
def test_weights_that_are_refused(weights, message):
    with pytest.raises(nps.OptionError, match=message):
        nps.SurveySample([9, 3, 8], weights=weights)


@pytest.mark.parametrize("weights", [["a", 1, 2], [True, 1, 2], [1j, 1, 1], [10**400, 1, 1]])
def test_weights_that_are_no_numbers(weights):
    with pytest.raises(nps.InputTypeError, match="weights must be numbers"):
        nps.SurveySample([9, 3, 8], weights=weights)


REFUSED = [
    ({"strata": ["a", None, "b"]}, "strata must be known for each respondent, but the one at pos"),
    ({"clusters": [1, 2]}, "ratings and clusters must have the same length"),
    ({"population": 2}, "population must be at least .* but the sample has 3 of 2"),
    ({"population": 0}, "population must be at least .* but the sample has 3 of 0"),
    ({"population": 9.5}, "population must be a whole number"),
    ({"population": {"a": 9}}, "a mapping from strata, so strata must be given"),
    ({"population": 9, "strata": [1, 1, 2]}, "must say for each stratum"),
    ({"population": {1: 9}, "strata": [1, 1, 2]}, "no entry for the stratum 2"),
    ({"lonely": "remove"}, "lonely must be one of"),
    ({"degrees_of_freedom": 0}, "degrees_of_freedom must be above 0"),
    ({"replication": "brr"}, "replication describes replicate_weights"),
    ({"replicate_weights": np.ones((2, 4))}, "must have 3 rows"),
    ({"replicate_weights": np.ones(3)}, "must have 3 rows"),
    ({"replicate_weights": np.ones((3, 1))}, "at least two columns"),
    ({"replicate_weights": -np.ones((3, 2))}, "got -1.0 in row 0, column 0"),
    ({"replicate_weights": np.ones((3, 2)), "strata": [1, 1, 2]}, "strata cannot be given beside"),
    ({"replicate_weights": np.ones((3, 2)), "replication": "jkn"}, "scales must be given for kind"),
    ({"replicate_weights": np.ones((3, 2)), "replication": "x"}, "kind must be one of"),
    (
        {"replicate_weights": np.ones((3, 2)),
         "replication": nps.Replication(kind="jkn", scales=[0.5])},
        "scales must have one for each of 2 replicates, got 1",
    ),
]  # fmt: skip


@pytest.mark.parametrize(("options", "message"), REFUSED)
def test_designs_that_are_refused(options, message):
    with pytest.raises(nps.OptionError, match=message):
        nps.SurveySample([9, 3, 8], **options)


@pytest.mark.parametrize(
    ("options", "error", "message"),
    [
        ({"kind": "other"}, nps.OptionError, 'scale must be given for kind="other"'),
        ({"kind": "fay", "rho": 1.0}, nps.OptionError, "rho must lie from 0 up to 1"),
        ({"kind": "brr", "scale": -1}, nps.OptionError, "scale must not be negative"),
        ({"kind": "brr", "scales": 3}, nps.InputTypeError, "scales must be a sequence"),
        ({"kind": "brr", "combined": 1}, nps.InputTypeError, "combined must be True or False"),
        ({"kind": "brr", "centre": "median"}, nps.OptionError, "centre must be one of"),
    ],
)
def test_replications_that_are_refused(options, error, message):
    with pytest.raises(error, match=message):
        nps.Replication(**options)


def test_replicate_weights_of_text():
    with pytest.raises(nps.InputTypeError, match="must be a table of numbers"):
        nps.SurveySample([9, 3], replicate_weights=[["a", "b"], ["c", "d"]])


def test_nobody_answered():
    nobody = nps.SurveySample([None, None], weights=[1, 2])
    for ask in (
        nps.score, nps.estimate, lambda one: one.describe(), lambda one: one.standard_error,
        lambda one: one.shares, lambda one: one.kish_n, lambda one: one.unweighted_score,
        lambda one: nps.compare(one, [9]), lambda one: nps.compare([9], one),
    ):  # fmt: skip
        with pytest.raises(nps.EmptySampleError):
            ask(nobody)
    assert nobody.n == 0
    assert nobody.sum_of_weights == 0.0
    assert nps.SurveySample([9, 3], weights=[0, 0]).n == 0


# ---------------------------------------------------------------- replicates


@given(surveys(missing=False, zero=False))
def test_the_jackknife_agrees_with_linearisation(survey):
    for kind, design in (("jk1", "clusters"), ("jkn", "both")):
        sample = survey.sample(design)
        made = sample.with_replicates(kind, centre="estimate")
        assert made.score == sample.score
        assert made.degrees_of_freedom == sample.degrees_of_freedom
    # With clusters of equal weight the score is a linear function of their totals: no difference.
    even = Survey(survey.ratings, [1] * len(survey), survey.strata, list(range(len(survey))))
    sample = even.sample("clusters")
    made = sample.with_replicates("jk1")
    assert made.standard_error == approx(sample.standard_error, rel=1e-9, abs=1e-6)


PAIRED = {
    "ratings": np.random.default_rng(8).integers(0, 11, 240),
    "strata": np.repeat(range(12), 20),
    "clusters": np.tile(np.repeat([1, 2], 10), 12),
}


@pytest.mark.parametrize(
    ("kind", "within"), [("brr", 1e-9), ("fay", 1e-9), ("jkn", 1e-9), ("bootstrap", 0.1)]
)
def test_replicates_of_a_linear_score_agree_with_linearisation(kind, within):
    # Clusters of equal size: half samples and the jackknife are exact. The bootstrap has 3,000
    # replicates, so its error is good to 1/sqrt(6000) = 1.3 %.
    sample = nps.SurveySample(**PAIRED)
    made = sample.with_replicates(kind, n_replicates=3000, rng=1)
    assert made.standard_error == approx(sample.standard_error, rel=within)
    assert made.degrees_of_freedom == 12


def test_the_bootstrap_can_be_repeated():
    sample = nps.SurveySample(**PAIRED)
    first, again, other = (
        sample.with_replicates("bootstrap", n_replicates=20, rng=rng) for rng in (1, 1, 2)
    )
    assert first == again
    assert first != other


@pytest.mark.parametrize(
    ("sample", "options", "message"),
    [
        (nps.SurveySample([9, 3]), {"kind": "jk1"}, "made of clusters, but the sample has none"),
        (nps.SurveySample(**PAIRED), {"kind": "jk1"}, 'is for samples without strata; use "jkn"'),
        (SMALL, {"kind": "brr"}, "needs two clusters in each stratum, but the sample has 4"),
        (SMALL, {"kind": "other"}, "kind must be one of"),
        (SMALL, {"kind": "fay", "rho": 1}, "rho must lie from 0 up to 1"),
        (SMALL, {"kind": "bootstrap", "n_replicates": 1}, "n_replicates must be at least 2"),
        (nps.SurveySample(**LONELY), {"kind": "jkn"}, "stratum 'b' has a single cluster, of which"),
        (
            nps.SurveySample([9, 3], clusters=[1, 2], population=9),
            {"kind": "bootstrap"},
            "takes no finite population",
        ),
    ],
)
def test_replicates_that_cannot_be_made(sample, options, message):
    with pytest.raises(nps.OptionError, match=message):
        sample.with_replicates(**options)


def test_a_seed_that_is_none():
    with pytest.raises(nps.InputTypeError, match="rng must be a whole number"):
        SMALL.with_replicates("bootstrap", rng="x")


# ---------------------------------------------------------------- calibrated weights


class Poststratified:
    """Weights scaled so that each group has its total; residuals are distances from its mean."""

    def __init__(self, groups, base, totals):
        self.groups, base = np.asarray(groups), np.asarray(base, dtype=float)
        held = np.array([base[self.groups == g].sum() for g in range(len(totals))])
        self.base = base
        self.weights = base * (np.asarray(totals) / held)[self.groups]

    def _residuals(self, columns):
        fit = np.empty_like(columns)
        for g in np.unique(self.groups):
            mine = self.groups == g
            fit[mine] = np.average(columns[mine], axis=0, weights=self.base[mine])
        return columns - fit


def test_residuals_of_calibration_make_the_variance():
    rng = np.random.default_rng(11)
    groups, base = np.arange(60) % 3, rng.uniform(1, 2, 60)
    ratings = np.where(groups == 0, 9, np.where(groups == 1, 7, 2))
    weighting = Poststratified(groups, base, [50, 30, 20])
    sample = nps.SurveySample(ratings, weights=weighting)
    assert sample.score == approx(30.0)
    # the groups explain the answers wholly, and their sizes are known
    assert sample.standard_error == approx(0.0, abs=1e-6)
    assert sample.degrees_of_freedom == 59
    naive = nps.SurveySample(ratings, weights=weighting.weights)
    assert naive.standard_error > 5.0
    mixed = rng.integers(0, 11, 60)
    clusters = np.repeat(range(12), 5)
    calibrated = nps.SurveySample(mixed, weights=weighting, clusters=clusters)
    assert calibrated.degrees_of_freedom == 11
    points = np.where(mixed >= 9, 1.0, np.where(mixed >= 7, 0.0, -1.0))
    w = weighting.weights
    e = weighting._residuals((points - np.average(points, weights=w))[:, None])[:, 0]
    z = np.bincount(clusters, w * e) / w.sum()
    assert calibrated.standard_error == approx(
        100 * math.sqrt(12 / 11 * np.sum((z - z.mean()) ** 2))
    )
    with pytest.raises(nps.OptionError, match="calibrated anew in each replicate"):
        calibrated.with_replicates("jk1")
    with pytest.raises(nps.OptionError, match="cannot stand beside replicate_weights"):
        nps.SurveySample(mixed, weights=weighting, replicate_weights=np.ones((60, 2)))


def test_calibrated_samples_of_separate_files_add():
    rng = np.random.default_rng(12)
    files = [
        nps.SurveySample(
            rng.integers(0, 11, 30), weights=Poststratified([0, 1] * 15, [1] * 30, [40, 60])
        )
        for _ in range(2)
    ]
    both = files[0] + files[1]
    assert both.n == 60
    assert both.degrees_of_freedom == 59
    assert nps.SurveySample.from_dict(both.to_dict()) == both
    with pytest.raises(nps.OptionError, match="with clusters cannot be added"):
        both + nps.SurveySample([9])


# ---------------------------------------------------------------- size


def test_a_million_weighted_rows():
    rng = np.random.default_rng(2)
    n = 10**6
    columns = {
        "ratings": rng.integers(0, 11, n, dtype=np.int8),
        "weights": rng.lognormal(size=n),
        "clusters": rng.integers(0, 10_000, n),
    }

    found = nps.SurveySample(**columns)
    scored = 1.0 * (columns["ratings"] > 8) - (columns["ratings"] < 7)
    expected = 100 * (columns["weights"] @ scored) / columns["weights"].sum()
    assert found.score == pytest.approx(expected, rel=1e-12)
    assert found.degrees_of_freedom == 9_999
