"""Drivers by the columns of a file: the same as when the columns are given."""

from __future__ import annotations

import csv
import io
from typing import TYPE_CHECKING

import numpy as np
import pytest
from driver_strategies import seeds, survey
from house import ROOT
from hypothesis import given, settings

import nps

if TYPE_CHECKING:
    from pathlib import Path

NAMES = ["price", "staff", "vip", "region"]
ROWS = [
    {"nps": rating, "price": price, "vip": vip, "shop": shop}
    for rating, price, vip, shop in [
        (10, "5", "yes", "shop 1"), (9, "4 - good", "No", "shop 2"), (3, "2", "no", "shop 1"),
        (7, "4", "", "shop 3"), (8, "3,5", "Yes", "shop 2"), (6, "n/a", "no", "shop 3"),
        (9, "5", "no", "shop 1"), (2, "1", "yes", "shop 2"), (7, "3", "no", "shop 3"),
        (10, "4", "yes", "shop 2"),
    ]
]  # fmt: skip


def written(data) -> bytes:
    """A survey as a file of text; who was not asked has a blank cell."""
    words = {"vip": {True: "yes", False: "no"}}
    text = io.StringIO()
    out = csv.writer(text)
    out.writerow(["nps", *data.factors, "shop", "weight"])
    for i, rating in enumerate(data.ratings.tolist()):
        cells = [column[i].item() for column in data.factors.values()]
        named = [words.get(name, {}).get(x, x) for name, x in zip(data.factors, cells, strict=True)]
        blank = ["" if x != x else x for x in named]
        out.writerow([rating, *blank, f"shop {data.clusters[i]}", repr(data.weights[i].item())])
    return text.getvalue().encode()


def read(rows, **options) -> nps.results.AnswerFile:
    return nps.read_answers(rows, rating="nps", **options)


@given(seeds)
@settings(max_examples=10)
def test_a_file_is_as_good_as_its_columns(seed):
    data = survey(seed, 80, gaps=True)
    file = nps.read_answers(io.BytesIO(written(data)), rating="nps")
    shops = [f"shop {i}" for i in data.clusters]
    options = {"skipped": "not-asked", "factor_scales": {"staff": (0, 10)}}
    found = nps.drivers.effects(file, NAMES, clusters="shop", weights="weight", **options)
    known = nps.drivers.effects(
        data.ratings, data.factors, clusters=shops, weights=data.weights, **options
    )
    assert found == known
    assert nps.drivers.tally(file, NAMES, **options) == nps.drivers.tally(
        data.ratings, data.factors, **options
    )
    shares = [
        nps.drivers.importance(ratings, factors, skipped="not-asked", n_resamples=9, rng=1)
        for ratings, factors in ((file, NAMES), (data.ratings, data.factors))
    ]
    assert shares[0] == shares[1]


def test_strata_and_the_other_verbs():
    data = survey(3, 200)
    file = nps.read_answers(io.BytesIO(written(data)), rating="nps")
    by_name = nps.drivers.effects(file, ["price"], strata="region")
    assert by_name == nps.drivers.effects(
        data.ratings, {"price": data.factors["price"]}, strata=data.factors["region"]
    )
    two = {name: data.factors[name] for name in ("price", "staff")}
    assert nps.drivers.steps(file, list(two)) == nps.drivers.steps(data.ratings, two)
    assert nps.drivers.screen(file, list(two), rng=1) == nps.drivers.screen(
        data.ratings, two, rng=1
    )


def test_cells_say_what_a_driver_is():
    found = nps.drivers.effects(read(ROWS), ["price", "vip", "shop"], skipped="not-asked")
    kinds = dict(zip(found.labels, found.kind, strict=True))
    assert kinds["price"] == "rating"
    assert kinds["vip"] == "yes-no"
    assert kinds["shop: shop 2"] == "category"
    assert found["price"].n_asked == found["vip"].n_asked == 9
    assert tuple(found["price"].level_range) == (1.0, 5.0)
    x, *_ = found.design
    assert x[4, found.design.names.index("price")] == 3.5


