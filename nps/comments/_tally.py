"""Sums that stand for the rows of comments: `tally` and `Tally`."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, Any, cast

import numpy as np

from nps._base.checks import check_mapping, check_whole
from nps._base.errors import EmptySampleError, InputTypeError, OptionError
from nps._base.text import CLASSES, label_text, noun, shown, told
from nps._samples.counts import Counts
from nps._samples.ratings import STANDARD, Scale
from nps.comments._counting.notes import NOBODY_CODED
from nps.comments._counting.rows import check_aligned, read_rows
from nps.comments._counting.sums import Sums, sums_of
from nps.comments._text.options import read_words
from nps.comments._text.sums import WordSums
from nps.comments._themes import as_themes

if TYPE_CHECKING:
    from nps._base.typing import Invalid
    from nps.comments._text.tokens import Tokenizer

#: What `to_dict` gives.
KEYS = ("themes", "mentions", "counts", "respondents", "n_uncoded", "scale")


@dataclass(frozen=True, slots=True, kw_only=True, eq=False)
class Tally:
    """Sums over comments that `impacts`, `pairs` and `words` take in place of rows.

    Tallies of parts add up with ``+`` or `sum`, exactly: chunks of a file, shops, machines. They
    hold how many promoters, passives and detractors mention each theme and each two of them, and
    write each word if that was asked for; nobody's comment and nobody's answer. A theme that one
    part lacks was not mentioned there. What needs rows is not for them: weights, clusters, codes of
    people for some of the comments, and errors of the adjusted impacts for unequal variances.

    Rare words are among the words, and names of people among those: keep a tally with words as you
    keep the comments.

    Attributes
    ----------
    names : tuple of str
        The themes.
    n : int
        Respondents with a valid answer and a coded comment.
    counts : Counts
        Their classes.
    respondents : Counts
        Classes of all with a valid answer; with those whose answer is missing or invalid.
    n_words : int
        Different words; 0 if none were counted.
    scale : Scale
        Which ratings belong to which class.

    See Also
    --------
    tally : Make one.

    Examples
    --------
    >>> import nps
    >>> north = nps.comments.tally([10, 9, 3, 7], ["", "staff", "price", "price"])
    >>> south = nps.comments.tally([8, 6, 9, 10], ["", "price;staff", "staff", None])
    >>> both = north + south
    >>> both
    Tally(n=7, staff, price)
    >>> nps.comments.Tally.from_dict(both.to_dict()) == both
    True
    """

    _sums: Sums
    scale: Scale
    _words: WordSums | None = None

    @property
    def names(self) -> tuple[str, ...]:
        """The themes."""
        return self._sums.names

    @property
    def n(self) -> int:
        """Respondents with a valid answer and a coded comment."""
        return self._sums.counts.n

    @property
    def counts(self) -> Counts:
        """Their classes."""
        return self._sums.counts

    @property
    def respondents(self) -> Counts:
        """Classes of all with a valid answer; with those whose answer is missing or invalid."""
        return self._sums.respondents

    @property
    def n_words(self) -> int:
        """Different words; 0 if none were counted."""
        return 0 if self._words is None else len(self._words.words)

    def _sums_of(self, base: str) -> Sums:
        """Return the sums of those whose comments were coded, or of all who answered."""
        sums = self._sums
        if not sums.names:
            raise OptionError("this Tally holds no themes: give them to nps.comments.tally.")
        if base == "all":
            whole = sums.respondents
            kept = Counts(whole.promoters, whole.passives, whole.detractors)
            sums = replace(sums, counts=kept)
        if not sums.counts.n:
            raise EmptySampleError(NOBODY_CODED)
        return sums

    def __add__(self, other: object) -> Tally:
        if not isinstance(other, Tally):
            return NotImplemented
        if self.scale != other.scale:
            raise OptionError(
                f"tallies that are added must have the same scale, got {shown(self.scale)} and"
                f" {shown(other.scale)}."
            )
        words = None
        if self._words is not None and other._words is not None:
            words = self._words + other._words
        elif self._words is not None or other._words is not None:
            raise OptionError(
                "tallies that are added must both hold words or neither: give the comments of both"
                " to nps.comments.tally."
            )
        return Tally(_sums=self._sums + other._sums, scale=self.scale, _words=words)

    def __radd__(self, other: object) -> Tally:
        return self if other == 0 else NotImplemented  # what sum() begins with

    def __eq__(self, other: object) -> bool:
        if not isinstance(other, Tally):
            return NotImplemented
        return self.to_dict() == other.to_dict()

    __hash__ = None  # type: ignore[assignment]  # a sum of many numbers is no key

    def __repr__(self) -> str:
        some = ", ".join(map(label_text, self.names[:8]))
        more = f" and {len(self.names) - 8} more" if len(self.names) > 8 else ""
        parts = [f"n={self.n:,}, {some}{more}"] if self.names else []
        if self._words is not None:
            comments = noun(self._words.counts.n, "comment")
            parts.append(f"{noun(self.n_words, 'word')} of {comments}")
        return f"Tally({'; '.join(parts)})"

    def to_dict(self) -> dict[str, object]:
        """Return the sums as plain Python that `json.dumps` takes and `from_dict` reads."""
        words = {} if self._words is None else {"words": self._words.to_dict()}
        return words | {
            "themes": list(self.names),
            "mentions": self._sums.table.tolist(),
            "counts": self.counts.to_dict(),
            "respondents": self.respondents.to_dict(),
            "n_uncoded": self._sums.n_uncoded,
            "scale": {name: list(getattr(self.scale, name)) for name in CLASSES},
        }

    @classmethod
    def from_dict(cls, mapping: Mapping[str, object]) -> Tally:
        """Build a tally from a dictionary, such as `to_dict` or a JSON document gives.

        Parameters
        ----------
        mapping : mapping
            What `to_dict` gave.

        Returns
        -------
        Tally

        Raises
        ------
        OptionError
            If something is missing or does not fit together.
        """
        given = cast("Mapping[str, Any]", check_mapping(mapping, required=KEYS))
        try:
            names = tuple(map(str, given["themes"]))
            table = np.array(given["mentions"], dtype=np.int64)
            counts, everybody = (Counts.from_dict(given[key]) for key in KEYS[2:4])
            scale = Scale(**{name: tuple(ends) for name, ends in given["scale"].items()})
            n_uncoded = int(given["n_uncoded"])
        except Exception as error:  # noqa: BLE001  # of whatever stands in it
            raise OptionError(f"mapping is not what Tally.to_dict gives: {told(error)}.") from None
        k = len(names)
        words = WordSums.from_dict(given["words"]) if "words" in given else None
        if not k and words is not None:
            table = table.reshape(0, 0, 3)  # of which JSON keeps []
        fits = table.shape == (k, k, 3) and len(set(names)) == k and (k > 0 or words is not None)
        if not fits or (table < 0).any() or not np.array_equal(table, table.swapaxes(0, 1)):
            raise OptionError(
                f"mapping: mentions must be a symmetric table of {k} by {k} themes by 3 classes, of"
                f" counts, got the shape {table.shape}."
            )
        sums = Sums(names, table, counts, everybody, n_uncoded)
        if (sums.themes > sums.total).any() or counts.n + n_uncoded != everybody.n:
            raise OptionError("mapping: counts must be of at least those who mention a theme.")
        return cls(_sums=sums, scale=scale, _words=words)


def tally(
    ratings: object,
    themes: object = None,
    *,
    comments: object = None,
    tokenizer: Tokenizer | None = None,
    ngrams: int = 1,
    scale: Scale = STANDARD,
    invalid: Invalid = "raise",
) -> Tally:
    """Add up what `impacts`, `pairs` and `words` need to know of comments, in place of rows.

    Sums of parts add up to those of the whole, so that data may be larger than memory, in several
    places, or still coming in.

    Parameters
    ----------
    ratings : 1-D collection
        Answers as in `impacts`.
    themes : Themes, or anything that makes them, optional
        Which comment mentions which theme, in the same order; for `impacts` and `pairs`.
    comments : 1-D collection of text, optional
        What people wrote, in the same order; for `words`.
    tokenizer, ngrams : optional
        What splits comments into words, and how many that follow each other count as one, as in
        `words`.
    scale : Scale, default STANDARD
        Which ratings belong to which class.
    invalid : {"raise", "drop"}, default "raise"
        Answers off the scale are an error, or are left out and counted as ``invalid``.

    Returns
    -------
    Tally
        With ``+``, `to_dict` and `from_dict`.

    Raises
    ------
    RatingError
        If an answer is off the scale and `invalid` is "raise".
    InputTypeError
        If there are neither `themes` nor `comments`.
    OptionError
        If `ratings`, `themes` and `comments` differ in length, or are pandas columns whose indexes
        hold the same labels in different orders.

    See Also
    --------
    impacts : How many points each theme costs.
    words : Which words go with promoters and which with detractors.
    nps.count_stream : The same idea for counts.

    Examples
    --------
    >>> import nps
    >>> chunks = [
    ...     ([10, 9, 3, 7], ["", "staff", "price", "price"]),
    ...     ([8, 6, 9, 10], ["", "price;staff", "staff", "staff"]),
    ... ]
    >>> total = sum(nps.comments.tally(*chunk) for chunk in chunks)
    >>> total
    Tally(n=8, staff, price)
    >>> print(nps.comments.impacts(total)["price"])
    -55.0  [-104.1, -6.9]  p = 0.047 (3 mentions, score -66.7, rest 80.0)

    Words of parts:

    >>> parts = [([10, 3], ["easy", "too slow"]), ([9, 2], ["so easy", "slow"])] * 5
    >>> total = sum(nps.comments.tally(ratings, comments=comments) for ratings, comments in parts)
    >>> total
    Tally(4 words of 20 comments)
    >>> nps.comments.words(total).labels
    ('easy', 'slow', 'so', 'too')
    """
    words = None
    if comments is not None:
        words = read_words(
            comments, ratings, tokenizer=tokenizer, ngrams=ngrams, unit="comments", scale=scale,
            invalid=invalid,
        )  # fmt: skip
    elif tokenizer is not None or check_whole("ngrams", ngrams) != 1:
        raise InputTypeError("tokenizer and ngrams split comments=, of which there are none.")
    if themes is not None:
        check_aligned(ratings=ratings, themes=themes)
        coded = as_themes(themes)._coding()
        rows = read_rows(ratings, coded, scale=scale, invalid=invalid, may_be_empty=True)
        sums = sums_of(rows)[0]
    elif words is not None:
        whole = words.respondents
        sums = Sums((), np.zeros((0, 0, 3), np.int64), Counts(0, 0, 0), whole, whole.n)
    else:
        raise InputTypeError(
            "tally needs themes, who mentions what, or comments=, what people wrote, or both."
        )
    return Tally(_sums=sums, scale=scale, _words=words)


def refuse_beside_tally(scale: object, invalid: object, **given: object) -> None:
    """Refuse what is about rows where a tally takes their place."""
    given |= {
        "scale": None if scale == STANDARD else scale,
        "invalid": None if invalid == "raise" else invalid,
    }
    names = [name for name, value in given.items() if value is not None]
    if names:
        raise OptionError(
            f"{', '.join(names)}: a Tally holds sums of comments, which are not read again. Give"
            " themes, scale and invalid to nps.comments.tally; weights, clusters and codes of"
            " people need the rows."
        )
