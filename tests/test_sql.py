"""The query as text, and its rows back."""

from __future__ import annotations

import sqlite3

import duckdb
import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

import nps

ANSWERS = [10, 9, 8.5, None, -1, 11, 12, 0, 6, 7, 3]
SHOPS = ["a", "b", None, "", "a", "b", None, "a", "é", "x'y", "a"]
odd_names = st.text(st.characters(exclude_characters="\0", exclude_categories=["Cs"]), min_size=1)


def in_sqlite(query, columns, table="answers", names=("rating", "shop")):
    quoted = [f'"{name.replace(chr(34), 2 * chr(34))}"' for name in (table, *names)]
    connection = sqlite3.connect(":memory:")
    connection.execute(f"CREATE TABLE {quoted[0]} ({quoted[1]} REAL, {quoted[2]} TEXT)")
    rows = zip(*columns, strict=True)
    connection.executemany(f"INSERT INTO {quoted[0]} VALUES (?, ?)", rows)
    found = connection.execute(query).fetchall()
    connection.close()
    return found


def in_duckdb(query, columns, table="answers", names=("rating", "shop")):
    quoted = [f'"{name.replace(chr(34), 2 * chr(34))}"' for name in (table, *names)]
    with duckdb.connect() as connection:
        connection.execute(f"CREATE TABLE {quoted[0]} ({quoted[1]} DOUBLE, {quoted[2]} VARCHAR)")
        rows = list(zip(*columns, strict=True))
        connection.executemany(f"INSERT INTO {quoted[0]} VALUES (?, ?)", rows)
        return connection.execute(query).fetchall()


DATABASES = {"sqlite": in_sqlite, "duckdb": in_duckdb}


@pytest.mark.parametrize("database", DATABASES)
def test_the_rows_of_the_query_are_the_counts(database):
    run = DATABASES[database]
    rows = run(nps.counts_query("answers", "rating", by="shop"), (ANSWERS, SHOPS))
    found = nps.Cohorts.from_rows(rows, keys=["shop"], invalid="drop")
    wanted = nps.count_by(ANSWERS, {"shop": SHOPS}, invalid="drop", order="sorted")
    assert found == wanted
    np.testing.assert_array_equal(found.distribution, wanted.distribution)
    rows = run(nps.counts_query("answers", "rating"), (ANSWERS, SHOPS))
    whole = nps.Counts.from_rows(rows, invalid="drop")
    assert whole == wanted.total
    assert whole.distribution == wanted.total.distribution
    assert len(rows) <= 13


def test_nan_is_missing_and_infinity_is_not():
    columns = ([float("nan"), float("inf"), -float("inf"), 9.0], ["a"] * 4)
    rows = in_duckdb(nps.counts_query("answers", "rating"), columns)
    assert nps.Counts.from_rows(rows, invalid="drop") == nps.Counts(1, 0, 0, missing=1, invalid=2)


@pytest.mark.parametrize("database", DATABASES)
@given(table=odd_names, rating=odd_names, shop=odd_names)
def test_any_name_is_taken_letter_by_letter(database, table, rating, shop):
    # databases take names in any case as the same, and keep some for themselves
    if rating.casefold() == shop.casefold() or table.casefold().startswith("sqlite_"):
        return
    query = nps.counts_query(table, rating, by=shop)
    rows = DATABASES[database](query, ([9, None], ["a", "a"]), table, (rating, shop))
    assert nps.Cohorts.from_rows(rows, keys=[shop])["a"] == nps.Counts(1, 0, 0, missing=1)


def test_names_cannot_break_out():
    query = nps.counts_query(("main", 'a"; DROP TABLE t; --'), "r", by=["x", 'y"'], dialect="ansi")
    assert 'FROM "main"."a""; DROP TABLE t; --"' in query
    assert '"x" AS key_1' in query
    assert '"y""" AS key_2' in query
    assert "[r]]]" in nps.counts_query("t", "r]", dialect="tsql")
    assert "`a``b`" in nps.counts_query("a`b", "r", dialect="mysql")


