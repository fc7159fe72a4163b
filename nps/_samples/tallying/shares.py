"""Whole numbers that come nearest to published shares."""

from __future__ import annotations

from fractions import Fraction
from typing import TYPE_CHECKING

from nps._base.checks import check_number, did_you_mean_percent
from nps._base.errors import OptionError
from nps._base.text import shown
from nps._base.words.notes import Note

if TYPE_CHECKING:
    from collections.abc import Sequence

#: Largest gap between 1 and the sum of three shares that were rounded to whole percent.
ROUNDING = 0.015


def split_by_shares(promoters: object, passives: object, detractors: object, n: int) -> list[int]:
    """Return n answers as promoters, passives (None: the rest) and detractors."""
    up, down = _check_share("promoters", promoters), _check_share("detractors", detractors)
    middle = 1.0 - up - down if passives is None else _check_share("passives", passives)
    total = up + middle + down
    if middle < -ROUNDING or abs(total - 1.0) > ROUNDING + 1e-12:
        raise OptionError(
            f"shares must sum to 1 (rounding to whole percent is allowed for), got"
            f" promoters={shown(promoters)}, passives={shown(passives)},"
            f" detractors={shown(detractors)}."
        )
    return apportion((up, max(middle, 0.0), down), n)


def _check_share(name: str, value: object) -> float:
    share = check_number(name, value, meaning=" from 0 to 1")
    if 0.0 <= share <= 1.0:
        return share
    raise OptionError(
        Note(
            "{name} is a share and must lie between 0 and 1, got {value}.{hint}",
            name=name,
            value=shown(value),
            hint=did_you_mean_percent(share),
        )
    )


def apportion(shares: Sequence[float], n: int) -> list[int]:
    """Split n by shares, exactly: whole parts first, the rest to the largest remainders."""
    exact = [Fraction(share) for share in shares]
    quotas = [share * n / sum(exact) for share in exact]
    parts = [int(quota) for quota in quotas]
    by_remainder = sorted(range(len(parts)), key=lambda i: parts[i] - quotas[i])
    for i in by_remainder[: n - sum(parts)]:
        parts[i] += 1
    return parts
