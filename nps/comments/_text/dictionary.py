"""Entries of a dictionary, and what finds them.

No entry becomes a pattern that could go back and forth: words are looked up, and what stands inside
a run of characters is searched as it is, so a text takes time in proportion to its length.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Mapping
from typing import NamedTuple

from nps._base.columns.containers import can_iterate
from nps._base.errors import InputTypeError, OptionError
from nps._base.text import shown
from nps._base.words.notes import Note
from nps.comments._text.folding import CJK, MARKS, WITHOUT_BLANKS, folded

#: Letters that stand without blanks, so that an entry is found inside a run of them.
_CLOSE = CJK + "".join(WITHOUT_BLANKS.values())
_HAS_CLOSE = re.compile(f"[{_CLOSE}]")
_LETTERS = f"[^\\W_{_CLOSE}]"
_WORD = re.compile(f"{_LETTERS}+(?:[{MARKS}]+{_LETTERS}*)*")
_ASCII_WORD = re.compile("[a-z0-9]+")
STAR = "*"


class Phrase(NamedTuple):
    """Words that follow each other; of those with a star only the beginning."""

    words: tuple[str, ...]
    stems: tuple[bool, ...]

    def stands_at(self, tokens: list[str], place: int) -> bool:
        """Tell whether the phrase begins at a word of a comment."""
        if place + len(self.words) > len(tokens):
            return False
        return all(
            tokens[place + i].startswith(word) if stem else tokens[place + i] == word
            for i, (word, stem) in enumerate(zip(self.words, self.stems, strict=True))
        )


class Literal(NamedTuple):
    """Characters as they stand, and what says that they are not part of a longer word."""

    text: str
    whole: re.Pattern[str] | None

    def stands_in(self, text: str) -> bool:
        """Tell whether the characters are in a comment."""
        return self.text in text and (self.whole is None or self.whole.search(text) is not None)


class Starts(NamedTuple):
    """What begins with a word: entries that are the word, and phrases with their entries."""

    entries: tuple[int, ...]
    phrases: tuple[tuple[Phrase, int], ...]


class Dictionary(dict[str, "Starts | None"]):
    """The entries of all themes; as a mapping, what begins with a word of a comment.

    Attributes
    ----------
    names : tuple of str
        The themes.
    entries : list of str
        Every entry as it was given.
    themes : list of int
        The number of the theme of each.
    """

    def __init__(self, dictionary: object) -> None:
        super().__init__()
        given = read_dictionary(dictionary)
        self.names = tuple(given)
        self.entries = [entry for entries in given.values() for entry in entries]
        self.themes = [
            theme for theme, entries in enumerate(given.values()) for _ in range(len(entries))
        ]
        self._phrases: dict[str, list[tuple[Phrase, int]]] = {}
        self._stems: dict[str, list[tuple[Phrase, int]]] = {}
        self._ascii: list[tuple[Literal, int]] = []
        self._others: list[tuple[Literal, int]] = []
        for number, entry in enumerate(self.entries):
            found = read_entry(entry, self.names[self.themes[number]])
            if isinstance(found, Literal):
                (self._ascii if found.text.isascii() else self._others).append((found, number))
            else:
                starts = self._stems if found.stems[0] else self._phrases
                starts.setdefault(found.words[0], []).append((found, number))
        self._lengths = sorted(set(map(len, self._stems)))

    def __missing__(self, token: str) -> Starts | None:
        found = list(self._phrases.get(token, ()))
        for length in self._lengths:
            if length <= len(token):
                found += self._stems.get(token[:length], ())
        starts = None
        if found:
            alone = tuple(number for phrase, number in found if len(phrase.words) == 1)
            longer = tuple(pair for pair in found if len(pair[0].words) > 1)
            starts = Starts(alone, longer)
        self[token] = starts
        return starts

    def found_in(self, comment: str) -> set[int]:
        """Return the entries that a comment has."""
        text = folded(comment)
        plain = text.isascii()
        tokens: list[str] = (_ASCII_WORD if plain else _WORD).findall(text)
        found: set[int] = set()
        some = False
        for token in set(tokens):
            starts = self[token]
            if starts is not None:
                found.update(starts.entries)
                some = some or bool(starts.phrases)
        if some:
            for place, token in enumerate(tokens):
                starts = self[token]
                for phrase, number in starts.phrases if starts is not None else ():
                    if number not in found and phrase.stands_at(tokens, place):
                        found.add(number)
        if self._ascii:
            found.update(number for literal, number in self._ascii if literal.stands_in(text))
        if not plain:
            found.update(number for literal, number in self._others if literal.stands_in(text))
        return found


def read_dictionary(dictionary: object) -> dict[str, list[str]]:
    """Read themes with their entries."""
    if not isinstance(dictionary, Mapping) or not dictionary:
        kind = OptionError if isinstance(dictionary, Mapping) else InputTypeError
        raise kind(
            Note(
                "{name} must be a mapping from theme to a list of entries, such as {such}, got"
                " {value}.",
                name="dictionary",
                such="{'price': ['expensive', 'pric*']}",
                value=shown(dictionary),
            )
        )
    given: dict[str, list[str]] = {}
    for name, entries in dictionary.items():
        if not isinstance(name, str) or not name.strip():
            raise InputTypeError(
                Note(
                    "dictionary must name themes by text, got the name {value}.", value=shown(name)
                )
            )
        if isinstance(entries, Mapping) or not can_iterate(entries):
            raise InputTypeError(
                Note(
                    "{where} must be a list of entries, got {value}.",
                    where=f"dictionary[{shown(name)}]",
                    value=shown(entries),
                )
            )
        given[name] = []
        for entry in entries:
            if not isinstance(entry, str):
                raise InputTypeError(
                    Note(
                        "{where} must hold text, got the entry {value}.",
                        where=f"dictionary[{shown(name)}]",
                        value=shown(entry),
                    )
                )
            given[name].append(entry)
        if not given[name]:
            raise OptionError(Note("{where} has no entry.", where=f"dictionary[{shown(name)}]"))
    return given


def read_entry(entry: str, theme: str) -> Phrase | Literal:
    """Read one entry as words that follow each other or, where blanks do not part, as it stands."""
    where = f"dictionary[{shown(theme)}]"
    text = " ".join(folded(entry).split())
    bare = text.strip(STAR + " ")
    if not bare:
        raise OptionError(
            Note("{where} has an entry without a word: {value}.", where=where, value=shown(entry))
        )
    if re.search(r"\*(?![\s*]|$)", text):
        raise OptionError(
            Note(
                "{where}: a star stands for any ending, at the end of a word, got {value}.",
                where=where,
                value=shown(entry),
            )
        )
    if _HAS_CLOSE.search(bare) or any(unicodedata.category(sign)[0] == "S" for sign in bare):
        return _literal(text.replace(STAR, ""), text.endswith(STAR))
    words: list[str] = []
    stems: list[bool] = []
    for part in text.split():
        found: list[str] = _WORD.findall(part)
        words += found
        stems += [False] * len(found)
        if found and part.endswith(STAR):
            stems[-1] = True
    if not words:
        raise OptionError(
            Note(
                "{where} has an entry without a letter, digit or sign (an emoji): {entry}.",
                where=where,
                entry=shown(entry),
            )
        )
    return Phrase(tuple(words), tuple(stems))


def _literal(text: str, open_end: bool) -> Literal:
    """Return characters as they stand; where they begin or end as a word does, one ends there."""
    letter = re.compile(_LETTERS)
    before = f"(?<!{_LETTERS})" if letter.match(text[0]) else ""
    after = f"(?!{_LETTERS})" if letter.match(text[-1]) and not open_end else ""
    whole = re.compile(before + re.escape(text) + after) if before or after else None
    return Literal(text, whole)
