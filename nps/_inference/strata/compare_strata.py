"""Compare two samples within strata: one difference of scores, with its test."""

from __future__ import annotations

import math
from typing import TYPE_CHECKING, Literal, TypeAlias, cast

import numpy as np

from nps._base.checks import (
    check_alternative,
    check_confidence_level,
    check_flag,
    check_option,
    check_points,
    check_rng,
)
from nps._base.errors import EmptySampleError, InputTypeError, OptionError
from nps._base.text import shown, shown_kind
from nps._base.words.notes import Note
from nps._inference.differences.compare import compare
from nps._inference.differences.questions import check_options
from nps._inference.strata import methods
from nps._inference.strata.designs import (
    check_uncertain,
    covariance_of_differences,
    variances_of,
)
from nps._inference.strata.methods import Asked, Divisions, heterogeneity, i_squared, spread_limits
from nps._inference.strata.strata_comparison import StrataComparison
from nps._kernels.many_scores import pooling, strata
from nps._kernels.numerics.moments import as_floats
from nps._kernels.two_scores.score import Pairs
from nps._surveys.cohorts import as_surveys
from nps._surveys.kinds import is_many, is_weighted

if TYPE_CHECKING:
    from collections.abc import Sequence

    from nps._base.typing import Alternative, Rng
    from nps._inference.differences.comparisons import Comparisons
    from nps._kernels import FloatArray
    from nps._surveys.kinds import AnyCohorts

StrataMethodName: TypeAlias = Literal["score", "permutation", "fixed", "dersimonian-laird", "reml"]
METHODS = ("score", "permutation", *pooling.METHODS)
#: Strata that a note names.
NAMED = 5


