"""Results on segments, one of each kind that their sentences tell apart."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np
from segment_strategies import asked

import nps

if TYPE_CHECKING:
    from nps._base.results import Result

#: In Chinese the names of factors and levels are read as they are.
PLANS = {"basic": "基础版", "pro": "专业版", "team": "团队版"}


def segment_results() -> list[Result]:
    """At least one of each kind of result and of each kind of row."""
    data = asked(2, 1200)
    factors = {
        "方案": np.array([PLANS[plan] for plan in data.factors["plan"]]),
        "年龄": np.nan_to_num(data.factors["age"], nan=40.0),
        "会员": data.factors["vip"].astype(np.int64),
    }
    given = {"n_permutations": 99, "rng": 1}
    nothing = {"甲": np.arange(1200) % 4, "乙": np.arange(1200) % 7}
    random = np.random.default_rng(1).permutation(data.ratings)
    gone = [None, *data.ratings[1:].tolist()]
    weights = np.append(data.weights[:-1], 0.0)
    few = nps.segments.screen(data.ratings, factors, clusters=np.arange(1200) % 4, **given)
    found = nps.segments.screen(data.ratings, factors, **given)
    one = nps.segments.screen(data.ratings, {"会员": factors["会员"]} | nothing, **given)
    low = nps.segments.screen(
        np.where(np.arange(1200) % 40 == 0, 0, random), {"丙": np.arange(1200) % 40 == 0}, **given
    )
    tree = nps.segments.find(data.ratings, factors, honest=False)
    return [
        found, *found, one, next(iter(one)), few, low, next(iter(low)),
        nps.segments.screen(gone, factors, method="mover", **given),
        nps.segments.screen(data.ratings, factors, weights=weights, **given),
        nps.segments.screen([10] * 1200, factors, **given),
        tree, *tree.splits, *tree, nps.segments.find(random, nothing, rng=1),
        nps.segments.find(data.ratings, factors, rng=1),
        nps.segments.find(random[:500], {name: x[:500] for name, x in nothing.items()}, rng=1),
        nps.segments.find(data.ratings, factors, rng=1, weights=data.weights),
    ]  # fmt: skip
