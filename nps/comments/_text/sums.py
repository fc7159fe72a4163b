"""Words by class as sums that add."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any, Literal, TypeAlias, cast

import numpy as np

from nps._base.checks import check_option, check_whole
from nps._base.errors import OptionError
from nps._base.text import shown, told
from nps._samples.counts import Counts
from nps.comments._text.columns import counted
from nps.comments._text.tokens import BLANK, Splitter

if TYPE_CHECKING:
    from nps._kernels import IntArray
    from nps.comments._text.columns import Commented
    from nps.comments._text.tokens import Tokenizer

Unit: TypeAlias = Literal["comments", "tokens"]
UNITS: tuple[Unit, ...] = ("comments", "tokens")
#: Words that follow each other and count as one.
MOST_GRAMS = 5
CLASSES = 3
#: Promoters, passives, detractors.
OfClasses: TypeAlias = "tuple[int, int, int]"


@dataclass(frozen=True, slots=True, eq=False)
class WordSums:
    """Words of promoters, passives and detractors, with what they are counted of.

    Attributes
    ----------
    words : dict from str to three ints
        Comments of each class with the word, or how often it stands there.
    counts : Counts
        Classes of the comments; missing and invalid are comments without a valid answer.
    respondents : Counts
        Classes of all, with a comment or without.
    unit : {"comments", "tokens"}
        What is counted.
    ngrams : int
        Words that count as one at most.
    tokenizer : {"default", "given"}
        What split the comments.
    forms : Counter of str
        Comments with each spelling that small letters alone do not give.
    scripts : Counter of str
        Comments in languages that the tokenizer does not read.
    """

    words: dict[str, OfClasses]
    counts: Counts
    respondents: Counts
    unit: Unit = "comments"
    ngrams: int = 1
    tokenizer: str = "default"
    forms: Counter[str] = field(default_factory=Counter)
    scripts: Counter[str] = field(default_factory=Counter)

    def __add__(self, other: WordSums) -> WordSums:
        for name in ("unit", "ngrams", "tokenizer"):
            mine, theirs = getattr(self, name), getattr(other, name)
            if mine != theirs:
                raise OptionError(
                    f"words that are added must be counted with the same {name}, got {shown(mine)}"
                    f" and {shown(theirs)}."
                )
        fewer, more = sorted((self.words, other.words), key=len)
        words = dict(more)  # what most of the parts have is copied as it is, not word by word
        for word, (promoters, passives, detractors) in fewer.items():
            a, b, c = more.get(word, (0, 0, 0))
            words[word] = promoters + a, passives + b, detractors + c
        return WordSums(
            words,
            self.counts + other.counts,
            self.respondents + other.respondents,
            self.unit,
            self.ngrams,
            self.tokenizer,
            self.forms + other.forms,
            self.scripts + other.scripts,
        )

    def to_dict(self) -> dict[str, object]:
        """Return the sums as plain Python that `json.dumps` takes."""
        return {
            "words": {word: list(self.words[word]) for word in sorted(self.words)},
            "counts": self.counts.to_dict(),
            "respondents": self.respondents.to_dict(),
            "unit": self.unit,
            "ngrams": self.ngrams,
            "tokenizer": self.tokenizer,
            "forms": {form: self.forms[form] for form in sorted(self.forms)},
            "scripts": {name: self.scripts[name] for name in sorted(self.scripts)},
        }

    @classmethod
    def from_dict(cls, mapping: Mapping[str, object]) -> WordSums:
        """Build the sums from what `to_dict` gave, or raise OptionError."""
        try:
            given = cast("Mapping[str, Any]", mapping)
            words = {str(word): _numbers(word, row) for word, row in given["words"].items()}
            return cls(
                words,
                Counts.from_dict(given["counts"]),
                Counts.from_dict(given["respondents"]),
                check_option("unit", given["unit"], UNITS),
                check_whole("ngrams", given["ngrams"], largest=MOST_GRAMS),
                check_option("tokenizer", given["tokenizer"], ("default", "given")),
                _counter(given["forms"]),
                _counter(given["scripts"]),
            )
        except Exception as error:  # noqa: BLE001  # of whatever stands in it
            raise OptionError(f"words are not what to_dict gives: {told(error)}.") from None

    def table(self, words: list[str]) -> IntArray:
        """Return words by classes."""
        rows = [self.words[word] for word in words]
        return np.array(rows, dtype=np.int64).reshape(-1, CLASSES)

    def label(self, word: str) -> str:
        """Return a word as most comments write it, in small letters."""
        if not self.forms:
            return word
        best: dict[str, str] = {}
        for form, n in sorted(self.forms.items(), key=lambda item: (item[1], item[0])):
            plain = form.casefold()
            if 2 * n > sum(self.words.get(plain, (n,))):
                best[plain] = form
        return BLANK.join(best.get(part, part) for part in word.split(BLANK))


def _numbers(word: object, row: object) -> OfClasses:
    numbers = [check_whole(f"words[{shown(word)}]", number) for number in cast("list[object]", row)]
    if len(numbers) != CLASSES:
        raise OptionError(
            f"words[{shown(word)}] must be three numbers, of promoters, passives and detractors,"
            f" got {shown(row)}."
        )
    promoters, passives, detractors = numbers
    return promoters, passives, detractors


def _counter(given: Mapping[object, object]) -> Counter[str]:
    return Counter({str(key): check_whole(f"{key}", number) for key, number in given.items()})


def count_words(
    commented: Commented, tokenizer: Tokenizer | None, ngrams: int, unit: Unit
) -> WordSums:
    """Count the words of comments by the class of who wrote them, in one pass."""
    split = Splitter(tokenizer, ngrams)
    of_class: tuple[Counter[str], ...] = tuple(Counter() for _ in range(CLASSES))
    with_comment = np.zeros(commented.classes.size, np.bool_)
    rows = zip(commented.comments, commented.classes.tolist(), strict=True)
    for position, (comment, kind) in enumerate(rows):
        if comment is None:
            continue
        with_comment[position] = True
        if kind < CLASSES:
            words = split(comment)
            of_class[kind].update(set(words) if unit == "comments" else words)
    promoters, passives, detractors = of_class
    table: dict[str, OfClasses] = {
        word: (promoters[word], passives[word], detractors[word])
        for word in dict.fromkeys((*promoters, *passives, *detractors))
    }
    return WordSums(
        table,
        counted(commented.classes[with_comment]),
        counted(commented.classes),
        unit,
        ngrams,
        "default" if tokenizer is None else "given",
        split.forms,
        split.scripts,
    )
