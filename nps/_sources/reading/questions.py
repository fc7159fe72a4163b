"""Does a header ask how likely people are to recommend? Words compared by stem, in 16 languages.

A header is split into words at spaces, punctuation, capitals and digits, so that "eNPS",
"NPS_Score" and "ValorNPS" say NPS and "collaborating" does not say rating. A recommendation or NPS
is a strong sign, unless other words make it something else: a group, a reason, a date, a
recommendation received. A header that says nothing but "score" or "0-10" is a weak sign.
"""

from __future__ import annotations

import re
import unicodedata
from dataclasses import dataclass
from functools import cache, lru_cache, reduce

from nps._sources.reading.languages import east_asian, germanic, others, romance
from nps._sources.reading.languages.vocabulary import Vocabulary

LANGUAGES: tuple[Vocabulary, ...] = tuple(
    table
    for module in (germanic, romance, others, east_asian)
    for table in vars(module).values()
    if isinstance(table, Vocabulary)
)
NONE, WEAK, STRONG = 0, 1, 2
#: Of a longer header so much is looked at, at its beginning and its end.
LONGEST_HEADER = 1000
#: A header of no more words than this is a name rather than a sentence; so are characters in
#: scripts without spaces.
SHORT, SHORT_UNSPACED = 5, 9

_ANSWERED = frozenset({"responses", "respondents", "answers"})
#: What may stand beside "average" or "total".
_SCORE_WORDS = frozenset({"nps", "score", "rating", "value", "response", "responses", "answers"})

#: NPS, also of employees, a transaction, a relationship, a product, customers or a brand.
_NPS = frozenset(f"{kind}nps" for kind in ("", *"etrpcbdx"))
_NPS_CAPITALS = re.compile(r"(?<![A-Z])([ETRPCBDX]?NPS)(?![A-Z](?![a-z]))")
_CASES = re.compile(r"(?<=[a-z])(?=[A-Z])|(?<=[A-Z])(?=[A-Z][a-z])")
#: What form builders put before the questions of a group: "group_nps/recommend".
_GROUP = re.compile(r"(?:(?<=^)|(?<=[/.]))(?:group|grp)_(?=[^\W_][\w-]*[/.]\w\S*$)", re.IGNORECASE)
_WORD = re.compile(r"[^\W\d_]+|\d+")
#: Words that ask who would not recommend, in folded text; whether somebody would or would not, as
#: Chinese asks, is the question itself.
_NEGATED = re.compile(
    r"\b(?:not|never|n t|didn t|don t|won t|wouldn t) (?:to )?(?:ever )?recommend\w{0,9}"
    r"|\bnicht (?:weiter ?)?(?:zu ?)?(?:weiterzu|weiter)?empfehl\w{0,9}"
    r"|\bne (?:pas )?(?:\w{1,9} )?recommand\w{0,9}(?: vous)?(?: pas| jamais)?"
    r"|\b(?:no|nao|non) (?:\w{1,5} )?(?:re[ck]omend|raccomand|consigli|recomiend)\w{0,9}"
    r"|\b(?:niet|inte|ikke) (?:\w{1,5} )?(?:te )?(?:aanbevel|aanrad|rekommend|anbefal)\w{0,9}"
    r"|\bnie (?:po)?lec\w{0,9}|\bне (?:\w{1,9} )?(?:по)?(?:рекоменд|совет)\w{0,9}"
    r"|\btavsiye et(?:mez|meme)\w{0,9}"
    r"|(?<!推荐)(?<!推薦)(?<!会不)(?<!會不)不推[荐薦]|(?<!会)不会推荐|(?<!會)不會推薦|(?<!愿)不愿意推荐"
    r"|(?:薦|勧|奨|すす)め(?:ない|たくない)|推奨しない|추천하지 ?않\w{0,9}"
)
_ACCENTS = re.compile("[\u0300-\u036f]")
#: What separates the parts of a header: "... a friend? - Group", "NPS (reason)".
_PARTS = re.compile(r"[?？!！:：;；|()（）\[\]【】.。,，、/]| [-–—] |(?<=\S) ?[–—] ?")
#: What a question has and a name has not, in scripts without spaces.
_ADDRESSED = re.compile("[该該此您你贵貴向给給会會吗嗎我]|[かたまへにる]|[까니게해할]|하시")
_WIDE = re.compile("[\u3040-\u30ff\u3400-\u9fff\uac00-\ud7af]")


@dataclass(frozen=True, slots=True)
class Meaning:
    """What a header says: how strong a sign, and if it was one but for a word, that word."""

    strength: int
    but_for: str = ""


