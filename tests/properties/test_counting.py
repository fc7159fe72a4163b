"""Counting: parts add up, order does not matter, every answer is somewhere, and once."""

from __future__ import annotations

import json
import math
from collections import Counter

import numpy as np
import pandas as pd
import polars as pl
import pyarrow as pa
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from strategies import (
    cohorts,
    counts,
    hostile_lists,
    labels,
    lists_with_missing,
    rating_lists,
    ratings,
    scales,
    swap_tails,
)

import nps

BY_HAND = {r: "promoter" if r > 8 else "passive" if r > 6 else "detractor" for r in range(11)}


def is_gap(answer: object) -> bool:
    return (
        answer is None or answer is pd.NA or answer is pd.NaT or answer != answer or
        (isinstance(answer, str) and not answer.strip())
    )  # fmt: skip


def is_rating(answer: object) -> bool:
    return type(answer) is int and 0 <= answer <= 10


@given(lists_with_missing)
def test_counting_is_what_one_would_do_by_hand(answers):
    by_hand = Counter(BY_HAND[answer] for answer in answers if not is_gap(answer))
    counted = nps.count(answers)
    assert (counted.promoters, counted.passives, counted.detractors) == (
        by_hand["promoter"], by_hand["passive"], by_hand["detractor"],
    )  # fmt: skip
    assert counted.missing == sum(map(is_gap, answers))
    assert counted.invalid == 0
    given = [answer for answer in answers if not is_gap(answer)]
    assert counted.distribution == tuple(map(given.count, nps.STANDARD.ratings))


@given(hostile_lists)
def test_every_answer_is_valid_missing_or_invalid(answers):
    counted = nps.count(answers, invalid="drop")
    assert counted.n == sum(map(is_rating, answers))
    assert counted.missing == sum(map(is_gap, answers))
    assert counted.n + counted.missing + counted.invalid == len(answers)
    report = nps.audit(answers)
    assert isinstance(report, nps.results.Audit)
    assert (report.valid, report.missing, report.invalid) == (
        counted.n, counted.missing, counted.invalid,
    )  # fmt: skip
    assert report.distribution == counted.distribution
    assert sum(report.invalid_values.values()) == report.invalid
    assert all(answers[i] is value or answers[i] == value for i, value in report.examples)
    json.dumps(report.to_dict(), allow_nan=False)


@given(hostile_lists)
def test_an_invalid_answer_is_an_error_exactly_when_there_is_one(answers):
    invalid = nps.count(answers, invalid="drop").invalid
    if not invalid:
        assert nps.count(answers).n == len(answers) - sum(map(is_gap, answers))
        return
    for function in (nps.count, nps.classify, nps.score, nps.estimate):
        with pytest.raises(nps.RatingError, match=f"{invalid} of {len(answers)} answers") as error:
            function(answers)
        bad = [answer for answer in answers if not is_gap(answer) and not is_rating(answer)]
        numbers = [x for x in bad if isinstance(x, (int, float, complex)) and type(x) is not bool]
        if not numbers and "np.float32" not in str(error.value):
            assert "Decimal" in str(error.value) or isinstance(error.value, nps.RatingTypeError)


@given(rating_lists, rating_lists)
def test_counting_commutes_with_concatenation(a, b):
    both = nps.count(a) + nps.count(b)
    assert both == nps.count(a + b)
    assert both.distribution == nps.count(a + b).distribution


@given(st.lists(counts(min_n=0), max_size=5), st.randoms())
def test_sums_do_not_depend_on_order(parts, random):
    shuffled = random.sample(parts, len(parts))
    empty = nps.Counts(0, 0, 0)
    assert sum(parts, empty) == sum(shuffled, empty)
    assert hash(sum(parts, empty)) == hash(sum(shuffled, empty))


@given(rating_lists, st.randoms())
def test_order_of_answers_does_not_matter(answers, random):
    assert nps.count(answers) == nps.count(random.sample(answers, len(answers)))


@given(st.lists(ratings, min_size=1, max_size=40), st.data())
def test_raising_one_rating_never_lowers_the_score(answers, data):
    position = data.draw(st.integers(0, len(answers) - 1))
    higher = data.draw(st.integers(answers[position], 10))
    raised = [*answers[:position], higher, *answers[position + 1 :]]
    assert nps.score(raised) >= nps.score(answers)


@given(scales(), st.data())
def test_a_mirrored_form_counts_the_same(scale, data):
    assert isinstance(scale, nps.Scale)
    answers = data.draw(st.lists(st.sampled_from(scale.ratings), max_size=30))
    turned = [scale.low + scale.high - answer for answer in answers]
    assert nps.count(turned, scale=scale.mirrored()) == nps.count(answers, scale=scale)
    assert scale.mirrored().mirrored() == scale
    for bound in (scale.low - 1, scale.high + 1):
        with pytest.raises(nps.RatingError, match=f"from {scale.low} to {scale.high}"):
            nps.count([bound], scale=scale)


