"""What moved: the shares behind the change of a score, and the ratings as a whole."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from nps._base import text
from nps._base.checks import check_alternative, check_confidence_level, check_flag
from nps._base.errors import InputTypeError, OptionError
from nps._base.results import ConfidenceInterval, Result
from nps._base.tables import html
from nps._base.tests import Test, ratings_moved
from nps._base.text import CLASSES
from nps._base.words.notes import Note
from nps._base.words.saying import limits_text
from nps._inference.differences.compare import compare
from nps._inference.differences.sides import during, shown_names
from nps._inference.differences.telling import difference_method, score_of, told
from nps._inference.mix.ordinal import ordinal, paired_ordinal, weighted_ordinal
from nps._inference.people.compare_paired import compare_paired
from nps._inference.strata.compare_shares import SEPARATE, compare_shares
from nps._samples.counts import as_counts
from nps._samples.people.transitions import Transitions
from nps._surveys.kinds import is_weighted

if TYPE_CHECKING:
    from collections.abc import Sequence

    from nps._base.results import MethodKey
    from nps._base.typing import Alternative
    from nps._base.words.saying import Say
    from nps._inference.differences.comparisons import Comparison
    from nps._inference.strata.share_changes import ShareChange, ShareChanges


@dataclass(frozen=True, slots=True, kw_only=True, eq=False)
class Movement(Result):
    """A change of score beside the changes that it is made of.

    Attributes
    ----------
    score : Comparison
        Difference of the scores, in points.
    promoters, passives, detractors : ShareChange
        Differences of the shares.
    ratings : Test
        Whether ratings as a whole are higher or lower.
    confidence_level : float
        Of each interval by itself.
    notes : tuple of str
        What the numbers alone would hide.

    Examples
    --------
    >>> import nps
    >>> moved = nps.what_moved(nps.Counts(60, 25, 15), nps.Counts(50, 30, 20))
    >>> print(moved)
    score      difference +15.0  [-6.3, +36.0]  95% CI, p = 0.167  NPS 45.0 vs 30.0, n = 100 vs
        100 (score method)
    promoters  50.0% to 60.0%, +10.0 [-3.8, +23.4] percentage points, p = 0.156
    passives   30.0% to 25.0%, -5.0 [-17.3, +7.4] percentage points, p = 0.430
    detractors 20.0% to 15.0%, -5.0 [-15.7, +5.7] percentage points, p = 0.353
    ratings    an answer is higher with probability 0.552, z = 1.43, p = 0.153 (Mann-Whitney on
        3 classes)
    """

    score: Comparison
    promoters: ShareChange
    passives: ShareChange
    detractors: ShareChange
    ratings: Test
    confidence_level: float
    notes: tuple[str, ...] = ()

    def _lines(self) -> list[tuple[str, str]]:
        lines = [("score", str(self.score))]
        lines += [(name, str(getattr(self, name))) for name in CLASSES]
        return [*lines, ("ratings", str(self.ratings))]

    def __str__(self) -> str:
        return "\n".join(f"{name:<10} {text}" for name, text in self._lines())

    def _header(self) -> Sequence[str]:
        return ("", *shown_names(self.score.names)[::-1], "change", "interval", "p", "")

    def _rows(self) -> Sequence[tuple[object, ...]]:
        score, ratings = self.score, self.ratings
        sides = [text.points(score_of(side)) for side in (score.reference, score.sample)]
        names = [("NPS", *sides)]
        found = [(score.difference, score.confidence_interval, score.p_value)]
        for name in CLASSES:
            part: ShareChange = getattr(self, name)
            sides = [text.percent(share) for share in (part.reference_share, part.share)]
            ends = ConfidenceInterval(*part._percent_points())
            names.append((name, *sides))
            found.append((100.0 * part.difference, ends, part.p_value))
        changes, limits, _ = zip(*found, strict=True)
        bars = html.interval_bars(changes, *zip(*limits, strict=True))
        chance = Note("higher with probability {chance}", chance=f"{ratings.superiority:.3f}")
        return [
            *(
                (
                    *name,
                    *(text.points(change, signed=True), text.interval(*ends, signed=True)),
                    *(text.p_number(p), bar),
                )
                for name, (change, ends, p), bar in zip(names, found, bars, strict=True)
            ),
            ("ratings", "", "", chance, "", text.p_number(ratings.p_value), ""),
        ]

    def _sentence(self, say: Say) -> str:
        parts = []
        for name in CLASSES:
            part: ShareChange = getattr(self, name)
            limits = limits_text(say, part._percent_points(), self.confidence_level, null=0.0)
            parts.append(part._within(say, say("class of", name=say(name)), limits))
        return say.joined(
            told(say, self.score, story="change", other=during(say, self.score.names)),
            *parts,
            ratings_moved(self.ratings, say, self.score.names),
        )

    def _methods(self) -> list[MethodKey]:
        if self.score.people is not None:
            return [*self.score._methods(), ("share change", "score"), *self.ratings._methods()]
        score = difference_method(self.score.method, self.score.sample)
        kind = ("share change", "wald-t") if score[0] == "survey" else ("moved", "shares")
        return [score, kind, *self.ratings._methods()]


def what_moved(
    sample: object,
    reference: object = None,
    *,
    names: tuple[str, str] | None = None,
    alternative: Alternative = "two-sided",
    exact: bool = False,
    confidence_level: float = 0.95,
) -> Movement:
    r"""Compare scores, the shares behind them and the ratings as a whole.

    The same change of score can come from more promoters, from fewer detractors, or from both
    while the passives melt away. And a score can stay where it is although ratings rise, as long
    as they rise within a class: from 2 to 5, say. This shows all of it side by side.

    Parameters
    ----------
    sample, reference : ratings, Counts or SurveySample; or one Transitions
        Two independent samples; if either has weights, the other is taken as one of constant
        weights. A `Transitions` takes the place of both: the same people, asked twice. Differences
        are always ``sample - reference``, later minus earlier.
    names : tuple of two str, optional
        What sentences, tables and pictures call the two, such as ``("2025", "2024")``: the sample
        first.
    alternative : {"two-sided", "greater", "less"}, default "two-sided"
        Of the score and of the ratings: "greater" asks whether they are higher. The shares of
        three classes cannot all rise, so they are tested on both sides whatever is asked.
    exact : bool, default False
        Take the p-value of the ratings from the law of the rank sum over all divisions of the
        answers, or over all signs of the changes of the same people, rather than from its normal
        approximation: for a few hundred answers, or about 1,200 changes, at most.
    confidence_level : float, default 0.95
        Of each interval by itself, strictly between 0 and 1.

    Returns
    -------
    Movement

    Raises
    ------
    EmptySampleError
        If a sample has no valid answer, or nobody answered twice.
    InputTypeError
        If a reference stands beside a `Transitions`.
    OptionError
        If an option is not allowed, or there are too many answers for an exact test.

    See Also
    --------
    compare : The score alone, by any method.
    compare_shares : The shares alone, as one family.
    estimate_shares : The shares of one sample.

    Notes
    -----
    Shares are compared by the score test and interval of Miettinen and Nurminen [1]_, which is
    that of `compare` without passives, halved. Nothing is adjusted for the number of tests.

    Ratings are compared by the test of Mann and Whitney [2]_ from the numbers of answers at each
    rating, the only thing it depends on, with

    .. math:: \operatorname{Var}(U) = \frac{n m}{12}
              \Bigl(N + 1 - \sum_k \frac{t_k^3 - t_k}{N (N - 1)}\Bigr),

    t_k answers of both samples together at level k and N = n + m. If a sample is known only by its
    counts, the three classes are compared instead, and the notes say so. The two questions differ:
    the score looks only at who crosses a class border, the ordinal test at who is above whom.

    The same people are compared by the tests of `compare_paired` and, for the shares, of McNemar
    with Tango's interval (`compare_shares`); their ratings by Wilcoxon's signed-rank test [3]_,

    .. math:: z = \frac{\sum_k r_k (u_k - d_k)}{\sqrt{\sum_k r_k^2 (u_k + d_k)}},

    with u_k people whose rating rose by k and d_k whose rating fell by k, and r_k the midrank of k
    among all who changed. Who did not change is left out, which is Wilcoxon's rule and that of R;
    Pratt's, which ranks them first and then leaves them out, is neither better nor worse in general
    [4]_. There is no continuity correction: ``exact=True`` has the law that it aims at.

    A `SurveySample` keeps the sums of weights of the three classes in each cluster and no ratings,
    so that it stays small and adds up. So of weighted samples only the classes are ranked. Their
    scores and shares differ as in `compare` and `compare_shares`; the chance of an answer in a
    higher class is linear in the shares of either sample, so its variance follows from those of the
    design. It is held against Student's t, and the statistic shown is the normal deviate with the
    same p-value.

    References
    ----------
    .. [1] Miettinen O, Nurminen M (1985). Comparative analysis of two rates. Statistics in Medicine
       4(2), 213-226. doi:10.1002/sim.4780040211
    .. [2] Mann HB, Whitney DR (1947). On a test of whether one of two random variables is
       stochastically larger than the other. The Annals of Mathematical Statistics 18(1), 50-60.
       doi:10.1214/aoms/1177730491
    .. [3] Wilcoxon F (1945). Individual comparisons by ranking methods. Biometrics Bulletin 1(6),
       80-83. doi:10.2307/3001968
    .. [4] Conover WJ (1973). On methods of handling ties in the Wilcoxon signed-rank test. Journal
       of the American Statistical Association 68(344), 985-988. doi:10.1080/01621459.1973.10481460

    Examples
    --------
    Detractors became much milder, but detractors they remain:

    >>> import nps
    >>> before = [10] * 30 + [8] * 30 + [1] * 40
    >>> after = [10] * 30 + [8] * 30 + [6] * 40
    >>> moved = nps.what_moved(after, before)
    >>> moved.score.difference, moved.score.p_value
    (0.0, 1.0)
    >>> print(moved.ratings)
    an answer is higher with probability 0.580, z = 2.03, p = 0.043 (Mann-Whitney on 11 ratings)

    The same people, asked twice:

    >>> moves = nps.Transitions.from_ratings([5, 6, 6, 8, 9, 4, 3, 6], [2, 4, 6, 7, 9, 1, 3, 2])
    >>> print(nps.what_moved(moves, exact=True).ratings)
    a later answer is higher with probability 0.812, z = 2.03, p = 0.062 (exact signed-rank on 11
        ratings)
    """
    level, side = check_confidence_level(confidence_level), check_alternative(alternative)
    exact = check_flag("exact", exact)
    if isinstance(sample, Transitions):
        if reference is not None:
            raise InputTypeError("a Transitions holds both answers: give no reference beside it.")
        score = compare_paired(sample, names=names, alternative=side, confidence_level=level)
        ratings = paired_ordinal(sample, side, exact)
    elif is_weighted(sample) or is_weighted(reference):
        if exact:
            raise OptionError("exact=True is for answers of equal weight; leave it out here.")
        from nps._surveys.cohorts import as_survey

        sample, reference = as_survey(sample), as_survey(reference, "reference")
        score = compare(sample, reference, names=names, alternative=side, confidence_level=level)
        ratings = weighted_ordinal(sample, reference, side)
    else:
        sample, reference = as_counts(sample), as_counts(reference, "reference")
        score = compare(sample, reference, names=names, alternative=side, confidence_level=level)
        ratings = ordinal(sample, reference, side, exact)
    (promoters, passives, detractors), notes = _share_changes(
        compare_shares(sample, reference, adjust="none", confidence_level=level)
    )
    return Movement(
        score=score,
        promoters=promoters,
        passives=passives,
        detractors=detractors,
        ratings=ratings,
        confidence_level=level,
        notes=(*score.notes, *notes, *ratings.notes, *_notes(score, ratings, level)),
    )


def _share_changes(found: ShareChanges) -> tuple[list[ShareChange], tuple[str, ...]]:
    """Return each change by itself, and the notes that do not speak of the three together."""
    notes = tuple(note for note in found.notes if note != SEPARATE)
    return [replace(row, label=None) for row in found], notes


def _notes(score: Comparison, ratings: Test, level: float) -> list[Note]:
    notes = []
    if ratings.levels == len(CLASSES):
        notes.append(Note("The ratings themselves are not known, so the three classes are ranked."))
    moved = score.p_value < 1.0 - level, ratings.p_value < 1.0 - level
    if moved == (False, True):
        notes.append(Note("The scores cannot be told apart, but the ratings can."))
    elif moved == (True, False):
        notes.append(Note("The scores can be told apart, but the ratings as a whole cannot."))
    elif all(moved) and score.difference * ratings.statistic < 0.0:
        notes.append(Note("The score moved one way and the ratings as a whole the other."))
    return notes
