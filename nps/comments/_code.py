"""Comments that mention a theme, by a dictionary: `code`."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np

from nps._base.words.notes import Note
from nps.comments._text.columns import read_comments
from nps.comments._text.dictionary import Dictionary
from nps.comments._themes import Themes

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

    from nps._kernels import BoolArray

#: Entries that a note names.
NAMED = 8


def code(comments: object, dictionary: Mapping[str, Iterable[str]]) -> Themes:
    """Say which comment mentions which theme, by words that belong to each.

    A start that everybody can read and correct. It knows no meaning: "not expensive" mentions the
    price as "expensive" does, and what nobody thought of is not found. How many comments no entry
    reached is said in the notes; `impacts` corrects errors of the coding with a few hundred codes
    of people.

    Parameters
    ----------
    comments : 1-D collection of text
        What people wrote; None, NaN and blank text are comments not given, which are not coded.
    dictionary : mapping from str to list of str
        Each theme with its entries:

        - ``"expensive"``, a word;
        - ``"pric*"``, whatever begins so: price, pricey, pricing;
        - ``"customer serv*"``, words that follow each other, whatever stands between them: hyphens,
          commas;
        - ``"贵"``: Chinese, Japanese, Thai, Lao, Burmese and Khmer, which have no blanks, are found
          wherever the characters stand;
        - signs, such as an emoji.

        Upper and lower case, the width of letters and their accents do not count.

    Returns
    -------
    Themes
        In the order of the dictionary.

    Raises
    ------
    InputTypeError
        If `comments` does not hold text, or `dictionary` is not a mapping to lists of it.
    OptionError
        If there is no theme, a theme has no entry, or a star stands elsewhere than at the end of a
        word.

    See Also
    --------
    Themes : Codes of people or of a model.
    words : Words that a dictionary may lack.

    Examples
    --------
    >>> import nps
    >>> comments = ["Too expensive!", "价格太贵了", "The PRICING is ok", "Nice staff", "hm", None]
    >>> coded = nps.comments.code(
    ...     comments,
    ...     {"price": ["expensive", "pric*", "贵"], "staff": ["staff", "personnel", "客服"]},
    ... )
    >>> coded
    Themes(price 3, staff 1; 5 of 6 comments coded)
    >>> print(*coded.notes)
    Reached by no entry: 1 of 5 comments. Entries in no comment: personnel, 客服.
    """
    texts = read_comments(comments)
    known = Dictionary(dictionary)
    themes = np.array(known.themes)
    columns = np.zeros((len(known.names), len(texts)), np.bool_)
    reached = np.zeros(len(known.entries), np.bool_)
    for position, comment in enumerate(texts):
        if comment is None:
            continue
        found = list(known.found_in(comment))
        if found:
            columns[themes[found], position] = True
            reached[found] = True
    coded = np.fromiter((text is not None for text in texts), np.bool_, len(texts))
    return Themes._make(
        known.names, columns, coded, remarks=_remarks(columns, coded, known.entries, reached)
    )


def _remarks(
    columns: BoolArray, coded: BoolArray, entries: list[str], reached: BoolArray
) -> tuple[str, ...]:
    """Say how many comments no entry reached, and which entries reached none."""
    n = int(coded.sum())
    lost = n - int(columns.any(axis=0).sum())
    remarks: list[str] = [Note("Reached by no entry: {k} of {n:comment}.", k=lost, n=n)]
    idle = [entry for entry, known in zip(entries, reached, strict=True) if not known]
    if idle:
        more = [f"... ({len(idle)})"] if len(idle) > NAMED else []
        remarks.append(Note("Entries in no comment: {entries}.", entries=(*idle[:NAMED], *more)))
    return tuple(remarks)
