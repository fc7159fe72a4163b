"""Tables that are no lists of answers: refused, and what is odd about them said."""

from __future__ import annotations

import pytest

import nps
from nps._sources.reading.doors import IN_PYTHON
from nps._sources.reading.formats.json_files import table_of_records
from nps._sources.reading.suspects import impossible_scores, refuse_totals


def results(score: object, n: object) -> list[str]:
    return impossible_scores(table_of_records([{"NPS": score, "n": n}]), 0)


def test_scores_that_no_sample_of_their_size_has():
    assert results("57.8", "97") == ["no sample of n = 97 has 57.8"]
    assert results("57.7", "97") == []
    assert results("58", "97") == []
    assert results("-33.4", "1,203") == []
    assert results("-33.4", "12") == ["no sample of n = 12 has -33.4"]
    for score, n in (("good", "97"), ("57.8", "many"), ("57.8", "0"), ("157.8", "97")):
        assert results(score, n) == []
    assert results("57.8", "9" * 5000) == []  # more digits than Python reads


def test_only_the_first_two_are_said_and_only_of_one_size():
    rows = [{"NPS": x, "n": 10} for x in (12.3, 10, 45.6, 78.9)]
    assert impossible_scores(table_of_records(rows), 0) == [
        "no sample of n = 10 has 12.3",
        "no sample of n = 10 has 45.6",
    ]
    assert impossible_scores(table_of_records([{"NPS": 1.5, "n": 3, "count": 4}]), 0) == []
    with pytest.raises(nps.OptionError, match=r"scores already.*; no sample of n = 97 has 57.8$"):
        nps.read_answers([{"NPS": 57.8, "n": 97}, {"NPS": 41.2, "n": 51}, {"NPS": 20.5, "n": 88}])


def test_totals_are_refused():
    table = table_of_records([{"shop": "N", "nps": 9}, {"shop": "Total", "nps": 9}])
    with pytest.raises(nps.OptionError, match="the last row says 'Total'"):
        refuse_totals(table, 1, IN_PYTHON)
    for shops in (["N", "S"], ["Total"], ["N", "Total", "S"], ["All", "All", "S"], ["S", "N", ""]):
        fine = table_of_records([{"shop": shop, "nps": 9} for shop in shops])
        assert refuse_totals(fine, 1, IN_PYTHON) is None


@pytest.mark.parametrize(
    ("header", "says"),
    [
        ("How likely are you to recommend us? (1-5)", "says 1-5, .*nps.Scale.conventional(1, 5)"),
        ("Likelihood to recommend (1 to 7)", "says 1 to 7, .*nps.Scale.conventional(1, 7)"),
        (
            "您有多大可能推荐我们？0～5分",
            "says 0～5, which is not 0-10: scale=nps.Scale(...) reads",
        ),
        ("Wie wahrscheinlich ist es, dass Sie uns empfehlen (1 bis 6)?", "says 1 bis 6"),
    ],
)
def test_a_header_that_says_another_scale_stops(header, says):
    rows = [{header: x} for x in (5, 4, 5, 3, 1)]
    with pytest.raises(nps.OptionError, match=says.replace("(", r"\(").replace(")", r"\)")):
        nps.read_answers(rows)
    assert nps.read_answers(rows, rating=header).count().n == 5
    assert nps.read_answers([*rows, {header: 9}]).count().n == 6
    assert nps.read_answers(rows, scale=nps.Scale.conventional(1, 5)).count().promoters == 2


def test_headers_that_say_this_scale_or_none_are_taken():
    for header in ("NPS 0-10", "NPS (1 to 10)", "Q1-5 NPS", "NPS 2021-12", "NPS 0-1"):
        assert nps.read_answers([{header: x} for x in (5, 4, 5)]).count().n == 3


