"""A score known only from a publication: the score and the number of answers."""

from __future__ import annotations

import math
from dataclasses import dataclass
from decimal import Decimal
from typing import TYPE_CHECKING, TypeAlias

from nps._base import text
from nps._base.checks import check_points, check_whole
from nps._base.errors import EmptySampleError
from nps._base.results import Result

if TYPE_CHECKING:
    from collections.abc import Sequence

    from nps._base.words.saying import Say

Composition: TypeAlias = tuple[float, float, float]
#: More decimals than this come from a computation, not from print.
_PRINTED = 9


def nearest_scores(score: float, n: int) -> tuple[float, float] | None:
    """Return the scores below and above that n answers can have, if they cannot have this one.

    A score is 100 k/n for a whole k, rounded to the decimals in which it is printed.
    """
    below = math.floor(score * n / 100.0)
    around = (100.0 * below / n, 100.0 * (below + 1) / n)
    decimals = max(-int(Decimal(repr(score)).normalize().as_tuple().exponent), 0)
    half = 0.5 * 10.0 ** -min(decimals, _PRINTED)
    return None if min(abs(score - one) for one in around) <= half * (1 + 1e-9) else around


@dataclass(frozen=True, slots=True)
class PublishedScore(Result):
    r"""Hold a score and its number of answers where the three classes are not known.

    `compare` takes it in place of a sample. How sure one can be of a score depends on how many
    passives there are; knowing only the score leaves that open, so intervals are as wide and
    p-values as large as any composition allows.

    Parameters
    ----------
    score : float
        Net Promoter Score in points, -100 to 100.
    n : int
        Number of valid answers, at least 1.

    Attributes
    ----------
    variance_bounds : tuple of float
        Least and greatest variance of one answer scored +100, 0, -100, in squared points.

    Raises
    ------
    EmptySampleError
        If `n` is 0.
    OptionError, InputTypeError
        If the score is off the scale, or `n` not a whole number.

    See Also
    --------
    Counts.from_shares : If the shares of promoters and detractors are known, too.

    Notes
    -----
    With theta = score/100 the variance of one answer lies between \|theta\| - theta**2, when all
    but a share \|theta\| are passives, and 1 - theta**2, when nobody is. The score is taken as it
    is printed; a score rounded to whole points is up to half a point off on top of that. A score
    that `n` answers cannot have, weights aside, is noted by what compares it.

    Examples
    --------
    >>> import nps
    >>> industry = nps.PublishedScore(38, 1200)
    >>> industry.variance_bounds
    (2356.0, 8556.0)
    >>> behind = nps.compare(nps.Counts(520, 290, 190), industry)
    >>> low, high = behind.confidence_interval
    >>> print(f"{behind.difference:+.0f} points, at worst between {low:.1f} and {high:.1f}")
    -5 points, at worst between -12.1 and 2.1
    """

    score: float
    n: int

    def __post_init__(self) -> None:
        object.__setattr__(self, "score", check_points("score", self.score, 100.0))
        object.__setattr__(self, "n", check_whole("n", self.n))
        if not self.n:
            raise EmptySampleError("a published score needs at least one answer, got n = 0.")

    @property
    def variance_bounds(self) -> tuple[float, float]:
        """Least and greatest variance of one answer, in squared points."""
        size = abs(self.score)
        return size * (100.0 - size), (100.0 - size) * (100.0 + size)

    @property
    def _compositions(self) -> tuple[Composition, Composition]:
        """As many passives as there can be, and none; not always whole numbers."""
        theta = self.score / 100.0
        most = (max(theta, 0.0), 1.0 - abs(theta), max(-theta, 0.0))
        none = (0.5 + 0.5 * theta, 0.0, 0.5 - 0.5 * theta)
        return tuple(tuple(share * self.n for share in shares) for shares in (most, none))  # type: ignore[return-value]  # two of three each

    def __str__(self) -> str:
        return f"NPS {text.points(self.score)}  n = {self.n:,} (published)"

    def _caption(self) -> str:
        return "published score"

    def _rows(self) -> Sequence[tuple[object, ...]]:
        return [("NPS", text.points(self.score)), ("n", self.n)]

    def _sentence(self, say: Say) -> str:
        return say("published", score=text.points(self.score), n=self.n)
