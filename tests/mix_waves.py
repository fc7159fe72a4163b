"""Waves of segments for the tests of mix and rate."""

from __future__ import annotations

from hypothesis import strategies as st
from strategies import counts

import nps

NAMES = ["north", "south", "east", "west", "web"]


def segments(min_n=0):
    chosen = st.dictionaries(st.sampled_from(NAMES), counts(min_n=min_n, max_n=500), min_size=1)
    return chosen.map(nps.Cohorts.from_dict).filter(lambda c: c.total.n > 0)


SHOPS = nps.Cohorts.from_counts(["shop", "web"], [400, 90], [250, 60], [150, 50])
LATER = nps.Cohorts.from_counts(["shop", "web"], [210, 260], [120, 180], [70, 160])
