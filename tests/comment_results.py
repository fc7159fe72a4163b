"""Results on comments, one of each kind that their sentences tell apart."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np

import nps

if TYPE_CHECKING:
    from nps._base.results import Result


def comment_results() -> list[Result]:
    """At least one of each kind of result and of each kind of row."""
    room = nps.comments
    rng = np.random.default_rng(3)
    unhappy = rng.random(400) < 0.3
    ratings = np.where(unhappy, rng.integers(0, 9, 400), rng.integers(6, 11, 400))
    price = np.where(unhappy, rng.random(400) < 0.5, rng.random(400) < 0.1)
    staff = np.where(price, rng.random(400) < 0.6, rng.random(400) < 0.2)
    columns = {"价格": price, "员工": staff, "物流": rng.random(400) < 0.1}
    coded = room.Themes(columns)
    machine = room.Themes({name: x ^ (rng.random(400) < 0.05) for name, x in columns.items()})
    human = room.Themes(
        {name: np.where(np.arange(400) % 2, np.nan, x) for name, x in columns.items()}
    )
    gaps = np.where(np.arange(400) % 5, 1.0, np.nan)
    some = room.Themes(
        {
            "价格": price * gaps,
            "无": 0 * gaps,
            "少": (np.arange(400) == 3) * gaps,
            "价": price * gaps,
        }
    )
    found = room.impacts(ratings, coded)
    before = room.impacts(rng.permutation(ratings), {"价格": unhappy, "旧": price})
    validated = room.impacts(ratings, machine, validation=human)
    nothing = room.impacts(rng.permutation(ratings), {"物流": columns["物流"]})
    none = room.impacts(ratings, {"无": np.zeros(400)})
    few = room.impacts(
        ratings, {"少": np.arange(400) < 9, "无": np.zeros(400)},
        validation={"少": np.where(np.arange(400) < 40, np.arange(400) < 9, np.nan),
                    "无": np.where(np.arange(400) < 40, 0.0, np.nan)},
    )  # fmt: skip
    every = [
        found, before, validated, nothing, none, few, room.impacts(ratings, some),
        room.impacts(ratings, some, base="all", adjust="none"),
        room.impacts(room.tally(ratings, coded)),
        room.impacts(ratings, coded, weights=np.ones(400)),
    ]  # fmt: skip
    changes = [
        room.changes(found, before), room.changes(found, found), room.changes(none, none),
        room.changes(found, room.impacts(ratings[:40], {"员工": staff[:40]}), adjust="none"),
    ]  # fmt: skip
    pairs = [
        room.pairs(coded, ratings), room.pairs(coded), room.pairs(some, adjust="none"),
        room.pairs({"甲": unhappy, "乙": rng.permutation(unhappy)}),
        room.pairs({"甲": np.zeros(9), "乙": np.ones(9)}),
    ]  # fmt: skip
    agreements = [one.agreement for one in (validated, few) if one.agreement is not None]
    never = room.impacts([9, 3], {"无": [0, 0]}, validation={"无": [0, None]}).agreement
    assert never is not None
    tables = [*every, *changes, *pairs, *agreements, never]
    return [*tables, *(row for table in tables for row in table)]
