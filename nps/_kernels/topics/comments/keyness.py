"""Which words go with one class rather than another: log-odds and likelihood ratio.

`mine` and `theirs` are how often each word of a vocabulary occurs on one side and on the other:
comments that have it, or times that it stands there.

References
----------
Monroe BL, Colaresi MP, Quinn KM (2008). Fightin' words: lexical feature selection and evaluation
for identifying the content of political conflict. Political Analysis 16(4), 372-403.
doi:10.1093/pan/mpn018

Dunning T (1993). Accurate methods for the statistics of surprise and coincidence. Computational
Linguistics 19(1), 61-74.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np

if TYPE_CHECKING:
    from nps._kernels import FloatArray


def log_odds(
    mine: FloatArray,
    theirs: FloatArray,
    pooled: FloatArray,
    totals: tuple[float, float, float],
    prior: float,
) -> tuple[FloatArray, FloatArray]:
    """Return the differences of log-odds and their standard errors, with a Dirichlet prior.

    Each word has a = prior * pooled/total of the prior's weight. With y and n the word and the
    total of a side,

        delta = log((y1 + a)/(n1 + prior - y1 - a)) - log((y2 + a)/(n2 + prior - y2 - a))
        variance = 1/(y1 + a) + 1/(y2 + a)

    (Monroe et al., equations 15 and 20; their ratio is z, equation 22). `totals` are those of the
    two sides and of what is pooled. Where a word is all there is of both sides both odds are
    infinite alike, so the difference is 0.
    """
    share = prior * pooled / totals[2]
    odds = []
    for y, n in ((mine, totals[0]), (theirs, totals[1])):
        rest = n + prior - y - share
        odds.append(np.log((y + share) / np.where(pooled < totals[2], rest, y + share)))
    return odds[0] - odds[1], np.sqrt(1.0 / (mine + share) + 1.0 / (theirs + share))


def signed_likelihood_ratio(
    mine: FloatArray, theirs: FloatArray, totals: tuple[float, float]
) -> FloatArray:
    """Return the likelihood ratio of each word, negative where the other side has it more often.

    G2 = 2 sum O log(O/E) over the four cells of word and rest by side (Dunning 1993); chi-squared
    with one degree of freedom if all occurrences are independent, which those of one comment are
    not. NaN where a side is empty.
    """
    n1, n2 = totals
    word = mine + theirs
    found = np.zeros_like(word)
    with np.errstate(divide="ignore", invalid="ignore"):
        for seen, side, kind in (
            (mine, n1, word),
            (theirs, n2, word),
            (n1 - mine, n1, n1 + n2 - word),
            (n2 - theirs, n2, n1 + n2 - word),
        ):
            expected = side * kind / (n1 + n2)
            found += np.where(seen > 0.0, seen * np.log(seen / expected), 0.0)
        ahead = mine / n1 - theirs / n2
    return np.copysign(2.0 * np.maximum(found, 0.0), ahead) + 0.0 * ahead
