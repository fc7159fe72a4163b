"""Compare a part with the whole that contains it: a region with the country."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING, overload

import numpy as np

from nps._base import text
from nps._base.errors import InputTypeError, OptionError
from nps._base.text import CLASSES
from nps._base.words.notes import Note
from nps._inference.differences.compare import matching
from nps._inference.differences.methods import DIFFERENCES
from nps._inference.differences.questions import Question, answer, answer_all, as_sample
from nps._inference.differences.sides import check_pair, named
from nps._inference.scores.population import check_population
from nps._kernels.two_scores.score import Pairs
from nps._samples.cohorts import Cohorts
from nps._samples.counts import Counts

if TYPE_CHECKING:
    from nps._base.typing import Alternative
    from nps._inference.differences.comparisons import Comparison, Comparisons
    from nps._inference.differences.methods import DifferenceMethodName
    from nps._inference.evidence import Evidence
    from nps._kernels import FloatArray, IntArray


@overload
def compare_part(  # type: ignore[overload-overlap]  # the general case is second
    part: Cohorts,
    whole: object,
    *,
    names: tuple[str, str] | None = None,
    population: int | None = None,
    method: DifferenceMethodName = "score",
    null: float = 0.0,
    alternative: Alternative = "two-sided",
    confidence_level: float = 0.95,
) -> Comparisons: ...
@overload
def compare_part(
    part: object,
    whole: object,
    *,
    names: tuple[str, str] | None = None,
    population: int | None = None,
    method: DifferenceMethodName = "score",
    null: float = 0.0,
    alternative: Alternative = "two-sided",
    confidence_level: float = 0.95,
) -> Comparison: ...
def compare_part(
    part: object,
    whole: object,
    *,
    names: tuple[str, str] | None = None,
    population: int | None = None,
    method: DifferenceMethodName = "score",
    null: float = 0.0,
    alternative: Alternative = "two-sided",
    confidence_level: float = 0.95,
) -> Comparison | Comparisons:
    r"""Compare the score of a part with that of the whole that contains it.

    Is this region different from the country, this team from the company? The answers of the part
    are counted in the whole, too, so the two are not independent and `compare` would be wrong.

    Parameters
    ----------
    part : ratings, Counts or Cohorts
        Some of the answers. `Cohorts` are compared with the whole one by one.
    whole : ratings, Counts or Cohorts
        All the answers, those of the part included. `Cohorts` give a whole for each part.
    names : tuple of two str, optional
        What sentences, tables and pictures call the two, such as ``("North", "all")``: the part
        first.
    population : int, optional
        Number of people that the whole was drawn from without replacement, if that is finite.
    method : str, default "score"
        How the part is compared with the rest, as in `compare`.
    null : float, default 0.0
        Difference ``part - whole`` under the null hypothesis, in points.
    alternative : {"two-sided", "greater", "less"}, default "two-sided"
        "greater" asks whether the part is ahead of the whole by more than `null`.
    confidence_level : float, default 0.95
        Strictly between 0 and 1.

    Returns
    -------
    Comparison
        Of ``part - whole``; `sample` is the part and `reference` the whole. For `Cohorts`,
        `Comparisons`.

    Raises
    ------
    EmptySampleError
        If a single part has no valid answer.
    OptionError
        If the part is not contained in the whole, or is the whole.

    See Also
    --------
    compare : Two samples that have nobody in common.
    compare_many : With ``against="rest"``, every cohort against all others, as one family.

    Notes
    -----
    With a share f = n_part/n_whole of all answers in the part, the score of the whole is
    f d_part + (1 - f) d_rest, and so

    .. math:: d_{part} - d_{whole} = (1 - f)\,(d_{part} - d_{rest}).

    Part and rest are independent samples. The test is therefore theirs, at the null difference
    ``null / (1 - f)``, and the interval theirs times 1 - f (also its open end, if it is one-sided).
    The same follows from the covariance: Cov(d_part, d_whole) = f Var(d_part) gives the variance
    (1 - f)**2 (Var(d_part) + Var(d_rest)) [1]_. f is taken as known.

    For a finite population of N people, part and rest are given the effective sample sizes
    n (N - 1)/(N - n_whole), as in `estimate`. If everybody answered, the difference is known.

    References
    ----------
    .. [1] Cochran WG (1977). Sampling Techniques, 3rd ed., sec. 2.12 and 5A.14. Wiley.

    Examples
    --------
    >>> import nps
    >>> north, country = nps.Counts(60, 25, 15), nps.Counts(480, 320, 200)
    >>> result = nps.compare_part(north, country)
    >>> low, high = result.confidence_interval
    >>> print(f"{result.difference:+.0f} [{low:.1f}, {high:.1f}], p = {result.p_value:.3f}")
    +17 [2.2, 29.8], p = 0.026

    The North is ahead of the country as a whole.
    """
    called = check_pair(names)
    question = Question.read(method, null, alternative, confidence_level)
    if isinstance(part, Cohorts):
        return named(_compare_all(part, whole, population, question), called)
    mine, total = _one(part, "part"), _one(whole, "whole")
    parts, wholes = Cohorts.from_dict({"part": mine}), Cohorts.from_dict({"part": total})
    pairs, outside = _part_and_rest(parts, wholes)
    if not float(outside[0]):
        raise OptionError("the part is the whole: there is no rest to compare it with.")
    size = None if population is None else check_population(population, total.n)
    gap = mine.score - total.score
    found = _found(question, pairs, outside, np.array([gap]), wholes.n, size)
    comparison = named(answer(question, found, mine, total, gap), called)
    if size is None:
        return comparison
    about = () if size == total.n else comparison.notes
    return replace(comparison, notes=(*about, _population_note(size, total.n)))


def _one(answers: object, name: str) -> Counts:
    if isinstance(answers, Cohorts):
        raise InputTypeError(f"{name} must be one sample if the part is, got nps.Cohorts.")
    sample = as_sample(answers, name)
    if not isinstance(sample, Counts):
        raise InputTypeError(f"{name} must be ratings or nps.Counts: a score alone has no parts.")
    return sample


def _compare_all(
    part: Cohorts, whole: object, population: int | None, question: Question
) -> Comparisons:
    total = matching(part, whole, "whole")
    pairs, outside = _part_and_rest(part, total)
    largest = int(total.n.max(initial=0))
    size = None if population is None else check_population(population, largest)
    gap = part.score - total.score
    found = _found(question, pairs, outside, gap, total.n, size)
    result = answer_all(question, found, part, total, gap)
    same = int(((outside == 0.0) & (part.n > 0)).sum())
    notes = []
    if same:
        notes.append(
            Note("{same} parts are the whole: there is no rest to compare them with.", same=same)
        )
    if size is not None:
        notes.append(_population_note(size, largest))
    return replace(result, notes=(*result.notes, *notes))


def _part_and_rest(part: Cohorts, whole: Cohorts) -> tuple[Pairs, FloatArray]:
    """Return part and rest as a pair, and the share of the whole that is outside the part."""
    mine, rest = [], []
    for name in CLASSES:
        own, all_of_them = getattr(part, name), getattr(whole, name)
        if (own > all_of_them).any():
            bad = int(np.flatnonzero(own > all_of_them)[0])
            raise OptionError(
                f"the whole must contain the part, but the part has {int(own[bad]):,} {name} and"
                f" the whole {int(all_of_them[bad]):,}."
            )
        mine.append(own.astype(np.float64))
        rest.append((all_of_them - own).astype(np.float64))
    with np.errstate(invalid="ignore"):
        outside = sum(rest) / whole.n
    return Pairs(*mine, *rest), np.asarray(outside)


def _found(
    question: Question,
    pairs: Pairs,
    outside: FloatArray,
    gap: FloatArray,
    n: IntArray,
    population: int | None,
) -> Evidence:
    """Return what the method says about part and rest, scaled to part and whole."""
    if np.any(abs(question.null) > 200.0 * outside[outside > 0.0]):
        raise OptionError(
            f"null={question.null:g} is out of reach: this part and its whole can differ by at most"
            f" {200.0 * float(outside[outside > 0.0].min()):.1f} points."
        )
    if population is None:
        census = np.zeros(gap.shape, dtype=bool)
    elif DIFFERENCES[question.method].whole:
        raise OptionError(
            f'method={question.method!r} does not know finite populations; use method="score".'
        )
    else:
        census = n == population
        larger = (population - 1.0) / np.where(census, np.nan, population - n)
        pairs = Pairs(*(column * larger for column in pairs))
    scale = np.where(outside > 0.0, outside, np.nan)
    found = question.put_to(pairs, np.where(outside > 0.0, question.null / scale, 0.0))
    away = gap - question.null
    surely = {"two-sided": away != 0.0, "greater": away > 0.0, "less": away < 0.0}
    with np.errstate(invalid="ignore", divide="ignore"):
        certain = np.where(away == 0.0, 0.0, away / 0.0)
    ends = [
        np.where(end == question.null / scale, question.null, end * scale)
        for end in (found.low, found.high)
    ]
    return found._replace(
        standard_error=np.where(census, 0.0, found.standard_error * scale),
        low=np.where(census, gap, ends[0]),
        high=np.where(census, gap, ends[1]),
        statistic=np.where(census, certain, found.statistic),
        p_value=np.where(census, np.where(surely[question.alternative], 0.0, 1.0), found.p_value),
    )


def _population_note(population: int, n: int) -> Note:
    if population == n:
        return Note(
            "Everybody in the population of {population} answered: the difference is known.",
            population=population,
        )
    return Note(
        "Finite population of {population}: the whole is {share} of it.",
        population=population,
        share=text.percent(n / population),
    )
