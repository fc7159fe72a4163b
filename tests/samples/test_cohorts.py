from __future__ import annotations

import copy
import datetime as dt
import pickle
from enum import Enum

import numpy as np
import pandas as pd
import polars as pl
import pyarrow as pa
import pytest

import nps

SHOPS = nps.Cohorts.from_counts(
    ["North", "South", None], [50, 40, 0], [30, 30, 0], [20, 30, 0], missing=2, keys="shop"
)


def test_columns():
    assert SHOPS.labels == ("North", "South", None)
    assert SHOPS.n.tolist() == [100, 100, 0]
    np.testing.assert_array_equal(SHOPS.score, [30.0, 10.0, np.nan])
    assert SHOPS.missing.tolist() == [2, 2, 2]
    assert SHOPS.promoters.dtype == np.int64
    assert SHOPS.distribution is None
    assert SHOPS.total == nps.Counts(90, 60, 50, missing=6)


def test_a_mapping():
    assert SHOPS["North"] == nps.Counts(50, 30, 20, missing=2)
    assert SHOPS[None].n == 0
    assert SHOPS.get("West") is None
    assert len(SHOPS) == 3
    assert "North" in SHOPS
    assert ["North"] not in SHOPS
    assert dict(SHOPS) == SHOPS
    assert list(SHOPS.values())[1].score == 10.0
    with pytest.raises(KeyError, match=r"no cohort is labelled 'north'; .* Did you mean 'North'"):
        SHOPS["north"]
    with pytest.raises(TypeError, match="unhashable"):
        hash(SHOPS)


def test_slices_and_selections():
    assert SHOPS[1:].labels == ("South", None)
    assert SHOPS[::-1].labels == (None, "South", "North")
    assert SHOPS[5:].labels == ()
    assert SHOPS[1:].key_names == ("shop",)
    assert SHOPS.select([None, "North"]).labels == (None, "North")
    assert SHOPS.select([]).labels == ()
    with pytest.raises(
        nps.InputTypeError, match=r"labels must be a list of labels, write \['North'\]"
    ):
        SHOPS.select("North")
    with pytest.raises(nps.OptionError, match="'North' occurs more than once"):
        SHOPS.select(["North", "North"])
    with pytest.raises(KeyError, match="West"):
        SHOPS.select(["West"])


def test_sorting():
    many = nps.Cohorts.from_counts(["10", None, "2", "x"], [3, 1, 0, 2], [0] * 4, [1, 0, 0, 1])
    assert many.sort_by().labels == ("2", "10", "x", None)
    assert many.sort_by(descending=True).labels == ("x", "10", "2", None)
    assert many.sort_by("score").labels == ("x", "10", None, "2")
    assert many.sort_by("score", descending=True).labels == (None, "10", "x", "2")
    assert many.sort_by("n").labels == ("2", None, "x", "10")
    assert many.sort_by("n", descending=True).labels == ("10", "x", None, "2")
    ties = nps.Cohorts.from_counts(["b", "a"], [1, 1], [0, 0], [0, 0])
    assert ties.sort_by("n", descending=True).labels == ("b", "a")
    alike = nps.Cohorts.from_counts(range(100), [1, 2] * 50, [0] * 100, [0] * 100)
    assert alike.sort_by("n").labels == (*range(0, 100, 2), *range(1, 100, 2))
    with pytest.raises(nps.OptionError, match="key must be one of 'label', 'score', 'n'"):
        many.sort_by("Score")


def test_merging_keeps_what_both_know():
    seen = nps.count_by([9, 3], ["a", "b"])
    more = nps.count_by([9], {"shop": ["b"]})
    assert (seen + more).distribution.tolist()[1] == [0, 0, 0, 1, 0, 0, 0, 0, 0, 1, 0]
    assert (seen + more).key_names == ("shop",)
    assert (seen + SHOPS).distribution is None
    likert = nps.count_by([5], ["a"], scale=nps.Scale.conventional(1, 5))
    assert (seen + likert).distribution is None
    for stranger in (nps.Counts(1, 0, 0), 1, None):
        with pytest.raises(TypeError, match="unsupported operand"):
            SHOPS + stranger
        with pytest.raises(TypeError, match="unsupported operand"):
            stranger + SHOPS


