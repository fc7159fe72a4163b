"""What a header, or the labels of cells, say of the ends of the scale: which one is the best.

"1 = very likely, 10 = unlikely" turns the scale round, and every promoter into a detractor. A
number and the words beside it are an anchor; words are favourable, unfavourable or neither.
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from functools import cache
from typing import TYPE_CHECKING

from nps._base.errors import OptionError
from nps._base.words.notes import Note
from nps._base.words.saying import joined
from nps._samples.ratings import STANDARD, Scale
from nps._sources.reading.naming import named
from nps._sources.reading.questions import LONGEST_HEADER, folded

if TYPE_CHECKING:
    from nps._sources.reading.doors import Door

#: Words that say no or little, in the languages of the questions; with * what begins so.
_UNFAVOURABLE = """not never no unlikely improbable least worst lowest low poor bad dont
    wont wouldnt doesnt cant cannot isnt unwilling hardly
    nicht unwahrscheinlich* keinesfalls keineswegs niemals nie kein* niedrig*
    niet onwaarschijnlijk* nooit geen inte osannolik* otrolig* aldrig ikke usandsynlig* aldri
    pas peu improbable* jamais aucun* nullement nada poco nunca ningun* nao improvavel* pouco
    nenhum* non improbabil* mai nessun* niente nie nieprawdopodob* wcale malo ei epatodennakoi*
    degil hic asla не мало маловероят* никогда ни невероят*"""
#: Words that say yes or much.
_FAVOURABLE = """likely probable probably definitely certain certainly sure surely absolutely
    extremely very highly best highest excellent yes gladly
    wahrscheinlich* sicher* bestimmt* gern* sehr ausserst unbedingt ja
    waarschijnlijk* zeker* zeer sannolik* trolig* mycket absolut* sandsynlig* meget helt
    probable* tres certain* surement tout oui muy segur* provavel* muito certeza sim
    probabil* molto sicur* certo todennakoi* erittain varmasti prawdopodob* bardzo zdecydowanie
    tak olasi* muhtemel* kesin* cok вероят* очень точно обязательно да"""
_NO_WIDE = re.compile("[不没沒无無否低]|ない|ありません|なし|않|없|아니|낮")
_YES_WIDE = re.compile(
    "可能|[愿願]意|一定|肯定|非常|极|極|推荐|推薦|必ず|思う|高い|[勧薦]め|높|매우|반드시|추천"
)
_NUMBER = re.compile(r"(?<![A-Za-z\d.,])(\d{1,3})(?![\d%]|[.,]\d)")
#: Between a number and the words that it stands for.
_LINK = re.compile(
    r"\s{0,3}(=|\(|\[|（|【|:|：|->|→|[-–—]|(?:means|is|stands for|bedeutet|heißt|steht für"
    r"|signifie|veut dire|significa|betekent|betyder|tarkoittaa|oznacza|anlamına gelir|означает"
    r"|代表|表示|意味着|为|為|は|은|는)(?![A-Za-z]))?\s{0,3}",
    re.IGNORECASE,
)
#: After "very likely" in "very likely = 1" or "very likely (1)".
_BEFORE = re.compile(r"[=(\[（【]\s{0,3}$")
_AFTER = re.compile(r"\s{0,3}(?:[)\]）】,;，；、.]|$|\s(?:to|bis|à|a|al|até|tot|till|til|do)\s)")
_ENDS = re.compile(r"[)\](（）【】\[;,，；、/\n?？]|\s[-–—]\s")
#: An anchor is a few words; a longer text is the question itself.
_LONGEST_WORDS = 60
_CERTAIN_LINKS = ("=", "(", "[", "（", "【")
_TOP = 10

Anchor = tuple[int, int, bool]


def tone(text: str) -> int:
    """Return 1 for words that say yes or much, -1 for no or little, else 0.

    Examples
    --------
    >>> tone("very likely"), tone("nicht wahrscheinlich"), tone("Tuesday")
    (1, -1, 0)
    """
    words = folded(re.sub("['’]", "", text))
    if _has(words, _UNFAVOURABLE) or _NO_WIDE.search(text):
        return -1
    return 1 if _has(words, _FAVOURABLE) or _YES_WIDE.search(text) else 0


@cache
def _pattern(words: str) -> re.Pattern[str]:
    return re.compile(
        "|".join(rf"\b{word[:-1]}" if word[-1] == "*" else rf"\b{word}\b" for word in words.split())
    )


def _has(text: str, words: str) -> bool:
    return bool(_pattern(words).search(text))


def anchors(text: str) -> list[Anchor]:
    """Return numbers, the tone of the words beside them, and whether a sign ties them together."""
    start = text[:LONGEST_HEADER]
    found = list(_NUMBER.finditer(start))
    edges = [0, *(edge for number in found for edge in number.span()), len(start)]
    gaps = [start[a:b] for a, b in zip(edges[::2], edges[1::2], strict=True)]
    made: list[Anchor] = []
    for i, number in enumerate(found):
        before, after = gaps[i], gaps[i + 1]
        if (opened := _BEFORE.search(before)) and _AFTER.match(after):
            words, tied = _ENDS.split(before[: opened.start()])[-1], True
        else:
            link = _LINK.match(after)
            rest = after[link.end() :] if link else after
            words, tied = _ENDS.split(rest)[0], bool(link and link[1] in _CERTAIN_LINKS)
        if 0 < len(words.strip()) <= _LONGEST_WORDS and (said := tone(words)):
            made.append((int(number[1]), said, tied))
    return made


def ends(found: Iterable[Anchor]) -> tuple[int, int, int]:
    """Return the lowest and the highest number with words, and which end is the best.

    1 if it is the high one, -1 if it is the low one, 0 if the words do not say it.
    """
    known = list(found)
    good = [number for number, said, _ in known if said > 0]
    bad = [number for number, said, _ in known if said < 0]
    low, high = min((*good, *bad), default=0), max((*good, *bad), default=0)
    if good and bad:
        if max(good) < min(bad):
            return low, high, -1
        return low, high, int(min(good) > max(bad))
    tied = [number for number, _, is_tied in known if is_tied]
    if good and max(good) <= 1 and good[0] in tied:
        return low, _TOP, -1
    if bad and min(bad) >= 5 and bad[0] in tied:
        return min(1, low), high, -1
    return low, high, 0


def of_labels(labels: Iterable[tuple[object, str]]) -> list[Anchor]:
    """Return the anchors of cells such as "10 - Unlikely", or of values with labels."""
    return [
        (int(value), said, False)
        for value, label in labels
        if isinstance(value, (int, float)) and float(value).is_integer() and 0 <= value <= 100
        if len(label) <= _LONGEST_WORDS and (said := tone(re.sub(r"\d", " ", label)))
    ]


def reversal(
    column: str, question: str, labels: Iterable[tuple[object, str]], scale: Scale, door: Door
) -> Note | None:
    """Say that the low end of the scale is the best one, where the scale in use has it the worst.

    Parameters
    ----------
    column, question : str
        The header, and all that is known of the question.
    labels : iterable of (value, label)
        Numbers and the words beside them in the cells.
    scale : Scale
        Which ratings belong to which class.
    door : Door
        How options are spelled.
    """
    if scale.promoters < scale.detractors:
        return None
    for said, found in (("header", anchors(question)), ("labels", of_labels(labels))):
        low, high, best = ends(found)
        if best < 0:
            turned = _turned(low, high)
            return Note(
                "by the {said} of {column} {low} is the best answer and {high} the worst:"
                " {way} reads them so",
                said=Note("header") if said == "header" else Note("labels"),
                column=named(column),
                low=low,
                high=high,
                way=door.mirrored(turned),
            )
    return None


def refuse_reversal(
    column: str, question: str, labels: Iterable[tuple[object, str]], scale: Scale, door: Door
) -> None:
    """Refuse ratings of which the low ones are the best.

    Raises
    ------
    OptionError
        If the header or the labels of the cells say so.
    """
    note = reversal(column, question, labels, scale, door)
    if note:
        way = Note("{way} takes the column as it stands", way=door.rating(column))
        raise OptionError(joined([note, way]))


def _turned(low: int, high: int) -> Scale | None:
    """Return the usual scale between two ends, seen from the other one."""
    if (low, high) == (0, _TOP):
        return STANDARD.mirrored()
    known = low == 1 and high in (5, 7, _TOP)
    return Scale.conventional(low, high).mirrored() if known else None