def test_results_beside_shares_of_their_classes_stop():
    rows: list[dict[str, object]] = [{"promoters": 5, "Detractors": 2, "NPS": 3}] * 2
    with pytest.raises(nps.OptionError, match="columns 'promoters' and 'Detractors' hold whole"):
        nps.read_answers(rows)
    rows[0] = {**rows[0], "promoters": "Ann"}
    assert nps.read_answers(rows).count().n == 2


def test_a_table_of_shares_stops_and_averages_above_the_rows_do():
    shares = [2, 1, 1, 2, 3, 6, 8, 15, 22, 20, 20]
    for unit in (1.0, 0.01):
        rows = [{"score": i, "percent": f"{unit * x:g}"} for i, x in enumerate(shares)]
        with pytest.raises(nps.OptionError, match=r"'percent' adds up to 1.*: are these shares"):
            nps.read_answers(rows)
        assert nps.read_answers(rows, rating="score").count().n == 11
    with pytest.raises(nps.OptionError, match="the first row says 'Average'"):
        nps.read_answers([{"shop": "Average", "nps": 7}, {"shop": "N", "nps": 9}])
    assert (
        nps.read_answers([{"shop": "Average", "nps": ""}, {"shop": "N", "nps": 9}]).count().n == 1
    )


def test_shares_beside_counts_are_no_groups():
    rows = [("Promoters", "26", "52%"), ("Passives", "14", "28,0"), ("Detractors", "10", "20 %")]
    table = [{"NPS Category": c, "Responses": n, "Share": share} for c, n, share in rows]
    with pytest.raises(nps.OptionError, match="table of counts") as refused:
        nps.read_answers(table)
    assert ".count(frequency='Responses') reads it" in str(refused.value)
    file = nps.read_answers(table, rating="NPS Category")
    with pytest.raises(nps.OptionError, match="table of counts"):
        file.count()
    assert file.count(frequency="Responses") == nps.Counts(26, 14, 10)


def test_counts_are_named_before_shares_beside_them():
    rows = [{"Score": i, "Percent": 4 + 2 * (i > 8), "Count": 3 * i + i % 3} for i in range(11)]
    with pytest.raises(nps.OptionError, match="a column 'Count' of whole numbers"):
        nps.read_answers(rows)


def test_a_total_below_a_column_that_was_named_is_noted():
    rows = [{"shop": "N", "nps": 9}, {"shop": "S", "nps": 3}, {"shop": "Average", "nps": 6}]
    said = "the last row says 'Average': is it a result rather than an answer?"
    assert nps.read_answers(rows, rating="nps").notes == (said,)
    assert nps.read_answers(rows[::-1], rating="nps").notes == (said.replace("last", "first"),)
    assert nps.read_answers(rows, rating="nps", where={"shop": ["N", "S"]}).notes == ()
    assert nps.read_answers(rows[2:], rating="nps").notes == ()


@pytest.mark.parametrize("mark", [",", " ", "\u202f", "'", "’"])
def test_counts_with_marks_between_thousands_are_counts(mark):
    rows = [
        {"Note": i, "Effectif": f"{1111 * (1 + i % 3):,}".replace(",", mark)} for i in range(11)
    ]
    with pytest.raises(nps.OptionError, match=r"table of counts\? .*frequency='Effectif'"):
        nps.read_answers(rows)
    assert nps.read_answers(rows, rating="Note").count(frequency="Effectif").n == 1111 * 21


def test_a_share_of_each_class_is_no_answer():
    shares = [("Promoter", "52%"), ("Passive", "28%"), ("Detractor", "20%"), ("Total", "100%")]
    for table in (shares, shares[:3]):
        rows = [{"Klasse": label, "Anteil": share} for label, share in table]
        with pytest.raises(nps.OptionError, match=r"'Anteil' adds up to 100.* takes shares$"):
            nps.read_answers(rows, rating="Klasse").count(invalid="drop")
    people = [
        {"group": label, "left": int(i == 0)}
        for i, label in enumerate(["Promoter", "Passive", "Detractor", "Promoter"])
    ]
    assert nps.read_answers(people, rating="group").count() == nps.Counts(2, 1, 1)
