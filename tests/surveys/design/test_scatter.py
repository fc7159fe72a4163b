"""Surveys that drew in several stages from a finite population: shops, then customers of each."""

from __future__ import annotations

import itertools
import json
import math
import pickle
from dataclasses import replace

import numpy as np
import polars as pl
import pytest
from hypothesis import assume, example, given
from hypothesis import strategies as st
from numpy.testing import assert_allclose
from survey_strategies import Staged, Survey, staged_surveys, stages, surveys

import nps

approx = pytest.approx
#: Rounding of a variance of 0 shows as its square root.
ERROR = {"rel": 1e-9, "abs": 1e-6}
lonelies = st.sampled_from(["certainty", "adjust"])


def points(ratings: list[int | None]) -> np.ndarray:
    """Return 1, 0, -1 for promoters, passives and detractors; NaN without an answer."""
    known = np.array(ratings, dtype=float)
    return np.select([np.isnan(known), known >= 9, known >= 7], [np.nan, 1, 0], -1)


def linear(survey: Survey, inside: np.ndarray) -> np.ndarray:
    """Return the linearised value of each respondent, 0 for those outside a group."""
    scores, w = points(survey.ratings), np.array(survey.weights, dtype=float)
    used = inside & ~np.isnan(scores) & (w > 0)
    d = np.average(scores[used], weights=w[used])
    return np.where(used, w * (np.nan_to_num(scores) - d) / w[used].sum(), 0.0)


def recursion(z, paths, sizes, lonely, depth=1):
    """Return the variance of sum z by the recursion of the textbook, written out with lists."""
    (stratum,) = {path[:depth] for path in paths}
    units = sorted({path[depth] for path in paths})
    rows = [[i for i, path in enumerate(paths) if path[depth] == unit] for unit in units]
    totals = np.array([sum(z[i] for i in mine) for mine in rows])
    n, f = len(units), len(units) / sizes[depth - 1][stratum if depth > 1 else stratum[0]]
    alone = totals @ totals if lonely == "adjust" else 0.0
    variance = (1 - f) * (n * np.var(totals, ddof=1) if n > 1 else alone)
    if depth < len(sizes):
        variance += f * sum(
            recursion([z[i] for i in mine], [paths[i] for i in mine], sizes, lonely, depth + 1)
            for mine in rows
        )
    return variance


def error_by_hand(staged: Staged, n_stages: int, people: bool, lonely: str, inside=None) -> float:
    survey = staged.survey
    z = linear(survey, np.ones(len(survey), dtype=bool) if inside is None else inside)
    paths = staged.paths(n_stages, people)
    rows = {h: [i for i, x in enumerate(survey.strata) if x == h] for h in set(survey.strata)}
    kept = [[i for i in mine if survey.weights[i]] for mine in rows.values()]
    sizes = staged.population(n_stages, people)
    parts = [
        recursion([z[i] for i in mine], [paths[i] for i in mine], sizes, lonely) for mine in kept
    ]
    return 100.0 * math.sqrt(sum(parts))


def groups_of(size: int, data: st.DataObject) -> np.ndarray:
    return np.array([data.draw(st.sampled_from("xy")) for _ in range(size)])


# ---------------------------------------------------------------- the variance


@given(staged_surveys(), stages, lonelies)
def test_the_recursion_of_the_textbook(staged, drawn, lonely):
    sample = staged.sample(*drawn, lonely=lonely)
    assert sample.standard_error == approx(error_by_hand(staged, *drawn, lonely), **ERROR)
    whole = staged.survey.sample("both")
    assert sample.score == whole.score
    assert sample.degrees_of_freedom == whole.degrees_of_freedom


