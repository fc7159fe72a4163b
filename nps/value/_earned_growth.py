"""Growth from customers who came back, and from those whom others sent."""

from __future__ import annotations

import math
from dataclasses import dataclass
from typing import TYPE_CHECKING

from nps._base import text
from nps._base.checks import check_confidence_level, check_number, check_whole
from nps._base.errors import OptionError
from nps._base.results import ConfidenceInterval, Result
from nps._base.text import shown
from nps._base.words.notes import Note
from nps._base.words.saying import capital
from nps._kernels.one_score.shares import wilson
from nps.value._results.amounts import limits_in_percent

if TYPE_CHECKING:
    from collections.abc import Sequence

    from nps._base.results import MethodKey
    from nps._base.words.saying import Say

UNKNOWN = ConfidenceInterval(math.nan, math.nan)


@dataclass(frozen=True, slots=True, kw_only=True, eq=False)
class EarnedGrowth(Result):
    """Earned growth and what it is made of, as fractions of last year's revenue.

    Attributes
    ----------
    earned_growth : float
        Net revenue retention plus what earned new customers bring, less 1.
    confidence_interval : ConfidenceInterval
        Of the earned growth, from the sampling error of the earned share alone; NaN where that came
        without counts.
    net_revenue_retention : float
        What last year's customers bring now.
    earned_new_customers : float
        What new customers bring now who came on recommendation.
    bought_new_customers : float
        What the other new customers bring now.
    earned_share : float
        Share (0..1) of the revenue of new customers that was earned.
    earned_share_interval : ConfidenceInterval
        Of that share, by Wilson.
    confidence_level : float
        Of the intervals.
    notes : tuple of str
        What the numbers alone would hide.

    Examples
    --------
    >>> import nps
    >>> found = nps.value.earned_growth(100, 96, revenue_now_new=20, earned_share=(60, 100))
    >>> print(found)
    earned growth 8.0% [6.0%, 9.8%]: net revenue retention 96.0%, earned new customers 12.0%
    """

    earned_growth: float
    confidence_interval: ConfidenceInterval
    net_revenue_retention: float
    earned_new_customers: float
    bought_new_customers: float
    earned_share: float
    earned_share_interval: ConfidenceInterval
    confidence_level: float
    notes: tuple[str, ...] = ()

    def __str__(self) -> str:
        low, high = map(text.percent, self.confidence_interval)
        ends = "" if math.isnan(self.confidence_interval.low) else f" [{low}, {high}]"
        return (
            f"earned growth {text.percent(self.earned_growth)}{ends}: net revenue retention"
            f" {text.percent(self.net_revenue_retention)}, earned new customers"
            f" {text.percent(self.earned_new_customers)}"
        )

    def _rows(self) -> Sequence[tuple[object, ...]]:
        return [
            ("earned growth", text.percent(self.earned_growth)),
            ("net revenue retention", text.percent(self.net_revenue_retention)),
            ("earned new customers", text.percent(self.earned_new_customers)),
            ("bought new customers", text.percent(self.bought_new_customers)),
        ]

    def _sentence(self, say: Say) -> str:
        said = say(
            "earned growth",
            growth=text.percent(self.earned_growth),
            limits=limits_in_percent(say, self.confidence_interval, self.confidence_level),
            retention=text.percent(self.net_revenue_retention),
            earned=text.percent(self.earned_new_customers),
        )
        return capital(said)

    def _methods(self) -> list[MethodKey]:
        return [("earned growth", "account")]


def earned_growth(
    revenue_then: float,
    revenue_now: float,
    *,
    revenue_now_new: float,
    earned_share: float | tuple[int, int],
    confidence_level: float = 0.95,
) -> EarnedGrowth:
    r"""Add up the growth that was earned: customers who stayed, and those whom others sent.

    Parameters
    ----------
    revenue_then : float
        Revenue of last year, of all customers.
    revenue_now : float
        Revenue of this year from the customers of last year.
    revenue_now_new : float
        Revenue of this year from new customers.
    earned_share : float, or (int, int)
        Share (0..1) of the new customers who came because somebody recommended it; or how many of
        how many who were asked, which gives an interval.
    confidence_level : float, default 0.95
        Of the interval.

    Returns
    -------
    EarnedGrowth
        Fractions of last year's revenue.

    Raises
    ------
    InputTypeError, OptionError
        If a revenue is negative, last year's is 0, or the share is none.

    See Also
    --------
    lifetime : What each class is worth over time.

    Notes
    -----
    Net revenue retention plus earned new customers, less 1 [1]_:

    .. math:: \frac{now}{then} + earned \cdot \frac{new}{then} - 1.

    It is an account, not an estimate, but for the share of new customers who were earned: if some
    of them were asked it has Wilson's interval.

    References
    ----------
    .. [1] Reichheld F, Darnell D, Burns M (2021). Net Promoter 3.0. Harvard Business Review 99(6),
       80-89.

    Examples
    --------
    Of 100 million last year's customers bring 96 now, new ones 20; 60 of 100 of these say that
    somebody recommended it:

    >>> import nps
    >>> found = nps.value.earned_growth(100, 96, revenue_now_new=20, earned_share=(60, 100))
    >>> print(f"{found.earned_growth:.2f}, of which {found.earned_new_customers:.2f} are new")
    0.08, of which 0.12 are new
    """
    level = check_confidence_level(confidence_level)
    then, now, new = (
        _revenue(name, value)
        for name, value in (
            ("revenue_then", revenue_then),
            ("revenue_now", revenue_now),
            ("revenue_now_new", revenue_now_new),
        )
    )
    if not then > 0.0:
        raise OptionError(f"revenue_then must be above 0, got {shown(revenue_then)}.")
    share, limits = _share(earned_share, level)
    kept, fresh = now / then, new / then
    low, high = (kept + end * fresh - 1.0 for end in limits)
    return EarnedGrowth(
        earned_growth=kept + share * fresh - 1.0,
        confidence_interval=ConfidenceInterval(low, high),
        net_revenue_retention=kept,
        earned_new_customers=share * fresh,
        bought_new_customers=(1.0 - share) * fresh,
        earned_share=share,
        earned_share_interval=limits,
        confidence_level=level,
        notes=(
            Note(
                "That customers were earned is what they say: an association of growth with"
                " recommendation, not the growth that recommending caused."
            ),
        ),
    )


def _revenue(name: str, value: object) -> float:
    number = check_number(name, value)
    if number < 0.0:
        raise OptionError(f"{name} must not be negative, got {shown(value)}.")
    return number


def _share(given: object, level: float) -> tuple[float, ConfidenceInterval]:
    """Return the earned share, with limits where it was counted."""
    if isinstance(given, (tuple, list)):
        if len(given) != 2:
            raise OptionError(
                f"earned_share must be a share, or how many of how many, got {shown(given)}."
            )
        earned, asked = (check_whole("earned_share", value) for value in given)
        if not 0 < asked >= earned:
            raise OptionError(
                f"earned_share must be how many of how many were earned, got {shown(given)}."
            )
        low, high = wilson(earned, asked, (1.0 - level) / 2.0)
        return earned / asked, ConfidenceInterval(float(low), float(high))
    share = check_number("earned_share", given, meaning=" or (how many, of how many)")
    if not 0.0 <= share <= 1.0:
        hint = f" Did you mean {share / 100:g}?" if 1.0 < share <= 100.0 else ""
        raise OptionError(f"earned_share must be from 0 to 1, got {shown(given)}.{hint}")
    return share, UNKNOWN