@pytest.mark.parametrize(
    ("cells", "kind"),
    [
        (["yes", "No"], "yes-no"), (["TRUE", "false"], "yes-no"), (["J", "N"], "yes-no"),
        (["有", "无"], "yes-no"), (["有", "無"], "yes-no"), (["有", "沒有"], "yes-no"),
        (["是", "不是"], "yes-no"), (["对", "不对"], "yes-no"), (["SI", "NO"], "yes-no"),
        (["はい", "いいえ"], "yes-no"), (["NO", "SE"], "category"), (["SI", "HR"], "category"),
        (["yes", "nein"], "category"),
    ],
)  # fmt: skip
def test_both_words_of_one_language_are_yes_and_no(cells, kind):
    found = nps.drivers.effects(read([{**row, "vip": cells[i % 3 % 2]} for i, row in
                                      enumerate(ROWS)]), ["vip"])  # fmt: skip
    assert found.kind == (kind,)
    assert found.n_asked[0] == 10
    if kind == "yes-no":
        yes = [i % 3 != 1 for i in range(10)]
        assert found == nps.drivers.effects([row["nps"] for row in ROWS], {"vip": yes})


@pytest.mark.parametrize(("cells", "asked"), [(["是", "否", "无"], 7), (["有", "没有", "无"], 7)])
def test_a_word_for_no_answer_is_none_beside_another_no(cells, asked):
    rows = [{**row, "vip": cells[i % 3]} for i, row in enumerate(ROWS)]
    found = nps.drivers.effects(read(rows), ["vip"], skipped="drop")
    assert found.kind == ("yes-no",)
    assert found["vip"].n_asked == asked


def test_a_code_for_no_answer_is_not_read_as_no():
    rows = [{**row, "vip": ["有", "无", "没有"][i % 3]} for i, row in enumerate(ROWS)]
    found = nps.drivers.effects(read(rows, missing=["无"]), ["vip"], skipped="drop")
    assert found["vip"].n_asked == 7


@pytest.mark.parametrize("minus", ["-", "−", "－"])
def test_a_minus_of_typesetters_is_one(minus):
    cells = [f"{minus}3", f"{minus}1", "0", "2"] + [f"{minus}.5"] * (minus != "－")
    rows = [{**row, "mood": cells[i % len(cells)]} for i, row in enumerate(ROWS)]
    found = nps.drivers.effects(read(rows), ["mood"])
    assert found.kind == ("rating",)
    assert tuple(found["mood"].level_range) == (-3.0, 2.0)


def test_what_a_driver_is_called_is_how_it_was_named():
    rows = [{"nps": row["nps"], "How do you rate our price?": row["price"]} for row in ROWS]
    found = nps.drivers.effects(
        read(rows), ["price"], skipped="drop", factor_scales={"price": (1, 5)}
    )
    assert found.labels == ("price",)
    assert found["price"].level_range == (1.0, 5.0)


def test_chosen_rows_and_codes_for_no_answer_stay_out():
    file = read([*ROWS, *ROWS], where={"shop": ["shop 1", "shop 2"]}, missing=[1])
    found = nps.drivers.effects(file, ["price", "vip"], skipped="drop")
    assert found.n == 12
    assert found.counts.n == 12


def test_ratings_off_the_scale():
    rows = [*ROWS, {"nps": 99, "price": 3}, {"nps": "", "price": 3}, {"nps": "bad", "price": 3}]
    file = read(rows)
    with pytest.raises(nps.RatingError, match=r"ratings: cells in column 'nps' .* 99\. Name codes"):
        nps.drivers.effects(file, ["price"], skipped="drop")
    found = nps.drivers.effects(file, ["price"], skipped="drop", invalid="drop")
    assert (found.n, found.counts.missing, found.counts.invalid) == (9, 1, 2)


def test_no_row_chosen():
    with pytest.raises(nps.EmptySampleError, match="got none"):
        nps.drivers.effects(read(ROWS, where={"shop": "shop 9"}), ["price"])


def labelled(path: Path, labels: dict[int, str], values) -> nps.results.AnswerFile:
    """A file of Stata with names for the values of a driver."""
    pd = pytest.importorskip("pandas")
    frame = pd.DataFrame({"nps": [10, 9, 3, 7, 8, 6, 9, 10, 2, 7, 9, 4], "answer": values})
    frame.to_stata(path, write_index=False, value_labels={"answer": labels})
    return nps.read_answers(path, rating="nps")


VALUES = [1, 2, 3, 1, 2, 3, 2, 1, 3, 2, 1, 3]


def test_values_with_names_are_a_category_unless_declared(tmp_path):
    file = labelled(tmp_path / "a.dta", {1: "bad", 2: "so so", 3: "good"}, VALUES)
    named = nps.drivers.effects(file, ["answer"])
    assert named.labels == ("answer: good", "answer: so so")
    rated = nps.drivers.effects(file, ["answer"], factor_scales={"answer": (1, 3)})
    assert (rated.labels, rated.kind) == (("answer",), ("rating",))
    assert rated["answer"].level == np.mean(VALUES) * 50 - 50


