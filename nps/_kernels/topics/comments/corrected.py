"""Impacts of themes coded by a machine, corrected by codes of people for some.

A machine that takes other comments for mentions shrinks impacts, as errors of measurement do. With
its codes g for all n and those of people t for a random m of them, s = +1, 0, -1 and u = s - score,

    L = mean_n(g u) + mean_m((t - g) u),      q = mean_n(g) + mean_m(t - g),
    impact = L/(1 - q),    difference = L/(q (1 - q)),    score of the theme = score + L/q

is the difference estimator [1]_ of survey sampling, known elsewhere as prediction-powered inference
[2]_: right on average however the machine errs, and the better it is the less it costs. With
M = mean_n(g g') + mean_m(t t' - g g') and C = M - q q' least squares has the slopes b = C^-1 L, and
q_j b_j is what theme j adds to the score.

Errors are linearised: an estimate gets from each respondent a part for g and, if people coded the
comment, a part for t - g; that both come from the same people is allowed for. Means are weighted
where respondents are.

Where respondents without a coded comment are known not to mention anything, t - g is known to be 0
for their share 1 - c: mean_m(t - g) is then of the others and counts c times. A mean of both parts,
mean_n(g) + c D with D = mean_m(t - g), has the linearised parts of g + D k, k telling who is coded,
among all n and of c (t - g) among the m. Within a class c is the share of that class.

References
----------
.. [1] Särndal CE, Swensson B, Wretman J (1992). Model Assisted Survey Sampling. Springer,
   section 6.3. doi:10.1007/978-1-4612-4378-6
.. [2] Angelopoulos AN, Bates S, Fannjiang C, Jordan MI, Zrnic T (2023). Prediction-powered
   inference. Science 382(6671), 669-674. doi:10.1126/science.adi6000
"""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

import numpy as np

from nps._kernels.topics.comments.linear import variances

if TYPE_CHECKING:
    from nps._kernels import BoolArray, FloatArray
    from nps._kernels.topics.drivers.blocks import Part
    from nps._kernels.topics.drivers.sandwich import Sampling

#: Eigenvalues of corrected correlations below this are noise of the few that people coded.
NOISE = 0.05


class Corrected(NamedTuple):
    """Corrected figures of k themes, on -1..1, with their standard errors.

    Attributes
    ----------
    target, share, impact, difference, score, adjusted, promoter_share, detractor_share : (k,)
        `target` is L.
    target_error, ... : (k,)
    share_difference_error : (k,)
    intercept : float
    """

    target: FloatArray
    target_error: FloatArray
    share: FloatArray
    share_error: FloatArray
    impact: FloatArray
    impact_error: FloatArray
    difference: FloatArray
    difference_error: FloatArray
    score: FloatArray
    score_error: FloatArray
    adjusted: FloatArray
    adjusted_error: FloatArray
    intercept: float
    promoter_share: FloatArray
    detractor_share: FloatArray
    share_difference_error: FloatArray


class _Rows:
    """The rows of a sample, and what each of them adds to a corrected mean."""

    def __init__(
        self,
        machine: BoolArray,
        human: BoolArray,
        seen: BoolArray,
        coded: BoolArray,
        weights: FloatArray,
        sampling: Sampling,
    ) -> None:
        self.machine, self.human, self.seen, self.sampling = machine, human, seen, sampling
        self.coded = coded.astype(np.float64)
        self.all, self.some, self.known = self.within(weights)
        self.place = np.cumsum(seen) - 1

    def within(self, weights: FloatArray) -> tuple[FloatArray, FloatArray, float]:
        """Return what rows, and those that people coded, count in a mean; and the coded share."""
        with np.errstate(invalid="ignore", divide="ignore"):
            everybody = weights / weights.sum()
            some = np.where(self.seen, weights, 0.0)
            known = float(everybody @ self.coded)
            return everybody, known * (some / some.sum()), known

    def codes(self, part: Part) -> tuple[FloatArray, FloatArray]:
        """Return the codes of the machine, and those of people where there are any, else these."""
        g = self.machine[:, part].astype(np.float64)
        seen = self.seen[part]
        t = g.copy()
        t[:, seen] = self.human[:, self.place[part][seen]]
        return g, t

    def mean(self, value: FloatArray, corrected: FloatArray) -> FloatArray:
        """Return a corrected mean of what is known of all rows, and of what people say."""
        return np.asarray(value @ self.all + (corrected - value) @ self.some)


def corrected(
    machine: BoolArray,
    human: BoolArray,
    seen: BoolArray,
    classes: np.ndarray,
    weights: FloatArray,
    sampling: Sampling,
    coded: BoolArray | None = None,
) -> Corrected:
    """Correct codes of a machine (k, n) by those of people (k, m), who saw m of n (n,).

    `coded` (n,) are those of whom it is not known that they mention nothing; None: all of them.
    """
    whole_base = np.ones_like(seen) if coded is None else coded
    rows = _Rows(machine, human, seen, whole_base, weights, sampling)
    whole = slice(0, classes.size)
    u = classes - classes @ rows.all
    g, t = rows.codes(whole)
    share, target = rows.mean(g, t), rows.mean(g * u, t * u)
    moments = (g * rows.all) @ g.T + (t * rows.some) @ t.T - (g * rows.some) @ g.T
    slopes, inverse = _slopes(moments - np.outer(share, share), target)
    sides = [classes == 1, classes == -1]
    of_class = [_of_class(rows, g, t, side) for side in sides]
    with np.errstate(invalid="ignore", divide="ignore"):
        turn = _derivatives(share, target)
    errors = _errors(rows, g, t, u, turn, (share, slopes, inverse))
    with np.errstate(invalid="ignore", divide="ignore"):
        impact, difference = target / (1.0 - share), target / (share * (1.0 - share))
        score = classes @ rows.all + target / share
    adjusted = share * slopes
    return Corrected(
        target=target,
        target_error=errors[0],
        share=share,
        share_error=errors[1],
        impact=impact,
        impact_error=errors[2],
        difference=difference,
        difference_error=errors[3],
        score=score,
        score_error=errors[4],
        adjusted=adjusted,
        adjusted_error=errors[5],
        intercept=float(classes @ rows.all - adjusted.sum()),
        promoter_share=of_class[0][0],
        detractor_share=of_class[1][0],
        share_difference_error=np.sqrt(of_class[0][1] + of_class[1][1]),
    )


