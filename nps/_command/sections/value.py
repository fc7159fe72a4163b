"""What each class was worth since, by the column of a file that --value names."""

from __future__ import annotations

import math
from typing import TYPE_CHECKING, TypeAlias

import numpy as np

import nps
from nps._base import text as display
from nps._base.words.notes import Note
from nps._base.words.saying import capital, speaker
from nps._command.options import UsageError
from nps._command.printing import Table, interval_head, or_blank
from nps._command.sections.refusals import of_option
from nps._command.sections.rows import SEED, read_columns, refuse_other_rows
from nps._sources.reading.cells import answer_in
from nps._sources.reading.counts.decimals import bare_amount, is_number, read_decimals
from nps.value._by_class import MOST_RESAMPLES
from nps.value._results.amounts import amount, between, classes_of

if TYPE_CHECKING:
    import argparse
    from collections.abc import Iterable, Iterator

    from matplotlib.axes import Axes

    from nps._base.typing import LanguageName
    from nps._base.words.saying import Say
    from nps._command.printing import Part
    from nps._sources.answer_file import AnswerFile
    from nps.results import ClassDifferences, ClassOutcomes, ClassValues

    Found: TypeAlias = ClassValues | ClassOutcomes

#: Words of a column that says to whom something happened, and what they say of the others.
OTHERWISE = {"yes": "no", "true": "false", "是": "否"}
YES_NO = {**dict.fromkeys(OTHERWISE, 1.0), **dict.fromkeys(OTHERWISE.values(), 0.0)}
#: Draws of the bootstrap, of which the report tells; more where a level asks for them.
DRAWS = 1999


def refuse_beside(options: argparse.Namespace, form: str) -> None:
    """Refuse what --value cannot be combined with, before anything is read.

    Raises
    ------
    UsageError
        If something was asked for that is about other rows than those of one file.
    """
    if options.value is not None:
        refuse_other_rows(options, form, "--value")


def read_value(file: AnswerFile, options: argparse.Namespace) -> tuple[Found, list[Note]]:
    """Return what classes were worth, or of a column of 0 and 1 to how many it happened.

    Beside it how amounts were read, where they are written with more than a point.

    Raises
    ------
    UsageError
        If the column does not say it, or a class is smaller than --min-n allows.
    """
    level = options.confidence_level
    try:
        ratings, weights, (cells,) = read_columns(
            file, [] if options.weight is None else [options.weight], [options.value]
        )
        column, notes = read_amounts(cells, options.value)
        happened = set(np.unique(column[~np.isnan(column)]).tolist()) <= {0.0, 1.0}
        if happened and weights:
            raise UsageError(
                Note("--value with 0 and 1 cannot be combined with --weight: rates are of people")
            )
        found: Found
        if happened:
            found = nps.value.outcomes(
                ratings, column, confidence_level=level, scale=file.scale, invalid="drop"
            )
        else:
            found = nps.value.by_class(
                ratings, column, weights=weights[0] if weights else None, confidence_level=level,
                n_resamples=_enough_draws(level), rng=SEED, scale=file.scale, invalid="drop",
            )  # fmt: skip
    except (nps.OptionError, nps.InputTypeError, nps.EmptySampleError) as error:
        raise of_option("--value", error) from None
    least = min((n for row in found if (n := row.n)), default=0)
    if options.min_n is not None and least < options.min_n:
        raise UsageError(
            Note(
                "--min-n {n} leaves no table of --value: it would tell of {least:person|people}"
                " of one class",
                n=str(options.min_n),
                least=least,
            )
        )
    return found, notes


def read_amounts(cells: Iterable[str | None], name: str) -> tuple[np.ndarray, list[Note]]:
    """Return amounts as numbers, yes and no as 1 and 0, NaN where a cell says there is none.

    Raises
    ------
    OptionError
        If the comma or the point of a cell may be decimal or between thousands: who takes one for
        the other is a thousand times off.
    UsageError
        If a cell is no amount, or two have different currencies. Or if nothing but 1 is said, and
        of some not even that: they are those to whom it did not happen, or of whom it is not known.
    """
    given = list(cells)
    distinct = [x for x in dict.fromkeys(given) if x is not None and answer_in(x) is not None]
    numbers: dict[str | None, float] = {}
    notes: list[Note] = []
    if all(cell.casefold() in YES_NO for cell in distinct):
        numbers.update((cell, YES_NO[cell.casefold()]) for cell in distinct)
    else:
        bare, currency = _bare(distinct, name)
        found = read_decimals(bare.values(), name, typed=bool(currency))
        numbers.update((cell, found.numbers[text]) for cell, text in bare.items())
        notes += [
            Note(
                "--value: {cell} in column {name} is read as {number}",
                cell=display.shown(cell),
                name=repr(name),
                number=f"{numbers[cell]:.15g}",
            )
            for cell, text in bare.items()
            if text == found.decided
        ][:1]
    column = np.array([numbers.get(cell, np.nan) for cell in given], dtype=np.float64)
    if np.isnan(column).any() and {numbers[cell] for cell in distinct} == {1.0}:
        raise UsageError(
            Note(
                "--value: column {name} says {yes} or nothing, so nobody is known to whom it did"
                " not happen: write {no} for them",
                name=repr(name),
                yes=distinct[0],
                no=OTHERWISE.get(distinct[0].casefold(), "0"),
            )
        )
    return column, notes