@pytest.mark.parametrize("dialect", ["ansi", "mysql", "spark", "tsql"])
def test_dialects_parse_where_they_are_spoken(dialect):
    sqlglot = pytest.importorskip("sqlglot")
    spoken = "postgres" if dialect == "ansi" else dialect
    query = nps.counts_query(("schema", "my table"), "my rating", by=["n", "x"], dialect=dialect)
    parsed = sqlglot.parse_one(query, dialect=spoken)
    assert {column.name for column in parsed.find_all(sqlglot.exp.Column)} == {
        "key_1", "key_2", "level", "my rating", "n", "x",
    }  # fmt: skip


def test_other_scales():
    query = nps.counts_query("answers", "rating", scale=nps.Scale.conventional(1, 5))
    assert "IN (1, 2, 3, 4, 5)" in query
    assert "ELSE 6" in query


@pytest.mark.parametrize("name", ["", "a\0b"])
def test_what_is_no_name_is_refused(name):
    with pytest.raises(nps.OptionError, match="table must be a name"):
        nps.counts_query(name, "rating")
    with pytest.raises(nps.OptionError, match="by must be a name"):
        nps.counts_query("answers", "rating", by=name)
    for wrong in (1, b"a", [1]):
        with pytest.raises(nps.InputTypeError, match="table must be"):
            nps.counts_query(wrong, "rating")


# ---------------------------------------------------------------- rows


@given(st.lists(st.tuples(st.sampled_from(["a", "b", None]), st.integers(0, 10) | st.none())))
def test_rows_count_as_answers_do(answers):
    rows = [(key, rating, 1) for key, rating in answers]
    found = nps.Cohorts.from_rows(rows, keys="k")
    wanted = nps.count_by([r for _, r in answers], {"k": [k for k, _ in answers]}, order="sorted")
    assert found == wanted
    assert nps.Counts.from_rows([row[1:] for row in rows]) == wanted.total


def test_rows_of_several_keys():
    rows = [("a", 1, 9, 3), ("a", 2, 5.0, np.int64(4)), ("a", 1, 9, 1)]
    found = nps.Cohorts.from_rows(rows)
    assert found.labels == (("a", 1), ("a", 2))
    assert found.key_names == ()
    assert found["a", 1] == nps.Counts(4, 0, 0)
    assert nps.Cohorts.from_rows(iter(rows), keys=["shop", "wave"]).key_names == ("shop", "wave")
    assert nps.Cohorts.from_rows([(1, 9, 2)]).labels == (1,)
    assert len(nps.Cohorts.from_rows([])) == 0
    assert len(nps.Cohorts.from_rows([], keys=["shop", "wave"])) == 0
    assert nps.Counts.from_rows([]) == nps.Counts(0, 0, 0)


def test_rows_that_do_not_fit_are_refused():
    from_rows = nps.Cohorts.from_rows
    with pytest.raises(nps.OptionError, match=r"rows\[0\] must be \(key, ..., rating, n\)"):
        from_rows([(9, 3)])
    with pytest.raises(nps.OptionError, match=r"rows\[1\] must be \(1 keys, rating, n\)"):
        from_rows([("a", 9, 3), ("a", 9)], keys=["shop"])
    with pytest.raises(nps.OptionError, match=r"rows\[0\] must be \(rating, n\)"):
        nps.Counts.from_rows([("a", 9, 3)])
    with pytest.raises(nps.OptionError, match=r"rows\[0\]: n must not be negative"):
        from_rows([("a", 9, -3)])
    with pytest.raises(nps.InputTypeError, match=r"rows\[0\]: n must be a whole number"):
        from_rows([("a", 9, "3")])
    with pytest.raises(nps.RatingError, match="11 at position 0"):
        from_rows([("a", 11, 3)])
    for wrong in (None, "rows", {"a": 1}, 5):
        with pytest.raises(nps.InputTypeError, match="rows must be the rows"):
            from_rows(wrong)
    for wrong in ("abc", 5, {"a": 1, "b": 2, "c": 3}):
        with pytest.raises(nps.InputTypeError, match="rows must hold tuples"):
            from_rows([wrong])
