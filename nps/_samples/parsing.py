"""From text to ratings: the ways in which survey tools write down an answer."""

from __future__ import annotations

import math
import re
import unicodedata
from collections.abc import Sequence
from typing import TYPE_CHECKING

import numpy as np

from nps._base.checks import check_option
from nps._base.columns.containers import (
    as_column,
    as_number,
    as_objects,
    as_series,
    is_missing,
    package_of,
)
from nps._base.errors import RatingError
from nps._base.labels.calendar_words import MONTHS, fold
from nps._base.text import shown

if TYPE_CHECKING:
    from nps._base.typing import Invalid

#: Longer cells are comments: no label of an answer is, and no work is spent on them.
LONGEST_CELL = 300
#: Phrases by which people and tools say that there is no answer; after a number, too, as in
#: "98 - Don't know". Compared after folding case and white space.
NO_ANSWER_LABELS = frozenset(
    """na|n/a|n.a.|#n/a|missing|skipped|skip|refused|refusal|dk|dk/na|dk/nr|no opinion|no answer
    not answered|no response|not applicable|not asked|don't know|dont know|do not know|not sure
    unsure|don't know / not applicable|don't know/not applicable|don't know/refused|can't say
    cannot say|prefer not to say|prefer not to answer|i don't know|i prefer not to say|unknown
    weiß nicht|weiss nicht|keine angabe|keine angaben|k.a.|k. a.|keine antwort|nicht zutreffend
    ne sait pas|je ne sais pas|nsp|nr|nspp|sans réponse|sans opinion|non concerné|refus
    no sabe|no sé|no lo sé|no contesta|ns/nc|ns/nr|sin respuesta|no aplica
    não sei|não sabe|não respondeu|sem resposta|não se aplica|ns/nr
    non so|non sa|non risponde|nessuna risposta|senza risposta|non applicabile
    weet niet|weet ik niet|geen antwoord|geen mening|niet van toepassing|n.v.t.
    vet ej|vet inte|inget svar|ej svar|ved ikke|intet svar|ikke besvaret|uoplyst
    en osaa sanoa|en tiedä|ei vastausta|eos
    nie wiem|brak odpowiedzi|trudno powiedzieć|odmowa|nie dotyczy
    bilmiyorum|fikrim yok|cevap yok|yanıt yok
    не знаю|нет ответа|затрудняюсь ответить|отказ|нет мнения
    不知道|不清楚|不了解|不适用|不適用|拒答|拒绝回答|拒絕回答|未回答|未作答|未填|跳过|跳過|缺失|没有回答|沒有回答|无应答
    わからない|分からない|無回答|回答なし|該当なし|未回答|スキップ
    모름|모르겠음|잘 모르겠음|무응답|해당없음|해당 없음|응답 없음""".replace("\n    ", "|").split(
        "|"
    )
)
#: What stands for "no answer" only where it is all that a cell holds.
NO_ANSWER = NO_ANSWER_LABELS.union(
    """<na>|nan|nat|null|none|nil|-|--|---|–|—|―|——|.|?|...|blank|empty
    无|空|無|なし|없음""".replace("\n    ", "|").split("|")
)

_BRACKETS = {"(": ")", "[": "]", "<": ">"}
#: What does not show: zero-width and directional characters, the soft hyphen.
_INVISIBLE = re.compile("[\u00ad\u200b-\u200f\u202a-\u202e\u2060-\u2064\u2066-\u2069\ufeff]")
#: A comma before three digits may separate thousands, so it is not read as a decimal comma.
_LEADING = re.compile(r"([+-]?\d{1,300}(?:\.\d{1,300}|,\d{1,2})?)(\D*)")
#: "(10) Extremely likely"
_BRACKETED = re.compile(r"[(\[](\d{1,300})[)\]](\D+)")
#: "Extremely likely - 10", "Not likely (0)"
_TRAILING = re.compile(r"(\D+)(\d{1,300}) ?[)\]]?")
#: "-Sep" in "10-Sep", "Sep-" in "Sep-10".
_MONTH = re.compile(r"[-–/.] ?([^\W\d_]{2,12})\.?|([^\W\d_]{2,12})\.? ?[-–/.]")
#: "9 out of 10": the scale is named, so this can mean one thing only.
_OUT_OF = re.compile(r"(\d{1,2}(?:[.,]0)?) (?:out of|of|von|sur|de|su|van de|van|av|af|z|из) 10")
#: "9pts", "9分", "9점": the unit of a rating.
_UNITS = frozenset(
    """分|点|點|점|pt|pts|pt.|pts.|point|points|punkt|punkte|punkten|punti|punto|puntos|ponto|pontos
    punten|poäng|pkt|puan|star|stars|étoiles|★""".replace("\n    ", "|").split("|")
)
_SEPARATORS = "-–—:=,;|/.)(["
_SHOWN = 5