@given(staged_surveys(missing=False, zero=False), stages, lonelies, st.data())
def test_groups_and_their_difference(staged, drawn, lonely, data):
    groups = groups_of(len(staged.survey), data)
    assume(len(set(groups)) == 2)
    cohorts = nps.survey_by(
        staged.survey.ratings, groups, **staged.design(*drawn),
        population=staged.population(*drawn), lonely=lonely,
    )  # fmt: skip
    errors = {x: error_by_hand(staged, *drawn, lonely, groups == x) for x in "xy"}
    for label, error in errors.items():
        assert cohorts[label].standard_error == approx(error, **ERROR)
    # the covariance from the variance of the sum of both linearised values
    both = linear(staged.survey, groups == "x") - linear(staged.survey, groups == "y")
    paths, sizes = staged.paths(*drawn), staged.population(*drawn)
    rows = [[i for i, x in enumerate(staged.survey.strata) if x == h] for h in ("north", "south")]
    parts = [
        recursion([both[i] for i in mine], [paths[i] for i in mine], sizes, lonely) for mine in rows
    ]
    difference = nps.compare(cohorts["x"], cohorts["y"], method="wald-t")
    assert difference.standard_error == approx(100 * math.sqrt(sum(parts)), **ERROR)
    covariance = cohorts.covariance()
    assert_allclose(np.sqrt(np.diag(covariance)), [errors[x] for x in cohorts], atol=1e-6)
    assert covariance.trace() - 2 * covariance[0, 1] == approx(1e4 * sum(parts), abs=1e-6)


PEOPLE = [(10, 9, 3), (8, 2, 9), (6, 6, 10), (7, 9, 0)]
ASKED = (2, 2, 2, 3)  # of the three people of each shop; all of the last


@pytest.mark.parametrize("household", [1, 2])
def test_the_mean_over_all_samples_is_the_true_variance(household):
    """Two of four shops, then people or households of two in them: 36 samples, written out.

    All shops are of one size, so the weights always add up to as much, the score is a linear
    function of the answers, and its estimated variance is unbiased.
    """
    scores, variances, chances = [], [], []
    shops = itertools.combinations(range(4), 2)
    for pair in shops:
        choices = [list(itertools.combinations(range(3), ASKED[shop])) for shop in pair]
        for chosen in itertools.product(*choices):
            rows = [
                (PEOPLE[shop][person], 3 / ASKED[shop], shop, person)
                for shop, those in zip(pair, chosen, strict=True)
                for person in those
                for _ in range(household)
            ]
            ratings, weights, shop, person = zip(*rows, strict=True)
            if household == 2:  # the second of a household is a passive
                ratings = [7 if i % 2 else rating for i, rating in enumerate(ratings)]
            clusters = shop if household == 1 else {"shop": shop, "household": person}
            sample = nps.SurveySample(
                ratings, weights=weights, clusters=clusters,
                population=(4, dict.fromkeys(range(4), 3)),
            )  # fmt: skip
            scores.append(sample.score)
            variances.append(sample.standard_error**2)
            chances.append(1 / (6 * math.prod(map(len, choices))))
    mean = np.average(scores, weights=chances)
    everybody = np.concatenate([points(list(shop)) for shop in PEOPLE])
    assert len(scores) == 3 * 9 + 3 * 3
    assert mean == approx(100 * everybody.mean() / household)
    true = np.average((np.array(scores) - mean) ** 2, weights=chances)
    assert np.average(variances, weights=chances) == approx(true, rel=1e-9)


@given(staged_surveys(missing=False, zero=False), st.booleans(), st.data())
def test_when_all_clusters_were_drawn_they_are_strata(staged, people, data):
    """An independent way to the second stage: it is the first of a survey with those strata."""
    survey = staged.survey
    pairs = [f"{h}{c}" for h, c in zip(survey.strata, survey.clusters, strict=True)]
    shops = {pair: pairs.count(pair) for pair in pairs}
    assume(min(shops.values()) > 1 or not people)
    sizes = {shop: 2 * n for shop, n in shops.items()}
    units = {} if people else {"clusters": staged.units}
    groups = groups_of(len(survey), data)
    assume(len(set(groups)) == 2)
    given = {"weights": survey.weights, "lonely": "adjust", "degrees_of_freedom": 9}
    inner = {} if people else {"unit": staged.units}
    one, two = (
        nps.survey_by(survey.ratings, groups, **given, **design)
        for design in (
            {"strata": pairs, **units, "population": sizes},
            {"clusters": {"shop": pairs, **inner}, "population": (len(shops), sizes)},
        )
    )
    assert_allclose(two.covariance(), one.covariance(), rtol=1e-9, atol=1e-8)
    assert_allclose(
        [sample.standard_error for sample in two.values()],
        [sample.standard_error for sample in one.values()], rtol=1e-7, atol=1e-6,
    )  # fmt: skip