def test_nothing_can_be_changed():
    with pytest.raises(ValueError, match="read-only"):
        SHOPS.promoters[0] = 1
    with pytest.raises(AttributeError, match="immutable, cannot set 'promoters'"):
        SHOPS.promoters = SHOPS.passives
    with pytest.raises(AttributeError, match="immutable, cannot delete 'promoters'"):
        del SHOPS.promoters
    with pytest.raises(AttributeError, match="immutable"):
        SHOPS.anything = 1


def test_columns_given_stay_the_callers():
    mine = np.array([5, 6])
    many = nps.Cohorts.from_counts(["a", "b"], mine, [1, 1], [1, 1])
    mine[0] = 99
    assert many.promoters.tolist() == [5, 6]


@pytest.mark.parametrize(
    "twin", [copy.copy, copy.deepcopy, lambda x: pickle.loads(pickle.dumps(x))]
)
def test_copies(twin):
    seen = nps.count_by([9, 3, None], {"shop": ["a", "b", "a"], "wave": [1, 1, 1]})
    for many in (SHOPS, seen):
        again = twin(many)
        assert again == many
        assert again.labels == many.labels
        assert again.key_names == many.key_names
        assert again.total.distribution == many.total.distribution
        assert not again.promoters.flags.writeable
    estimates = nps.estimate(SHOPS)
    assert str(twin(estimates)) == str(estimates)


def test_cohorts_are_not_built_by_hand():
    with pytest.raises(nps.InputTypeError, match=r"nps\.count_by\(ratings, groups\)"):
        nps.Cohorts(["a"], [1], [2], [3])


@pytest.mark.parametrize(
    "labels",
    [
        ["a", "b"], ("a", "b"), iter("ab"), np.array(["a", "b"]), pd.Series(["a", "b"],
        index=[7, 7]),
        pd.Index(["a", "b"]), pl.Series(["a", "b"]), pa.array(["a", "b"]), dict.fromkeys("ab"),
        dict.fromkeys("ab").keys(),
    ],
)  # fmt: skip
def test_labels_from_any_container(labels):
    if isinstance(labels, dict):
        with pytest.raises(nps.InputTypeError, match="labels must be a one-dimensional collection"):
            nps.Cohorts.from_counts(labels, [1, 2], [0, 0], [0, 0])
        return
    many = nps.Cohorts.from_counts(labels, [1, 2], [0, 0], [0, 0])
    assert many.labels == ("a", "b")
    assert all(type(label) is str for label in many)


def test_missing_labels_are_none():
    many = nps.Cohorts.from_counts([np.nan, 2024.0], [1, 2], [0, 0], [0, 0])
    assert many.labels == (None, 2024)
    assert nps.Cohorts.from_dict({float("nan"): [9]}).labels == (None,)
    with pytest.raises(nps.OptionError, match="None occurs more than once"):
        nps.Cohorts.from_counts([np.nan, None], [1, 2], [0, 0], [0, 0])
    with pytest.raises(nps.InputTypeError, match="labels must be a collection, got the text 'ab'"):
        nps.Cohorts.from_counts("ab", [1, 2], [0, 0], [0, 0])


@pytest.mark.parametrize(
    "column",
    [[5, 6], np.array([5, 6], dtype=np.uint8), np.array([5, 6], dtype=np.float16),
    pd.Series([5.0, 6.0]),
     pl.Series([5, 6]), pa.array([5, 6]), np.array([5, 6], dtype=object)],
)  # fmt: skip
def test_count_columns_from_any_container(column):
    assert nps.Cohorts.from_counts(["a", "b"], column, [0, 0], [0, 0]).promoters.tolist() == [5, 6]