@given(scales(), st.data())
def test_classes_are_counted_as_they_are_named(scale, data):
    answers = data.draw(st.lists(st.sampled_from(scale.ratings) | st.none(), max_size=30))
    named = Counter(nps.classify(answers, scale=scale))
    counted = nps.count(answers, scale=scale)
    assert named == Counter(
        {
            "promoter": counted.promoters,
            "passive": counted.passives,
            "detractor": counted.detractors,
            None: counted.missing,
        }
    )
    assert [nps.classify(answer, scale=scale) for answer in answers] == nps.classify(
        answers, scale=scale
    )
    for name, bounds in (("promoter", scale.promoters), ("detractor", scale.detractors)):
        assert nps.classify(bounds, scale=scale) == (name, name)


CONTAINERS = {
    "tuple": tuple,
    "iterator": iter,
    "float64": lambda xs: np.array(xs, dtype=np.float64),
    "float16": lambda xs: np.array(xs, dtype=np.float16),
    "longdouble": lambda xs: np.array(xs, dtype=np.longdouble),
    "object": lambda xs: np.array(xs, dtype=object),
    "masked": lambda xs: np.ma.array(
        [0 if x is None else x for x in xs], mask=[x is None for x in xs], dtype=np.uint8
    ),
    "series": lambda xs: pd.Series(xs, dtype=np.float64),
    "nullable": lambda xs: pd.Series(xs, dtype="UInt8", index=[3] * len(xs)),
    "nullable float": lambda xs: pd.array(xs, dtype="Float32"),
    "categorical": lambda xs: pd.Series(xs, dtype=object).astype("category"),
    "arrow series": lambda xs: pd.Series(xs, dtype="int16[pyarrow]"),
    "polars": lambda xs: pl.Series(xs, dtype=pl.UInt8),
    "polars 128": lambda xs: pl.Series(xs, dtype=getattr(pl, "Int128", pl.Int64)),
    "polars float": lambda xs: pl.Series(xs, dtype=pl.Float32),
    "arrow": lambda xs: pa.array(xs, pa.int8()),
    "chunked": lambda xs: pa.chunked_array([xs[:3], xs[3:]], pa.uint64()),
    "dictionary": lambda xs: pa.array(xs, pa.int32()).dictionary_encode(),
}


@pytest.mark.parametrize("name", CONTAINERS)
@settings(max_examples=20)
@given(st.lists(ratings | st.none(), max_size=12))
def test_every_container_holds_the_same_answers(name, answers):
    expected = nps.count(answers)
    found = nps.count(CONTAINERS[name](answers))
    assert found == expected
    assert found.distribution == expected.distribution
    if name != "iterator":
        column = nps.classify(CONTAINERS[name](answers))
        listed = column.to_pylist() if isinstance(column, (pa.Array, pa.ChunkedArray)) else column
        assert [None if x is None or x != x else x for x in listed] == nps.classify(answers)


@given(st.lists(st.tuples(ratings | st.none(), labels), max_size=40))
def test_groups_are_counted_as_if_alone(rows):
    answers, groups = [row[0] for row in rows], [row[1] for row in rows]
    found = nps.count_by(answers, groups)
    assert isinstance(found, nps.Cohorts)
    assert list(found) == list(dict.fromkeys(groups))
    for label in found:
        alone = nps.count([answer for answer, group in rows if group == label])
        assert found[label] == alone
        assert found[label].distribution == alone.distribution
    assert found.total == nps.count(answers)
    in_order = nps.count_by(answers, groups, order="sorted")
    assert dict(in_order) == dict(found)


@given(st.lists(st.tuples(ratings, labels, labels), max_size=30))
def test_two_keys_make_pairs(rows):
    answers, first, second = ([row[i] for row in rows] for i in range(3))
    found = nps.count_by(answers, {"first": first, "second": second})
    assert found.key_names == ("first", "second")
    assert list(found) == list(dict.fromkeys(zip(first, second, strict=True)))
    assert dict(found) == dict(nps.count_by(answers, list(zip(first, second, strict=True))))


@given(cohorts(), cohorts(), cohorts())
def test_merging_cohorts_is_adding_their_counts(a, b, c):
    merged = a + b
    nothing = nps.Counts(0, 0, 0)
    assert list(merged) == [*a, *(label for label in b if label not in a)]
    for label in merged:
        assert merged[label] == a.get(label, nothing) + b.get(label, nothing)
    assert merged.total == a.total + b.total
    assert (a + b) + c == a + (b + c)
    assert sum([a, b]) == merged


@given(cohorts())
def test_cohorts_go_out_and_come_back(many):
    saved = json.loads(json.dumps(many.to_dict(), allow_nan=False))
    again = nps.Cohorts.from_dict(saved)
    assert again == many
    assert list(again) == list(many)
    columns = [getattr(many, name) for name in ("promoters", "passives", "detractors")]
    assert nps.Cohorts.from_counts(many.labels, *columns) == many
    assert len(many.to_pandas()) == len(many.to_polars()) == len(many)