def parse_rating(text: str) -> int | float | None:
    """Return the number that a cell of text stands for, None if it says there is no answer.

    Numbers are returned as they stand, also off the scale (11, -1, 8.5), for `count` to judge.

    Raises
    ------
    ValueError
        If the text holds no number, or more than one, or is longer than `LONGEST_CELL`.
    """
    if len(text) > LONGEST_CELL:
        if not text.strip():
            return None
        raise ValueError("a comment rather than an answer")
    cell = _tidied(text)
    if not cell or says_no_answer(cell):
        return None
    label, number = _split(cell)
    if label.strip(_SEPARATORS + " ]").casefold().replace("’", "'") in NO_ANSWER_LABELS:
        return None  # "98 - Don't know" says more than its number
    value = float(number.replace(",", "."))
    return int(value) if value.is_integer() else value


def says_no_answer(text: str) -> bool:
    """Tell whether text that is no number means that there is no answer."""
    words = _tidied(text).casefold().replace("’", "'")  # a typed apostrophe
    if words in NO_ANSWER:
        return True
    return len(words) > 2 and _BRACKETS.get(words[0]) == words[-1] and words[1:-1] in NO_ANSWER


def _tidied(text: str) -> str:
    """Return text in one way of writing: what does not show is gone, spaces are single."""
    if text.isascii():
        return " ".join(text.split())
    seen = _INVISIBLE.sub("", unicodedata.normalize("NFKC", text))
    return " ".join(seen.replace("−", "-").split())  # the sign itself


def _split(cell: str) -> tuple[str, str]:
    """Return the label of a cell and the one number in it.

    Raises
    ------
    ValueError
        If no single number can be read.
    """
    if found := _OUT_OF.fullmatch(cell.casefold()):
        return "", found[1]
    if (found := _LEADING.fullmatch(cell)) and _may_follow(found[2]):
        return found[2], found[1]
    if (found := _BRACKETED.fullmatch(cell)) and _has_letter(found[2]):
        return found[2], found[1]
    if (
        (found := _TRAILING.fullmatch(cell))
        and found[1][-1] in _SEPARATORS + " "
        and _has_letter(found[1])  # for "- 1" may be negative
        and not _is_month(found[1])
    ):
        return found[1], found[2]
    raise ValueError(cell)


def _is_month(text: str) -> bool:
    """Tell whether text beside a number makes it a day: a spreadsheet turns 9-10 into 10-Sep."""
    found = _MONTH.fullmatch(text)
    return found is not None and fold(found[1] or found[2]) in MONTHS


def _may_follow(text: str) -> bool:
    """Tell whether text right after a number is its unit or its label."""
    if _is_month(text):
        return False
    if not text or text.strip().casefold() in _UNITS:
        return True
    return text[0] in _SEPARATORS + " " and "%" not in text


def _has_letter(text: str) -> bool:
    return any(map(str.isalpha, text))


