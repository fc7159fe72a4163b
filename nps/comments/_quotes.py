"""Comments that show what is on people's minds: `quotes`."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING, TypeAlias

import numpy as np

from nps._base.checks import check_same_length, check_whole
from nps._base.errors import EmptySampleError, InputTypeError, OptionError
from nps._base.text import is_wide, shown
from nps._kernels.topics.comments.keyness import log_odds
from nps._samples.classify import CLASS_LABELS
from nps._samples.ratings import STANDARD, check_scale
from nps.comments._counting.rows import check_aligned
from nps.comments._results.quotes import Quote
from nps.comments._text.columns import read_commented
from nps.comments._text.options import USUAL_PRIOR
from nps.comments._text.sums import CLASSES, count_words
from nps.comments._text.tokens import Splitter, check_tokenizer
from nps.comments._themes import Themes

if TYPE_CHECKING:
    from collections.abc import Sequence

    from nps._base.typing import Invalid
    from nps._kernels import BoolArray, FloatArray
    from nps._samples.ratings import Scale
    from nps.comments._text.sums import WordSums
    from nps.comments._text.tokens import Tokenizer

Redact: TypeAlias = Callable[[str], "str | None"]


def quotes(
    comments: object,
    ratings: object,
    themes: object = None,
    *,
    theme: str | None = None,
    per_class: int = 3,
    min_length: int = 20,
    max_length: int = 200,
    redact: Redact | None = None,
    tokenizer: Tokenizer | None = None,
    scale: Scale = STANDARD,
    invalid: Invalid = "raise",
) -> list[Quote]:
    """Choose comments to show for promoters, passives and detractors, always the same ones.

    Those with the most words of their class are taken: they say what sets it apart, and nobody
    picked them by hand. They illustrate, they prove nothing.

    Parameters
    ----------
    comments : 1-D collection of text
        What people wrote; None, NaN and blank text are comments not given.
    ratings : 1-D collection
        Their answers, in the same order.
    themes : Themes, optional
        Who mentions what, or anything that `Themes` reads.
    theme : str, optional
        Take comments that mention this theme; needed if there are several.
    per_class : int, default 3
        Comments of each class, as far as there are so many; promoters come first.
    min_length, max_length : int, default 20 and 200
        Shorter and longer comments are left out; a Chinese character counts as two, as it is two
        letters wide.
    redact : callable, optional
        Gets the text of each comment that is chosen and returns what may be shown, without names
        and numbers; None passes it over for the next.
    tokenizer : callable, optional
        As in `words`.
    scale : Scale, default STANDARD
        Which ratings belong to which class.
    invalid : {"raise", "drop"}, default "raise"
        Answers off the scale are an error, or are left out.

    Returns
    -------
    list of Quote
        Promoters, then passives, then detractors, each from the most telling on.

    Raises
    ------
    EmptySampleError
        If there is no comment with a valid answer.
    InputTypeError
        If `comments` does not hold text, or `redact` returns something else.
    OptionError
        If `theme` is not one of the themes.

    See Also
    --------
    words : The words by which they are chosen.

    Notes
    -----
    A comment counts the z of `words` over its different words, with the sign of its class, by the
    square root of its length; passives are held against the other two. What comes out alike is
    taken in the order of the comments, and what was written twice is taken once.

    Examples
    --------
    >>> import nps
    >>> comments = [
    ...     "Easy to use and easy to like",
    ...     "Slow, and the price is a joke",
    ...     "The price went up a lot again",
    ...     "I like how easy it is to use",
    ... ]
    >>> for quote in nps.comments.quotes(comments, [10, 2, 0, 9], per_class=1):
    ...     print(quote)
    "I like how easy it is to use" (9)
    "The price went up a lot again" (0)
    """
    check_scale(scale)
    check_tokenizer(tokenizer)
    wanted = check_whole("per_class", per_class)
    shortest, longest = (
        check_whole(name, value)
        for name, value in (("min_length", min_length), ("max_length", max_length))
    )
    if shortest > longest:
        raise OptionError(
            f"min_length must be at most max_length, got {min_length} and {max_length}."
        )
    if redact is not None and not callable(redact):
        raise InputTypeError(f"redact must be a function from text to text, got {shown(redact)}.")
    commented = read_commented(comments, ratings, scale, invalid)
    check_aligned(ratings=ratings, comments=comments, themes=themes)
    mention = _mentions(themes, theme, len(commented.comments))
    sums = count_words(commented, tokenizer, 1, "comments")
    if not sums.counts.n:
        raise EmptySampleError("quotes need comments with a valid answer, got none.")
    z = dict(zip(sums.words, _distinctive(sums).T, strict=True))
    split = Splitter(tokenizer, 1)
    chosen: list[Quote] = []
    for kind in range(CLASSES):
        ranked: list[tuple[float, int, str]] = []
        for position in np.flatnonzero(mention & (commented.classes == kind)).tolist():
            text = " ".join((commented.comments[position] or "").split())
            width = len(text) if text.isascii() else len(text) + sum(map(is_wide, text))
            if shortest <= width <= longest and text:
                telling = sum(float(z[word][kind]) for word in sorted(set(split(text))))
                ranked.append((-telling / width**0.5, position, text))
        ranked.sort()
        for position, text in _some(ranked, wanted, redact):
            chosen.append(
                Quote(
                    text=text,
                    rating=int(commented.codes[position]) + scale.low,
                    class_=CLASS_LABELS[CLASSES - 1 - kind],
                    position=position,
                )
            )
    return chosen


def _mentions(themes: object, theme: str | None, n: int) -> BoolArray:
    """Return which comments may be taken."""
    if themes is None:
        if theme is not None:
            raise InputTypeError(f"theme={shown(theme)} needs themes: who mentions what.")
        return np.ones(n, np.bool_)
    known = themes if isinstance(themes, Themes) else Themes(themes)
    check_same_length("comments", n, "themes", len(known))
    if theme is None:
        if len(known.names) > 1:
            some = ", ".join(map(repr, known.names[:12]))
            raise OptionError(f"theme must say which theme to quote; there are {some}.")
        return known[known.names[0]]
    return known[theme]


def _distinctive(sums: WordSums) -> FloatArray:
    """Return z of each word for promoters, passives and detractors."""
    table = sums.table(list(sums.words)).astype(np.float64)
    totals = table.sum(axis=0)
    promoters, passives, detractors = table.T
    n = table.sum(axis=1)

    def z(mine: FloatArray, theirs: FloatArray, total: float, other: float) -> FloatArray:
        delta, error = log_odds(mine, theirs, n, (total, other, totals.sum()), USUAL_PRIOR)
        return delta / error

    ahead = z(promoters, detractors, totals[0], totals[2])
    return np.stack([ahead, z(passives, n - passives, totals[1], totals[0] + totals[2]), -ahead])


def _some(
    ranked: Sequence[tuple[float, int, str]], wanted: int, redact: Redact | None
) -> list[tuple[int, str]]:
    """Return so many comments that may be shown, none of them twice."""
    found: list[tuple[int, str]] = []
    seen: set[str] = set()
    for _, position, text in ranked:
        if len(found) == wanted:
            break
        if text.casefold() in seen:
            continue
        seen.add(text.casefold())
        shown_text = text if redact is None else redact(text)
        if shown_text is None:
            continue
        if not isinstance(shown_text, str):
            raise InputTypeError(
                f"redact must return text, or None to pass a comment over, got {shown(shown_text)}."
            )
        found.append((position, shown_text))
    return found