def test_names_that_begin_with_the_number_leave_a_rating_a_rating(tmp_path):
    file = labelled(tmp_path / "a.dta", {1: "1 - bad", 2: "2 - so so", 3: "3 - good"}, VALUES)
    assert nps.drivers.effects(file, ["answer"]).kind == ("rating",)


def test_named_ends_leave_a_rating_a_rating(tmp_path):
    file = labelled(tmp_path / "a.dta", {1: "very bad", 3: "very good"}, VALUES)
    assert nps.drivers.effects(file, ["answer"]).kind == ("rating",)


@pytest.mark.parametrize(
    ("options", "error", "message"),
    [
        ({"factors": ["prise"]}, nps.OptionError, "did you mean 'price'"),
        ({"factors": "price", "clusters": "shops"}, nps.OptionError, "did you mean 'shop'"),
        ({"factors": {"price": [1]}}, nps.InputTypeError, "a name or a list of names"),
        ({"factors": "price", "weights": [1.0]}, nps.InputTypeError, "weights must be the name"),
        ({"factors": "price", "weights": "shop"}, nps.InputTypeError, "weights must be numbers"),
        ({"factors": "price", "invalid": "no"}, nps.OptionError, "invalid must be"),
        ({"factors": "price", "scale": nps.Scale.conventional(1, 5)}, nps.OptionError,
         "contradicts the file"),
        ({"factors": "mixed"}, nps.OptionError, "'mixed' holds numbers, but also text such as"),
        ({"factors": "nps"}, nps.OptionError, "holds the ratings themselves"),
        ({"factors": "shop", "factor_scales": {"shop": (1, 3)}}, nps.OptionError, "also text"),
    ],
)  # fmt: skip
def test_bad_input(options, error, message):
    rows = [row | {"mixed": "later" if i == 3 else i} for i, row in enumerate(ROWS)]
    with pytest.raises(error, match=message):
        nps.drivers.effects(read(rows), **({"skipped": "drop"} | options))


def test_text_among_few_numbers_is_a_category():
    rows = [row | {"age": "65 and more" if i % 3 else "18-24"} for i, row in enumerate(ROWS)]
    rows[2]["age"], rows[4]["age"] = "18-24", ""
    found = nps.drivers.effects(read(rows), ["age"], skipped="drop")
    assert found.labels == ("age: 65 and more",)
    assert found.n == 9


def test_one_column_of_ratings():
    rows = [{"now": 9, "then": 3, "x": 1}, {"now": 3, "then": 10, "x": 2}]
    file = nps.read_answers(rows, rating=["now", "then"])
    with pytest.raises(nps.OptionError, match="one column of ratings, got 2"):
        nps.drivers.effects(file, ["x"])
    with pytest.raises(nps.OptionError, match="chosen by read_answers"):
        nps.drivers.tally(read(ROWS), ["price"], rating="nps")


def test_the_scale_is_that_of_the_file():
    rows = [{"nps": 1 + i % 5, "x": i % 4} for i in range(40)]
    file = nps.read_answers(rows, rating="nps", scale=nps.Scale.conventional(1, 5))
    tally = nps.drivers.tally(file, ["x"])
    assert tally.scale == file.scale
    assert tally.counts.promoters == 8


def test_the_example_from_its_file():
    file = nps.read_answers(ROOT / "examples" / "support.csv")
    found = nps.drivers.effects(file, ["quality", "support"], skipped="not-asked", clusters="shop")
    assert found.errors == "CR2"
    assert found["support"].n_asked == 177
    counts = file.count()
    assert (found.counts.promoters, found.counts.detractors) == (
        counts.promoters,
        counts.detractors,
    )


def test_decimals_without_a_leading_zero_are_numbers():
    rows = [(9, ".5", ".64"), (10, ".1", "1"), (3, ".2", "1.5"), (8, ".5", ".8"), (2, ".1", "1")]
    short = [{"nps": x, "discount": d, "w": w} for x, d, w in rows]
    long = [{"nps": x, "discount": float(d), "w": float(w)} for x, d, w in rows]
    found, same = (
        nps.drivers.effects(nps.read_answers(answers), ["discount"], weights="w")
        for answers in (short, long)
    )
    assert found["discount"].effect == same["discount"].effect
    assert list(found.labels) == ["discount"]
