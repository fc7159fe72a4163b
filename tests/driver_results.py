"""Results on drivers, one of each kind that their sentences tell apart."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np
from driver_strategies import survey

import nps

if TYPE_CHECKING:
    from nps._base.results import Result

#: In Chinese the names of drivers are read as they are.
NAMES = {"price": "价格", "staff": "员工", "vip": "会员", "region": "地区"}


def _renamed(factors: dict[str, np.ndarray]) -> dict[str, np.ndarray]:
    region = {"East": "东", "North": "北", "South": "南"}
    columns = {NAMES[name]: column for name, column in factors.items()}
    columns["地区"] = np.array([region[label] for label in columns["地区"]])
    return columns


def driver_results() -> list[Result]:
    """At least one of each kind of result and of each kind of row."""
    data = survey(1, 200, gaps=True)
    factors = _renamed(data.factors)
    asked = nps.drivers.effects(data.ratings, factors, skipped="not-asked")
    lost = {"地区": np.where(np.arange(200) % 3, factors["地区"], None), "会员": factors["会员"]}
    levels = nps.drivers.effects(data.ratings, lost, skipped="not-asked")
    lone = lost | {"独": np.arange(200) == 3, "同": np.ones(200), "双": factors["会员"]}
    group = nps.drivers.effects(
        data.ratings, factors, skipped="drop", groups={"产品": ["价格", "会员"]}
    )
    few = nps.drivers.effects(
        data.ratings[:40], {"价格": factors["价格"][:40]}, clusters=np.arange(40) % 3
    )
    noise = np.random.default_rng(8)
    nothing = nps.drivers.effects(noise.integers(0, 11, 90), {"价格": noise.integers(1, 6, 90)})
    unknown = nps.drivers.effects([9, 10, 9, 10], {"价格": [1, 2, 3, 4]})
    happy = {"价格": factors["价格"], "满意": data.ratings > 8}
    tally = nps.drivers.tally(data.ratings, {"价格": factors["价格"], "会员": factors["会员"]})
    both = {name: factors[name] for name in ("价格", "会员", "地区")}
    waves = [
        nps.drivers.effects(one.ratings, {"价格": one.factors["price"]})
        for one in (survey(5, 300), survey(6, 300))
    ]
    lower = nps.drivers.effects(data.ratings, {"价格": np.maximum(factors["价格"] - 1, 1)})
    price = {"价格": factors["价格"]}
    changes = [nps.drivers.compare(*waves), nps.drivers.compare(waves[0], lower)]
    x = np.tile([1, 2, 3, 4, 5], 40)
    cuts = {"low": {"价格": 2}, "high": {"价格": 4}}
    steps = [
        nps.drivers.steps(np.where(x < 3, 3, 8) + x % 2, {"价格": x}, **cuts),
        nps.drivers.steps(np.where(x > 3, 10, 7) - x % 2, {"价格": x}, **cuts),
        nps.drivers.steps(data.ratings[:30], {"价格": factors["价格"][:30], "同": np.ones(30)}),
        nps.drivers.steps(data.ratings, {"双": np.where(x > 4, 5, 4)}),
        nps.drivers.steps(data.ratings, price, low={"价格": 2}, high={"价格": 9}),
    ]
    shares = [
        nps.drivers.importance(data.ratings, both, n_resamples=9, rng=1),
        nps.drivers.importance(data.ratings, lone, n_resamples=0, skipped="not-asked"),
        nps.drivers.importance(tally, outcome="rating"),
        nps.drivers.importance(
            data.ratings, {f"驱动{i}": np.roll(x, 3 * i) for i in range(16)}, n_resamples=0
        ),
        nps.drivers.importance([9, 10, 9], {"价格": [1, 2, 3]}, n_resamples=0),
    ]
    every = [
        asked, levels, group, few, nothing, unknown, nps.drivers.effects(tally),
        nps.drivers.effects(data.ratings, lone, skipped="not-asked"),
        nps.drivers.effects(data.ratings, happy, method="multinomial"),
        nps.drivers.effects(data.ratings, both, method="ordinal"),
        nps.drivers.effects(data.ratings, both, weights=np.ones(200)),
        nps.drivers.effects(
            data.ratings, {"价格": factors["价格"], "价": factors["价格"] + np.arange(200) / 999}
        ),
        nps.drivers.screen(data.ratings, both, rng=1),
    ]  # fmt: skip
    rows = [row for found in (*every, *changes, *steps, *shares) for row in found]
    tests = [asked.omnibus, nothing.omnibus, unknown.omnibus, changes[0].equal_effects]
    return [*every, *changes, *steps, *shares, *rows, *tests]