@given(cohorts(), st.sampled_from(["label", "score", "n"]), st.booleans())
def test_sorting_only_changes_the_order(many, key, descending):
    in_order = many.sort_by(key, descending=descending)
    assert in_order == many
    if key != "label":
        values = getattr(in_order, key)
        values = values[~np.isnan(values.astype(float))]
        steps = np.diff(values)
        assert (steps <= 0).all() if descending else (steps >= 0).all()
    elif None in in_order:
        assert in_order.labels[-1] is None


@given(counts(min_n=0))
def test_counts_go_out_and_come_back(sample):
    saved = json.loads(json.dumps(sample.to_dict()))
    assert nps.Counts.from_dict(saved) == sample
    assert eval(f"nps.{sample!r}", {"nps": nps}) == sample


@given(counts())
def test_shares_give_back_the_counts(sample):
    shares = sample.shares
    assert isinstance(shares, nps.Shares)
    assert math.fsum(shares) == pytest.approx(1.0, abs=1e-15)
    assert nps.Counts.from_shares(**shares._asdict(), n=sample.n) == sample


@given(st.floats(0, 1), st.floats(0, 1), st.integers(0, 2**53))
def test_shares_always_apportion_to_n(promoters, rest, n):
    detractors = rest * (1.0 - promoters)
    made = nps.Counts.from_shares(promoters=promoters, detractors=detractors, n=n)
    assert made.n == n
    for found, share in ((made.promoters, promoters), (made.detractors, detractors)):
        # whole numbers next to the quota; the quota itself is off by the rounding of 1 - p - d
        assert abs(found - share * n) < 1.0 + 1e-15 * n


@given(counts())
def test_moments_are_those_of_the_answers(sample):
    values = np.array([100.0, 0.0, -100.0])
    weights = np.array([sample.promoters, sample.passives, sample.detractors], dtype=float)
    mean = np.average(values, weights=weights)
    assert nps.score(sample) == sample.score == pytest.approx(mean, abs=1e-10)
    variance = np.average((values - mean) ** 2, weights=weights)
    assert sample.variance == pytest.approx(variance, rel=1e-9, abs=1e-9)
    assert sample.standard_error == pytest.approx(math.sqrt(sample.variance / sample.n))
    assert -100.0 <= sample.score <= 100.0
    assert swap_tails(sample).score == -sample.score
    assert swap_tails(sample).variance == sample.variance


@given(counts(min_n=0, max_n=5), st.integers(0, 3), st.integers(0, 3))
def test_an_empty_sample_has_no_score(sample, missing, invalid):
    left_out = nps.Counts(0, 0, 0, missing=missing, invalid=invalid)
    for function in (nps.score, nps.estimate):
        with pytest.raises(nps.EmptySampleError, match="no data is not a score of 0"):
            function(left_out)
    with pytest.raises(nps.EmptySampleError, match="no data is not a score of 0"):
        nps.compare(left_out, left_out)
    assert (sample + left_out).n == sample.n


written = st.sampled_from(["{}", " {} ", "{}.0", "{} - word", "{} (word)", "Word {}", "word ({})"])


@given(st.lists(st.tuples(ratings, written), max_size=20))
def test_text_is_read_as_it_was_written(cells):
    texts = [form.format(rating) for rating, form in cells]
    assert nps.parse_ratings(texts) == [rating for rating, _ in cells]


@given(st.lists(st.text(max_size=8), max_size=8))
def test_reading_text_never_guesses(cells):
    try:
        parsed = nps.parse_ratings(cells)
    except nps.RatingError:
        kept = nps.parse_ratings(cells, invalid="drop")
        assert any(isinstance(cell, str) for cell in kept)
        return
    for cell, rating in zip(cells, parsed, strict=True):
        assert rating is None or isinstance(rating, (int, float))
        if rating is not None:
            # what was read stands in the text, and nothing else that is a digit
            digits = [c for c in cell if c.isdigit() or c.isnumeric()]
            assert digits


@given(st.integers(-5, 15), st.integers(-5, 15), st.integers(-5, 15))
def test_cut_points_must_follow_each_other(first, second, third):
    bounds = {"detractors": (0, first), "passives": (second, third), "promoters": (third + 1, 20)}
    good = first >= 0 and second == first + 1 and second <= third
    if good:
        scale = nps.Scale(**bounds)
        assert (scale.low, scale.high) == (0, 20)
    else:
        with pytest.raises(nps.OptionError, match=r"must (be|follow|lie)"):
            nps.Scale(**bounds)


@given(st.floats() | st.text() | st.none() | st.binary(max_size=3) | st.lists(st.integers()))
def test_bounds_are_whole_numbers(bad):
    with pytest.raises(nps.InputTypeError, match="promoters must be two whole numbers"):
        nps.Scale(promoters=(bad, 10))
    with pytest.raises(nps.InputTypeError, match="promoters must be a whole number"):
        nps.Counts([bad], 1, 1)
