"""What is odd about the ends of a scale: exact tests, and how often they are wrong."""

from __future__ import annotations

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from scipy.special import bdtrc

import nps

#: Shares of the answers 0 to 10. The first two are surveys that were published; the others are
#: shaped as such answers are: of people who hardly ever give a 10, who like the middle, of
#: customers and employees who are angry.
SHAPES: dict[str, list[float]] = {
    "bank": [565, 172, 154, 181, 120, 321, 206, 292, 680, 712, 1597],
    "conference": [4, 1, 4, 8, 2, 2, 1, 4, 5, 4, 4],
    "grades of 8": [1, 0.5, 1, 1.5, 2, 5, 13, 27, 33, 10, 6],
    "the middle": [6, 1, 2, 4, 4, 27, 15, 18, 14, 4, 5],
    "the middle, unhappy": [10, 2, 4, 6, 5, 32, 14, 14, 8, 2, 3],
    "customers, -46": [16, 4, 6, 6, 5, 16, 9, 10, 12, 6, 10],
    "customers, -77": [38, 8, 8, 7, 5, 12, 5, 6, 5, 2, 4],
    "customers, -91": [58, 10, 7, 5, 3, 7, 3, 3, 2, 0.7, 1.3],
    "employees, -25": [5, 3, 5, 7, 6, 10, 8, 16, 21, 10, 9],
    "employees, -75": [22, 8, 10, 11, 8, 13, 8, 8, 7, 2, 3],
}
LEVEL = 0.005


def said_of(ratings: list[int], scale: nps.Scale = nps.STANDARD) -> str:
    return " ".join(nps.audit(ratings, scale=scale).suspicions)


def at_least(k: int, n: int, share: float) -> float:
    """Return how probable it is that k of n answers are of a kind that has a share."""
    return float(bdtrc(k - 1, n, share)) if n >= k else 0.0


def false_alarms(shape: list[float], n: int) -> float:
    """Return what the probabilities of the notes on the top add up to, among n answers on 0-10."""
    p = np.array(shape) / sum(shape)
    up_to = np.cumsum(p)
    at_top = (up_to[t] ** n * at_least(12, n, p[t] / up_to[t]) for t in range(10))
    in_lower_half = up_to[5] ** n * at_least(19, n, 1 - p[0] / up_to[5])
    highest = max((t for t, least in ((5, 8), (6, 14), (7, 24)) if n >= least), default=0)
    return float(sum(at_top) + in_lower_half + (up_to[highest] - p[0]) ** n)


@pytest.mark.parametrize("name", SHAPES)
def test_at_most_one_survey_on_0_to_10_in_200_is_taken_for_another(name: str) -> None:
    """Exact, for any number of answers, however unhappy people are."""
    worst = max(false_alarms(SHAPES[name], n) for n in range(1, 400))
    assert worst <= LEVEL
    p = np.array(SHAPES[name]) / sum(SHAPES[name])
    draws = np.random.default_rng(3).choice(11, p=p, size=(1_000, 10))
    told = sum(" is above " in said_of(draw) for draw in draws.tolist())
    assert told <= 1_000 * false_alarms(SHAPES[name], 10) + 9  # 4 standard errors


@pytest.mark.parametrize(
    ("answers", "top"),
    [
        ([1, 2, 3, 4, 5, 5, 4, 3], 5),  # 2**-8 < 0.005 < 2**-7
        ([1, 2, 3, 4, 5, 5, 4], None),
        ([0, 1, 2, 3, 4, 5, 5, 4, 3], None),  # a 0 is not of 1-5
        ([2, 3, 4, 4, 2, 3, 4, 2], 4),
        ([*range(1, 7)] * 2 + [5, 4], 6),  # (2/3)**14 < 0.005 < (2/3)**13
        ([*range(1, 7)] * 2 + [5], None),
        ([*range(1, 8)] * 4, 7),  # evenly spread, 4 at the highest
        ([*range(1, 8)] * 3 + [5, 6, 4], 7),  # 0.8**24 < 0.005 < 0.8**23
        ([*range(1, 8)] * 3 + [5, 6], None),
        ([*range(8)] * 3 + [5, 6, 4], None),
        ([*range(1, 9)] * 4, None),
        ([0] + [7] * 12 + [3], 7),  # (5/8)**12 < 0.005 < (5/8)**11
        ([0] + [7] * 11 + [3], None),
        ([0] * 30 + [1, 2, 3] * 6 + [5], 5),  # 0.75**19 < 0.005 < 0.75**18, of those above 0
        ([0] * 30 + [1, 2, 3] * 6, None),
        ([10], None),
        ([], None),
    ],
)  # fmt: skip
def test_a_shorter_scale_is_said_from_where_chance_is_excluded(
    answers: list[int], top: int | None
) -> None:
    said = said_of(answers)
    assert (" is above " in said) == (top is not None)
    assert (f" is above {top}: was the question asked on a shorter scale?" in said) == bool(top)


def test_where_the_lowest_cannot_be_left_out_it_says_nothing() -> None:
    """On 1-10 nobody gives a 0, and 1 is the lowest of both scales."""
    tens, hundreds = nps.Scale.conventional(1, 10), nps.Scale((81, 100), (61, 80), (0, 60))
    assert said_of([2, 3, 4, 5] * 2, tens) == ""
    assert " is above 5: " in said_of([1] * 9 + [2, 3, 4] * 5 + [5] * 4, tens)
    assert said_of([1, 2, 3, 4, 5, 6, 7] * 2, hundreds) == ""
    assert " is above 10: " in said_of([*range(1, 11)] * 2, hundreds)


@given(st.lists(st.integers(0, 10), max_size=80))
def test_chance_is_excluded_before_anything_is_said_of_the_ends(ratings: list[int]) -> None:
    said = said_of(ratings)
    top, n, zeros = max(ratings, default=10), len(ratings), ratings.count(0)
    inside = {5: 2, 6: 1.5, 7: 1.25}[max(top, 5)] if top <= 7 and not zeros else 1
    rare = (
        (5 / 8) ** ratings.count(top) < LEVEL
        or inside**-n < LEVEL
        or (top <= 5 and 0.75 ** (n - zeros) < LEVEL)
    )
    assert (" is above " in said) == (top < 10 and rare)
    low = sum(1 <= rating <= 3 for rating in ratings)
    if " gave a 0" in said:
        assert not zeros
        assert 0.8**low < LEVEL
