"""Words of a comment: the tokenizer that `words` has by itself, and anybody's."""

from __future__ import annotations

import re
import unicodedata
from collections import Counter
from collections.abc import Callable, Iterable
from itertools import pairwise
from typing import TYPE_CHECKING, TypeAlias

from nps._base.errors import InputTypeError
from nps._base.text import shown
from nps.comments._text.folding import CJK, MARKS, WITHOUT_BLANKS, has_close, normal

if TYPE_CHECKING:
    from collections.abc import Sequence

Tokenizer: TypeAlias = Callable[[str], Iterable[str]]

#: What is longer is no word of any language but a key smash or an address.
LONGEST = 64
#: Between the words of a pair.
BLANK = " "
#: Between words that do not follow each other.
STOP = "."
_LETTERS = f"[^\\W\\d_{CJK}]+"
#: Marks and apostrophes stand between letters of a word, and no letter is either, so that a text is
#: gone through once whatever stands in it.
_WORD = re.compile(f"[{CJK}]+|{_LETTERS}(?:(?:[{MARKS}]+'?|'){_LETTERS})*[{MARKS}]*")
_ASCII_LETTERS = re.compile("[a-z]+")
_ASCII_WORD = re.compile("(?:[a-z]|(?<=[a-z])'(?=[a-z]))+")
_SCRIPTS = {name: re.compile(f"[{letters}]") for name, letters in WITHOUT_BLANKS.items()}
_ANY_SCRIPT = re.compile(f"[{''.join(WITHOUT_BLANKS.values())}]")


def written(text: str) -> str:
    """Return a comment in the letters that are counted: narrow, small, one kind of apostrophe."""
    return normal(text).replace("\u2019", "'").lower()


def words_of(text: str) -> list[str]:
    """Return the words of a text in small letters; Chinese and Japanese as overlapping pairs.

    A single character between others stands alone. Digits and signs are no words.
    """
    if text.isascii():
        return (_ASCII_WORD if "'" in text else _ASCII_LETTERS).findall(text)
    found: list[str] = _WORD.findall(text)
    if not has_close(text):
        return found
    words: list[str] = []
    for run in found:
        if len(run) > 1 and has_close(run[0]):
            words += map("".join, pairwise(run))
        else:
            words.append(run)
    return words


def apart(text: str, n: int) -> tuple[list[str], list[str]]:
    """Return the words of a text in their order, and runs of 2 to n + 1 characters within others.

    Between words that do not follow each other stands a full stop: they follow each other if there
    are blanks or hyphens between them, and nothing else.
    """
    words: list[str] = []
    runs: list[str] = []
    end = 0
    for match in _WORD.finditer(text):
        run = match[0]
        if text[end : match.start()].strip(" -"):
            words.append(STOP)
        end = match.end()
        if not has_close(run[0]):
            words.append(run)
            continue
        words.append(STOP)
        for size in range(2, n + 2):
            runs += (run[i : i + size] for i in range(len(run) - size + 1))
        if len(run) == 1:
            runs.append(run)
    return words, runs


def scripts_of(text: str) -> list[str]:
    """Name the languages of a text that stand without blanks, other than Chinese and Japanese."""
    if text.isascii() or _ANY_SCRIPT.search(text) is None:
        return []
    return [name for name, script in _SCRIPTS.items() if script.search(text)]


class Vocabulary(dict[str, "str | None"]):
    """Words as they are compared, by how they are written; None for what is no word.

    `forms` are those that small letters alone do not give, such as "straße" for "strasse". Tokens
    `as_found` by the built-in tokenizer are words in small letters already.
    """

    def __init__(self, *, as_found: bool) -> None:
        self._as_found = as_found
        self.forms: dict[str, str] = {}

    def __missing__(self, token: str) -> str | None:
        small = token if self._as_found else written(token).strip()
        word: str | None = small.casefold()
        if len(small) > LONGEST or token == STOP or not (self._as_found or _is_word(small)):
            word = None
        elif word != small:
            self.forms[token] = small
        self[token] = word
        return word


def _is_word(token: str) -> bool:
    """Tell words from blanks, digits and punctuation; signs such as emoji say something."""
    return any(sign.isalpha() or unicodedata.category(sign) == "So" for sign in token)


class Splitter:
    """What turns a comment into words that can be counted.

    Attributes
    ----------
    forms : Counter of str
        Comments with each spelling that small letters alone do not give.
    scripts : Counter of str
        Comments in languages that the built-in tokenizer does not read.
    """

    def __init__(self, tokenizer: Tokenizer | None, ngrams: int) -> None:
        self._tokenizer, self._ngrams = tokenizer, ngrams
        self._known = Vocabulary(as_found=tokenizer is None)
        self.forms: Counter[str] = Counter()
        self.scripts: Counter[str] = Counter()

    def __call__(self, comment: str) -> list[str]:
        """Return the words of a comment, each as often as it stands there."""
        close: Sequence[str] = ()
        if self._tokenizer is not None:
            tokens: Sequence[str] = tokens_by(self._tokenizer, comment)
        else:
            text = written(comment)
            self.scripts.update(scripts_of(text))
            if self._ngrams > 1:
                tokens, close = apart(text, self._ngrams)
            else:
                tokens = words_of(text)
        words = list(map(self._known.__getitem__, tokens))
        self._note_forms(tokens)
        if self._ngrams > 1:
            return [*self._follow(tokens, words), *close]
        return [word for word in words if word is not None]

    def _follow(self, tokens: Sequence[str], words: Sequence[str | None]) -> list[str]:
        """Return words and runs of them; other signs than blanks part them."""
        found: list[str] = []
        chain: list[str] = []
        for token, word in zip(tokens, words, strict=True):
            if word is not None:
                chain.append(word)
                found.append(word)
                longest = min(self._ngrams, len(chain))
                found += (BLANK.join(chain[-size:]) for size in range(2, longest + 1))
            elif token.strip():
                chain.clear()
        return found

    def _note_forms(self, tokens: Sequence[str]) -> None:
        known = self._known.forms
        if known:
            self.forms.update({known[token] for token in known.keys() & set(tokens)})


def check_tokenizer(tokenizer: object) -> None:
    """Refuse what cannot be called."""
    if tokenizer is not None and not callable(tokenizer):
        raise InputTypeError(
            "tokenizer must be a function that turns text into a list of words, such as"
            f" jieba.lcut, got {shown(tokenizer)}."
        )


def tokens_by(tokenizer: Tokenizer, comment: str) -> list[str]:
    """Return what somebody's tokenizer makes of a comment, if that is a list of text."""
    found = tokenizer(comment)
    what = "tokenizer must return a list of words, which are text,"
    if isinstance(found, (str, bytes)) or not isinstance(found, Iterable):
        raise InputTypeError(f"{what} but returned {shown(found)}.")
    tokens = list(found)
    for token in tokens:
        if not isinstance(token, str):
            raise InputTypeError(f"{what} but returned one with {shown(token)}.")
    return tokens