def _slopes(covariance: FloatArray, target: FloatArray) -> tuple[FloatArray, FloatArray]:
    """Return C^-1 L and C^-1; NaN where the corrected moments are noise."""
    scale = np.sqrt(np.maximum(np.diag(covariance), 0.0))
    k = scale.size
    if not (scale > 0.0).all():
        return np.full(k, np.nan), np.full((k, k), np.nan)
    values, vectors = np.linalg.eigh(covariance / np.outer(scale, scale))
    if values[0] < NOISE:
        return np.full(k, np.nan), np.full((k, k), np.nan)
    inverse = (vectors / values) @ vectors.T / np.outer(scale, scale)
    return inverse @ target, inverse


def _of_class(
    rows: _Rows, g: FloatArray, t: FloatArray, side: BoolArray
) -> tuple[FloatArray, FloatArray]:
    """Return the corrected share of a class that mentions each theme, and its variance."""
    everybody, seen, known = rows.within(np.where(side, rows.all, 0.0))
    with np.errstate(invalid="ignore", divide="ignore"):
        share = g @ everybody + (t - g) @ seen
        off = ((t - g) @ seen / known)[:, np.newaxis]

        def added(part: Part) -> FloatArray:
            first = g[:, part] + off * rows.coded[part] - share[:, np.newaxis]
            return np.asarray(first * everybody[part] + ((t - g)[:, part] - off) * seen[part])

        return share, variances(added, rows.sampling)


def _derivatives(share: FloatArray, target: FloatArray) -> list[tuple[FloatArray, FloatArray]]:
    """Return how impact, difference and score move with L and with q."""
    left = 1.0 - share
    spread = share * left
    return [
        (1.0 / left, target / left**2),
        (1.0 / spread, -target * (1.0 - 2.0 * share) / spread**2),
        (1.0 / share, -target / share**2),
    ]


def _errors(
    rows: _Rows,
    g: FloatArray,
    t: FloatArray,
    u: FloatArray,
    turn: list[tuple[FloatArray, FloatArray]],
    least_squares: tuple[FloatArray, FloatArray, FloatArray],
) -> list[FloatArray]:
    """Return the errors of L, q, impact, difference, score and adjusted impact."""
    share, slopes, inverse = least_squares
    q = share[:, np.newaxis]
    fitted = share @ slopes

    def moved(codes: FloatArray, part: Part) -> FloatArray:
        along = slopes @ codes
        return np.asarray(codes * (u[part] - along + fitted) + q * along)

    def kept(value: FloatArray) -> FloatArray:
        return value[:, np.newaxis]

    def average(first: FloatArray, then: FloatArray) -> tuple[FloatArray, FloatArray]:
        return rows.mean(first, then), (then - first) @ rows.some / rows.known

    # what the rows of a part add to L and to q, around what they add on average
    means = [average(g, t), average(g * u, t * u)]

    def of_mean(
        part: Part, first: FloatArray, then: FloatArray, mean: tuple[FloatArray, FloatArray]
    ) -> FloatArray:
        here, off = map(kept, mean)
        one = (first + off * rows.coded[part] - here) * rows.all[part]
        return np.asarray(one + (then - first - off) * rows.some[part])

    def of_share(part: Part) -> FloatArray:
        return of_mean(part, g[:, part], t[:, part], means[0])

    def of_target(part: Part) -> FloatArray:
        direct = of_mean(part, g[:, part] * u[part], t[:, part] * u[part], means[1])
        return np.asarray(direct - q * (u[part] * rows.all[part]))

    def of_score(part: Part) -> FloatArray:
        by_target, by_share = turn[2]
        own = u[part] * rows.all[part]
        return np.asarray(own + kept(by_target) * of_target(part) + kept(by_share) * of_share(part))

    def through(by_target: FloatArray, by_share: FloatArray) -> FloatArray:
        return np.sqrt(
            variances(
                lambda part: kept(by_target) * of_target(part) + kept(by_share) * of_share(part),
                rows.sampling,
            )
        )

    whole = slice(0, u.size)
    means.append(average(moved(g, whole), moved(t, whole)))

    def of_adjusted(part: Part) -> FloatArray:
        direct = of_mean(part, moved(g[:, part], part), moved(t[:, part], part), means[2])
        direct = direct - q * (u[part] * rows.all[part])
        return np.asarray(q * (inverse @ direct) + kept(slopes) * of_share(part))

    with np.errstate(invalid="ignore", divide="ignore"):
        one, zero = np.ones(share.size), np.zeros(share.size)
        return [
            through(one, zero),
            through(zero, one),
            through(*turn[0]),
            through(*turn[1]),
            np.sqrt(variances(of_score, rows.sampling)),
            np.sqrt(variances(of_adjusted, rows.sampling)),
        ]
