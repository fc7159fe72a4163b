"""How an outcome of units goes with their scores, the noise of the scores taken out."""

from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING, Literal, NamedTuple, TypeAlias

import numpy as np

from nps._base.checks import check_confidence_level, check_option, check_same_length, did_you_mean
from nps._base.errors import InputTypeError, OptionError
from nps._base.labels.labels import Labels
from nps._base.results import ConfidenceInterval
from nps._base.text import label_text, shown
from nps._base.words.notes import Note
from nps._inference.evidence import p_values
from nps._kernels.numerics.moments import steady_variance, student_quantile
from nps._kernels.topics.value import noisy
from nps._samples.cohorts import Cohorts
from nps._surveys.cohorts import SurveyCohorts
from nps.value._reading import read_numbers
from nps.value._results.unit_link import UnitLink

if TYPE_CHECKING:
    from nps._kernels import BoolArray, FloatArray

LinkMethod: TypeAlias = Literal["calibrated", "moment", "ols"]

METHODS = ("calibrated", "moment", "ols")
#: Reliability below which there is no estimate.
LEAST_RELIABLE = 0.2
#: Units below which there is none either: the slope, its error and a unit to leave out.
LEAST_UNITS = 4
#: Units below which the interval rests on very little.
FEW_UNITS = 10


class _Read(NamedTuple):
    labels: tuple[object, ...]
    units: noisy.Units
    notes: list[Note]


