"""What plans may assume, for Hypothesis: integers behind shares, so that failures shrink."""

from __future__ import annotations

from hypothesis import strategies as st

import nps

ScoreGuess = nps.planning.ScoreGuess


def _shares(weights: tuple[int, int, int]) -> nps.Shares:
    return nps.Shares(*(weight / sum(weights) for weight in weights))


#: Shares with somebody in each class.
inner_shares = st.tuples(*[st.integers(1, 12)] * 3).map(_shares)
#: Any shares.
shares = st.tuples(*[st.integers(0, 12)] * 3).filter(any).map(_shares)
pilots = st.tuples(*[st.integers(0, 60)] * 3).filter(any).map(lambda abc: nps.Counts(*abc))
guesses = st.one_of(
    st.integers(-90, 90).map(ScoreGuess),
    st.tuples(st.integers(-90, 90), st.floats(0.0, 1.0)).map(
        lambda pair: ScoreGuess(pair[0], passives=pair[1] * (1.0 - abs(pair[0]) / 100.0))
    ),
)
assumptions = st.one_of(shares, pilots, guesses)


def swapped(shares: nps.Shares) -> nps.Shares:
    """The same answers seen in a mirror."""
    return nps.Shares(*shares[::-1])


def score_of(assumed: nps.Shares | nps.Counts | ScoreGuess) -> float:
    """The score in points that is assumed."""
    if isinstance(assumed, nps.Shares):
        return 100.0 * (assumed.promoters - assumed.detractors)
    return assumed.score
