"""Results on what classes and points are worth: each kind that their sentences tell apart."""

from __future__ import annotations

from typing import TYPE_CHECKING

from value_people import people, units

import nps

if TYPE_CHECKING:
    from nps._base.results import Result


def value_results() -> list[Result]:
    """At least one of each kind of result, of each kind of row, and of what is unknown."""
    room, data = nps.value, people(1, 150)
    values = room.by_class(data.ratings, data.spend, rng=1, n_resamples=99)
    medians = room.by_class(data.ratings, data.spend, statistic="median")
    lone = room.by_class([10, 9, 3, 3, None], [5, None, -1, 2, 3], method="t", ratio="fieller")
    sums = room.by_class([10, 9, 9, 7], [5, 4, 6, 0], statistic="sum", method="t")
    few = room.by_class([10] * 40 + [3] * 40, [1] + [0] * 78 + [9], rng=1)
    left = room.outcomes(data.ratings, data.left)
    gone = room.outcomes(nps.Counts(20, 0, 10), nps.Counts(0, 0, 3), adjust="none")
    nothing = room.outcomes([10, 9, None, 3, 10], [0, 0, 1, 0, None])
    shops, growth = units()
    noise = nps.Cohorts.from_counts(range(6), [5, 6, 4, 5, 5, 6], [5] * 6, [5, 4, 6, 5, 5, 5])
    moves = nps.Transitions([[80, 15, 5], [15, 70, 15], [5, 25, 70]])
    worth = room.lifetime([50, 40, 30], [0.98, 0.95, 0.88], moves, discount=0.99)
    csat, ces = data.ratings // 3, 10 - data.ratings + data.ratings % 3
    metrics = {"满意": csat, "费力": ces}
    fits = room.compare_metrics(data.spend, metrics, ratings=data.ratings)
    yes = room.compare_metrics(data.left, metrics | {"同": [1] * 150}, reverse="费力")
    same = room.compare_metrics(data.spend, {"满意": csat, "同": [1] * 150})
    return [
        worth, worth["promoter"], worth.differences, room.per_point(worth),
        room.lifetime(9, 0.5, discount=0.9, horizon=3), fits, fits["满意"], fits.differences,
        fits.differences["满意", "费力"], yes, yes["满意"], yes.differences, same, same["同"],
        same.differences, room.earned_growth(100, 96, revenue_now_new=20, earned_share=(60, 100)),
        room.earned_growth(100, 96, revenue_now_new=20, earned_share=0.6),
        values, values["promoter"], values.differences, values.differences["promoter", "passive"],
        medians, lone, lone["passive"], lone.differences, lone.differences["promoter", "passive"],
        sums, few, room.per_point(values, customers=500),
        room.per_point({"promoter": 120, "passive": 80, "detractor": 60}),
        left, left["detractor"], left.trend, left.any_difference, gone, gone["passive"],
        gone["detractor"], nothing, nothing.trend,
        room.outcomes(nps.Counts(9, 0, 0), nps.Counts(1, 0, 0)).any_difference,
        room.link_units(shops, growth), room.link_units(shops, growth, method="ols"),
        room.link_units(shops, growth, method="moment", weights=[0] + [1] * 11),
        room.link_units(noise, range(6)),
    ]  # fmt: skip
