"""Compare many cohorts as one family, so that few of the findings are false."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING, Literal, TypeAlias, cast

import numpy as np

from nps._base.checks import check_alternative, check_confidence_level, check_option
from nps._base.errors import InputTypeError
from nps._base.tests import Test
from nps._base.words.notes import Note
from nps._inference.differences.compare import compare
from nps._inference.differences.methods import DIFFERENCES
from nps._inference.differences.telling import OF_FAMILIES
from nps._inference.families.adjust_p_values import adjust_p_values
from nps._inference.families.by_name import (
    STUDENTIZED,
    check_adjust,
    check_family,
    pooled_t,
    studentized,
)
from nps._inference.families.comparisons import ManyComparisons, OmnibusTests
from nps._inference.families.family import Family
from nps._inference.scores.methods import SURVEYS
from nps._kernels.many_scores import omnibus
from nps._kernels.many_scores.simultaneous import bonferroni_tail, critical_value, family_p_values
from nps._kernels.numerics.moments import normal_quantile
from nps._surveys.kinds import is_many

if TYPE_CHECKING:
    from nps._base.typing import Alternative, Rng
    from nps._inference.differences.methods import DifferenceMethodName
    from nps._inference.families.by_name import FamilyMethodName
    from nps._inference.scores.methods import SurveyMethodName
    from nps._kernels import FloatArray
    from nps._kernels.many_scores.multiplicity import AdjustmentName
    from nps._kernels.many_scores.omnibus import Tested
    from nps._samples.cohorts import Cohorts
    from nps._surveys.cohorts import SurveyCohorts
    from nps._surveys.kinds import AnyCohorts, ManySamples

AdjustName: TypeAlias = "AdjustmentName | Literal['max-z']"
#: Closest to certainty that a confidence level can come.
ALMOST_ONE = 1.0 - 2.0**-52


def compare_many(
    cohorts: AnyCohorts,
    *,
    against: object = "pairs",
    adjust: AdjustName | Literal["tukey"] | None = None,
    method: DifferenceMethodName | SurveyMethodName | FamilyMethodName = "score",
    alternative: Alternative = "two-sided",
    confidence_level: float = 0.95,
    rng: Rng = None,
) -> ManyComparisons:
    r"""Compare many cohorts with each other, with a reference, the rest or the previous one.

    Of a hundred comparisons between equal cohorts, five are significant at 5%. Here the family
    is judged as a whole: first whether there is any difference at all, then which, with p-values
    adjusted for their number and intervals that hold all at once.

    Parameters
    ----------
    cohorts : Cohorts or SurveyCohorts
        From `count_by`, `from_frame` or `Cohorts.from_counts`; weighted ones from `survey_by`.
    against : {"pairs", "rest", "previous"} or a label, default "pairs"
        "pairs": every pair once, the earlier cohort minus the later. "rest": each cohort minus all
        others together. "previous": each cohort minus the one before it, for waves in order. The
        label of a cohort: every other cohort minus this reference. A list with a label in it means
        the label too, should one be called "rest", say.
    adjust : str, optional
        "holm" (default), "hochberg", "hommel", "bonferroni", "benjamini-hochberg",
        "benjamini-yekutieli" or "none", as in `adjust_p_values`; or "max-z": the single-step
        adjustment (Tukey's for pairs, Dunnett's for a reference) that agrees with the intervals.
        "tukey", by the studentized range, is that of "tukey-hsd" and "games-howell" alone.
    method : str, default "score"
        How two scores are compared, as in `compare`: "score", "wald-t" or "wald" for weighted
        cohorts. To reproduce the tables of other programs, on answers scored +100, 0, -100:

        - "pooled-t": Student's t with one variance for all cohorts.
        - "tukey-hsd": Tukey's honest significant difference, Tukey and Kramer's where sizes differ.
        - "games-howell": Welch's standard errors and degrees of freedom with the studentized range.

        They lean on the t law of a variance: not for cohorts that are small or nearly unanimous.
    alternative : {"two-sided", "greater", "less"}, default "two-sided"
        "greater" asks which cohorts are above their reference.
    confidence_level : float, default 0.95
        Of the whole family.
    rng : int, SeedSequence or Generator, optional
        For the permutation methods with more answers than they work out exactly, as in `compare`.

    Returns
    -------
    ManyComparisons
        One row for each comparison, in columns. Cohorts without a valid answer stay visible with
        NaN and do not count.

    Raises
    ------
    OptionError
        If an option is not allowed or no cohort has the given label.

    See Also
    --------
    compare : Two samples.
    rank : A league table that admits how little it knows.
    adjust_p_values : Adjust any p-values.

    Notes
    -----
    Any difference at all? With scores d_i, sizes n_i and N answers in all, the permutation-type
    chi-square, which holds its level from small samples on, is

    .. math:: X^2 = \sum_i n_i (d_i - \bar d)^2 / S^2, \qquad
              S^2 = \text{pooled variance with divisor } N - 1,

    on one degree of freedom less than there are cohorts. Welch's F [1]_ and the likelihood ratio
    of equal scores stand beside it: they allow the spread of the answers to differ.

    The intervals of `method` are widened to the (1 - alpha) quantile c of max \|Z\|, Z being the
    statistics of the family if nothing differed [2]_. All pairs: the range of normal variables,
    which bounds c from above for cohorts of any sizes, as Hayter proved [3]_ (exact if all standard
    errors are equal). One reference: Dunnett's integral, with the standard errors of the scores.
    Otherwise Sidak's bound, or Bonferroni's if one-sided (pairs included). No simulation is
    involved. With ``adjust="none"`` c is that of a single interval.

    Weighted cohorts may depend on each other through common clusters. Their omnibus test is Wald's,
    with the covariance matrix of the scores and F on k - 1 and f - (k - 1) degrees of freedom, f
    being those of the design [4]_; c is Sidak's or Bonferroni's bound, brought to Student's t.

    "tukey-hsd" [5]_ and "games-howell" [6]_ hold :math:`\sqrt{2} |t|` against the studentized range
    of k groups, on N - k degrees of freedom or on those of Welch, pair by pair.

    Where `adjust` is neither "max-z" nor "tukey", p-value and interval may disagree near the limit:
    Holm's method finds more than any set of simultaneous intervals can show.

    References
    ----------
    .. [1] Welch BL (1951). On the comparison of several mean values: an alternative approach.
       Biometrika 38(3-4), 330-336. doi:10.1093/biomet/38.3-4.330
    .. [2] Hothorn T, Bretz F, Westfall P (2008). Simultaneous inference in general parametric
       models. Biometrical Journal 50(3), 346-363. doi:10.1002/bimj.200810425
    .. [3] Hayter AJ (1984). A proof of the conjecture that the Tukey-Kramer multiple comparisons
       procedure is conservative. The Annals of Statistics 12(1), 61-75.
       doi:10.1214/aos/1176346392
    .. [4] Korn EL, Graubard BI (1990). Simultaneous testing of regression coefficients with complex
       survey data: use of Bonferroni t statistics. The American Statistician 44(4), 270-276.
       doi:10.1080/00031305.1990.10475737
    .. [5] Kramer CY (1956). Extension of multiple range tests to group means with unequal numbers
       of replications. Biometrics 12(3), 307-310. doi:10.2307/3001469
    .. [6] Games PA, Howell JF (1976). Pairwise multiple comparison procedures with unequal n's
       and/or variances: a Monte Carlo study. Journal of Educational Statistics 1(2), 113-125.
       doi:10.3102/10769986001002113

    Examples
    --------
    >>> import nps
    >>> shops = nps.Cohorts.from_counts(
    ...     ["North", "South", "West"], [50, 45, 30], [30, 35, 40], [20, 20, 30]
    ... )
    >>> result = nps.compare_many(shops)
    >>> print(f"{result.omnibus.permutation.p_value:.3f}")
    0.015
    >>> for pair, row in zip(result.labels, result):
    ...     print(pair, f"{row.difference:+.0f}, adjusted p = {row.adjusted_p_value:.3f}")
    ('North', 'South') +5, adjusted p = 0.649
    ('North', 'West') +30, adjusted p = 0.023
    ('South', 'West') +25, adjusted p = 0.048

    North and South cannot be told apart, West is behind both:

    >>> result.letters()
    {'North': 'a', 'South': 'a', 'West': 'b'}
    """
    if not is_many(cohorts):
        raise InputTypeError(
            "cohorts must be nps.Cohorts, such as nps.count_by gives, or nps.SurveyCohorts, got"
            f" {type(cohorts)!r}."
        )
    family = Family.read(cohorts, against)
    survey = cohorts._survey
    check_option("method", method, (*DIFFERENCES, *OF_FAMILIES) if survey is None else SURVEYS)
    chosen = check_adjust(adjust, method)
    check_family(method, family.kind, check_alternative(alternative))
    level = check_confidence_level(confidence_level)
    sample, reference = family.sides(cohorts)
    tests = int(((sample.n > 0) & (reference.n > 0)).sum())
    sides = 2 if alternative == "two-sided" else 1
    tail = family.joint_tail(cohorts, tests, sides)
    if chosen == "none" or tests < 2:
        critical, single = normal_quantile((1.0 - level) / sides), level
    else:
        critical = critical_value(tail, 1.0 - level, tests, sides)
        outside = float(bonferroni_tail(np.array([critical]), 1.0, sides)[0])
        single = min(1.0 - outside, ALMOST_ONE)
    if method in STUDENTIZED:
        plain = cast("Cohorts", cohorts)
        found, adjusted = studentized(plain, sample, reference, method, level)
    else:
        if method == "pooled-t":
            found = pooled_t(cast("Cohorts", cohorts), sample, reference, alternative, single)
        else:
            found = compare(
                sample,
                reference,
                method=cast("DifferenceMethodName", method),
                alternative=alternative,
                confidence_level=single,
                rng=rng,
            )
        if chosen != "max-z":
            adjusted = adjust_p_values(found.p_value, method=cast("AdjustmentName", chosen))
        elif tests < 2:
            adjusted = found.p_value
        else:
            adjusted = family_p_values(tail, found.p_value, sides)
    return ManyComparisons(
        omnibus=_omnibus(cohorts) if survey is None else _survey_omnibus(survey),
        cohorts=cohorts,
        comparisons=replace(found, confidence_level=level),
        adjusted_p_value=adjusted,
        critical_value=critical,
        family=family.kind,
        adjust=chosen,
        notes=(*_notes(cohorts, tests, found.p_value, adjusted, level), *found.notes),
    )


def _survey_omnibus(cohorts: SurveyCohorts) -> OmnibusTests:
    answered = cohorts._take(np.flatnonzero(cohorts.n > 0).tolist())
    covariance = answered.covariance() / 1e4
    tested = omnibus.wald(answered.score / 100.0, covariance, answered._joint_freedom())
    undefined = Test(
        question="scores",
        method="for independent answers of equal weight only",
        statistic=float("nan"),
        degrees_of_freedom=float(tested.freedom),
        p_value=float("nan"),
    )
    return OmnibusTests(
        permutation=undefined,
        welch=undefined,
        likelihood_ratio=undefined,
        wald=_omnibus_test("Wald F of the design", tested),
    )


def _omnibus(cohorts: ManySamples) -> OmnibusTests:
    columns = cohorts._classes()
    return OmnibusTests(
        permutation=_omnibus_test("permutation chi-square", omnibus.permutation_chi2(*columns)),
        welch=_omnibus_test("Welch F", omnibus.welch(*columns)),
        likelihood_ratio=_omnibus_test(
            "likelihood-ratio chi-square", omnibus.likelihood_ratio(*columns)
        ),
    )


def _omnibus_test(method: str, found: Tested) -> Test:
    denominator = found.denominator
    return Test(
        question="scores",
        method=method,
        statistic=float(found.statistic),
        degrees_of_freedom=float(found.freedom),
        denominator_degrees_of_freedom=None if denominator is None else float(denominator),
        p_value=float(found.p_value),
    )


def _notes(
    cohorts: ManySamples, tests: int, p_value: FloatArray, adjusted: FloatArray, level: float
) -> list[Note]:
    """Say what the numbers alone would hide."""
    notes = []
    size, empty = len(cohorts), int((cohorts.n == 0).sum())
    if empty:
        notes.append(
            Note(
                "Left out, without a valid answer: {empty} of {size:cohort}.",
                empty=empty,
                size=size,
            )
        )
    if not tests:
        return [*notes, Note("There is nothing to compare: it takes two sides with answers.")]
    undefined = tests - int((~np.isnan(p_value)).sum())
    if undefined:
        notes.append(undefined_by_method(undefined))
    alpha = 1.0 - level
    if not (np.isnan(adjusted).all() or (adjusted < alpha).any()):
        raw = int((p_value < alpha).sum())
        notes.append(
            Note(
                "None of these differences stands out from chance, though {raw} of {tests} single"
                " tests do.",
                raw=raw,
                tests=tests,
            )
            if raw
            else Note("None of these differences stands out from chance.")
        )
    return notes


def undefined_by_method(undefined: int) -> Note:
    """Say how many comparisons another method would answer."""
    return Note(
        '{undefined:comparison is|comparisons are} undefined by this method, not by "score".',
        undefined=undefined,
    )