@pytest.mark.parametrize(
    ("column", "error", "message"),
    [
        ([1, 2, 3], nps.OptionError, "labels and promoters must have the same length, got 2 and 3"),
        ([2**53, -5], nps.OptionError, r"promoters\[1\] must not be negative, got -5"),
        ([1, -2], nps.OptionError, r"promoters\[1\] must not be negative, got -2"),
        ([1, 2.5], nps.OptionError, r"promoters\[1\] must be a whole number, got 2.5"),
        ([1, np.nan], nps.OptionError, r"promoters\[1\] must be a whole number, got nan"),
        ([1, np.inf], nps.OptionError, r"promoters\[1\] must be a whole number, got inf"),
        ([1, None], nps.InputTypeError, r"promoters\[1\] must be a whole number, got None"),
        (np.ma.array([1, 2], mask=[0, 1]), nps.InputTypeError, r"promoters\[1\] .* got None"),
        (["1", "2"], nps.InputTypeError, r"promoters\[0\] must be a whole number, got '1'"),
        ([1, True], nps.InputTypeError, "got the boolean True"),
        ("12", nps.InputTypeError, "promoters must be a whole number, got '12'"),
        ([2**53 + 1, 0], nps.OptionError, r"promoters\[0\] must be at most 2\*\*53"),
        ([2**70, 0], nps.OptionError, r"promoters\[0\] must be at most 2\*\*53"),
        (np.array([2**64 - 1, 0], dtype=np.uint64), nps.OptionError, r"at most 2\*\*53"),
        ([2**53, 0], nps.OptionError, r"of a cohort must each sum to at most 2\*\*53"),
        (
            [[1], [2]],
            nps.InputTypeError,
            r"promoters must be|promoters\[0\] must be a whole number",
        ),
        (np.zeros((2, 2)), nps.InputTypeError, "promoters must be one-dimensional"),
        ([1, 3 + 0j], nps.InputTypeError, r"promoters\[1\] must be a whole number"),
    ],
)
def test_count_columns_that_do_not_fit(column, error, message):
    with pytest.raises(error, match=message):
        nps.Cohorts.from_counts(["a", "b"], column, [1, 1], [0, 0])


def test_counts_that_are_whole_but_of_another_kind():
    # Fractions and decimals of a database are not silently rounded.
    from decimal import Decimal

    assert nps.Cohorts.from_counts(["a"], [Decimal(5)], [0], [0]).promoters.tolist() == [5]


def test_totals_beyond_the_machine_are_refused_not_wrapped():
    many = nps.Cohorts.from_counts(["a", "b"], [2**53, 2**53], [0, 0], [0, 0])
    assert many["a"] == nps.Counts(2**53, 0, 0)
    with pytest.raises(
        nps.OptionError, match=r"promoters must be at most .*, got 18014398509481984"
    ):
        many.total  # noqa: B018


@pytest.mark.parametrize("column", ["missing", "invalid"])
def test_what_is_left_out_stays_exact_too(column):
    one = nps.Counts(0, 0, 0, **{column: 2**53})
    assert getattr(one + nps.Counts(5, 0, 0), column) == 2**53
    with pytest.raises(nps.OptionError, match=rf"{column} must sum to at most 2\*\*53 .* 18014398"):
        one + one
    many = nps.Cohorts.from_dict({"a": one})
    with pytest.raises(nps.OptionError, match=r"must each sum to at most 2\*\*53"):
        many + many


def test_dictionaries():
    many = nps.Cohorts.from_dict(
        {
            "ratings": [9, 3],
            "counts": nps.Counts(1, 2, 3),
            "mapping": {"promoters": 1, "passives": 0, "detractors": 0},
        }
    )
    assert [sample.n for sample in many.values()] == [2, 6, 1]
    assert many.distribution is None
    assert nps.Cohorts.from_dict({"a": [9], "b": [3]}).distribution.shape == (2, 11)
    assert nps.Cohorts.from_dict({}).labels == ()
    assert nps.Cohorts.from_dict({("a", 1): [9]}, keys=["shop", "wave"]).key_names == (
        "shop",
        "wave",
    )
    with pytest.raises(nps.InputTypeError, match="mapping must be a mapping, got"):
        nps.Cohorts.from_dict([("a", [9])])


def test_labels_that_look_like_a_saved_dictionary():
    many = nps.Cohorts.from_dict({"keys": [9, 3], "cohorts": [10]})
    assert many.labels == ("keys", "cohorts")
    counted = nps.Cohorts.from_dict({"keys": [9], "cohorts": nps.Counts(1, 0, 0)})
    assert counted.labels == ("keys", "cohorts")
    with pytest.raises(nps.RatingTypeError, match="'cohorts': 1 of 1 answers"):
        nps.Cohorts.from_dict({"keys": [9], "cohorts": [{"promoters": 1}]})


def test_several_keys_go_out_and_come_back():
    many = nps.count_by([9, 3, 8], {"shop": ["a", "b", "a"], "day": [1, None, 1]})
    again = nps.Cohorts.from_dict(many.to_dict())
    assert again.labels == (("a", 1), ("b", None))
    assert again.key_names == ("shop", "day")
    dated = nps.Cohorts.from_counts([dt.date(2025, 1, 1)], [1], [0], [0])
    assert nps.Cohorts.from_dict(dated.to_dict()).labels == (dt.date(2025, 1, 1),)


