"""Which comment mentions which theme: `Themes`."""

from __future__ import annotations

import unicodedata
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, cast

import numpy as np

from nps._base.checks import check_names, did_you_mean
from nps._base.columns.frozen import Frozen
from nps._base.errors import InputTypeError, NPSError, OptionError
from nps._base.text import label_text, noun, shown
from nps._base.words.notes import Note
from nps.comments._counting.mentions import Coding, places_of, read_mentions

if TYPE_CHECKING:
    import pandas as pd

    from nps._kernels import BoolArray, IntArray


@dataclass(frozen=True, slots=True, eq=False, init=False)
class Themes(Frozen):
    """Which comment mentions which theme, whoever said so: people, a dictionary or a model.

    A comment that was not coded is missing: it counts neither among those who mention a theme nor
    among the rest. A comment that was coded and has no theme is part of the rest.

    Parameters
    ----------
    mentions : mapping, data frame, 2-D array, or collection with an entry for each comment
        - a mapping from theme to a column of True and False (or 1 and 0), or a data frame of such
          columns; a comment of which a value is missing is not coded;
        - a matrix with a row for each comment and a column for each theme;
        - a list of labels for each comment, such as ``["price", "staff"]``; an empty list is a
          comment without a theme, None is one that was not coded;
        - a column of text such as ``"price;staff"``; "" is a comment without a theme, None is one
          that was not coded. Blanks around labels do not count.
    names : list of str, optional
        Themes in the order in which results list them; needed for a matrix, unless "theme 1" will
        do. For labels it keeps themes that nobody mentions, and a label that it lacks is an error.
        Without it labels come in the order in which they appear.
    separator : str, default ";"
        What stands between labels in a column of text; its full-width form separates too.

    Attributes
    ----------
    names : tuple of str
        The themes.
    mentions : ndarray of bool, shape (comments, themes)
        Who mentions what; False where a comment was not coded.
    coded : ndarray of bool, shape (comments,)
        Comments that were coded.
    n_coded : int
        How many these are.
    n_mentions : ndarray of int64, shape (themes,)
        Comments that mention each theme.
    notes : tuple of str
        What the numbers alone would hide: labels that differ in spelling only, comments of which
        some themes are known and others not, what a dictionary did not reach.

    Raises
    ------
    InputTypeError
        If `mentions` is none of these, or holds something else than labels, True and False.
    OptionError
        If there is no theme, or there are more than a thousand, or `names` does not fit.

    See Also
    --------
    nps.read_answers : A file with a column of themes.

    Examples
    --------
    >>> import nps
    >>> coded = nps.comments.Themes(["price; staff", "price", "", None])
    >>> coded
    Themes(price 2, staff 1; 3 of 4 comments coded)
    >>> coded["price"].tolist()
    [True, True, False, False]
    >>> coded.merge({"service": ["staff"]}).names
    ('price', 'service')
    """

    names: tuple[str, ...]
    coded: BoolArray
    _columns: BoolArray
    _n_partly: int
    _remarks: tuple[str, ...]

    def __init__(self, mentions: object, *, names: object = None, separator: str = ";") -> None:
        if isinstance(mentions, Themes):
            given = mentions if names is None else mentions.select(names)
            found = given._coding()
        else:
            found = read_mentions(mentions, names, separator)
        self._set(*found[:4])

    def _set(
        self,
        names: tuple[str, ...],
        columns: BoolArray,
        coded: BoolArray,
        n_partly: int = 0,
        remarks: tuple[str, ...] = (),
    ) -> None:
        for name, value in (
            ("names", names), ("coded", coded), ("_columns", columns), ("_n_partly", n_partly),
            ("_remarks", remarks),
        ):  # fmt: skip
            object.__setattr__(self, name, value)
        self.__post_init__()

    @classmethod
    def _make(
        cls,
        names: tuple[str, ...],
        columns: BoolArray,
        coded: BoolArray,
        n_partly: int = 0,
        remarks: tuple[str, ...] = (),
    ) -> Themes:
        """Return themes of a row for each theme, False where a comment is not coded."""
        new = object.__new__(cls)
        new._set(names, columns, coded, n_partly, remarks)
        return new

    def _coding(self) -> Coding:
        """Return names, rows, who is coded and the notes, as what counts takes them."""
        return Coding(self.names, self._columns, self.coded, self._n_partly, self.notes)

    @property
    def mentions(self) -> BoolArray:
        """Who mentions what, a row for each comment; False where it was not coded."""
        return self._columns.T

    @property
    def n_coded(self) -> int:
        """Comments that were coded."""
        return int(np.count_nonzero(self.coded))

    @property
    def n_mentions(self) -> IntArray:
        """Comments that mention each theme."""
        return np.array([np.count_nonzero(row) for row in self._columns], np.int64)

    @property
    def notes(self) -> tuple[str, ...]:
        """What the numbers alone would hide."""
        notes: list[str] = [*self._remarks]
        if self._n_partly:
            notes.append(
                Note(
                    "Of {n:comment} some themes are known and others missing: taken as not coded.",
                    n=self._n_partly,
                )
            )
        alike: dict[str, list[str]] = {}
        for name in self.names:
            folded = unicodedata.normalize("NFKC", name).casefold()
            alike.setdefault("".join(filter(str.isalnum, folded)) or folded, []).append(name)
        notes += [
            Note("These themes differ in spelling only: {names}.", names=tuple(map(repr, same)))
            for same in alike.values()
            if len(same) > 1
        ]
        return tuple(notes)

    def __len__(self) -> int:
        return self.coded.size

    def __iter__(self) -> Iterator[str]:
        return iter(self.names)

    def __contains__(self, name: object) -> bool:
        return name in self.names

    def __getitem__(self, name: str) -> BoolArray:
        """Return which comments mention a theme."""
        column: BoolArray = self._columns[self._position(name)]
        return column

    def _position(self, name: object, argument: str = "theme") -> int:
        if isinstance(name, str) and name in self.names:
            return self.names.index(name)
        kind = OptionError if isinstance(name, str) else InputTypeError
        some = ", ".join(map(repr, self.names[:12]))
        raise kind(
            f"{argument} must be one of the themes, got {shown(name)}; there are {some}"
            f"{' and more' * (len(self.names) > 12)}.{did_you_mean(name, self.names)}"
        )

    def select(self, names: object) -> Themes:
        """Return some themes, in this order.

        Parameters
        ----------
        names : list of str
            Themes to keep.

        Returns
        -------
        Themes
            Of the same comments.
        """
        chosen = check_names("names", names, distinct=True)
        rows = [self._position(name, "names") for name in chosen]
        return self._make(tuple(chosen), self._columns[rows], self.coded, self._n_partly)

    def rows(self, kept: object) -> Themes:
        """Return the themes of some comments, such as those of one wave.

        Parameters
        ----------
        kept : 1-D array of bool, positions, or slice
            Comments to keep: True or False for each, or positions.

        Returns
        -------
        Themes
            Of these comments, in the order of the positions.
        """
        places: Any = kept if isinstance(kept, slice) else places_of(kept)
        if isinstance(places, np.ndarray):
            places = places if places.size else places.astype(np.int64)
            by_mask = places.dtype == np.bool_ and places.shape == self.coded.shape
            if not by_mask and (places.dtype.kind not in "iu" or places.ndim != 1):
                raise InputTypeError(
                    "kept must be a slice, positions, or True or False for each of the"
                    f" {noun(len(self), 'comment')}, got {shown(kept)}."
                )
            if (
                not by_mask
                and places.size
                and not (-len(self) <= int(places.min()) and int(places.max()) < len(self))
            ):
                raise OptionError(
                    f"kept must be positions from 0 to {len(self) - 1}, got {shown(kept)}."
                )
        return self._make(self.names, self._columns[:, places], self.coded[places])

    def merge(self, groups: Mapping[str, object]) -> Themes:
        """Make one theme of several: who mentions any of them mentions it.

        Parameters
        ----------
        groups : mapping from str to list of str
            The new theme and those that it takes the place of, at the place of the first. A single
            one is renamed.

        Returns
        -------
        Themes
            Of the same comments.

        Examples
        --------
        >>> import nps
        >>> coded = nps.comments.Themes(["staff", "support;price", "price"])
        >>> coded.merge({"service": ["staff", "support"]})
        Themes(service 2, price 2; 3 of 3 comments coded)
        """
        if not isinstance(groups, Mapping):
            raise InputTypeError(
                "groups must be a mapping from the new theme to those that it is made of, such as"
                f" {{'service': ['staff', 'support']}}, got {shown(groups)}."
            )
        into: dict[int, str] = {}
        for new, members in cast("Mapping[object, object]", groups).items():
            if not isinstance(new, str) or not new.strip():
                raise InputTypeError(f"groups must be named by text, got the name {shown(new)}.")
            for name in check_names(f"groups[{shown(new)}]", members, distinct=True):
                place = self._position(name, f"groups[{shown(new)}]")
                if place in into:
                    raise OptionError(f"groups has {shown(name)} twice: a theme joins one group.")
                into[place] = new
        merged: dict[str, BoolArray] = {}
        own = {name for place, name in enumerate(self.names) if place not in into}
        for place, name in enumerate(self.names):
            new = into.get(place, name)
            if place in into and new in own:
                raise OptionError(
                    f"groups must not be called as a theme that is no part of them: {shown(new)}."
                )
            row = self._columns[place]
            merged[new] = merged[new] | row if new in merged else row
        return self._make(tuple(merged), np.stack([*merged.values()]), self.coded, self._n_partly)

    def __add__(self, other: object) -> Themes:
        """Append the comments of another part; a theme that one part lacks is not mentioned."""
        if not isinstance(other, Themes):
            return NotImplemented
        names = tuple(dict.fromkeys((*self.names, *other.names)))
        columns = np.zeros((len(names), len(self) + len(other)), np.bool_)
        for part, place in ((self, slice(len(self))), (other, slice(len(self), None))):
            columns[[names.index(name) for name in part.names], place] = part._columns
        coded = np.concatenate([self.coded, other.coded])
        return self._make(names, columns, coded, self._n_partly + other._n_partly)

    def __radd__(self, other: object) -> Themes:
        return self if other == 0 else NotImplemented  # what sum() begins with

    def __eq__(self, other: object) -> bool:
        if not isinstance(other, Themes):
            return NotImplemented
        return (
            self.names == other.names
            and np.array_equal(self.coded, other.coded)
            and np.array_equal(self._columns, other._columns)
        )

    def __hash__(self) -> int:
        return hash((self.names, len(self), self.n_coded))

    def __repr__(self) -> str:
        parts = [
            f"{label_text(name)} {n:,}"
            for name, n in zip(self.names[:8], self.n_mentions.tolist(), strict=False)
        ]
        more = f" and {len(self.names) - 8} more" if len(self.names) > 8 else ""
        return (
            f"Themes({', '.join(parts)}{more}; {self.n_coded:,} of"
            f" {noun(len(self), 'comment')} coded)"
        )

    def to_pandas(self) -> pd.DataFrame:
        """Return a pandas DataFrame: a column for each theme, missing where not coded."""
        import pandas as pd

        gone = ~self.coded
        return pd.DataFrame(
            {
                name: pd.arrays.BooleanArray(row.copy(), gone.copy())
                for name, row in zip(self.names, self._columns, strict=True)
            }
        )


def as_themes(themes: object, name: str = "themes") -> Themes:
    """Return themes as they are, or made of anything that makes them."""
    if isinstance(themes, Themes):
        return themes
    try:
        return Themes(themes)
    except NPSError as error:
        raise type(error)(str(error).replace("mentions", name, 1)) from None