def link_units(
    cohorts: Cohorts | SurveyCohorts,
    outcome: object,
    *,
    method: LinkMethod = "calibrated",
    standard_errors: object = None,
    weights: object = None,
    confidence_level: float = 0.95,
) -> UnitLink:
    r"""Tell how growth, retention or margin of units goes with their scores.

    Units are branches, countries, months, teams. Their scores come from samples, so a part of what
    they differ by is noise, and a line through them is too flat: with 50 answers a unit it may show
    two thirds of the slope, and its interval leaves the true slope out more often than not. How
    noisy a score is, is known from its counts, so the noise can be taken out.

    Parameters
    ----------
    cohorts : Cohorts or SurveyCohorts
        The units, from `count_by` or `survey_by`.
    outcome : mapping from label to number, or 1-D collection in the order of the units
        What is linked: growth in percent, say. Units without a number are left out.
    method : {"calibrated", "moment", "ols"}, default "calibrated"
        - "calibrated": least squares on scores that are drawn towards their mean as far as they are
          noise [1]_.
        - "moment": the noise is taken out of the variance of the scores [2]_; less steady, but
          better centred with a hundred units or more that are mostly noise.
        - "ols": the scores as they are; too flat. It stands beside the others in any case.
    standard_errors : mapping or 1-D collection of numbers, optional
        Sampling errors of the scores in points, where they are known better than from the counts;
        0 for scores without noise.
    weights : mapping or 1-D collection of numbers, optional
        What each unit counts in the regression, its revenue say.
    confidence_level : float, default 0.95
        Of the intervals.

    Returns
    -------
    UnitLink
        The slope and the one beside it, the reliability, and the units as columns.

    Raises
    ------
    InputTypeError, OptionError
        If there are fewer than four units with a score and an outcome, labels do not match, or a
        column is no column of numbers.

    See Also
    --------
    nps.shrink : Scores of small cohorts, drawn towards what they have in common.

    Notes
    -----
    With scores :math:`x_i` whose sampling variances are :math:`v_i`, the reliability is
    :math:`\lambda = 1 - \bar v/s^2_x`. Below 0.2 there is no estimate: such scores say next to
    nothing about the units. "calibrated" takes the variance :math:`\tau^2` of the true scores from
    :math:`\sum (x_i - \mu)^2/(\tau^2 + v_i) = k - 1` [3]_ and regresses on
    :math:`\mu + \tau^2/(\tau^2 + v_i)\,(x_i - \mu)`. "moment" is :math:`S_{xy}/(S_{xx} - \bar v)`.
    Errors of both by the jackknife over units, with Student's t on :math:`k - 2`.

    Where all answers of a unit are alike, its variance is that of the counts with 3/4, 3/2, 3/4
    added. Changes of units from year to year are noisier than their levels: look at the reliability
    before the slope.

    References
    ----------
    .. [1] Carroll RJ, Ruppert D, Stefanski LA, Crainiceanu CM (2006). Measurement Error in
       Nonlinear Models, 2nd ed. Chapman & Hall, ch. 4. doi:10.1201/9781420010138
    .. [2] Fuller WA (1987). Measurement Error Models. Wiley, sec. 1.2. doi:10.1002/9780470316665
    .. [3] Paule RC, Mandel J (1982). Consensus values and weighting factors. Journal of Research of
       the National Bureau of Standards 87(5), 377-385. doi:10.6028/jres.087.022

    Examples
    --------
    >>> import nps
    >>> shops = nps.Cohorts.from_counts(
    ...     list("ABCDEF"),
    ...     [30, 22, 41, 15, 50, 28],
    ...     [20, 18, 25, 20, 30, 30],
    ...     [10, 25, 14, 25, 12, 22],
    ... )
    >>> growth = {"A": 6.1, "B": 2.0, "C": 5.2, "D": -0.5, "E": 7.4, "F": 3.1}
    >>> link = nps.value.link_units(shops, growth)
    >>> print(f"{link.slope:.3f} a point, not {link.ols_slope:.3f}")
    0.143 a point, not 0.120
    """
    check_option("method", method, METHODS)
    level = check_confidence_level(confidence_level)
    labels, units, notes = _read(cohorts, outcome, standard_errors, weights)
    k = units.score.size
    everybody = np.ones((1, k))
    plain = noisy.fit(units, everybody, "ols")
    if np.isnan(plain.slope[0]):
        raise OptionError("cohorts must differ in their scores, but all are alike.")
    reliability = float(noisy.reliability(units, everybody)[0])
    line, error = plain, noisy.least_squares_error(units, plain)
    beside = float(plain.slope[0]), error
    if method != "ols":
        line, error = noisy.Line(np.full(1, np.nan), np.full(1, np.nan)), np.nan
        if reliability >= LEAST_RELIABLE:
            line = noisy.fit(units, everybody, method)
            error = noisy.jackknife(units, method)
        else:
            notes.append(
                Note(
                    "The scores have no reliability: they differ by no more than noise does, so"
                    " there is no estimate. Take larger units, or more answers."
                )
                if reliability == 0.0
                else Note(
                    "The reliability is {reliability}, below {least}: these scores differ by little"
                    " but noise, so there is no estimate. Take larger units, or more answers.",
                    reliability=f"{reliability:.2f}",
                    least=f"{LEAST_RELIABLE:g}",
                )
            )
    slope = float(line.slope[0])
    freedom = k - 2.0
    reach = float(student_quantile(freedom, (1.0 - level) / 2.0))
    statistic = slope / error if error > 0.0 else np.nan
    scatter = noisy.paule_mandel(units.score, units.variance, everybody)
    correlation = noisy.correlation(units)
    corrected = np.nan
    if reliability >= LEAST_RELIABLE:
        corrected = float(np.clip(correlation / np.sqrt(reliability), -1.0, 1.0))
    if k < FEW_UNITS:
        notes.append(Note("Only {k:unit}: the interval rests on very little.", k=k))
    return UnitLink(
        _labels=Labels(labels, cohorts.key_names),
        score=units.score,
        score_standard_error=np.sqrt(units.variance),
        shrunken_score=noisy.drawn_in(units.score, units.variance, scatter)[0],
        outcome=units.outcome,
        slope=slope,
        standard_error=error,
        confidence_interval=_around(slope, reach * error),
        statistic=statistic,
        degrees_of_freedom=freedom,
        p_value=float(p_values(statistic, "two-sided", freedom)),
        intercept=float(line.intercept[0]),
        ols_slope=beside[0],
        ols_standard_error=beside[1],
        ols_interval=_around(beside[0], reach * beside[1]),
        reliability=reliability,
        correlation=correlation,
        corrected_correlation=corrected,
        common_score=float(scatter.mean[0]),
        spread=float(np.sqrt(scatter.variance[0])),
        method=method,
        confidence_level=level,
        notes=tuple(notes),
    )


