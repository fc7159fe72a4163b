"""One split of a tree."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from nps._base import text
from nps._base.results import Result
from nps._base.words.saying import Name

if TYPE_CHECKING:
    from collections.abc import Sequence

    from nps._base.words.saying import Say


@dataclass(frozen=True, slots=True, kw_only=True, eq=False)
class SegmentSplit(Result):
    """One split of a tree: which factor, where, and how clear of chance.

    Attributes
    ----------
    within : str
        Who is split, by the splits above; empty for everybody.
    variable : str
        The factor.
    first, second : str
        Who is on each side, such as "price <= 4" and "price > 4".
    cut : float
        Largest number on the first side; NaN for categories.
    statistic : float
        Of the test whether the factor goes with the answers; about chi-squared, or with weights or
        clusters of Hotelling's law, as `units` times a Beta variable.
    degrees_of_freedom : int
        Of that law.
    p_value : float
        Of the test, adjusted for the number of factors that were tested here.
    cut_statistic : float
        Standardised difference of both sides, the largest of all cuts of the factor.
    n : int
        Respondents that were split, of those that build the tree.
    units : int or None
        Clusters among them, or with weights alone respondents, for which Hotelling's law holds;
        None where it is that of chi-squared.

    Examples
    --------
    >>> import nps
    >>> ratings = [10, 9, 9, 10, 8, 9, 10, 9, 3, 6, 7, 2, 5, 8, 0, 6]
    >>> found = nps.segments.find(
    ...     ratings, {"plan": ["pro"] * 8 + ["basic"] * 8}, honest=False, min_n=5
    ... )
    >>> print(found.splits[0])
    plan = basic | plan = pro  chi2(1) = 12.25, p < 0.001, n = 16
    """

    within: str
    variable: str
    first: str
    second: str
    cut: float
    statistic: float
    degrees_of_freedom: int
    p_value: float
    cut_statistic: float
    n: int
    units: int | None = None

    def __str__(self) -> str:
        where = f"{self.within}: " if self.within else ""
        law = f"chi2({self.degrees_of_freedom})"
        if self.units is not None:
            law = f"Hotelling({self.degrees_of_freedom}; {self.units:,} units)"
        return (
            f"{where}{self.first} | {self.second}  {law} ="
            f" {self.statistic:.2f}, {text.p_value(self.p_value)}, n = {self.n:,}"
        )

    def _rows(self) -> Sequence[tuple[object, ...]]:
        return [
            ("within", Name(self.within) if self.within else "everybody"),
            ("first side", Name(self.first)),
            ("second side", Name(self.second)),
            (
                "chi-squared" if self.units is None else "Hotelling",
                text.decimals(self.statistic, 2),
            ),
            ("degrees of freedom", self.degrees_of_freedom),
            *([] if self.units is None else [("units", self.units)]),
            ("p", text.p_number(self.p_value)),
            ("n", self.n),
        ]

    def _sentence(self, say: Say) -> str:
        return say(
            "segment split.within" if self.within else "segment split",
            within=say.name(self.within),
            first=say.name(self.first),
            second=say.name(self.second),
            p=text.p_value(self.p_value),
            n=self.n,
        )