def compare_strata(
    sample: AnyCohorts,
    reference: AnyCohorts,
    *,
    names: tuple[str, str] | None = None,
    method: StrataMethodName = "score",
    null: float = 0.0,
    alternative: Alternative = "two-sided",
    confidence_level: float = 0.95,
    mid_p: bool = False,
    n_resamples: int | None = None,
    rng: Rng = None,
) -> StrataComparison:
    r"""Compare two samples within the same strata: one difference, free of their mix.

    Two waves whose countries answered in other proportions differ by their mix alone. Here each
    country is compared with itself, and the differences make one.

    Parameters
    ----------
    sample, reference : Cohorts or SurveyCohorts
        Both over the same strata, matched by label. The difference is ``sample - reference``. A
        stratum without an answer on either side is left out, and a note says so.
    names : tuple of two str, optional
        What sentences, tables and pictures call the two, such as ``("2025", "2024")``: the sample
        first.
    method : str, default "score"
        - "score": strata weigh :math:`n_1 n_2/(n_1 + n_2)`; constrained maximum likelihood in each.
          One stratum alone is `compare`. Weighted cohorts take effective sizes and the linearised
          difference with Student's t.
        - "permutation": the exact test that in each stratum both samples come from one population,
          with the same weights.
        - "fixed": differences weighed by the inverse of their variances.
        - "dersimonian-laird", "reml": the true differences may differ between strata, and what is
          sought is their mean; their spread `tau` by moments or by restricted likelihood.
    null : float, default 0.0
        Difference under the null hypothesis, in points.
    alternative : {"two-sided", "greater", "less"}, default "two-sided"
        As in `compare`.
    confidence_level : float, default 0.95
        Strictly between 0 and 1.
    mid_p : bool, default False
        "permutation" only: count divisions as extreme as the observed one half.
    n_resamples : int, optional
        "permutation" only: draw so many random divisions, up to a million. By default the law is
        worked out as long as no stratum has more than about 100,000 answers, and 99,999 divisions
        are drawn beyond.
    rng : int, SeedSequence or Generator, optional
        "permutation" only: source of random numbers where divisions are drawn.

    Returns
    -------
    StrataComparison
        Difference, interval, test, the strata one by one, and whether they agree.

    Raises
    ------
    EmptySampleError
        If no stratum has answers on both sides.
    OptionError
        If an option is not allowed or not one of the method, or no label is on both sides.

    See Also
    --------
    compare : Two samples without strata.
    decompose : How much of a change is mix, and how much rate.
    pool : One score of many cohorts.

    Notes
    -----
    With d_h the differences and W_h the weights, sum 1, the score statistic is

    .. math:: z(\delta) = \frac{\sum_h W_h d_h - \delta}{\sqrt{\sum_h W_h^2 \frac{N_h}{N_h - 1}
              V_h(\delta)}},

    with V_h the variance under the shares most likely in stratum h if its difference is delta [1]_.
    The permutation test convolves the laws of the strata [2]_. "fixed", "dersimonian-laird" [3]_
    and "reml" [4]_ take plug-in variances; a stratum in which both samples are unanimous takes
    those of counts with 3/4, 3/2 and 3/4 answers added. Q, I-squared and tau have these variances,
    too; the interval of tau holds the values at which Q is not exceptional [5]_. Weighted cohorts
    have the variances of the design, and its covariances where strata share clusters, as in `pool`;
    Student's t has degrees of freedom by Satterthwaite, at most those of the surveys together.

    References
    ----------
    .. [1] Miettinen O, Nurminen M (1985). Comparative analysis of two rates. Statistics in Medicine
       4(2), 213-226. doi:10.1002/sim.4780040211
    .. [2] Strasser H, Weber C (1999). On the asymptotic theory of permutation statistics.
       Mathematical Methods of Statistics 8, 220-250.
    .. [3] DerSimonian R, Laird N (1986). Meta-analysis in clinical trials. Controlled Clinical
       Trials 7(3), 177-188. doi:10.1016/0197-2456(86)90046-2
    .. [4] Viechtbauer W (2005). Bias and efficiency of meta-analytic variance estimators in the
       random-effects model. Journal of Educational and Behavioral Statistics 30(3), 261-293.
       doi:10.3102/10769986030003261
    .. [5] Viechtbauer W (2007). Confidence intervals for the amount of heterogeneity in
       meta-analysis. Statistics in Medicine 26(1), 37-52. doi:10.1002/sim.2514

    Examples
    --------
    Both channels got better; the total shows half of it, for most answers come from the other now:

    >>> import nps
    >>> now = nps.Cohorts.from_counts(["app", "shop"], [90, 20], [60, 10], [50, 10])
    >>> before = nps.Cohorts.from_counts(["app", "shop"], [10, 60], [20, 50], [20, 30])
    >>> found = nps.compare_strata(now, before)
    >>> print(f"{found.difference:+.1f} points, p = {found.p_value:.3f}")
    +24.1 points, p = 0.012
    >>> round(nps.compare(now.total, before.total).difference, 1)
    10.3
    """
    check_option("method", method, METHODS)
    side = check_alternative(alternative)
    level, against = check_confidence_level(confidence_level), check_points("null", null, 200.0)
    divisions = _check_divisions(method, mid_p, n_resamples, rng)
    mine, theirs, notes = _common(sample, reference)
    weighted = mine._survey is not None
    rows: Comparisons = compare(
        mine,
        theirs,
        names=names,
        method="wald-t" if weighted else "score",
        null=against,
        alternative=side,
        confidence_level=level,
    )
    pairs = Pairs(*map(as_floats, (*mine._classes(), *theirs._classes())))
    differences = rows.difference / 100.0
    errors, more = _errors(mine, theirs, pairs)
    asked = Asked(against, side, level)
    if method in pooling.METHODS:
        found = methods.of_pooling(pooling.pool(differences, errors, method), asked)
    elif weighted:
        surveys = as_surveys(mine), as_surveys(theirs)
        found = methods.linearised(*surveys, rows, errors, asked, method)
    elif method == "score":
        found = methods.score(pairs, differences, asked)
        if len(rows) == 1:
            one = compare(
                mine._at(0), theirs._at(0), null=against, alternative=side, confidence_level=level
            )
            found = found._replace(
                statistic=one.statistic, p_value=one.p_value, limits=one.confidence_interval
            )
    else:
        found = methods.permutation(pairs, differences, asked, divisions, rng is None)
    spread = method if method in pooling.METHODS[1:] else "dersimonian-laird"
    between = pooling.pool(differences, errors, spread).between
    q, freedom = pooling.scatter(differences, errors), pooling.freedom(differences, errors)
    ends = pooling.between_limits(differences, errors, level)
    return StrataComparison(
        difference=found.difference,
        standard_error=found.error,
        confidence_interval=found.limits,
        confidence_level=level,
        statistic=found.statistic,
        p_value=found.p_value,
        null=against,
        alternative=side,
        method=method,
        degrees_of_freedom=found.freedom,
        strata=rows,
        weights=found.weights,
        heterogeneity=heterogeneity("strata", q, freedom),
        tau=100.0 * math.sqrt(between),
        tau_interval=spread_limits(ends, 200.0),
        i_squared=i_squared(q, freedom),
        notes=(*notes, *more, *found.notes),
    )


