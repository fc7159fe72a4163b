"""Labels come back from JSON as what they were, or are refused: none turns into another."""

from __future__ import annotations

import copy
import datetime as dt
import enum
import json
from decimal import Decimal
from fractions import Fraction
from uuid import UUID
from zoneinfo import ZoneInfo

import numpy as np
import pandas as pd
import pytest
from hypothesis import example, given
from hypothesis import strategies as st

import nps
from nps._base.labels.saved import read_label, save_label

BERLIN = ZoneInfo("Europe/Berlin")
#: Clocks were set back from 3 to 2 on this day, and forward from 2 to 3 on the other.
TWICE, NEVER = dt.datetime(2024, 10, 27, 2, 30), dt.datetime(2024, 3, 31, 2, 30)
DAY = pd.Timestamp("2024-03-05")


class Colour(enum.Enum):
    RED = 1


class Wave(enum.IntEnum):
    FIRST = 1


class LocalTime(dt.datetime):
    """A datetime of another library."""


class Odd(dt.date):
    """A date that no dictionary finds under its equal."""

    def __hash__(self):
        return 7


class Zone(dt.tzinfo):
    """A zone without a name, whose offset is not the same for both of two equal times."""

    def utcoffset(self, when):
        return dt.timedelta(hours=1 if when.fold else 2)


zones = st.sampled_from([None, dt.UTC, dt.timezone(dt.timedelta(minutes=-90)), BERLIN])
stamps = st.builds(
    lambda time, fold: time.replace(fold=fold), st.datetimes(timezones=zones), st.integers(0, 1)
)
nanoseconds = st.integers(-(2**60), 2**60)
long_times = st.integers(-(2**40), 2**40)  # NumPy cannot write all that it can hold
numbers = st.integers() | st.floats(allow_nan=False)
timestamps = st.builds(
    lambda ns, zone: pd.Timestamp(ns, tz=zone),
    nanoseconds,
    st.sampled_from([None, "UTC", "Europe/Berlin", dt.timezone(dt.timedelta(hours=5))]),
)
frequencies = st.sampled_from(["Y", "Y-MAR", "Q", "Q-JAN", "M", "3M", "W", "W-MON", "D", "h", "ns"])
plain = st.none() | st.booleans() | st.text() | numbers
parts = st.one_of(
    plain,
    st.binary(),
    st.dates(),
    stamps,
    st.times(timezones=st.none() | st.just(dt.UTC)),
    st.timedeltas(),
    st.decimals(allow_nan=False),
    st.fractions(),
    st.uuids(),
    st.builds(np.datetime64, nanoseconds, st.just("ns")),
    st.builds(np.datetime64, long_times, st.sampled_from(["25s", "D", "W", "M", "Y"])),
    st.builds(np.timedelta64, nanoseconds, st.just("ns")),
    st.builds(np.timedelta64, long_times, st.sampled_from(["25s", "D"])),
    timestamps,
    nanoseconds.map(pd.Timedelta),
    st.builds(lambda ns, freq: pd.Period(pd.Timestamp(ns), freq=freq), nanoseconds, frequencies),
    st.builds(
        lambda ends, closed: pd.Interval(*sorted(ends), closed),
        st.tuples(numbers, numbers)
        | st.tuples(nanoseconds.map(pd.Timestamp), nanoseconds.map(pd.Timestamp))
        | st.tuples(nanoseconds.map(pd.Timedelta), nanoseconds.map(pd.Timedelta)),
        st.sampled_from(["both", "left", "right", "neither"]),
    ),
)
labels = parts | st.tuples(parts, parts | st.tuples(parts))


def through_json(state):
    return json.loads(json.dumps(state, allow_nan=False))


@given(st.lists(labels, max_size=6))
@example([1, "1", True, 1.0, None, "None", "", float("inf"), "inf"])
@example([dt.date(2024, 1, 1), "2024-01-01", dt.datetime(2024, 1, 1), np.datetime64(1, "ns")])
@example(
    [(TWICE.replace(tzinfo=BERLIN, fold=fold), NEVER.replace(tzinfo=BERLIN)) for fold in (0, 1)]
)
@example([np.timedelta64(5, "M"), np.timedelta64(2**62, "Y"), np.timedelta64(2, "W")])
@example([np.datetime64(15_250_285, "W"), np.datetime64(2**62, "D"), np.timedelta64(2**61, "D")])
@example([pd.Interval(0, 1.5), pd.Interval(np.int64(0), np.int64(1)), *pd.cut([1, 9], 3)])
@example([pd.Timestamp(TWICE).tz_localize(BERLIN, ambiguous=early) for early in (True, False)])
def test_a_state_that_is_saved_goes_on_with_the_same_labels(drawn):
    names = list(nps.count_by([9] * len(drawn), drawn))  # times come in their order
    state = nps.Cohorts.from_dict({name: [9] for name in names})
    again = nps.Cohorts.from_dict(through_json(state.to_dict()))
    assert again == state
    assert list(again) == names
    assert [type(label) for label in again] == [type(label) for label in names]
    assert again.to_dict() == state.to_dict()  # also what == does not see, the fold of a clock
    assert nps.Cohorts.from_dict(state.to_dict()) == state
    more = again.update([3] * len(names), names)
    assert list(more) == names
    assert more.detractors.tolist() == [1] * len(names)


@given(st.lists(labels, min_size=2, max_size=6))
def test_weighted_cohorts_keep_labels_strata_and_clusters(drawn):
    names = list(nps.count_by([9] * len(drawn), drawn))  # times come in their order
    rows = names * 2
    known = [(name,) for name in rows]  # no stratum is missing
    state = nps.survey_by([9, 3] * len(names), rows, strata=known, clusters=known)
    again = nps.SurveyCohorts.from_dict(through_json(state.to_dict()))
    assert again == state
    assert list(again) == names
    assert (again + state).total.counts == state.total.counts + state.total.counts
    assert nps.SurveySample.from_dict(through_json(state.total.to_dict())) == state.total