SHOPS = {
    "ratings": [10, 9, 3, 8, 9, 10, 7, 2, 9, 5, 10, 0],
    "segments": ["new", "old"] * 6,
    "shop": np.repeat(["a", "b", "c"], 4),
    "room": np.tile([1, 1, 2, 2], 3),
    "size": {"a": 9, "b": 5, "c": 8},
}


@pytest.mark.parametrize("people", [True, False])
def test_segments_and_trends_of_two_stages(people):
    # as above: all shops were drawn, so they are strata
    room, inner = ({}, {}) if people else ({"clusters": SHOPS["room"]}, {"room": SHOPS["room"]})
    designs = (
        {"strata": SHOPS["shop"], **room, "population": SHOPS["size"]},
        {"clusters": {"shop": SHOPS["shop"], **inner}, "population": (3, SHOPS["size"])},
    )
    parts, slopes, tests = [], [], []
    for design in designs:
        waves = [
            nps.survey_by(
                ratings, SHOPS["segments"], weights=range(1, 13), degrees_of_freedom=9, **design
            )
            for ratings in (SHOPS["ratings"], SHOPS["ratings"][::-1])
        ]
        parts.append(nps.decompose(*waves))
        years = nps.survey_by(
            SHOPS["ratings"], [2023, 2024, 2025] * 4, degrees_of_freedom=9, **design
        )
        slopes.append(nps.trend(years, method="contrast"))
        tests.append(nps.compare_many(years))
    for effect in ("mix", "rate"):
        one, two = (getattr(part, effect).standard_error for part in parts)
        assert two == approx(one, rel=1e-9)
    assert slopes[0].standard_error == approx(slopes[1].standard_error, rel=1e-9)
    assert tests[0].omnibus.main.statistic == approx(tests[1].omnibus.main.statistic, rel=1e-9)


# ---------------------------------------------------------------- what it becomes


@given(staged_surveys(), stages, st.integers(0, 5))
def test_units_that_were_all_drawn_add_nothing(staged, drawn, more):
    clusters = staged.population(1, False)[0]
    population = {h: n + more for h, n in clusters.items()}
    _, *sizes = replace(staged, more=[0]).population(*drawn)
    one = staged.survey.sample("both", population=population)
    all_of_them = staged.sample(*drawn, population=(population, *sizes))
    assert all_of_them.standard_error == approx(one.standard_error, **ERROR)
    assume(one.standard_error > 1e-3)
    limits = nps.estimate(all_of_them).confidence_interval
    assert limits == approx(nps.estimate(one).confidence_interval, rel=1e-9)


@given(staged_surveys(), stages)
def test_few_of_very_many_clusters_vary_as_if_drawn_with_replacement(staged, drawn):
    plain = staged.survey.sample("both").standard_error
    later = staged.population(*drawn)[1:]
    endless = staged.sample(*drawn, population=(None, *later))
    assert endless.standard_error == plain
    for sizes in (later, [None] * len(later)):
        many = dict.fromkeys(["north", "south"], 10**15)
        of_many = staged.sample(*drawn, population=(many, *sizes), lonely="certainty")
        assert of_many.standard_error == approx(plain, **ERROR)


@given(staged_surveys(missing=False, zero=False), st.data())
def test_order_and_names_mean_nothing(staged, data):
    survey = staged.survey
    sizes = staged.population(2, False)
    names = data.draw(st.permutations(range(10, 14)))
    rows = data.draw(st.permutations(range(len(survey))))
    moved = Staged(
        Survey(survey.ratings, survey.weights, survey.strata, [names[c] for c in survey.clusters]),
        # the same label in two clusters is two units, so it may as well be a label of its own
        [f"{path}" for path in staged.paths(2, False)],
        staged.more,
    ).take(rows)
    second = {(h, names[c]): n for (h, c), n in sizes[1].items()}
    found = moved.sample(2, False, population=(sizes[0], second), lonely="adjust")
    assert found.standard_error == approx(
        staged.sample(2, False, lonely="adjust").standard_error, **ERROR
    )


@given(staged_surveys(), stages, st.data())
def test_any_split_adds_up_to_the_whole(staged, drawn, data):
    parts = np.array([data.draw(st.integers(0, 2)) for _ in range(len(staged.survey))])
    given = {"population": staged.population(*drawn), "lonely": "certainty"}
    split = [
        staged.take(np.flatnonzero(parts == part)).sample(*drawn, **given)
        for part in range(3)
        if part in parts
    ]
    whole = staged.sample(*drawn, **given)
    assert sum(split) == sum(split[::-1]) == whole
    assert sum(split).standard_error == approx(whole.standard_error, **ERROR)