def parse_ratings(values: object, *, invalid: Invalid = "raise") -> object:
    """Turn text as survey tools export it into ratings.

    Understood are plain numbers ("9", " 10 ", "9.0", "9,0", full-width digits), numbers with a
    label or unit ("10 - Extremely likely", "(0) Not likely", "Extremely likely (10)", "9 pts",
    "9分"), answers that name their scale ("9 out of 10"), and the usual words for no answer, also
    beside a number ("", "NA", "N/A", "null", "-", "Don't know", "98 - Refused", "未回答"). What
    does not show, such as a byte order mark, is passed over. Nothing is guessed: "9/10", "8-9", the
    "10-Sep" that a spreadsheet makes of "9-10", or "likely" are errors, and so are cells of more
    than 300 characters. Cells that are numbers already stay as they are.

    Parameters
    ----------
    values : 1-D collection
        Cells of text, possibly mixed with numbers and missing values.
    invalid : {"raise", "drop"}, default "raise"
        With "drop" a cell that can't be read is left as it is, for ``count(..., invalid="drop")``
        to count it as invalid.

    Returns
    -------
    collection of ratings
        A list (a tuple for a tuple) of int and None; for a pandas Series a Series with the same
        index, for a Polars Series a Series, for Arrow an array, for NumPy an array of float64 with
        NaN for missing. Where a cell could not be read, NumPy, pandas and Polars give dtype object
        and Arrow a list. A number off the scale is kept: `count` names it.

    Raises
    ------
    RatingError
        If a cell can't be read and `invalid` is "raise". Names the cells and their positions.

    See Also
    --------
    audit : What does a column hold?
    count : Counts the ratings.

    Examples
    --------
    >>> import nps
    >>> nps.parse_ratings(["9", " 10 ", "10 - Extremely likely", "0 (Not likely)", "N/A"])
    [9, 10, 10, 0, None]
    >>> nps.count(nps.parse_ratings(["9", "3", ""])).score
    0.0
    """
    check_option("invalid", invalid, ("raise", "drop"))
    column = as_column(values, "values")
    cells = as_objects(column)
    known: dict[object, object] = {}
    parsed: list[object] = []
    unreadable: list[int] = []
    for position, cell in enumerate(cells):
        if isinstance(cell, str):
            if cell not in known:
                try:
                    known[cell] = parse_rating(cell)
                except ValueError:
                    known[cell] = cell
            rating = known[cell]
            if isinstance(rating, str):
                unreadable.append(position)
        else:
            rating = _tidy_number(cell)
        parsed.append(rating)
    if unreadable and invalid == "raise":
        raise _unreadable_error(cells, unreadable)
    return _like(values, parsed, readable=not unreadable)


def _tidy_number(cell: object) -> object:
    """Whole numbers as int and missing as None, anything else untouched."""
    if is_missing(cell):
        return None
    number = as_number(cell)
    return int(number) if math.isfinite(number) else cell


def _unreadable_error(cells: Sequence[object], positions: list[int]) -> RatingError:
    named = ", ".join(f"{shown(cells[i])} at position {i}" for i in positions[:_SHOWN])
    more = f" and {len(positions) - _SHOWN} more" if len(positions) > _SHOWN else ""
    return RatingError(
        f"values: {len(positions)} of {len(cells)} cells can't be read as one rating:"
        f" {named}{more}."
        ' Read are cells such as "9", "10 - Extremely likely", "0 (Not likely)" and "N/A". Replace'
        ' the others, or pass invalid="drop" to leave them as text, to be counted as invalid.'
    )


def _like(container: object, parsed: list[object], *, readable: bool) -> object:
    """Put parsed ratings into a container like the one that came in."""
    package = package_of(container)
    kinds = set(map(type, parsed)) - {type(None)}
    fits = all(abs(rating) <= 2**53 for rating in parsed if type(rating) is int)
    numeric = readable and kinds <= {int, float} and fits
    if package == "pandas":
        import pandas as pd

        dtype = np.float64 if numeric else object
        series = as_series(container)
        return pd.Series(parsed, index=series.index, name=series.name, dtype=dtype)
    if package == "polars":
        import polars as pl

        name = getattr(container, "name", "")
        number = pl.Float64 if float in kinds else pl.Int64
        return pl.Series(name, parsed, dtype=number if numeric else pl.Object, strict=False)
    if package == "pyarrow" and numeric:
        import pyarrow as pa

        array = pa.array(parsed, pa.float64() if float in kinds else pa.int64())
        return pa.chunked_array([array]) if isinstance(container, pa.ChunkedArray) else array
    if package == "narwhals":
        import narwhals as nw

        native = container.to_native()  # type: ignore[attr-defined]  # a narwhals series
        like = _like(native, parsed, readable=readable)
        return nw.from_native(like, series_only=True, pass_through=True)
    if isinstance(container, np.ndarray):
        return np.array(parsed, dtype=np.float64 if numeric else object)
    return tuple(parsed) if isinstance(container, tuple) else parsed