def _bare(cells: list[str], name: str) -> tuple[dict[str, str], str]:
    """Return amounts without their currency, which must be one, and the currency.

    Raises
    ------
    UsageError
        If a cell is no amount, or two have different currencies.
    """
    known: dict[str, str] = {}
    numbers: dict[str, str] = {}
    for cell in cells:
        number, currency = bare_amount(cell)
        if not is_number(number):
            raise UsageError(
                Note(
                    "--value: column {name} holds {cell}, which is no amount such as 1250.5,"
                    " 1.250,50 or 12,50 €: write it so, or save the file as .xlsx, whose numbers"
                    " are plain",
                    name=repr(name),
                    cell=display.shown(cell),
                )
            )
        numbers[cell] = number
        if currency:
            known.setdefault(currency, cell)
    if len(known) > 1:
        one, other, *_ = known.values()
        raise UsageError(
            Note(
                "--value: column {name} holds {one} and {other}, which are of two currencies: take"
                " one with --where, or write all in one",
                name=repr(name),
                one=display.shown(one),
                other=display.shown(other),
            )
        )
    return numbers, next(iter(known), "")


def _draws(confidence_level: float) -> int:
    return max(DRAWS, math.ceil(2.0 / (1.0 - confidence_level)))


def _enough_draws(confidence_level: float) -> int:
    """Return how many draws a level takes, refusing what would take too long."""
    draws = _draws(confidence_level)
    if draws > MOST_RESAMPLES:
        raise UsageError(
            Note(
                "--confidence-level {level} would take {draws} random draws for --value: at most"
                " {most} is possible",
                level=repr(confidence_level),
                draws=f"{draws:,}",
                most=f"{1.0 - 2.0 / MOST_RESAMPLES:g}",
            )
        )
    return draws


def header(found: Found, say: Say) -> list[str]:
    """Return the names of the columns of a table of classes."""
    level = interval_head(found.confidence_level, say)
    head = [say("report.class"), say("report.people")]
    if isinstance(found, nps.results.ClassOutcomes):
        return [*head, say("report.rate"), level, say("report.times promoters"), level,
                say("report.adjusted p")]  # fmt: skip
    return [*head, say("report.share of people"), say(f"class value.{found.statistic}"), level,
            say("report.share of the total")]  # fmt: skip


def rows(found: Found, say: Say) -> Iterator[list[str]]:
    """Yield a row for each class, in words and rounded numbers."""
    for row in found:
        cells = [f"{row.n:,}"]
        if isinstance(row, nps.results.ClassOutcome):
            low, high = map(display.percent, row.rate_interval)
            known = row.risk_ratio == row.risk_ratio
            cells += [
                display.percent(row.rate),
                f"[{low}, {high}]" if row.n else "",
                amount(row.risk_ratio) if known else "",
                between(row.risk_ratio_interval) if known else "",
                display.p_number(row.adjusted_p_value) if known else "",
            ]
        else:
            assert row.people_share is not None
            assert row.share is not None
            cells += [
                display.percent(row.people_share),
                amount(row.value),
                between(row.confidence_interval) if row.n else "",
                display.percent(row.share),
            ]
        yield [capital(classes_of(say, row.label)), *map(say.translated, cells)]


def lines(found: Found | None, language: LanguageName) -> list[Part]:
    """Return what a terminal shows, a blank line last; nothing if no column was named."""
    if found is None:
        return []
    say = speaker(language)
    table = Table([header(found, say), *rows(found, say)])
    return [say("report.value"), table, _said(found, say), *html_notes(found, say), ""]


def _said(found: Found | ClassDifferences, say: Say) -> str:
    """Return the sentence of a result without the warning that a note below gives for all."""
    warning = say("semicolon") + say("class values.association")
    return found.summary(say.language).replace(warning, "")


def numbers(found: Found) -> list[list[object]]:
    """Return the same for other programs: numbers that are not rounded, blank if not known."""
    columns = found._columns()
    table: list[list[object]] = [["class", *columns]]
    for i, label in enumerate(found.labels):
        cells = [np.asarray(column)[i].item() for column in columns.values()]
        table.append([label, *map(or_blank, cells)])
    return table


def html_header(found: Found, say: Say) -> list[str]:
    """Return the head of a page's table."""
    return header(found, say)


def html_rows(found: Found, say: Say) -> list[list[str]]:
    """Return the rows of a page; the picture below draws the intervals."""
    return list(rows(found, say))


def html_notes(found: Found, say: Say) -> list[str]:
    """Return how classes differ, how it was found, and what was noted."""
    notes = list(map(say.translated, found.notes))
    if isinstance(found, nps.results.ClassOutcomes):
        return [found.any_difference.summary(say.language), say("report.outcomes read"), *notes]
    seed = say("report.value seed", draws=_draws(found.confidence_level), seed=f"{SEED}")
    return [_said(found.differences, say), seed, *notes]


def drawn(found: Found, language: LanguageName) -> list[Axes]:
    """Return the picture of a page."""
    return [nps.plot.value(found, language=language)]