def _errors(
    sample: AnyCohorts, reference: AnyCohorts, pairs: Pairs
) -> tuple[FloatArray, tuple[Note, ...]]:
    """Return the variances of the differences, above 0, and what had to be adjusted.

    Of weighted cohorts that vary together it is the covariance matrix.
    """
    if sample._survey is None:
        errors = strata.differences(pairs)[1]
    else:
        errors = covariance_of_differences(as_surveys(sample), as_surveys(reference))
    variances = errors if errors.ndim == 1 else errors.diagonal()
    unanimous = variances <= 0.0
    sides = [np.zeros(unanimous.size)]
    notes: tuple[Note, ...] = ()
    if unanimous.any():
        if sample._survey is not None:
            check_uncertain(as_surveys(sample), unanimous)
        sides = [side._variance_of_one()[0] / side._answers() for side in (sample, reference)]
        notes = (
            Note(
                "{k:stratum|strata} unanimous on both sides: the variance there is that of counts"
                " with 3 answers added.",
                k=int(unanimous.sum()),
            ),
        )
    variances = np.where(unanimous, sum(sides), variances)
    if errors.ndim == 1:
        return variances, notes
    np.fill_diagonal(errors, variances)
    return variances_of(errors), notes


def _common(sample: AnyCohorts, reference: AnyCohorts) -> tuple[AnyCohorts, AnyCohorts, list[Note]]:
    """Return the strata that have answers on both sides, and what is left out."""
    for name, cohorts in (("sample", sample), ("reference", reference)):
        if not is_many(cohorts):
            raise InputTypeError(
                f"{name} must be nps.Cohorts or nps.SurveyCohorts over the strata, got"
                f" {shown_kind(cohorts)}. Two samples without strata: nps.compare."
            )
    if is_weighted(sample) or is_weighted(reference):
        sample, reference = as_surveys(sample), as_surveys(reference)
    counts = [
        dict(zip(cohorts.labels, cohorts.n.tolist(), strict=True))
        for cohorts in (sample, reference)
    ]
    everything = [*sample.labels, *(label for label in reference.labels if label not in counts[0])]
    if not counts[0].keys() & counts[1].keys():
        raise OptionError(
            "sample and reference have no stratum in common:"
            f" {_named(sample.labels)} and {_named(reference.labels)}."
        )
    both = [label for label in everything if all(side.get(label) for side in counts)]
    if not both:
        raise EmptySampleError("no stratum has answers on both sides: there is no difference.")
    left_out = [label for label in everything if label not in both]
    notes = []
    if left_out:
        notes.append(
            Note(
                "{k:stratum|strata} without answers on both sides left out: {names}.",
                k=len(left_out),
                names=_named(left_out),
            )
        )
    return sample.select(both), reference.select(both), notes


def _named(labels: Sequence[object]) -> str:
    more = f" and {len(labels) - NAMED} more" if len(labels) > NAMED else ""
    return f"{', '.join(map(shown, labels[:NAMED]))}{more}"


def _check_divisions(method: str, mid_p: bool, n_resamples: int | None, rng: Rng) -> Divisions:
    mid_p = check_flag("mid_p", mid_p)
    if method != "permutation":
        given = {"mid_p": mid_p, "n_resamples": n_resamples is not None, "rng": rng is not None}
        for name in (name for name, there in given.items() if there):
            raise OptionError(f'{name} is an option of method="permutation", not of {method!r}.')
    options = check_options("permutation", {"n_resamples": n_resamples})
    return Divisions(mid_p, cast("int | None", options.get("n_resamples")), check_rng(rng))
