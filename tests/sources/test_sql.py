"""The query as text, and its rows back."""

from __future__ import annotations

import sqlite3
from contextlib import closing

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
    with closing(sqlite3.connect(":memory:")) as connection:
        connection.execute(f"CREATE TABLE {quoted[0]} ({quoted[1]} REAL, {quoted[2]} TEXT)")
        rows = zip(*columns, strict=True)
        connection.executemany(f"INSERT INTO {quoted[0]} VALUES (?, ?)", rows)
        return connection.execute(query).fetchall()


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


#: What the query itself calls something.
OUR_NAMES = ["source", "answered", "answer", "key_1", "key_2", "rating", "n"]


@pytest.mark.parametrize("database", DATABASES)
@pytest.mark.parametrize("shop", OUR_NAMES)
def test_the_names_of_the_query_are_in_nobodys_way(database, shop):
    columns, run = ([9, None], ["a", "a"]), DATABASES[database]
    for table, rating in [(shop, "r"), ("source", "answer" if shop == "source" else "source")]:
        rows = run(nps.counts_query(table, rating, by=shop), columns, table, (rating, shop))
        assert nps.Cohorts.from_rows(rows)["a"] == nps.Counts(1, 0, 0, missing=1)
        rows = run(nps.counts_query(table, rating, by=rating), columns, table, (rating, shop))
        assert nps.Cohorts.from_rows(rows)[9] == nps.Counts(1, 0, 0)


@pytest.mark.parametrize("database", DATABASES)
def test_a_misspelt_column_is_an_error_and_no_text(database):
    for query in (
        nps.counts_query("answers", "ratng"),
        nps.counts_query("answers", "rating", by="shp"),
        nps.counts_query(("main", "answers"), "rating", by=["shop", "shp"]),
    ):
        with pytest.raises((sqlite3.OperationalError, duckdb.BinderException), match=r"ratng|shp"):
            DATABASES[database](query, (ANSWERS, SHOPS))


@pytest.mark.parametrize("database", DATABASES)
def test_a_qualified_table(database):
    rows = DATABASES[database](nps.counts_query(("main", "answers"), "rating"), (ANSWERS, SHOPS))
    assert nps.Counts.from_rows(rows, invalid="drop") == nps.count(ANSWERS, invalid="drop")


def test_truth_values_are_no_ratings():
    with duckdb.connect() as connection:
        connection.execute("CREATE TABLE answers AS SELECT true AS rating")
        with pytest.raises(duckdb.BinderException, match="BOOLEAN"):
            connection.execute(nps.counts_query("answers", "rating"))


@pytest.mark.parametrize(
    "kind", ["TINYINT", "UTINYINT", "HUGEINT", "FLOAT", "DOUBLE", "DECIMAL(4, 2)", "DECIMAL(38, 0)"]
)
def test_numbers_of_any_type(kind):
    with duckdb.connect() as connection:
        connection.execute(f"CREATE TABLE answers (rating {kind})")
        connection.execute("INSERT INTO answers VALUES (10), (7), (0), (90), (NULL)")
        rows = connection.execute(nps.counts_query("answers", "rating")).fetchall()
    found = nps.Counts.from_rows(rows, invalid="drop")
    assert found == nps.Counts(1, 1, 1, missing=1, invalid=1)


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
    assert 'source."x" AS key_1' in query
    assert 'source."y""" AS key_2' in query
    assert "[r]]]" in nps.counts_query("t", "r]", dialect="tsql")
    assert "`a``b`" in nps.counts_query("a`b", "r", dialect="mysql")


@pytest.mark.parametrize("dialect", ["ansi", "mysql", "spark", "tsql"])
def test_dialects_parse_where_they_are_spoken(dialect):
    sqlglot = pytest.importorskip("sqlglot")
    spoken = "postgres" if dialect == "ansi" else dialect
    query = nps.counts_query(("schema", "my table"), "my rating", by=["n", "x"], dialect=dialect)
    parsed = sqlglot.parse_one(query, dialect=spoken)
    assert {column.name for column in parsed.find_all(sqlglot.exp.Column)} == {
        "answer", "key_1", "key_2", "my rating", "n", "x",
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


def test_names_are_at_least_one_and_keys_are_distinct():
    with pytest.raises(nps.OptionError, match=r"table must be at least one name, got \[\]"):
        nps.counts_query([], "rating")
    with pytest.raises(nps.OptionError, match=r"by must be at least one name, got \(\)"):
        nps.counts_query("answers", "rating", by=())
    with pytest.raises(nps.OptionError, match=r"by must be distinct names, got \['a', 'b', 'a'\]"):
        nps.counts_query("answers", "rating", by=["a", "b", "a"])
    assert 'FROM "a"."a" source' in nps.counts_query(("a", "a"), "rating")