def _around(centre: float, reach: float) -> ConfidenceInterval:
    return ConfidenceInterval(centre - reach, centre + reach)


def _read(
    cohorts: Cohorts | SurveyCohorts, outcome: object, standard_errors: object, weights: object
) -> _Read:
    """Return the units that have a score and an outcome, and what is said of the others."""
    if not isinstance(cohorts, (Cohorts, SurveyCohorts)):
        raise InputTypeError(
            "cohorts must be nps.Cohorts or nps.SurveyCohorts, such as nps.count_by gives, got"
            f" {shown(cohorts)}."
        )
    labels = cohorts.labels
    y = _column(outcome, "outcome", labels)
    answered: BoolArray = np.asarray(cohorts.n) > 0
    if standard_errors is None:
        variance = _variances(cohorts)
    else:
        errors = _column(standard_errors, "standard_errors", labels)
        _check_not_negative("standard_errors", errors)
        answered &= ~np.isnan(errors)
        variance = errors**2
    weight = np.ones(y.size)
    if weights is not None:
        weight = np.nan_to_num(_column(weights, "weights", labels), nan=0.0)
        _check_not_negative("weights", weight)
    notes = [
        Note(
            "Units with higher scores may differ in much else: the slope is an association, not"
            " what a higher score brings."
        )
    ]
    kept = answered & ~np.isnan(y) & (weight > 0.0)
    gone = int((~kept).sum())
    if gone:
        notes.append(Note("{k:unit} without a score, an outcome or a weight left out.", k=gone))
    k = int(kept.sum())
    if k < LEAST_UNITS:
        raise OptionError(
            f"cohorts must have at least {LEAST_UNITS} units with a score and an outcome, got {k}."
        )
    units = noisy.Units(cohorts.score[kept], variance[kept], y[kept], weight[kept])
    return _Read(tuple(x for x, yes in zip(labels, kept, strict=True) if yes), units, notes)


def _variances(cohorts: Cohorts | SurveyCohorts) -> FloatArray:
    """Return the sampling variances of the scores, in squared points; positive for everybody."""
    classes = cohorts._classes()
    adjusted, _ = steady_variance(*classes)
    with np.errstate(invalid="ignore", divide="ignore"):
        if isinstance(cohorts, Cohorts):
            return 1e4 * adjusted / np.asarray(cohorts.n, dtype=np.float64)
        from nps._inference.scores.estimate import estimate

        found = np.asarray(estimate(cohorts).standard_error, dtype=np.float64)
        return np.where(found > 0.0, found**2, 1e4 * adjusted / cohorts._answers())


def _column(given: object, name: str, labels: tuple[object, ...]) -> FloatArray:
    """Return a number for each unit, from a mapping by label or a column in their order."""
    if isinstance(given, Mapping):
        unknown = [key for key in given if key not in set(labels)]
        if unknown:
            raise OptionError(
                f"{name} names {shown(label_text(unknown[0]))}, which is no unit; there are"
                f" {', '.join(map(label_text, labels[:6]))}{', ...' if labels[6:] else ''}."
                f"{did_you_mean(unknown[0], labels)}"
            )
        return read_numbers([given.get(label) for label in labels], name)
    numbers = read_numbers(given, name)
    check_same_length("cohorts", len(labels), name, numbers.size)
    return numbers


def _check_not_negative(name: str, column: FloatArray) -> None:
    below = np.flatnonzero(column < 0.0)
    if below.size:
        raise OptionError(
            f"{name} must not be negative, got {column[below[0]]:g} at position {below[0]}."
        )
