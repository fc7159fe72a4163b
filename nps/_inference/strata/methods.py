"""What computes each method of one difference over strata."""

from __future__ import annotations

import math
from typing import TYPE_CHECKING, NamedTuple

import numpy as np

from nps._base.errors import OptionError
from nps._base.results import ConfidenceInterval
from nps._base.tests import Test
from nps._base.words.notes import Note
from nps._inference.differences.questions import MOVED, RANDOM
from nps._inference.evidence import interval, p_values, tail
from nps._inference.scores.weighted import CERTAIN
from nps._inference.strata.designs import freedom_together
from nps._kernels.many_scores import strata
from nps._kernels.numerics.moments import around, normal_quantile, ratio, upper_quantile

if TYPE_CHECKING:
    from nps._base.typing import Alternative
    from nps._inference.differences.comparisons import Comparisons
    from nps._kernels import FloatArray
    from nps._kernels.many_scores.pooling import Pooling
    from nps._kernels.two_scores.score import Pairs
    from nps._surveys.cohorts import SurveyCohorts

#: Note on a default that weighted cohorts do not have.
LINEARISED = Note(
    "Weighted cohorts: the difference under the design, strata weighed by their effective sizes,"
    " with Student's t."
)

#: Note on answers that all divisions leave alike.
ALIKE = Note(
    "In each stratum all answers are in one class, so all divisions of them look alike and this"
    ' method can tell nothing; method="score" can.'
)


class Asked(NamedTuple):
    null: float
    alternative: Alternative
    level: float


class Divisions(NamedTuple):
    mid_p: bool
    n_resamples: int | None
    rng: np.random.Generator


class Found(NamedTuple):
    difference: float
    error: float
    statistic: float
    p_value: float
    limits: ConfidenceInterval
    weights: FloatArray
    between: float | None = None
    freedom: float | None = None
    notes: tuple[Note, ...] = ()


def heterogeneity(question: str, q: float, freedom: int) -> Test:
    """Return Cochran's Q as a test; NaN for a single value."""
    from scipy.special import chdtrc

    return Test(
        question=question,
        method="Cochran's Q",
        statistic=q if freedom else math.nan,
        degrees_of_freedom=float(freedom),
        p_value=float(chdtrc(freedom, q)) if freedom else math.nan,
    )


def i_squared(q: float, freedom: int) -> float:
    """Return the part of the variance that chance within does not explain."""
    if not freedom:
        return math.nan
    return max(0.0, (q - freedom) / q) if q > 0.0 else 0.0


def spread_limits(variances: tuple[float, float], largest: float) -> ConfidenceInterval:
    """Return the ends of tau in points; no spread on the scale is above `largest`."""
    low, high = (min(100.0 * math.sqrt(end), largest) for end in variances)
    return ConfidenceInterval(low, high)


def normal_evidence(
    value: float, error: float, asked: Asked, largest: float, freedom: float | None = None
) -> tuple[float, float, ConfidenceInterval]:
    """Return statistic, p-value and interval of a normal estimate, or one of Student's t."""
    with np.errstate(divide="ignore", invalid="ignore"):
        statistic = float(ratio(np.array(value - asked.null), np.array(error)))
    out = tail(asked.alternative, 1.0 - asked.level)
    low, high = around(
        np.array(value),
        np.asarray(upper_quantile(out, None if freedom is None else np.array(freedom)) * error),
        largest,
    )
    return (
        statistic,
        float(p_values(statistic, asked.alternative, freedom)),
        interval(low, high, asked.alternative, (-largest, largest)),
    )


def of_pooling(pooled: Pooling, asked: Asked) -> Found:
    difference, error = 100.0 * pooled.mean, 100.0 * math.sqrt(pooled.variance)
    evidence = normal_evidence(difference, error, asked, 200.0)
    return Found(difference, error, *evidence, pooled.weights, pooled.between)


def score(pairs: Pairs, differences: FloatArray, asked: Asked) -> Found:
    weights = strata.weights_by_size(pairs)
    critical = float(normal_quantile(tail(asked.alternative, 1.0 - asked.level)))
    low, high, z = strata.score_inference(pairs, weights, asked.null / 100.0, critical)
    error = math.sqrt(weights**2 @ strata.differences(pairs)[1])
    difference = 100.0 * float(weights @ differences)
    return Found(
        difference,
        100.0 * error,
        z,
        float(p_values(z, asked.alternative)),
        interval(100.0 * low, 100.0 * high, asked.alternative, (-200.0, 200.0), difference),
        weights,
    )


def permutation(
    pairs: Pairs,
    differences: FloatArray,
    asked: Asked,
    divisions: Divisions,
    unseeded: bool,
) -> Found:
    weights = strata.weights_by_size(pairs)
    difference = float(weights @ differences)
    law, error, drawn = strata.permutation_law(pairs, asked.alternative, *divisions)
    if not error:
        p_value = 0.5 if divisions.mid_p else 1.0
        reach = 200.0 if p_value >= 1.0 - asked.level else 0.0
        limits = interval(-reach, reach, asked.alternative, (-200.0, 200.0))
        return Found(100.0 * difference, 0.0, 0.0, p_value, limits, weights, notes=(ALIKE,))
    statistic = float(ratio(np.array(difference - asked.null / 100.0), np.array(error)))
    extreme = {"two-sided": abs(statistic), "greater": statistic, "less": -statistic}
    critical = law.critical(1.0 - asked.level)
    if asked.alternative == "two-sided":
        critical = max(critical, 0.0)  # with mid-p even the observed difference may fail
    reach = critical * error if math.isfinite(critical) else math.copysign(4.0, critical)
    low, high = np.clip([difference - reach, difference + reach], -2.0, 2.0).tolist()
    notes = [RANDOM] if drawn and unseeded else []
    return Found(
        100.0 * difference,
        100.0 * error,
        statistic,
        law.p_value(extreme[asked.alternative]),
        interval(100.0 * low, 100.0 * high, asked.alternative, (-200.0, 200.0)),
        weights,
        notes=tuple([*notes, MOVED] if asked.null else notes),
    )


def linearised(
    sample: SurveyCohorts,
    reference: SurveyCohorts,
    rows: Comparisons,
    errors: FloatArray,
    asked: Asked,
    method: str,
) -> Found:
    """Return the difference under the designs, with the covariances of what they share."""
    if method == "permutation":
        raise OptionError(
            'method="permutation" divides answers of equal weight anew; for weighted cohorts take'
            ' "score".'
        )
    n1, n2 = (np.minimum(side.describe().effective_n, CERTAIN) for side in (sample, reference))
    weights = 1.0 / (1.0 / n1 + 1.0 / n2)
    weights /= weights.sum()
    if errors.ndim == 2:
        variance, own = float(weights @ errors @ weights), errors.diagonal()
    else:
        variance, own = float(weights**2 @ errors), errors
    assert rows.degrees_of_freedom is not None
    parts = weights**2 * own
    each = np.maximum(rows.degrees_of_freedom, 1.0)
    freedom = float(ratio(parts.sum() ** 2, parts**2 @ (1.0 / each)))
    together = freedom_together([*sample._samples, *reference._samples])
    freedom = min(freedom, together) if freedom else together
    difference, error = float(weights @ rows.difference), 100.0 * math.sqrt(max(variance, 0.0))
    evidence = normal_evidence(difference, error, asked, 200.0, freedom)
    return Found(difference, error, *evidence, weights, freedom=freedom, notes=(LINEARISED,))
