"""Power, assurance and sizes by formula, from two standard errors.

One function of the shares serves a plan (one set of shares), its range, and the average over a
pilot (thousands of them).
"""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

import numpy as np

from nps._kernels.numerics.moments import moments, normal_quantile
from nps._kernels.topics.planning import claims, precision, student
from nps._kernels.topics.planning.shifts import shifted
from nps._kernels.topics.planning.uncertain import shares_at, spread_points

if TYPE_CHECKING:
    from collections.abc import Sequence

    from nps._kernels import BoolArray, FloatArray
    from nps._kernels.topics.planning.claims import Claim, Errors, Number, Shares
    from nps.planning._calculation.question import Question

RULE = "adjusted-wald"
"""MeasuringU's rule: three answers less than Wald, quantiles as they are printed in tables."""
EXTRA, DECIMALS = precision.EXTRA[RULE], 3
FEWEST = 1e-6
"""A plan asks for something."""
EVERYBODY = 1.0
"""Overlap of two waves of the same people."""


class Sizes(NamedTuple):
    """Numbers of answers that count: of the sample and, if there is one, of its reference."""

    n: float
    reference: float | None = None


class ManySizes(NamedTuple):
    """The same of many plans, as columns."""

    n: FloatArray
    reference: FloatArray | None


class Spread(NamedTuple):
    """Shares of both sides, one set or many."""

    sample: Shares
    reference: Shares | None = None


def assumed(question: Question) -> Spread:
    """Return the shares that a question counts with."""
    reference = question.reference
    return Spread(question.sample.shares, None if reference is None else reference.shares)


def stacked(questions: Sequence[Question]) -> Spread:
    """Return the shares that several questions count with, as columns."""
    spreads = [assumed(question) for question in questions]
    sample = _columns([spread.sample for spread in spreads])
    theirs = [spread.reference for spread in spreads if spread.reference is not None]
    return Spread(sample, _columns(theirs) if theirs else None)


def _columns(rows: Sequence[Shares]) -> Shares:
    promoters, passives, detractors = np.array(rows, dtype=np.float64).T
    return promoters, passives, detractors


def power(question: Question, claim: Claim, sizes: Sizes | ManySizes, spread: Spread) -> FloatArray:
    """Return the chance of a claim for each set of shares; sizes may be columns, too."""
    n: Number = sizes.n
    critical = question.critical
    ratio: Number = 1.0 if sizes.reference is None else sizes.reference / n
    if question.method == RULE:
        critical, ratio = round(critical, DECIMALS), (ratio * n + EXTRA) / (n + EXTRA)
        n = n + EXTRA
    up, down = _both_errors(question, claim, spread, ratio)
    if question.method != "t":
        return claims.power(claim, up, down, n, critical)
    degrees = student.freedom(n, *_samples(question, spread, ratio))
    return student.t_power(claim, up, down, n, degrees, question.tail)


def sample_size(question: Question, target: float, spread: Spread, ratio: Number) -> FloatArray:
    """Return the n, not whole, with the power `target`; infinite where no n has it.

    `ratio` is that of the reference's answers to those of the sample.
    """
    claim = question.claim
    up, down = _both_errors(question, claim, spread, ratio)
    if question.method == RULE:
        quantiles = question.critical, normal_quantile(1.0 - target)
        reach = sum(round(z, DECIMALS) for z in quantiles) * up.under_truth
        found = (reach / _nearest(claim, up, down)) ** 2 - EXTRA
    elif question.method == "t":
        samples = _samples(question, spread, ratio)
        found = student.t_sample_size(claim, up, down, target, question.tail, samples)
    else:
        found = claims.sample_size(claim, up, down, target, question.critical)
    return np.maximum(found, FEWEST)


def _nearest(claim: Claim, upward: Errors, downward: Errors) -> FloatArray:
    """Return the distance from the truth to the null that is harder to leave."""
    if not claim.both:
        return np.abs(upward.gap)
    return np.minimum(upward.gap, -downward.gap)


def _both_errors(
    question: Question, claim: Claim, spread: Spread, ratio: Number
) -> tuple[Errors, Errors]:
    """Return the errors against the nulls of both sides; a side that is not claimed needs none."""
    nulls = claim.above, claim.below
    first = next(null for null in nulls if null is not None)
    up, down = (first if null is None else null for null in nulls)
    errors = _errors(question, up, spread, ratio)
    return errors, errors if down == up else _errors(question, down, spread, ratio)


def _errors(question: Question, null: Number, spread: Spread, ratio: Number) -> Errors:
    score = question.method == "score"
    if spread.reference is None:
        one = claims.score_errors if score else claims.wald_errors
        return one(spread.sample, null)
    if question.is_panel:
        shared = question.overlap, question.correlation
        return claims.errors_of_change(spread.sample, spread.reference, *shared, null)
    two = claims.score_errors_of_two if score else claims.wald_errors_of_two
    return two(spread.sample, spread.reference, ratio, null)


def _samples(question: Question, spread: Spread, ratio: Number) -> tuple[Number, Number, Number]:
    """Return what the degrees of freedom rest on: one value for each person, or two samples."""
    if spread.reference is None or question.overlap == EVERYBODY:
        return 1.0, 1.0, 0.0
    return ratio, moments(*spread.sample)[2], moments(*spread.reference)[2]


# ------------------------------------------------------------------ under a pilot


def uncertain(question: Question) -> Spread:
    """Return evenly spread shares of both sides, as their pilots leave them open.

    A difference that was given holds for all of them; those that it would lead off the scale are
    left out. Then two sides that are the same pilot are one population before the change.
    """
    sample, reference = question.sample, question.reference
    same = question.fixed and reference is not None and sample.given == reference.given
    points = spread_points(2 if same or reference is None else 4)
    alpha = sample.alpha
    mine: Shares = sample.shares if alpha is None else shares_at(alpha, points[:2])
    theirs: Shares | None = None
    if reference is not None:
        alpha = reference.alpha
        theirs = reference.shares if alpha is None else shares_at(alpha, points[-2:])
    if question.fixed:
        base = question.null if theirs is None else np.subtract(theirs[0], theirs[2])
        mine = shifted(mine, base + question.difference, question.shift)
        there = ~np.isnan(mine[0])
        mine = _where(mine, there)
        theirs = None if theirs is None else _where(theirs, there)
    return Spread(mine, theirs)


def _where(shares: Shares, there: BoolArray) -> Shares:
    """Return the shares that the difference leads to, of many; known ones stay."""
    if not np.ndim(shares[0]):
        return shares
    promoters, passives, detractors = (np.asarray(share)[there] for share in shares)
    return promoters, passives, detractors


def average_power(question: Question, sizes: Sizes, spread: Spread) -> float:
    """Return the mean chance of the hoped-for claim over many sets of shares."""
    return float(np.mean(power(question, question.hoped, sizes, spread)))
