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
    unsure|can't say|cannot say|prefer not to say|prefer not to answer|i don't know|d.k.|unknown
    i prefer not to say|declined|declined to answer|did not answer|no response given|unanswered
    skipped question|not relevant|no experience|can't rate|cannot rate|unable to say|\\n
    i'd rather not say|rather not say|system missing|sysmis|not shown|not displayed
    weiß nicht|weiss nicht|keine angabe|keine angaben|k.a.|k. a.|keine antwort|nicht zutreffend
    keine meinung|möchte ich nicht beantworten|möchte nicht antworten|nicht beantwortet
    ne sait pas|je ne sais pas|nsp|nr|nc|nspp|sans réponse|sans opinion|non concerné|refus
    sans avis|ne se prononce pas|je préfère ne pas répondre|ne souhaite pas répondre
    no sabe|no sé|no lo sé|no contesta|ns|ns/nc|ns/nr|sin respuesta|no aplica
    prefiero no contestar|prefiero no responder|no responde
    não sei|não sabe|não respondeu|sem resposta|não se aplica|prefiro não responder
    non so|non sa|non risponde|nessuna risposta|senza risposta|non applicabile
    preferisco non rispondere|non rispondo
    weet niet|weet ik niet|geen antwoord|geen mening|niet van toepassing|n.v.t.|nvt
    wil niet zeggen|wil ik niet zeggen|zeg ik liever niet
    vet ej|vet inte|inget svar|ej svar|ej svarat|vill ej svara|vill inte svara
    ved ikke|intet svar|ikke besvaret|uoplyst|ønsker ikke at svare
    en osaa sanoa|ei osaa sanoa|en tiedä|ei vastausta|eos|en halua vastata
    nie wiem|brak odpowiedzi|trudno powiedzieć|odmowa|odmowa odpowiedzi|nie dotyczy
    bilmiyorum|fikrim yok|cevap yok|yanıt yok|cevaplamak istemiyorum
    не знаю|нет ответа|затрудняюсь|затрудняюсь ответить|отказ|нет мнения|не применимо
    不知道|不清楚|不了解|不适用|不適用|拒答|拒绝回答|拒絕回答|未回答|未作答|未填|跳过|跳過|缺失|没有回答|沒有回答|无应答
    说不清|說不清|不好说|不方便回答|无意见|無意見|未答|未选择|未選擇|空白
    わからない|分からない|無回答|回答なし|該当なし|未回答|スキップ|答えたくない
    모름|모르겠음|잘 모르겠음|모르겠다|무응답|응답거부|해당없음|해당 없음
    해당사항 없음|응답 없음""".replace("\n    ", "|").split("|")
)
#: What stands for "no answer" only where it is all that a cell holds.
NO_ANSWER = NO_ANSWER_LABELS.union(
    """<na>|nan|nat|null|none|nil|.|?|...|blank|empty
    无|空|無|なし|없음""".replace("\n    ", "|").split("|")
)

#: Beside the middle of the scale these name it: "5 - Not sure".
_MIDDLE = frozenset(
    """not sure|unsure|no opinion|keine meinung|sans opinion|sans avis|geen mening|fikrim yok
    нет мнения|无意见|無意見|说不清|說不清|不好说""".replace("\n    ", "|").split("|")
)

_BRACKETS = {"(": ")", "[": "]", "<": ">"}
#: What does not show: zero-width and directional characters, the soft hyphen, and what makes a
#: picture of a digit.
_INVISIBLE = re.compile(
    "[\u00ad\u200b-\u200f\u202a-\u202e\u2060-\u2064\u2066-\u2069\u20e3\ufe0e\ufe0f\ufeff]"
)
#: A cell of dashes only says that there is no answer.
_DASHES = re.compile("[-‐‒–—―─ー]{1,9}")
#: What keeps a spreadsheet from reading a number as one: ="9", '9.
_QUOTED = re.compile(r"=\"([^\"]{0,99})\"|'([\d.,+-]{1,9})")
#: Stars that are full, and those that are not.
_STARS = re.compile("([★⭐🌟]{1,10})[☆✩✰⚝]{0,9}")
#: A comma before three digits may separate thousands, so it is not read as a decimal comma.
_LEADING = re.compile(r"([+-]?\d{1,300}(?:\.\d{1,300}|,\d{1,2})?)(\D*)")
#: "(10) Extremely likely"
_BRACKETED = re.compile(r"[(\[](\d{1,300})[)\]](\D+)")
#: "Extremely likely - 10", "Not likely (0)"
_TRAILING = re.compile(r"(\D+)(\d{1,300}) ?[)\]]?")
#: "-Sep" in "10-Sep", "Sep-" in "Sep-10".
_MONTH = re.compile(r"[-–/.] ?([^\W\d_]{2,12})\.?|([^\W\d_]{2,12})\.? ?[-–/.]")
#: "9pts", "9分", "9점": the unit of a rating.
_UNITS = frozenset(
    """分|点|點|점|pt|pts|pt.|pts.|point|points|punkt|punkte|punkten|punti|punto|puntos|ponto|pontos
    punten|poäng|pkt|puan""".replace("\n    ", "|").split("|")
)
#: "4 stars", "4★", "4颗星": a unit that says a scale of its own.
STARS = frozenset(
    """star|stars|★|⭐|🌟|stern|sterne|sternen|étoile|étoiles|estrella|estrellas|estrela|estrelas
    stella|stelle|ster|sterren|stjärna|stjärnor|stjerne|stjerner|tähti|tähteä|gwiazdka|gwiazdki
    gwiazdek|yıldız|звезда|звезды|звёзды|звезд|звёзд|星|颗星|顆星|つ星|별|별점""".replace(
        "\n    ", "|"
    ).split("|")
)
_UNIT = "|".join(sorted(map(re.escape, _UNITS | STARS), key=len, reverse=True))
_WITH_UNIT = re.compile(rf" ?(?:{_UNIT})(?![^\W\d_])(.*)")
#: "9 out of 10": the scale is named, so this can mean one thing only.
_OUT_OF = re.compile(
    rf"(\d{{1,2}}(?:[.,]0)?) ?(?:{_UNIT})? ?\(?"
    rf"(?:out of|of|von|sur|de|su|van de|van|av|af|z|из) 10 ?(?:{_UNIT})?\)?"
)
_SEPARATORS = "-–—:=,;|/.)([、·"
_SHOWN = 5


def parse_rating(text: str, middle: float = 5) -> int | float | None:
    """Return the number that a cell of text stands for, None if it says there is no answer.

    Numbers are returned as they stand, also off the scale (11, -1, 8.5), for `count` to judge.
    Beside the middle of the scale in use "not sure" is a name of it, beside others no answer.

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
    if full := _STARS.fullmatch(cell):
        return len(full[1])
    label, number = _split(cell)
    value = float(number.replace(",", "."))
    words = label.strip(_SEPARATORS + " ]").casefold().replace("’", "'")
    if _is_no_answer(words) and not (words in _MIDDLE and value == middle):
        return None  # "98 - Don't know" says more than its number
    return int(value) if value.is_integer() else value