@dataclass(frozen=True, slots=True)
class _Words:
    """A list of words of one language, ready to be looked for."""

    whole: tuple[str, ...]
    stems: tuple[str, ...]
    spaced: bool

    def found_in(self, text: str) -> str:
        """Return the first of the words that a text holds, "" if none."""
        if not self.spaced:
            packed = text.replace(" ", "")
            return next((word for word in self.whole if word.replace(" ", "") in packed), "")
        padded = f" {text} "
        for word in self.whole:
            if f" {word} " in padded:
                return word
        for stem in self.stems:
            if (start := padded.find(f" {stem}")) >= 0:
                return padded[start + 1 : padded.index(" ", start + len(stem) + 1)]
        return ""


def meaning(header: str) -> Meaning:
    """Return how strongly a header says that the column holds the ratings."""
    half = LONGEST_HEADER // 2
    text = header if len(header) <= LONGEST_HEADER else f"{header[:half]} {header[-half:]}"
    return _meaning(_GROUP.sub("", text))


def meaning_of(name: str, question: str) -> Meaning:
    """Return what a name and a question say together; what makes either another thing counts."""
    both = [meaning(name), meaning(question)] if question != name else [meaning(name)]
    if but_for := next((said.but_for for said in both if said.but_for), ""):
        return Meaning(NONE, but_for)
    return Meaning(max(said.strength for said in both))


@lru_cache(maxsize=4096)
def _meaning(header: str) -> Meaning:
    text = folded(header)
    tokens = text.split()
    if not tokens:
        return Meaning(NONE)
    parts = [part for piece in _PARTS.split(header) if (part := folded(piece))]
    says_nps = _says_nps(tokens)
    asking = [table for table in LANGUAGES if _asks(table, parts)]
    if says_nps and tokens[0] != tokens[-1] and tokens[-1] in _ANSWERED and tokens[0] in _NPS:
        return Meaning(NONE, tokens[-1])  # "NPS responses" are how many; "responses.nps" are they
    if not says_nps and not asking:
        weak = any(_says_rating(tokens, table) for table in LANGUAGES)
        return Meaning(WEAK if weak else NONE)
    if not says_nps and (said := _NEGATED.search(text)):
        bare = _NEGATED.sub(" ", text)
        if not any(_words(table, "recommend").found_in(bare) for table in asking):
            return Meaning(NONE, said[0])
    likely = any(_words(table, "likely").found_in(text) for table in asking or LANGUAGES)
    wide = bool(_WIDE.search(text))
    short = len(text.replace(" ", "")) <= SHORT_UNSPACED if wide else len(tokens) <= SHORT
    for table in LANGUAGES if says_nps else asking:
        if not table.spaced and not wide:
            continue
        found = _something_else(table, text, parts, says_nps=says_nps, likely=likely, short=short)
        if found:
            return Meaning(NONE, found)
    if says_nps or likely or not short:
        return Meaning(STRONG)
    return min((_of_a_thing(table, text) for table in asking), key=lambda said: said.strength)


def _something_else(
    table: Vocabulary, text: str, parts: list[str], *, says_nps: bool, likely: bool, short: bool
) -> str:
    """Return the word that makes a column about recommending one of something else."""
    recommend = _words(table, "recommend")
    asks = _asks(table, parts)
    for part in parts:
        # a part that says what is asked, or a few words of their own beside it
        core = asks and bool(recommend.found_in(part))
        aside = len(part.split()) <= 3 if table.spaced else len(part) <= 6
        if (core or aside or short) and (found := _words(table, "never").found_in(part)):
            return found
        if (short or (aside and not core and len(parts) > 1)) and (
            found := _words(table, "nouns").found_in(part)
        ):
            return found
    if asks and not says_nps and not likely:
        return _words(table, "doubtful").found_in(text)
    return ""


def _of_a_thing(table: Vocabulary, text: str) -> Meaning:
    """Return what a short header says that names a recommendation rather than asks for one.

    "Recommendation" alone is the answer, and "Recommendation letter" is none. What "Recommendation
    Seaview" is cannot be known, so it is a weak sign.
    """
    noun, things, plain = _words(table, "noun"), _words(table, "things"), _plain(table)
    if not table.spaced:
        packed = text.replace(" ", "")
        left = reduce(lambda left, word: left.replace(word, ""), (*noun.whole, *plain), packed)
        if _ADDRESSED.search(packed) or not left or not noun.found_in(text):
            return Meaning(STRONG)
        thing = things.found_in(text)
        return Meaning(NONE, thing) if thing else Meaning(WEAK)
    rest: list[str] = []
    spoken = False
    for token in text.split():
        stem = next((stem for stem in noun.stems if token.startswith(stem)), "")
        end = token.removeprefix(stem).removeprefix("s") if stem else ""
        if things.found_in(end) or _words(table, "nouns").found_in(end):
            return Meaning(NONE, token)
        if stem or token in noun.whole:
            spoken = True
        elif _words(table, "recommend").found_in(token):
            return Meaning(STRONG)
        elif token not in plain and len(token) > 1 and not token.isdecimal():
            rest.append(token)
    if spoken and (thing := things.found_in(text)):
        return Meaning(NONE, thing)
    return Meaning(WEAK if spoken and rest else STRONG)