@given(plain)
def test_what_json_knows_needs_no_type(label):
    finite = label not in (float("inf"), -float("inf"))
    for value in (label, (label, label)):
        assert ("label_type" in save_label("label", value)) is not finite


@pytest.mark.parametrize(
    ("label", "text", "kind"),
    [
        (dt.date(2024, 1, 1), "2024-01-01", "datetime.date"),
        (("N", dt.date(2024, 1, 1)), ["N", "2024-01-01"], [None, "datetime.date"]),
        (
            NEVER.replace(tzinfo=BERLIN),
            "2024-03-31 02:30:00+01:00",
            "datetime.datetime[Europe/Berlin]",
        ),
        (dt.timedelta(1), "1 day, 0:00:00", "datetime.timedelta"),
        (Decimal("1.50"), "1.50", "decimal.Decimal"),
        (Fraction(1, 3), "1/3", "fractions.Fraction"),
        (UUID(int=1), "00000000-0000-0000-0000-000000000001", "uuid.UUID"),
        (np.timedelta64(2, "25s"), "50 seconds", "numpy.timedelta64[25s]"),
        (pd.Period("2024-03", freq="M"), "2024-03", "pandas.Period[M]"),
        (
            pd.Interval(DAY, DAY + pd.Timedelta(days=1), "left"),
            "[2024-03-05 00:00:00, 2024-03-06 00:00:00)",
            "pandas.Interval[pandas.Timestamp]",
        ),
        (b"\x00N", "004e", "builtins.bytes"),
        (Wave.FIRST, Wave.FIRST, None),
    ],
)
def test_the_text_and_the_type_of_a_label(label, text, kind):
    state = save_label("label", label)
    assert state == {"label": text} | ({"label_type": kind} if kind else {})
    assert read_label("label", through_json(state)) == label


def test_a_date_of_another_library_comes_back_as_its_equal():
    mine = LocalTime(2024, 1, 1)
    assert read_label("label", through_json(save_label("label", mine))) == mine


@pytest.mark.parametrize(
    "label",
    [
        Colour.RED,
        ("N", Colour.RED),
        frozenset([1]),
        range(3),
        1 + 2j,
        Odd(2024, 1, 1),
        TWICE.replace(tzinfo=Zone()),
    ],
)
def test_labels_that_json_cannot_bring_back(label):
    state = nps.Cohorts.from_dict({label: [9]})
    saved = through_json(state.to_dict())
    with pytest.raises(nps.OptionError, match=r"can't be read as .*; make labels text"):
        nps.Cohorts.from_dict(saved)
    del saved["cohorts"][0]["label_type"]
    assert nps.Cohorts.from_dict(saved).total == state.total


@pytest.mark.parametrize(
    "state",
    [
        {"label": "2024-13-01", "label_type": "datetime.date"},
        {"label": "a day", "label_type": "datetime.timedelta"},
        {"label": "one", "label_type": "decimal.Decimal"},
        {"label": "2024-01-01 00:00", "label_type": "datetime.datetime[Europe/Nowhere]"},
        {"label": "2024-01-01 00:00", "label_type": "datetime.datetime[../passwd]"},
        {"label": "2024-01-01 00:00", "label_type": "datetime.datetime[America]"},
        {"label": "2024", "label_type": "pandas.Period[fortnight]"},
        {"label": "2024", "label_type": "numpy.datetime64[fortnight]"},
        {"label": "", "label_type": "pandas.Interval[builtins.int]"},
        {"label": "print()", "label_type": "builtins.eval"},
        {"label": 5, "label_type": "datetime.date"},
        {"label": "2024", "label_type": 5},
        {"label": "2024", "label_type": ["datetime.date"]},
        {"label": ["2024"], "label_type": "datetime.date"},
        {"label": ["2024"], "label_type": [None, None]},
    ],
)
def test_states_that_nobody_saved(state):
    with pytest.raises(nps.OptionError, match="can't be read as"):
        read_label("label", state)


def test_states_without_types_are_read_as_they_are():
    """As versions before the types wrote them."""
    rows = [{"label": name, **nps.Counts(1, 2, 3).to_dict()} for name in ("2024-01-01", ["N", 1])]
    found = nps.Cohorts.from_dict({"keys": [], "cohorts": rows})
    assert found.labels == ("2024-01-01", ("N", 1))


def test_damaged_states_of_weighted_cohorts():
    good = nps.SurveyCohorts.from_dict({"a": nps.SurveySample([10, 9, 3])}).to_dict()
    (row,) = good["cohorts"]
    damaged = (
        {**good, "designs": None},
        {**good, "designs": []},
        {**good, "cohorts": [{**row, "design": 7}]},
        {**good, "cohorts": [{k: v for k, v in row.items() if k != "design"}]},
        {**good, "cohorts": [{**row, "scatter": None}]},
    )
    for state in damaged:
        with pytest.raises(nps.OptionError, match="this is not what to_dict gave"):
            nps.SurveyCohorts.from_dict(state)
    sample = nps.SurveySample([10, 9, 3])
    called = dict.fromkeys(("keys", "designs", "cohorts"), sample)
    assert list(nps.SurveyCohorts.from_dict(called)) == ["keys", "designs", "cohorts"]


def test_subclasses_stay_what_they_are():
    class Shops(nps.Cohorts):
        pass

    shops = Shops.from_counts(["b", "a"], [1, 2], [3, 4], [5, 6])
    for found in (shops[:1], shops.select(["a"]), shops.sort_by(), copy.copy(shops)):
        assert type(found) is Shops