def says_no_answer(text: str) -> bool:
    """Tell whether text that is no number means that there is no answer."""
    words = _tidied(text).casefold().replace("’", "'")  # a typed apostrophe
    if len(words) > 2 and _BRACKETS.get(words[0]) == words[-1]:
        words = words[1:-1]
    return words in NO_ANSWER or bool(_DASHES.fullmatch(words)) or _is_no_answer(words)


def _is_no_answer(words: str) -> bool:
    """Tell whether folded words say that there is no answer: all of "don't know / refused" do."""
    return words in NO_ANSWER_LABELS or (
        "/" in words and all(part.strip() in NO_ANSWER_LABELS for part in words.split("/"))
    )


def is_of_stars(text: str) -> bool:
    """Tell whether a cell gives stars rather than a number: "4 stars", "★★★★☆"."""
    cell = _tidied(text[:LONGEST_CELL]).casefold()
    found = _LEADING.fullmatch(cell)
    return bool(_STARS.fullmatch(cell)) or (found is not None and found[2].strip() in STARS)


def _tidied(text: str) -> str:
    """Return text in one way of writing: what does not show is gone, spaces are single."""
    if not text.isascii():
        seen = _INVISIBLE.sub("", unicodedata.normalize("NFKC", text))
        text = seen.replace("−", "-").replace("🔟", "10")  # the sign itself; ten in one picture
    cell = " ".join(text.split())
    if cell[:1] in ("=", "'") and (quoted := _QUOTED.fullmatch(cell)):
        return (quoted[1] or quoted[2] or "").strip()
    return cell


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
    if (found := _BRACKETED.fullmatch(cell)) and (_has_letter(found[2]) or "..." in found[2]):
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
    if unit := _WITH_UNIT.fullmatch(text.casefold()):
        text = unit[1]
    return not text or (text[0] in _SEPARATORS + " " and "%" not in text)


def _has_letter(text: str) -> bool:
    return any(map(str.isalpha, text))


def parse_ratings(values: object, *, invalid: Invalid = "raise") -> object:
    """Turn text as survey tools export it into ratings.

    Understood are plain numbers ("9", " 10 ", "9.0", "9,0", full-width digits), numbers with a
    label or unit ("10 - Extremely likely", "(0) Not likely", "Extremely likely (10)", "9 pts",
    "9分"), answers that name their scale ("9 out of 10"), stars ("★★★★☆" is a 4), and the usual
    words for no answer, also beside a number ("", "NA", "N/A", "null", "-", "Don't know",
    "98 - Refused", "未回答"); "5 - Not sure" is a 5, the middle, and "9 - Not sure" no answer. What
    does not show, such as a byte order mark, is passed over. Nothing is guessed: "9/10", "8-9",
    the "10-Sep" that a spreadsheet makes of "9-10", or "likely" are errors, and so are cells of
    more than 300 characters. Cells that are numbers already stay as they are.

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
