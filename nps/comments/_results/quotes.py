"""What `quotes` returns: a comment to show, which leaves the library only when it is asked for."""

from __future__ import annotations

from dataclasses import dataclass
from html import escape
from typing import TYPE_CHECKING

from nps._base import text as display
from nps._base.checks import check_flag, check_option
from nps._base.results import Result
from nps._base.words.languages import languages

if TYPE_CHECKING:
    from collections.abc import Sequence

    from nps._base.typing import ClassLabel, LanguageName
    from nps._base.words.saying import Say


@dataclass(frozen=True, slots=True, kw_only=True, eq=False)
class Quote(Result):
    """One comment to show.

    `print` shows it; `to_dict`, sentences and the display of notebooks say where it stands, and
    keep what somebody wrote to themselves unless they are asked.

    Attributes
    ----------
    text : str
        The comment on one line, redacted if that was asked for.
    rating : int
        The answer that goes with it.
    class_ : {"promoter", "passive", "detractor"}
        Its class.
    position : int
        Where it stands among the comments, from 0.

    Examples
    --------
    >>> import nps
    >>> comments = ["It is slow, and slow it will stay", "Easy to use, easy to like"]
    >>> for quote in nps.comments.quotes(comments, [2, 10]):
    ...     print(quote)
    "Easy to use, easy to like" (10)
    "It is slow, and slow it will stay" (2)
    >>> quote.to_dict()
    {'rating': 2, 'class_': 'detractor', 'position': 0}
    >>> quote.to_dict(text=True)["text"]
    'It is slow, and slow it will stay'
    """

    text: str
    rating: int
    class_: ClassLabel
    position: int

    def __str__(self) -> str:
        return f'"{display.visible(self.text)}" ({self.rating})'

    def to_dict(self, *, text: bool = False) -> dict[str, object]:
        """Return where the comment stands as plain Python.

        Parameters
        ----------
        text : bool, default False
            Whether to return what was written too.

        Returns
        -------
        dict
        """
        place: dict[str, object] = {"text": self.text} if check_flag("text", text) else {}
        return place | {"rating": self.rating, "class_": self.class_, "position": self.position}

    def to_html(self, language: LanguageName = "en") -> str:
        """Return the comment as HTML, what was written included, with nothing in it that acts.

        Parameters
        ----------
        language : str, default "en"
            As for other results; there is nothing to translate.

        Returns
        -------
        str
            A ``blockquote``.
        """
        check_option("language", language, languages())
        return (
            f'<blockquote class="nps-quote">{escape(display.visible(self.text))}'
            f" <cite>{self.rating}</cite></blockquote>"
        )

    def _rows(self) -> Sequence[tuple[object, ...]]:
        return [("rating", self.rating), ("class", self.class_), ("position", self.position)]

    def _sentence(self, say: Say) -> str:
        return say("quote", position=self.position, rating=self.rating)