@given(staged_surveys(), stages)
def test_json_and_pickle_round_trip(staged, drawn):
    sample = staged.sample(*drawn, lonely="adjust")
    other = staged.sample(*drawn, lonely="adjust", population=staged.population(1, False))
    for copy in (
        nps.SurveySample.from_dict(json.loads(json.dumps(sample.to_dict()))),
        pickle.loads(pickle.dumps(sample)),
    ):
        assert copy == sample
        assert hash(copy) == hash(sample)
        assert copy.standard_error == sample.standard_error
    if drawn == (2, True):  # told apart from a survey of one stage
        assert sample != other
    cohorts = nps.survey_by(
        staged.survey.ratings, staged.survey.clusters, **staged.design(*drawn),
        population=staged.population(*drawn), lonely="adjust",
    )  # fmt: skip
    again = nps.SurveyCohorts.from_dict(json.loads(json.dumps(cohorts.to_dict())))
    assert_allclose(again.covariance(), cohorts.covariance())
    assert again.total == cohorts.total


def test_the_same_rooms_in_two_waves():
    design = {
        "clusters": {"shop": SHOPS["shop"], "room": SHOPS["room"]},
        "population": (5, SHOPS["size"]),
    }
    ratings = [SHOPS["ratings"], SHOPS["ratings"][3:] + SHOPS["ratings"][:3]]
    waves = {year: nps.SurveySample(one, **design) for year, one in enumerate(ratings)}
    panel = nps.SurveyCohorts.from_dict(waves, shared=True)
    both = nps.survey_by(
        [*ratings[0], *ratings[1]], np.repeat([0, 1], 12), population=design["population"],
        clusters={name: np.tile(column, 2) for name, column in design["clusters"].items()},
    )  # fmt: skip
    assert_allclose(panel.covariance(), both.covariance())
    assert panel.covariance()[0, 1] != 0.0
    added = nps.SurveyCohorts.from_dict({0: waves[0]}) + nps.SurveyCohorts.from_dict({1: waves[1]})
    assert_allclose(added.covariance(), both.covariance())


# ---------------------------------------------------------------- lonely units, and none at all


def lonely_room(lonely: str, first: int | None = 4) -> nps.SurveySample:
    """Two shops: of a, two rooms of four, of b one of two."""
    return nps.SurveySample(
        [10, 3, 9, 9], clusters={"shop": [*"aabb"], "room": [1, 2, 1, 1]},
        population=(first, {"a": 4, "b": 2}), lonely=lonely,
    )  # fmt: skip


def test_a_cluster_with_a_single_unit():
    with pytest.raises(nps.OptionError, match=r"cluster 'b' has a single cluster, .* similar clus"):
        lonely_room("error").standard_error  # noqa: B018
    people = {"ratings": [10, 3, 9], "clusters": [*"aab"], "population": (9, {"a": 4, "b": 2})}
    with pytest.raises(nps.OptionError, match="cluster 'b' has a single respondent, which says"):
        nps.SurveySample(**people).standard_error  # noqa: B018
    # d = 1/2; linearised a: (1/2, -3/2)/4, b: 1/4; half of the shops were drawn
    a, b = np.array([1, -3]) / 8, 1 / 4
    between = 1 / 2 * 2 * np.var([a.sum(), b], ddof=1)
    within = 1 / 2 * 1 / 2 * 2 * np.var(a, ddof=1)
    adjusted = 1 / 2 * 1 / 2 * b**2
    for lonely, variance in {
        "certainty": between + within,
        "adjust": between + within + adjusted,
        "average": between + 2 * within,
    }.items():
        assert lonely_room(lonely).standard_error == approx(100 * math.sqrt(variance))
    # where shops count as drawn with replacement, rooms add nothing and none is missed
    for lonely in ("error", "certainty", "adjust", "average"):
        assert lonely_room(lonely, None).standard_error == approx(100 * math.sqrt(2 * between))


