"""One result of each kind at least: what holds for all of them is tested on these."""

from __future__ import annotations

from comment_results import comment_results
from driver_results import driver_results
from house import PUBLIC
from segment_results import segment_results
from value_results import value_results
from word_results import word_results

import nps
from nps._base.results import Result

Q, S, R = nps.Counts(50, 30, 20), nps.Counts(520, 290, 190), nps.Counts(460, 310, 230)
LABEL = "West <b> {x}"
MANY = nps.Cohorts.from_counts(["North", "South", LABEL], [70, 50, 30], [20, 30, 30], [10, 20, 40])
BEFORE = nps.Cohorts.from_counts(
    ["North", "South", LABEL], [70, 80, 30], [20, 30, 30], [10, 20, 40]
)
WAVES = nps.Cohorts.from_counts(
    [2021, 2022, 2023, 2024], [480, 500, 520, 620], [300, 300, 300, 250], [220, 200, 180, 130]
)
SEGMENTS = nps.Cohorts.from_counts(
    [(year, shop) for shop in ("N", "S") for year in (2022, 2023, 2024)],
    [50, 52, 51, 20, 60, 90], [30, 28, 29, 30, 25, 5], [20, 20, 20, 50, 15, 5],
    keys=["year", "shop"],
)  # fmt: skip
FLAT = nps.Cohorts.from_counts([2021, 2022, 2023], [50, 52, 51], [30, 28, 29], [20, 20, 20])
EMPTY = nps.Cohorts.from_counts(["a", "b"], [1, 0], [0, 0], [0, 0])
YEARS = ("2025", "2024")
LATER = [9, 10, 3, 8, 9, 9, 10, 2, 9, 9, 9, 10]
EARLIER = [8, 9, 3, 6, 9, 7, 10, 2, 5, 6, 7, 8]
MOVES = nps.Transitions.from_ratings(LATER, EARLIER)
SURVEY = nps.SurveySample([10, 9, 3, 8, 10], weights=[1, 2, 1, 1, 3])
SHOPS = nps.survey_by([10, 9, 3, 8, 9, 2, 9, 7], list("NNNNSSSS"), weights=[1, 2, 1, 1, 1, 2, 1, 1])
MARGINS = {"sex": {"f": 0.5, "m": 0.5}}


def plans() -> list[Result]:
    """Plans of every goal, reachable and not."""
    room, guess = nps.planning, nps.planning.ScoreGuess(30)
    plan, margin = room.power(Q, n=80, null=10), room.sample_size(guess, margin_of_error=5)
    return [
        guess, room.ScoreGuess(30, passives=0.3), plan, plan.curve([50, 80]), margin,
        margin.curve([50, 80]), room.power(R, S, n=300, response_rate=0.2, n_tests=3),
        room.sample_size(R, R, difference=9, overlap=0.5, correlation=0.4, population=900),
        room.sample_size(R, R, margin=20, method="wald"), room.sample_size(Q, null=Q.score),
        room.power(guess, n=50, null=35, alternative="less", design_effect=1.5),
        room.power(MOVES, n=40, calculation="simulation", rng=1), room.cohorts(MANY),
        room.power(Q, Q, n=90, margin=15, alternative="greater"), room.cohorts(WAVES, test="trend"),
        room.cohorts(MANY, test="rest", n=60), room.sample_size(Q, null=10, assurance=0.99),
        room.detectable_difference(Q, n=90), room.detectable_difference(Q, n=2, n_reference=2),
        room.looks(3), room.looks(2, alternative="less", spending="pocock"),
        room.sample_size(MANY, margin_of_error=9), room.power([Q, S], n=50),
        room.sample_size([guess, Q], null=30), room.sample_size([guess], null=30),
    ]  # fmt: skip


#: Late answers that are worse, better or alike; channels that differ or do not.
GAPS = (
    ((MANY,), {"invited": 900}), ((MANY[::-1],), {}), ((FLAT,), {}), ((WAVES,), {"ordered": False}),
    (({"北": Q, "南": R, "空": []},), {"ordered": False, "invited": [400, 1500, 9]}),
    (({1: Q, 2: nps.Counts(40, 30, 30)},), {"ordered": False}), (({1: Q, 2: [], 3: R},), {}),
)  # fmt: skip


