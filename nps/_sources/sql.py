"""For whoever has only SQL: the query that counts, as text."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import TYPE_CHECKING, Literal, NamedTuple

from nps._base.checks import check_names, check_option
from nps._base.errors import OptionError
from nps._base.text import shown
from nps._samples.ratings import STANDARD, check_scale

if TYPE_CHECKING:
    from nps._samples.ratings import Scale

    Dialect = Literal["ansi", "mysql", "spark", "tsql"]


class _Dialect(NamedTuple):
    """How names are quoted, and a type of text that holds "NaN", where there is NaN at all."""

    quote: Callable[[str], str]
    text: str | None


def _quoted(opening: str, closing: str) -> Callable[[str], str]:
    """Return what puts a name in quotes, doubling those inside it."""
    return lambda name: opening + name.replace(closing, 2 * closing) + closing


_DIALECTS = {
    "ansi": _Dialect(_quoted('"', '"'), "VARCHAR(40)"),
    "mysql": _Dialect(_quoted("`", "`"), None),
    "spark": _Dialect(_quoted("`", "`"), "STRING"),
    "tsql": _Dialect(_quoted("[", "]"), None),
}


def counts_query(
    table: str | Sequence[str],
    rating: str,
    *,
    by: str | Sequence[str] | None = None,
    scale: Scale = STANDARD,
    dialect: Dialect = "ansi",
) -> str:
    """Write the SQL query that counts the answers of a table at each rating.

    Its rows go to `Counts.from_rows`, or with `by` to `Cohorts.from_rows`: at most 13 for each
    cohort, however large the table is. No package is needed for it.

    Parameters
    ----------
    table : str or sequence of str
        Name of the table; ("schema", "table") for a qualified one.
    rating : str
        Column with the answers, of a numeric type and not boolean. NULL and NaN are missing.
    by : str or sequence of str, optional
        Columns that say which cohort a row belongs to.
    scale : Scale, default STANDARD
        Which ratings are on the scale.
    dialect : {"ansi", "mysql", "spark", "tsql"}, default "ansi"
        How names are quoted, and NaN is recognised. "ansi" is for PostgreSQL, DuckDB, SQLite,
        Snowflake, Redshift, Oracle and others with double quotes.

    Returns
    -------
    str
        A query with the columns `by`, rating and n. The rating is NULL where an answer is missing;
        one number above the scale (11) stands for all answers off the scale, so that dirty data
        cannot make the result large.

    Raises
    ------
    InputTypeError, OptionError
        If a name is not text, is empty or holds a null character, or `by` repeats one.

    See Also
    --------
    Counts.from_rows, Cohorts.from_rows : What to do with the rows.
    from_frame : The same without writing SQL.

    Notes
    -----
    Names are quoted, so that they are taken letter by letter: in PostgreSQL and Snowflake they must
    be written in the case in which the table has them. Columns are qualified, since SQLite takes a
    quoted name that it does not know for text. ``+ 0`` changes no number; it lets databases that
    compare truth values with numbers, such as DuckDB, refuse a boolean column.

    Examples
    --------
    >>> import nps
    >>> print(nps.counts_query("answers", "rating", by="shop"))
    SELECT answered.key_1 AS "shop", answered.answer AS "rating", COUNT(*) AS "n"
    FROM (
      SELECT
        source."shop" AS key_1,
        CASE
          WHEN source."rating" + 0 IS NULL THEN NULL
          WHEN source."rating" IN (0, 1, 2, 3, 4, 5, 6, 7, 8, 9, 10) THEN source."rating"
          WHEN LOWER(CAST(source."rating" AS VARCHAR(40))) = 'nan' THEN NULL
          ELSE 11
        END AS answer
      FROM "answers" source
    ) answered
    GROUP BY answered.key_1, answered.answer
    """
    check_scale(scale)
    check_option("dialect", dialect, _DIALECTS)
    quote, text = _DIALECTS[dialect]
    source = ".".join(map(quote, _names("table", table)))
    column = f"source.{quote(*_names('rating', (rating,)))}"
    names = [quote(name) for name in ([] if by is None else _names("by", by, distinct=True))]
    keys = [f"key_{i}" for i in range(1, len(names) + 1)]
    labels = "".join(f"answered.{key} AS {name}, " for key, name in zip(keys, names, strict=True))
    parts = "".join(f"    source.{name} AS {key},\n" for key, name in zip(keys, names, strict=True))
    nan = f"      WHEN LOWER(CAST({column} AS {text})) = 'nan' THEN NULL\n" if text else ""
    return (
        f"SELECT {labels}answered.answer AS {quote('rating')}, COUNT(*) AS {quote('n')}\n"
        "FROM (\n"
        "  SELECT\n"
        f"{parts}"
        "    CASE\n"
        f"      WHEN {column} + 0 IS NULL THEN NULL\n"
        f"      WHEN {column} IN ({', '.join(map(str, scale.ratings))}) THEN {column}\n"
        f"{nan}"
        f"      ELSE {scale.high + 1}\n"
        "    END AS answer\n"
        f"  FROM {source} source\n"
        ") answered\n"
        f"GROUP BY {', '.join(f'answered.{part}' for part in (*keys, 'answer'))}"
    )


def _names(argument: str, given: object, *, distinct: bool = False) -> list[str]:
    """Return one name or several; each must be text that a database can hold."""
    names = check_names(argument, given, distinct=distinct)
    for name in names:
        if not name or "\0" in name:
            raise OptionError(f"{argument} must be a name, got {shown(name)}.")
    return names
