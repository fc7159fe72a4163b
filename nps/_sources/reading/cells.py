"""What the cells of a column are: ratings, or classes, scores, codes, comments instead."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field, replace
from functools import lru_cache
from typing import TYPE_CHECKING

from nps._base.text import shown
from nps._base.words.notes import Note
from nps._samples.parsing import parse_rating
from nps._samples.tallying.suspicions import is_code

if TYPE_CHECKING:
    from nps._samples.ratings import Scale

#: A column holds ratings if this share of its answers, less codes for none, is on the scale.
MOSTLY = 0.8
#: From so many answers on, values that are three codes or two are no ratings by accident.
ENOUGH = 5
#: More distinct texts than this, and mostly used once, are comments.
_MOST_LABELS = 12
_SHOWN = 3
_OUT_OF = re.compile(
    r"(\d{1,2})(?:[.,]0)? ?(?:/|out of|of|von|sur|de|su|van de|van|av|af|z|из) ?(\d{1,2})(?:[.,]0)?"
    r"(?: ?[^\W\d]{1,9}| ?[★⭐])?"
)
#: A rating no higher than this is as usual on a scale from 1 to 5 or 7 as on one to 10.
_LOW, _TOP = 7, 10
#: Class words, by the class; compared after folding case and white space.
_CLASS_WORDS = {
    "promoter": """promoter|promoters|promotor|promotores|promotoren|promoteur|promoteurs|promotore
        promotori|promotors|ambassadör|ambassadörer|ambassadør|promoottori|suosittelija|promotorzy
        destekleyici|destekçi|destekleyen|промоутер|сторонник|推荐者|推薦者|推奨者
        추천|추천고객|추천 고객""",
    "passive": """passive|passives|passiv|passif|passifs|pasivo|pasivos|passivo|passivos|neutro
        neutros|passivi|neutral|indifferent|indifferente|passief|passieven|passiva|passiiviset
        passiivinen|pasywny|pasywni|neutralny|pasif|pasifler|nötr|нейтрал|нейтральный|пассивный
        被动者|被動者|中立者|中立|중립|중립고객|중립 고객""",
    "detractor": """detractor|detractors|detraktor|detraktoren|kritiker|détracteur|détracteurs
        detractores|detrator|detratores|detrattore|detrattori|criticaster|criticasters|kritikere
        arvostelija|krytyk|krytycy|kötüleyen|eleştiren|критик|критики|贬损者|貶損者|批評者|批判者
        비추천|비추천고객|비추천 고객""",
}
_CLASS_OF = {
    word.strip(): label
    for label, words in _CLASS_WORDS.items()
    for word in words.replace("\n", "|").split("|")
}


def class_of(cell: str) -> str | None:
    """Return "promoter", "passive" or "detractor" if the cell is a word for it, else None."""
    return _CLASS_OF.get(" ".join(cell.split()).casefold()) if len(cell) < 40 else None


def out_of(cell: str) -> tuple[int, int] | None:
    """Return the rating and the top of its scale in "4/5", "4 out of 5" or "4.0 of 5 stars"."""
    found = _OUT_OF.fullmatch(cell.strip().casefold()) if len(cell) < 40 else None
    return (int(found[1]), int(found[2])) if found else None


@lru_cache(maxsize=1 << 14)
def answer_in(cell: str, middle: float = 5) -> int | float | str | None:
    """Return the number in a cell, None if it says there is no answer, else its beginning."""
    try:
        return parse_rating(cell, middle)
    except ValueError:
        return " ".join(cell[:400].split())[:100]


@dataclass(frozen=True, slots=True)
class CellReader:
    """Reads the cells of a column as answers.

    Attributes
    ----------
    answers : mapping
        What cells stand for, where it is not themselves: by the labels of their values.
    numbers, texts : frozenset
        Codes for "no answer", as numbers and as folded text.
    top : int
        Top of a scale that was named and is not 0-10: then "4/5" is a 4.
    middle : float
        Middle of the scale, beside which "not sure" is a name of it.
    """

    answers: Mapping[str, str] = field(default_factory=dict)
    numbers: frozenset[float] = frozenset()
    texts: frozenset[str] = frozenset()
    top: int | None = None
    middle: float = 5

    def __call__(self, cell: str) -> int | float | str | None:
        """Return the number in a cell, None if there is no answer, else its beginning."""
        answer = answer_in(self.answers.get(cell, cell), self.middle)
        if answer is None or answer in self.numbers:
            return None
        if self.texts and fold(cell) in self.texts:
            return None
        if self.top and isinstance(answer, str) and (found := out_of(answer)):
            return found[0] if found[1] == self.top else answer
        return answer

    def with_labels(self, labels: Mapping[str, str]) -> CellReader:
        """Return a reader of a column whose values have labels."""
        if not labels:
            return self
        named = {value: "" for value, label in labels.items() if fold(label) in self.texts}
        return replace(self, answers=label_answers(labels, self.middle) | named)

    def of_cells(self, found: Profile) -> CellReader:
        """Return a reader of a column whose cells that are no numbers are such as "9/10"."""
        top = scale_of_cells(found, found.scale.high)
        return self if top is None else replace(self, top=top)


def fold(text: str) -> str:
    """Return text without what makes no difference: capitals, and spaces around it."""
    return " ".join(text.split()).casefold()


def label_answers(labels: Mapping[str, str], middle: float = 5) -> dict[str, str]:
    """Return what the values of a labelled column are as answers.

    Where all labels but those for no answer begin with another number than their value, the values
    are positions and the labels the answers. A value whose label says that there is no answer is
    blank. What is not in the result stays as it is.
    """
    blank = {value: "" for value, label in labels.items() if _is_no_answer(label, middle)}
    numbers = {
        value: answer
        for value, label in labels.items()
        if value not in blank and isinstance(answer := answer_in(label, middle), (int, float))
    }
    rest = [value for value in labels if value not in blank]
    positions = len(numbers) == len(rest) and any(
        answer_in(value) != answer for value, answer in numbers.items()
    )
    return blank | ({v: f"{answer:g}" for v, answer in numbers.items()} if positions else {})


def labels_between(labels: Mapping[str, str]) -> dict[str, str]:
    """Return labels of values that have none, where those at the ends say what is stored.

    Of 1 for "0 not at all" and 11 for "10 extremely", 2 to 10 are positions, too.
    """
    stored = {
        int(value): answer
        for value, label in labels.items()
        if isinstance(answer := answer_in(label), int) and re.fullmatch(r"-?\d{1,3}", value)
    }
    ahead = {value - answer for value, answer in stored.items()}
    if len(stored) < 2 or len(ahead) != 1 or ahead == {0}:
        return {}
    (shift,) = ahead
    between = range(min(stored) + 1, max(stored))
    return {str(value): str(value - shift) for value in between if str(value) not in labels}


def _is_no_answer(label: str, middle: float) -> bool:
    return bool(label.strip()) and answer_in(label, middle) is None


@dataclass(frozen=True, slots=True)
class Profile:
    """What the cells of a column hold.

    Attributes
    ----------
    n, missing : int
        Cells with something in them that may be an answer, and without.
    levels : list of int
        Answers at each rating of the scale.
    numbers : Counter
        Numbers off the scale.
    texts : Counter
        Cells that are no number, by their beginning.
    """

    scale: Scale
    n: int
    missing: int
    levels: list[int]
    numbers: Counter[int | float] = field(default_factory=Counter)
    texts: Counter[str] = field(default_factory=Counter)

    @property
    def valid(self) -> int:
        """Answers on the scale."""
        return sum(self.levels)

    @property
    def codes(self) -> int:
        """Answers that look like codes for none."""
        return sum(k for value, k in self.numbers.items() if is_code(value, k, self.scale))

    @property
    def fits(self) -> bool:
        """Most answers are ratings."""
        return self.valid > 0 and self.valid >= MOSTLY * (self.n - self.codes)

    @property
    def seen(self) -> set[int | float]:
        """All numbers that occur."""
        on_scale = {r for r, k in zip(self.scale.ratings, self.levels, strict=True) if k}
        return on_scale | set(self.numbers)


def profile(cells: Iterable[str], scale: Scale, read: CellReader) -> Profile:
    """Return what cells hold."""
    held = Counter(cells)
    levels = [0] * len(scale.ratings)
    numbers: Counter[int | float] = Counter()
    texts: Counter[str] = Counter()
    missing = 0
    for cell, k in held.items():
        answer = read(cell)
        if answer is None:
            missing += k
        elif isinstance(answer, str):
            texts[answer] += k
        elif answer in scale.ratings:
            levels[int(answer) - scale.low] += k
        else:
            numbers[answer] += k
    n = sum(levels) + numbers.total() + texts.total()
    return Profile(scale, n, missing, levels, numbers, texts)


def objection(found: Profile) -> str:
    """Return why a column holds no ratings, "" if it does."""
    if not found.n:
        return Note("all cells are blank") if found.missing else Note("there are no rows")
    if found.texts and all(class_of(text) for text in found.texts):
        return Note("its cells are classes: {values}", values=_examples(found.texts))
    return coded(found) or ("" if found.fits else _unfit(found))


def coded(found: Profile) -> str:
    """Tell whether the values are two or three codes, or positions on a list of answers."""
    n, values = found.n, found.seen
    if found.scale.high < 10 or found.texts or not values:
        return ""
    if values <= {-100, 0, 100} and values & {-100, 100} and n > 1:
        return Note(
            "{values} are the points of classes rather than ratings", values=_listed(values)
        )
    seen = {value for value in values if not is_code(value, 2, found.scale)}
    if values <= {-1, 0, 1} and -1 in values:
        seen = values
    elif not seen or 2 * found.codes >= n:
        return ""
    if (n >= ENOUGH or seen == {0, 1}) and (seen <= {0, 1} or -1 in seen):
        return Note("all {n:cell} are {values}: yes and no, or classes?", n=n, values=_listed(seen))
    few = n >= ENOUGH and len(seen) > 1
    if seen in ({1, 2, 3}, {0, 1, 2}) or (few and (seen <= {1, 2, 3} or seen <= {0, 1, 2})):
        return Note("all {n:cell} are {values}: are these classes?", n=n, values=_listed(seen))
    eleven = found.numbers[11]
    if eleven > 1 and n >= 2 * ENOUGH and seen <= set(range(1, 12)):
        return Note(
            "11 occurs {times} times and 0 never: are these positions, 1 for a rating of 0?",
            times=eleven,
        )
    return ""


def _unfit(found: Profile) -> str:
    """Say what the cells are instead, by what most of them are."""
    n, off = found.n, found.numbers.total()
    if found.texts.total() >= off:
        k, values = found.texts.total(), _examples(found.texts)
        return Note("{k} of {n:cell} can't be read: {values}", k=k, n=n, values=values)
    some = _some(found)
    numbers = found.seen
    whole = all(float(value).is_integer() for value in numbers)
    tens = whole and all(value % 10 == 0 and 0 <= value <= 100 for value in numbers)
    if tens and max(numbers) > 10:
        return Note(
            "{values} are no ratings from 0 to 10: was the question asked on 0-100?", values=some
        )
    within = sum(k for value, k in found.numbers.items() if 0 <= value <= 10) + found.valid
    if not whole and within >= MOSTLY * n:
        return Note("{values} are no whole numbers: are these averages?", values=some)
    if found.codes < off == n and all(-100 <= value <= 100 for value in numbers):
        return Note("{values} are no ratings: are these scores already?", values=some)
    if off == 1:
        return Note("1 of {n:cell} is off the scale: {values}", n=n, values=some)
    return Note("{k} of {n:cell} are off the scale: {values}", k=off, n=n, values=some)


def is_comment(found: Profile) -> bool:
    """Tell whether a column holds free text rather than answers in some coding."""
    texts = found.texts
    if texts.total() <= found.valid + found.numbers.total():
        return False
    if any(class_of(text) or text[:1].isdigit() for text in texts):
        return False
    return len(texts) > _MOST_LABELS or (len(texts) == texts.total() and len(texts) > 1)


def scale_of_cells(found: Profile, *tops: int) -> int | None:
    """Return 5, 7 or `tops` where every cell that is no number is out of it, such as "4/5"."""
    said = {parts[1] if (parts := out_of(text)) else 0 for text in found.texts}
    return next((top for top in (tops or (5, _LOW)) if said == {top}), None)


def usual_top(found: Profile) -> int | None:
    """Return 5 or 7 where all numbers are from 1 up to it."""
    low, high = min(found.seen), max(found.seen)
    return next((top for top in (5, _LOW) if low >= 1 and high <= top), None)


def low_top(found: Profile) -> int | None:
    """Return the highest rating where a header that only says "rating" leaves the scale open."""
    highest = max((value for value in found.seen if value in found.scale.ratings), default=_TOP)
    return int(highest) if found.scale.high >= _TOP and highest <= _LOW else None


def _some(found: Profile) -> tuple[str, ...]:
    return _first(f"{value:g}" for value, _ in found.numbers.most_common(_SHOWN + 1))


def _examples(texts: Counter[str]) -> tuple[str, ...]:
    return _first(shown(text) for text, _ in texts.most_common(_SHOWN + 1))


def _first(texts: Iterable[str]) -> tuple[str, ...]:
    """Return the first few texts, and dots for the others."""
    found = list(texts)
    return (*found[:_SHOWN], *["..."] * (len(found) > _SHOWN))


def _listed(values: Iterable[int | float]) -> str:
    *first, last = [f"{value:g}" for value in sorted(values)]
    return Note("{first} or {last}", first=tuple(first), last=last) if first else last