def test_survey_samples_are_cohorts_of_another_kind():
    sample = nps.SurveySample([10, 9, 3], weights=[1, 2, 1])
    many = nps.SurveyCohorts.from_dict({"designs": sample})
    for mapping in ({"N": sample}, {"N": [9], "S": sample}, many, many.to_dict()):
        with pytest.raises(
            nps.InputTypeError, match=r"with nps\.SurveyCohorts\.from_dict\(mapping"
        ):
            nps.Cohorts.from_dict(mapping)
    assert nps.Cohorts.from_dict({"designs": [9], "keys": [3]}).labels == ("designs", "keys")


def test_text():
    assert str(SHOPS).splitlines() == [
        "3 cohorts, together NPS 20.0  n = 200 (90 promoters, 60 passives, 50 detractors,"
        " 6 missing)",
        "North: NPS 30.0  n = 100 (50 promoters, 30 passives, 20 detractors, 2 missing)",
        "South: NPS 10.0  n = 100 (40 promoters, 30 passives, 30 detractors, 2 missing)",
        "(missing): no valid answer  n = 0 (0 promoters, 0 passives, 0 detractors, 2 missing)",
    ]
    assert repr(SHOPS) == "<Cohorts: 3 labels, n = 200>"
    many = nps.Cohorts.from_counts(range(31), [1] * 31, [0] * 31, [0] * 31)
    assert str(many).splitlines()[-1] == "... and 1 more"
    assert len(str(many).splitlines()) == 32
    assert "... and 1 more" in many._repr_html_()
    assert "more" not in str(many[:30])


def test_data_frames():
    frame = SHOPS.to_pandas()
    assert frame.index.name == "shop"
    assert frame["promoters"].tolist() == [50, 40, 0]
    assert SHOPS.to_polars().columns[:3] == ["shop", "n", "score"]
    two = nps.count_by([9, 3], {"shop": ["a", "b"], "wave": [1, None]})
    assert two.to_pandas().index.names == ["shop", "wave"]
    assert two.to_polars()["wave"].to_list() == [1, None]
    assert nps.count_by([9], ["a"]).to_polars().columns[0] == "cohort"


class Size(Enum):
    SMALL = 1


@pytest.mark.parametrize(
    ("labels", "texts"),
    [
        ([2**64 - 1, 2**63], ["18446744073709551615", "9223372036854775808"]),
        ([2**70, -1], ["1180591620717411303424", "-1"]),
        ([Size.SMALL, 1], ["Size.SMALL", "1"]),
        (["a", 1], ["a", "1"]),
    ],
)
def test_labels_that_frames_have_no_type_for(labels, texts):
    many = nps.count_by([9, 3], labels)
    assert many.to_arrow()["cohort"].to_pylist() == texts
    assert list(map(str, many.to_polars()["cohort"].to_list())) == texts


def test_a_key_called_like_a_column_is_not_lost():
    many = nps.count_by([9, 3], {"n": ["a", "b"], "score": [1, 2]})
    table = many.to_polars()
    assert table["n_label"].to_list() == ["a", "b"]
    assert table["score_label"].to_list() == [1, 2]
    assert table["n"].to_list() == [1, 1]


def test_groups_without_a_valid_answer_are_kept():
    many = nps.count_by([None, 9, 11], ["a", "b", "a"], invalid="drop")
    assert many["a"] == nps.Counts(0, 0, 0, missing=1, invalid=1)
    assert np.isnan(many.score[0])
    with pytest.raises(nps.RatingError, match="11 at position 2"):
        nps.count_by([None, 9, 11], ["a", "b", "a"])


def test_ratings_and_groups_are_paired_by_position():
    # As everywhere in NumPy; the index of a Series plays no part, unless it tells another order.
    ratings = pd.Series([9, 3], index=[1, 0])
    groups = pd.Series(["a", "b"], index=[5, 6])
    assert nps.count_by(ratings, groups)["a"].promoters == 1
    for key in (groups.set_axis([0, 1]), {"shop": groups.set_axis([0, 1])}):
        with pytest.raises(nps.OptionError, match="the same labels in different orders"):
            nps.count_by(ratings, key)


def test_no_rows_at_all():
    nothing = nps.count_by([], [])
    assert len(nothing) == 0
    assert nothing.total == nps.Counts(0, 0, 0)
    assert nothing.sort_by().labels == ()
    assert (nothing + SHOPS) == SHOPS
    assert str(nothing).startswith("0 cohorts, together no valid answer")
    assert nps.estimate(nothing).to_pandas().empty
    assert nps.compare(nothing, nothing).to_polars().is_empty()