def _asks(table: Vocabulary, parts: list[str]) -> bool:
    """Tell whether a part of a header speaks of recommending; words of two parts are no phrase."""
    return any(map(_words(table, "recommend").found_in, parts))


def _says_nps(tokens: list[str]) -> bool:
    if not _NPS.isdisjoint(tokens) or any(token.startswith("netpromoter") for token in tokens):
        return True
    glued = [token for token in tokens if len(token) > 5 and "nps" in token]
    return any(
        token.removeprefix("nps") in _ratings() or token.removesuffix("nps") in _ratings()
        for token in glued
    )


def _says_rating(tokens: list[str], table: Vocabulary) -> bool:
    """Tell whether a header speaks of a rating or of 0 to 10, and of nothing else."""
    if table.spaced:
        said = not _word_set(table, "rating").isdisjoint(tokens) or {"0", "10"} <= set(tokens)
        plain = _plain(table)
        return said and all(token in plain or token.isdecimal() for token in tokens)
    rest_of = "".join(tokens)
    if not _WIDE.search(rest_of):
        return False
    said_so = any(word in rest_of for word in _word_set(table, "rating"))
    return said_so and not reduce(lambda rest, word: rest.replace(word, ""), _plain(table), rest_of)


def folded(text: str) -> str:
    """Return the words of a text between single spaces, without capitals and accents."""
    plain = unicodedata.normalize("NFKC", text)
    plain = _CASES.sub(" ", _NPS_CAPITALS.sub(r" \1 ", plain))
    bare = _ACCENTS.sub("", unicodedata.normalize("NFD", plain.casefold()))
    bare = unicodedata.normalize("NFC", bare).replace("ı", "i")
    words = " ".join(_WORD.findall(bare))
    return words.replace("net promoter", "nps") if "net promoter" in words else words


def counts_header(header: str) -> bool:
    """Tell whether a header says that the column holds how many gave an answer."""
    text = folded(header)
    return any(_is_one_of(text, table, "counts") for table in LANGUAGES)


def says_total(cell: str) -> bool:
    """Tell whether a cell says that its row adds up or averages the others."""
    if len(cell) > 40:
        return False
    text = " ".join(word for word in folded(cell).split() if word not in _SCORE_WORDS)
    return bool(text) and any(_is_one_of(text, table, "total") for table in LANGUAGES)


def _is_one_of(text: str, table: Vocabulary, kind: str) -> bool:
    """Tell whether all words of a text are of one kind, but for those that say nothing."""
    words = _word_set(table, kind)
    if not table.spaced:
        return text.replace(" ", "") in words
    tokens = [t for t in text.split() if t not in ("of", "the", "in", "no", "der", "de", "di")]
    return bool(tokens) and all(token in words for token in tokens)


@cache
def _words(table: Vocabulary, kind: str) -> _Words:
    given = [word.replace("_", " ") for word in getattr(table, kind).split()]
    whole = tuple(folded(word) if table.spaced else word for word in given if word[-1] != "*")
    stems = tuple(folded(word[:-1]) for word in given if word[-1] == "*")
    return _Words(whole, stems, table.spaced)


@cache
def _word_set(table: Vocabulary, kind: str) -> frozenset[str]:
    return frozenset(_words(table, kind).whole)


@cache
def _plain(table: Vocabulary) -> tuple[str, ...]:
    """Return the words of a rating, the longest first, and those that may stand beside them."""
    rating, filler = _word_set(table, "rating"), _word_set(table, "filler")
    if table.spaced:
        filler |= _word_set(germanic.ENGLISH, "filler")
    else:  # Japanese shares words for to recommend with Chinese
        rating |= _word_set(east_asian.CHINESE, "rating")
    return (
        *sorted(rating, key=len, reverse=True),
        *sorted(filler, key=len, reverse=True),
    )


@cache
def _ratings() -> frozenset[str]:
    """Words for a rating in any language, as they are glued to "nps"."""
    more = {"value", "answer", "question", "q", "response"}
    return frozenset().union(more, *(_word_set(t, "rating") for t in LANGUAGES))