def test_units_who_all_agree():
    # Kish's n over the mean share not drawn: 1 - 3/6 * 4/8 and 1 - 3/6 * 2/8, all answers equal
    shops = {"ratings": [9] * 6, "clusters": np.repeat([*"abc"], 2)}
    for sizes, share in (({"a": 4, "b": 4, "c": 4}, 1 / 4), ({"a": 8, "b": 8, "c": 8}, 1 / 8)):
        about = nps.SurveySample(**shops, population=(6, sizes)).describe()
        assert about.standard_error == 0.0
        assert about.effective_n == approx(6 / (1 - share))
    census = nps.SurveySample(**shops, population=(3, {"a": 2, "b": 2, "c": 2}))
    assert nps.estimate(census).confidence_interval == (100.0, 100.0)


def test_nobody_in_two_stages():
    for ratings, weights in (([9, 3], [0, 0]), ([None, None], [1, 1]), ([], [])):
        shops = [*"ab"][: len(ratings)]
        sample = nps.SurveySample(
            ratings, weights=weights, clusters=shops, population=(9, {"a": 4, "b": 4})
        )
        assert sample.n == 0
        assert nps.SurveySample.from_dict(sample.to_dict()) == sample


@example(Survey([9, 3, 9, 3], [1, 1, 1, 1], ["north", "north", "south", "south"], [1, 2, 1, 2]))
@given(surveys(missing=False, zero=False))
def test_calibrated_people_in_clusters(survey):
    """Residuals take the place of answers, at each stage."""

    class Calibrated:
        weights = np.array(survey.weights, dtype=float)

        def _residuals(self, columns):
            return columns - np.average(columns, axis=0, weights=self.weights)

    staged = Staged(survey, [0] * len(survey), [2, 1])
    given = {**staged.design(2, True), "weights": Calibrated(), "lonely": "adjust"}
    sample = nps.SurveySample(survey.ratings, population=staged.population(2, True), **given)
    # without margins but their sum the residuals are the linearised values
    assert sample.standard_error == approx(error_by_hand(staged, 2, True, "adjust"), **ERROR)
    assert nps.SurveySample.from_dict(sample.to_dict()).standard_error == sample.standard_error


# ---------------------------------------------------------------- text and refusals


def test_text():
    sample = lonely_room("adjust")
    assert str(sample).endswith("2 clusters, 2 stages")
    three = nps.SurveySample(
        [9, 3], strata=[1, 1], clusters=[1, 2], population=({1: 4}, {(1, 1): 2, (1, 2): 3})
    )
    assert str(three).endswith("2 clusters in 1 strata, 2 stages")


ROOMS = {"shop": ["a", "a", "b"], "room": [1, 2, 1]}


@pytest.mark.parametrize(
    ("options", "message"),
    [
        ({"clusters": {}}, "clusters must name at least one column"),
        (
            {"clusters": {"shop": [1, 2]}},
            r"ratings and clusters\['shop'\] must have the same length",
        ),
        ({"clusters": {"shop": ["a", None, "b"]}}, r"clusters\['shop'\] must be known for each"),
        ({"population": (9, {"a": 3})}, "With 0 columns of clusters it cannot have 2 entries"),
        ({"population": ()}, "population must have an entry for each stage"),
        (
            {"clusters": ROOMS, "population": (9, {}, {}, {})},
            "With 2 columns of clusters it cannot have 4 entries",
        ),
        (
            {"clusters": ROOMS, "population": (9, {"a": 3})},
            r"population\[1\] has no entry for the cluster 'b'",
        ),
        ({"clusters": ROOMS, "population": (9, 4)}, r"population\[1\] must say for each cluster"),
        (
            {"clusters": ROOMS, "population": (9, {"a": 3, "b": 1.5})},
            r"population\[1\]\['b'\] must be a whole number",
        ),
        (
            {"clusters": ROOMS, "population": (9, {"a": 1, "b": 2})},
            "cluster 'a' has 2 of 1",
        ),
        (
            {"clusters": ROOMS, "population": (9, {"a": 2, "b": 2}, {("a", 1): 1, ("a", 2): 0})},
            r"population\[2\] has no entry for the cluster \('b', 1\)",
        ),
        (
            {"clusters": ROOMS, "strata": [1, 1, 1], "population": ({1: 9}, {"a": 3})},
            r"no entry for the cluster \(1, 'a'\)",
        ),
        (
            {"replicate_weights": np.ones((3, 2)), "clusters": ROOMS},
            "clusters cannot be given beside",
        ),
    ],
)
def test_designs_that_are_refused(options, message):
    with pytest.raises(nps.OptionError, match=message):
        nps.SurveySample([9, 3, 8], **options)


