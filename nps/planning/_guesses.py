"""What a plan assumes about the answers to come: a pilot, known shares, or a guess at the score."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from itertools import islice
from typing import TYPE_CHECKING, Any, TypeAlias, TypeGuard

import numpy as np

from nps._base import text
from nps._base.checks import check_number, check_points, did_you_mean_percent
from nps._base.columns.containers import can_iterate, is_weighted
from nps._base.errors import EmptySampleError, InputTypeError, OptionError
from nps._base.results import Result
from nps._base.words.notes import Note
from nps._kernels.topics.planning.shifts import reach, shifted
from nps._kernels.topics.planning.uncertain import PRIOR
from nps._samples.counts import Counts, Shares, as_counts

if TYPE_CHECKING:
    from collections.abc import Sequence

    from nps._base.words.saying import Say
    from nps._kernels.topics.planning.shifts import Shift

Passives: TypeAlias = "float | tuple[float, float] | None"
Given: TypeAlias = "Counts | Shares | ScoreGuess"
#: What makes many plans of one call.
Many: TypeAlias = "Mapping[Any, object] | Sequence[Given]"

#: How far shares that are typed may be from a sum of 1.
ROUNDING = 1e-6
WHAT = "Give nps.Counts (a pilot), nps.Shares (known shares) or nps.planning.ScoreGuess(score)."


@dataclass(frozen=True, slots=True)
class ScoreGuess(Result):
    r"""Assume a score, and as much as is known about how many are passives.

    A score alone leaves open how much answers vary: 30 points may be 30% promoters and 70%
    passives, or 65% promoters and 35% detractors, and the second needs four times as many
    answers. A plan made with a guess counts with the largest variance that the guess allows, and
    shows what the smallest would do.

    Parameters
    ----------
    score : float
        Net Promoter Score in points, -100 to 100.
    passives : float or (float, float), optional
        Share of passives, 0 to 1, or the least and the largest that are possible. Of most
        published surveys it is between .15 and .45. By default nothing is known.

    Attributes
    ----------
    variance_bounds : tuple of float
        Least and greatest variance of one answer scored +100, 0, -100, in squared points.
    shares_bounds : tuple of Shares
        The shares with these variances.

    Raises
    ------
    OptionError, InputTypeError
        If the score is off the scale, or no such share of passives can go with it.

    See Also
    --------
    nps.PublishedScore : A score that was observed, with its number of answers.

    Notes
    -----
    With theta = score/100 and a share q of passives the variance of one answer is
    ``10**4 * (1 - q - theta**2)``, and q lies between 0 and 1 - \|theta\|. Of a range of q the
    part that cannot be is left out.

    Examples
    --------
    >>> import nps
    >>> nps.planning.ScoreGuess(30).variance_bounds
    (2100.0, 9100.0)
    >>> nps.planning.ScoreGuess(30, passives=(0.15, 0.45)).variance_bounds
    (4600.0, 7600.0)
    """

    score: float
    passives: Passives = None

    def __post_init__(self) -> None:
        score = check_points("score", self.score, 100.0)
        object.__setattr__(self, "score", score)
        object.__setattr__(self, "passives", _check_passives(self.passives, score))

    @property
    def _range(self) -> tuple[float, float]:
        """Least and largest share of passives."""
        if self.passives is None:
            return 0.0, 1.0 - abs(self.score) / 100.0
        if isinstance(self.passives, tuple):
            return self.passives
        return self.passives, self.passives

    @property
    def shares_bounds(self) -> tuple[Shares, Shares]:
        """Shares of the least and of the greatest variance."""
        least, most = self._range
        return _shares_with(self.score, most), _shares_with(self.score, least)

    @property
    def variance_bounds(self) -> tuple[float, float]:
        """Least and greatest variance of one answer, in squared points."""
        least, most = (
            round(1e4 * (1.0 - passives) - self.score**2, 9) + 0.0 for passives in self._range[::-1]
        )
        return max(0.0, least), max(0.0, most)

    def __str__(self) -> str:
        return f"NPS {text.points(self.score)} (assumed), {self._about_passives()}"

    def _about_passives(self) -> str:
        least, most = (text.percent(share) for share in self._range)
        if self.passives is None:
            return "any share of passives"
        return f"{least} passives" if least == most else f"{least} to {most} passives"

    def _caption(self) -> str:
        return "assumed score"

    def _rows(self) -> Sequence[tuple[object, ...]]:
        least, most = (text.percent(share) for share in self._range)
        share = least if least == most else f"{least} to {most}"
        return [
            ("NPS", text.points(self.score)),
            ("passives", "any share" if self.passives is None else share),
        ]

    def _sentence(self, say: Say) -> str:
        least, most = (text.percent(share) for share in self._range)
        key = "guess" if least == most else "guess.range"
        return say(key, score=text.points(self.score), least=least, most=most)


def _check_passives(given: object, score: float) -> Passives:
    """Return a share of passives, or a range of them, that can go with a score."""
    if given is None:
        return None
    room = 1.0 - abs(score) / 100.0
    pair = tuple(islice(given, 3)) if can_iterate(given) else None
    if pair is not None and len(pair) != 2:
        raise InputTypeError(
            "passives must be a share, or a pair of the least and the largest, got"
            f" {text.shown(given)}."
        )
    shares = [check_number("passives", part) for part in pair or (given,)]
    for share in shares:
        if not 0.0 <= share <= 1.0:
            raise OptionError(
                Note(
                    "{name} is a share and must lie between 0 and 1, got {value}.{hint}",
                    name="passives",
                    value=text.shown(given),
                    hint=did_you_mean_percent(share),
                )
            )
    if shares[0] > shares[-1]:
        raise OptionError(f"passives must be (least, largest), got {text.shown(given)}.")
    if shares[0] > room + ROUNDING:
        raise OptionError(
            Note(
                "{name} must be at most {most} where the score is {score}, since only they are no"
                " promoters or detractors; got {value}.",
                name="passives",
                most=f"{room:g}",
                score=f"{score:g}",
                value=text.shown(given),
            )
        )
    least, most = min(shares[0], room), min(shares[-1], room)
    return (least, most) if pair else least


def _shares_with(score: float, passives: float) -> Shares:
    up = max(0.0, 0.5 * (1.0 - passives + score / 100.0))
    down = max(0.0, 0.5 * (1.0 - passives - score / 100.0))
    return Shares(up, passives, down)


def is_many(given: object) -> TypeGuard[Many]:
    """Tell a mapping or a list of assumptions from one of them; a list of ratings is one."""
    if isinstance(given, (list, tuple)) or (isinstance(given, np.ndarray) and given.ndim == 1):
        return len(given) > 0 and isinstance(given[0], (Counts, Shares, ScoreGuess))
    return isinstance(given, Mapping)


@dataclass(frozen=True, slots=True)
class Assumed:
    """The shares that a plan counts with, and what is known about them.

    `given` is what was said; `shares` those of the greatest variance, `calm` those of the least;
    `alpha` the Dirichlet law after a pilot as it was answered, None without one.
    """

    given: Given
    shares: Shares
    calm: Shares
    alpha: Shares | None = None

    @classmethod
    def read(cls, given: object, name: str = "sample") -> Assumed:
        """Return what is assumed of one sample; a bare number says too little."""
        if isinstance(given, ScoreGuess):
            calm, wild = given.shares_bounds
            return cls(given, wild, calm)
        if isinstance(given, Shares):
            shares = _check_shares(given, name)
            return cls(shares, shares, shares)
        counts = _pilot(given, name)
        shares = counts.shares
        return cls(counts, shares, shares, _posterior(counts))

    @property
    def score(self) -> float:
        """The assumed score, from -1 to 1."""
        return self.shares.promoters - self.shares.detractors

    @property
    def is_known(self) -> bool:
        """Whether there is one set of shares only."""
        return self.shares == self.calm

    def moved(self, score: float, shift: Shift) -> Assumed:
        """Return the same answers with another score; what a pilot left open stays open."""
        if isinstance(self.given, ScoreGuess) and not self.is_known:
            points = 100.0 * score
            low, high = self.given._range
            room = 1.0 - abs(score)
            band = None if self.given.passives is None else (min(low, room), min(high, room))
            calm, wild = ScoreGuess(min(max(points, -100.0), 100.0), passives=band).shares_bounds
            return Assumed(self.given, wild, calm)
        shares = Shares(*(float(share) for share in shifted(self.shares, score, shift)))
        return Assumed(self.given, shares, shares, self.alpha)

    def reach(self, shift: Shift) -> tuple[float, float]:
        """Return the lowest and the highest score that the answers can be moved to."""
        if isinstance(self.given, ScoreGuess) and not self.is_known:
            room = 1.0 if self.given.passives is None else 1.0 - self.given._range[0]
            return -room, room
        low, high = reach(self.shares, shift)
        return float(low), float(high)


def _pilot(given: object, name: str) -> Counts:
    if isinstance(given, (int, float, np.number)) and not isinstance(given, bool):
        raise InputTypeError(
            f"{name} must say what is known of the answers, got {text.shown(given)}. For a score of"
            f" {text.shown(given)} write nps.planning.ScoreGuess({text.shown(given)})."
        )
    if isinstance(given, Result) and is_weighted(given):
        raise InputTypeError(
            f"{name} must be unweighted. Give nps.Shares(*sample.shares), and what the weights cost"
            " as design_effect=sample.describe().design_effect."
        )
    if isinstance(given, Result) and hasattr(given, "variance_bounds"):
        raise InputTypeError(
            f"{name} is a published score, whose classes are not known: write"
            f" nps.planning.ScoreGuess({given.score:g})."  # type: ignore[attr-defined]  # it is a PublishedScore
        )
    if is_many(given):
        raise InputTypeError(
            f"{name} must be one sample here, got {len(given)}. Give many to sample_size or power"
            " of nps.planning as sample, with one reference or one for each; else plan one by one."
        )
    counts = as_counts(given, name)
    if not counts.n:
        raise EmptySampleError(f"{name} has no valid answer to plan with. {WHAT}")
    return counts


def _posterior(counts: Counts) -> Shares:
    classes = (counts.promoters, counts.passives, counts.detractors)
    return Shares(*(k + PRIOR for k in classes))


def _check_shares(given: Shares, name: str) -> Shares:
    shares = [check_number(f"{name}.{part}", getattr(given, part)) for part in given._fields]
    total = sum(shares)
    if min(shares) < 0.0 or abs(total - 1.0) > ROUNDING:
        hint = " Shares are fractions, not percentages." if total > 2.0 else ""
        raise OptionError(
            f"{name} must be shares from 0 to 1 that sum to 1, got {text.shown(tuple(given))}."
            f"{hint}"
        )
    return Shares(*(share / total for share in shares))