def responses() -> list[Result]:
    """What the silent leave open, whether some answered, all or nobody."""
    bounds = nps.response.bounds
    many = bounds(EMPTY, invited=9, plausible=(0, 20), population=[9, 90])
    return [
        bounds(Q, invited=500), bounds(Q, invited=500, plausible=(0, 20), population=500),
        bounds(Q, invited=100), bounds(nps.Counts(5, 3, 40), invited=49), bounds([9], invited=9),
        bounds(nps.Counts(30, 3, 5), invited=40, population=900), many, many["a"], many["b"],
        bounds(MANY, invited=[400, 300, 900]), bounds(EMPTY[1:], invited=4),
        bounds(nps.Counts(5, 3, 40, invalid=2), invited=500),
        *(nps.response.gap(*one, **more) for one, more in GAPS),
        nps.compare_paired(nps.Transitions([[0] * 3, [0] * 3, [8, 5, 9]])),
        nps.compare_paired(nps.Transitions([[8, 5, 9], [0] * 3, [0] * 3])),
        nps.compare_paired(nps.Transitions([[0] * 3, [8, 5, 9], [0] * 3])),
    ]  # fmt: skip


def results() -> list[Result]:
    """At least one of each kind; several where the sentence depends on what was found."""
    one = nps.estimate(MANY)
    family, flat = nps.compare_many(MANY), nps.compare_many(FLAT)
    changes, trend = nps.changes(WAVES), nps.trend(WAVES)
    chart = nps.monitor(WAVES, method="shewhart", baseline=2)
    parts = nps.decompose(MANY, BEFORE)
    rank, shrunken = nps.rank(MANY), nps.shrink(MANY)
    moved = nps.what_moved(S, R)
    estimate_shares = nps.estimate_shares(Q)
    surveys = nps.estimate(SHOPS)
    return [
        nps.estimate(Q), nps.estimate(nps.Counts(2, 1, 0)), nps.estimate([9], method="t"), one,
        nps.estimate(Q, alternative="greater"), nps.estimate(Q, method="bayes-jeffreys"),
        nps.estimate(EMPTY), nps.estimate(EMPTY[1:]), one["North"], nps.estimate(EMPTY)["b"],
        nps.compare(S, R), nps.compare(Q, R), nps.compare(S, R, null=8, alternative="less"),
        nps.compare(S, R, null=2), nps.compare(R, S, alternative="greater"),
        nps.compare([9, 9, 9], [9, 9], method="welch"), nps.compare(S, R, method="bayes"),
        nps.compare(S, nps.PublishedScore(20, 1200)), nps.compare(MANY, MANY.total),
        nps.compare(EMPTY, EMPTY)["b"], nps.compare_benchmark(S, 20.0),
        nps.compare_benchmark(S, 0.0, method="mid-p"), nps.compare_part(Q, S),
        nps.compare_benchmark(nps.Counts(5, 3, 4), 0.0, method="mid-p"),
        nps.compare_benchmark(Q, 25, alternative="less"), nps.compare_benchmark(R, 30),
        nps.equivalence(S, R, margin=5), nps.equivalence(S, S, margin=20),
        nps.compare(Q, R, names=YEARS), nps.compare(S, R, null=2, names=YEARS),
        nps.compare(MANY, MANY.total, names=YEARS), nps.equivalence(S, R, margin=5, names=YEARS),
        nps.compare_benchmark(S, 20.0, names=YEARS), nps.compare_shares(S, R, names=YEARS),
        nps.what_moved(S, R, names=YEARS), nps.decompose(MANY, MANY, names=YEARS),
        nps.compare_strata(MANY, MANY, names=YEARS),
        nps.banner(SEGMENTS), nps.banner({"shop": SHOPS}), nps.banner(FLAT, adjust="none"),
        nps.banner(nps.Cohorts.from_counts([*"ABC"], [1, 4, 0], *[[0] * 3] * 2), method="welch"),
        family, flat, next(iter(family)), nps.compare_many(MANY, adjust="none"),
        next(iter(nps.compare_many(MANY, adjust="none"))), family.omnibus, flat.omnibus.welch,
        nps.compare_many(nps.Cohorts.from_counts(["a", "b"], [5, 5], [0, 0], [0, 0])).omnibus.welch,
        changes, nps.changes(FLAT), changes[2024], changes[2021], nps.changes(EMPTY)["b"],
        nps.changes(WAVES, adjust="none"), nps.changes(WAVES[:1]), nps.changes(FLAT)[2023],
        nps.changes(nps.Cohorts.from_counts(range(9), *([10 + 80 * (i % 2) for i in range(9)],
        [5] * 9, [90 - 80 * (i % 2) for i in range(9)]))), nps.changes(EMPTY),
        trend, nps.trend(FLAT), nps.trend(WAVES, alternative="less"), trend.forecast([2025, 2026]),
        trend.forecast([2025], n=1), trend.forecast([]), trend.permutation, trend.homogeneity,
        nps.trend(WAVES[2:]).lack_of_fit, chart, chart[2024], chart[2021],
        nps.monitor(FLAT, method="shewhart"), nps.monitor(EMPTY, method="shewhart", centre=0)["b"],
        nps.monitor(WAVES, method="shewhart", centre=-80),
        parts, nps.decompose(MANY, BEFORE, method="three-way"), parts["North"], parts.mix,
        parts.segments["rate"], nps.decompose_series({1: BEFORE, 2: MANY}),
        nps.decompose(WAVES, MANY_WAVES), nps.decompose(MANY_WAVES, WAVES),
        nps.standardize(MANY, to=BEFORE), rank, rank["South"], nps.rank(EMPTY)["b"],
        nps.compare_strata(MANY, MANY), nps.compare_strata(MANY, MANY, method="reml"),
        nps.homogeneity(MANY), nps.homogeneity(MANY, method="fisher"), nps.homogeneity(SHOPS),
        nps.compare_many(MANY, method="tukey-hsd"), nps.compare_many(MANY, method="pooled-t"),
        nps.pool(MANY), nps.compare_shares(S, R), nps.compare_shares(MOVES, method="mid-p"),
        nps.compare_shares(S, R)["promoters"], nps.compare_shares(SHOPS["N"], SHOPS["S"]),
        nps.rank(FLAT), nps.rank(EMPTY[1:]), shrunken, shrunken["North"], nps.shrink(FLAT),
        nps.shrink(EMPTY)["b"], nps.changes({1: [9, 9], 2: [9, 9]}, method="welch")[2],
        nps.bootstrap(Q), nps.bootstrap(Q, R), nps.posterior(Q), nps.ConfidenceSequence(),
        nps.ConfidenceSequence().update([9, 8, 3]), Q, nps.Counts(0, 0, 0), MANY, EMPTY[1:],
        nps.PublishedScore(38, 1200), nps.estimate_mean_rating([9, 8, 3, 10]), estimate_shares,
        estimate_shares["promoters"], nps.estimate_shares(EMPTY[1:])["b", "passives"],
        nps.estimate_shares(MANY), nps.estimate_shares(EMPTY[1:]), nps.audit([9, 99, None]),
        nps.audit([9, 8]), MOVES, nps.Transitions([[0] * 3] * 3), MOVES.bowker(),
        MOVES.stuart_maxwell(), nps.Transitions([[5, 0, 9], [0, 5, 0], [0, 0, 5]]).bowker(),
        nps.Transitions([[5, 1, 0], [1, 5, 0], [0, 0, 5]]).bhapkar(),
        nps.compare_paired(LATER, EARLIER), nps.compare_paired(EARLIER, LATER, alternative="less"),
        nps.compare_overlapping(LATER, EARLIER, sample_ids=range(12), reference_ids=range(4, 16)),
        moved, moved.promoters, moved.detractors, moved.ratings, nps.what_moved(R, S),
        nps.what_moved(MOVES), nps.what_moved(MOVES).ratings,
        nps.what_moved(Q, Q), nps.what_moved(Q, Q).ratings, nps.what_moved(R, S).ratings,
        nps.rolling([9, 10, 3], window=3), nps.rolling(SEGMENTS, window=2, min_n=90),
        nps.rolling(WAVES, window=2), nps.changes(SEGMENTS), nps.trend(SEGMENTS),
        nps.monitor(SEGMENTS, method="shewhart"),
        nps.monitor(SEGMENTS, method="shewhart", centre=-80),
        nps.estimate_shares(nps.count_by([9, 3], {"a": [1, 2], "b": [1, 1]})),
        nps.estimate_shares(SURVEY, method="korn-graubard"),
        nps.estimate(SURVEY), surveys, SURVEY, SURVEY.describe(), SHOPS, SHOPS.describe(),
        nps.compare(SHOPS["N"], SHOPS["S"]), nps.compare(SHOPS, SHOPS),
        nps.estimate(nps.survey_by([9, None], ["a", "b"], weights=[1, 1]))["b"],
        nps.SurveySample([None], weights=[1]), nps.survey_by([None], ["a"], weights=[1]),
        nps.trend(SHOPS.select(["N", "S"])),
        nps.decompose(SHOPS, nps.survey_by([9, 3, 8, 10, 7, 2], list("NNNSSS"))),
        nps.rake({"sex": ["f", "f", "m"]}, MARGINS), *plans(), *driver_results(),
        *responses(),
        *segment_results(),
        nps.rake({"sex": ["f", "f", "m"]}, MARGINS), *plans(), *driver_results(), *word_results(),
        *value_results(),
        *comment_results(),
    ]  # fmt: skip


MANY_WAVES = nps.Cohorts.from_counts(
    [2021, 2022, 2023, 2024], [900, 500, 520, 620], [50, 300, 300, 250], [50, 200, 180, 130]
)
RESULTS = results()
#: The public ones.
KINDS = {
    kind.__name__ for kind in PUBLIC.values() if isinstance(kind, type) and issubclass(kind, Result)
}