def test_what_stages_cannot_do():
    sample = lonely_room("adjust")
    with pytest.raises(nps.OptionError, match="leave out what later stages of a finite population"):
        sample.with_replicates("jk1")
    endless = nps.SurveySample([10, 3, 9, 8], clusters={"shop": [*"aabb"], "room": [1, 2, 1, 2]})
    assert endless.with_replicates("jk1").standard_error == approx(endless.standard_error)
    one_stage = nps.SurveySample([9, 3], clusters=[*"ab"], population=4, lonely="adjust")
    with pytest.raises(nps.OptionError, match="as many stages, but one has 2 and the other 1"):
        sample + one_stage
    people = nps.SurveySample([9, 3, 9, 3], clusters=[*"aabb"], population=(9, {"a": 4, "b": 4}))
    rooms = nps.SurveySample(
        [9, 3, 9, 3], clusters={"shop": [*"aabb"], "room": range(4)},
        population=(9, {"a": 4, "b": 4}),
    )  # fmt: skip
    with pytest.raises(nps.OptionError, match="with clusters cannot be added to one without"):
        people + rooms
    with pytest.raises(nps.OptionError, match="of which the same ones can be found in each"):
        nps.SurveyCohorts.from_dict({1: people, 2: people}, shared=True)
    frame = pl.DataFrame({"rating": [9, 3], "shop": ["a", "b"], "room": [1, 1]})
    with pytest.raises(nps.NPSError, match="clusters"):
        nps.from_frame(frame, "rating", clusters={"shop": "shop", "room": "room"})


def test_one_lucky_stage_does_not_make_the_answers_worthless():
    """By n_eff = min(v / SE**2, n): clusters that happen to agree say nothing of those within."""
    clusters, sizes = [*"aaaabbbbcccc"], dict.fromkeys("abc", 1000)
    alike, nearly = [10, 10, 3, 3] * 3, [10, 10, 3, 3] * 2 + [10, 8, 3, 3]
    for ratings in (alike, nearly):
        survey = nps.SurveySample(ratings, clusters=clusters, population=(3, sizes))
        about = survey.describe()
        variance = survey.counts.variance
        assert about.effective_n == approx(variance / about.standard_error**2)
    low, high = nps.estimate(survey).confidence_interval
    assert -100.0 < low < high < 100.0


@given(st.data())
def test_answers_are_worth_no_more_than_their_error_tells(data):
    ratings = data.draw(st.lists(st.sampled_from([10, 8, 3]), min_size=8, max_size=8))
    sizes = data.draw(st.tuples(*[st.integers(2, 9)] * 4))
    survey = nps.SurveySample(
        ratings,
        clusters=np.repeat([*"abcd"], 2),
        population=(data.draw(st.integers(4, 9)), dict(zip("abcd", sizes, strict=True))),
    )
    about = survey.describe()
    if about.standard_error and survey.counts.variance:
        worth = survey.counts.variance / about.standard_error**2
        first = survey._scatter.design.fraction[0]  # what a stage alone could have saved
        assert about.effective_n <= worth * (1 + 1e-9)
        assert about.effective_n >= min(worth, 8) * (1 - first) * (1 - 1e-9) or first == 1.0


def test_sizes_from_pandas():
    pd = pytest.importorskip("pandas")
    frame = {"ratings": [10, 3, 9, 8], "clusters": [*"aabb"]}
    sizes = pd.Series({"a": 8, "b": 4})
    found = nps.SurveySample(**frame, population=(5, sizes))
    assert found == nps.SurveySample(**frame, population=(5, sizes.to_dict()))


def test_saved_stages_that_lack_one_or_a_size():
    survey = nps.SurveySample([10, 9, 3, 4], clusters=[*"aabb"], population=(5, {"a": 8, "b": 4}))
    lacking, unknown = survey.to_dict(), survey.to_dict()
    del lacking["design"]["within"]
    unknown["design"]["within"]["population"] = [float("nan")] * 2
    for state, what in ((lacking, "not what to_dict gave"), (unknown, "2 of nan")):
        with pytest.raises(nps.OptionError, match=what):
            nps.SurveySample.from_dict(state)
