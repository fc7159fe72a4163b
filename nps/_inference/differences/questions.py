"""One question asked of one pair of samples or of many: shared by all functions that compare."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np

from nps._base.checks import (
    check_alternative,
    check_confidence_level,
    check_flag,
    check_option,
    check_points,
    check_whole,
    did_you_mean,
)
from nps._base.errors import OptionError
from nps._base.results import ConfidenceInterval, Intervals
from nps._base.text import noun, shown
from nps._base.words.notes import Note
from nps._inference.differences.comparisons import Comparison, Comparisons
from nps._inference.differences.methods import DIFFERENCES
from nps._inference.differences.sides import CAVEATS, notes_on
from nps._inference.laws.priors import check_proper_prior
from nps._kernels.numerics.moments import as_floats
from nps._kernels.two_scores.score import Pairs
from nps._samples.counts import Counts, as_counts
from nps._samples.published import Composition, PublishedScore

if TYPE_CHECKING:
    from nps._inference.evidence import Evidence
    from nps._kernels import FloatArray
    from nps._samples.cohorts import Cohorts
    from nps._surveys.kinds import ManySamples

#: Random divisions that are kept at once: p-values of a millionth, in some 100 MB.
MOST_RESAMPLES = 1_000_000
#: Note on a p-value from random divisions.
RANDOM = Note(
    "The p-value and interval rest on random divisions of the answers; with rng=... in nps.compare"
    " they can be reproduced."
)
#: Note on a permutation test of another difference than 0.
MOVED = Note(
    "Exact for a null difference of 0 only: for this one the law of all divisions was moved along,"
    ' which means little in small samples. method="score" has no such limit.'
)


@dataclass(frozen=True, slots=True)
class Question:
    """What is asked about one difference or many."""

    method: str
    null: float
    alternative: str
    level: float
    options: Mapping[str, object]

    @classmethod
    def read(
        cls, method: object, null: object, alternative: object, level: object, **options: object
    ) -> Question:
        """Check the arguments that functions share."""
        name = check_option("method", method, DIFFERENCES)
        return cls(
            name,
            check_points("null", null, 200.0),
            check_alternative(alternative),
            check_confidence_level(level),
            check_options(name, options),
        )

    def put_to(self, pairs: Pairs, null: float | FloatArray | None = None) -> Evidence:
        """Return what the method says, in points; by default about its own null."""
        about = self.null if null is None else null
        method = DIFFERENCES[self.method]
        return method.in_points(pairs, about, self.alternative, self.level, 200.0, self.options)

    def notes(self, found: Evidence) -> list[Note]:
        """Say how the numbers were got, if that is not plain from the method."""
        notes = [RANDOM] if found.drawn else []
        if self.null and self.method.startswith("permutation"):
            notes.append(MOVED)
        return notes


def answer(
    question: Question,
    found: Evidence,
    sample: Counts | PublishedScore,
    reference: Counts | PublishedScore,
    difference: float,
) -> Comparison:
    """Return the comparison of one sample, known as one composition or as several."""
    if np.ndim(found.p_value):
        found = _least_favourable(found)
    found = found.reaching(difference)
    p_value, error, freedom = float(found.p_value), float(found.standard_error), found.freedom
    return Comparison(
        difference=difference,
        standard_error=error,
        confidence_interval=ConfidenceInterval(float(found.low), float(found.high)),
        confidence_level=question.level,
        statistic=float(found.statistic),
        p_value=p_value,
        null=question.null,
        alternative=question.alternative,
        method=question.method,
        degrees_of_freedom=None if freedom is None else float(freedom),
        sample=sample,
        reference=reference,
        notes=(
            *notes_on(sample, reference, question.method, p_value, error),
            *question.notes(found),
        ),
    )


def _least_favourable(found: Evidence) -> Evidence:
    """Return the evidence of the composition with the largest p-value, and the widest interval."""
    worst = int(np.argmax(found.p_value))
    return found._replace(
        low=found.low.min(),
        high=found.high.max(),
        statistic=found.statistic[worst],
        p_value=found.p_value[worst],
        standard_error=found.standard_error.max(),
        freedom=None if found.freedom is None else found.freedom[worst],
    )


def check_options(method: str, given: Mapping[str, object]) -> dict[str, object]:
    """Return the options that were given, if the method takes them."""
    options = {name: value for name, value in given.items() if value is not None}
    for name in options:
        takers = [other for other, about in DIFFERENCES.items() if name in about.options]
        if method not in takers:
            raise OptionError(
                f"{name} is an option of method={' or '.join(map(shown, takers))},"
                f" not of {method!r}."
            )
    if "mid_p" in options:
        options["mid_p"] = check_flag("mid_p", options["mid_p"])
    if "n_resamples" in options:
        options["n_resamples"] = check_whole(
            "n_resamples", options["n_resamples"], largest=MOST_RESAMPLES
        )
        if not options["n_resamples"]:
            raise OptionError("n_resamples must be at least 1, got 0.")
    if "prior" in options:
        options["prior"] = check_proper_prior(options["prior"])
    return options


def check_labels(sample: ManySamples, reference: ManySamples, name: str = "reference") -> None:
    """Refuse to compare cohorts label by label if a label is on one side only."""
    for mine, theirs, what in ((sample, reference, name), (reference, sample, "sample")):
        lacking = [label for label in mine if label not in theirs]
        if lacking:
            hint = did_you_mean(lacking[0], [x for x in theirs if isinstance(x, str)])
            more = f" and {noun(len(lacking) - 1, 'other')}" if len(lacking) > 1 else ""
            raise OptionError(
                f"cohorts are compared label by label, but {what} has no {shown(lacking[0])}{more}."
                f"{hint} Take the common labels with .select([...])."
            )


def as_sample(sample: object, name: str = "sample") -> Counts | PublishedScore:
    """Return counts with at least one answer, or a published score as it is."""
    if isinstance(sample, PublishedScore):
        return sample
    counts = as_counts(sample, name)
    counts._size("difference")
    return counts


def compositions(
    sample: Counts | PublishedScore, reference: Counts | PublishedScore, method: str
) -> Pairs:
    """Return one pair of counts, or all extreme ones that published scores leave open."""
    sides: list[tuple[Composition, ...]] = []
    for side in (sample, reference):
        if isinstance(side, PublishedScore):
            if DIFFERENCES[method].whole:
                raise OptionError(
                    f"method={method!r} needs the counts of all classes, but of a PublishedScore"
                    ' they are not known; use method="score".'
                )
            sides.append(side._compositions)
        else:
            sides.append(((side.promoters, side.passives, side.detractors),))
    rows = [(*mine, *theirs) for mine in sides[0] for theirs in sides[1]]
    if len(rows) == 1 and not DIFFERENCES[method].one_by_one:
        return Pairs(*map(as_floats, map(float, rows[0])))  # single numbers are quicker
    return Pairs(*np.array(rows, dtype=np.float64).T)


def answer_all(
    question: Question, found: Evidence, sample: Cohorts, reference: Cohorts, difference: FloatArray
) -> Comparisons:
    """Return the comparisons of cohorts, row by row."""
    empty = int(((sample.n == 0) | (reference.n == 0)).sum())
    notes = []
    if empty:
        notes.append(Note("{rows:row has|rows have} a side without a valid answer.", rows=empty))
    if question.method in CAVEATS:
        notes.append(CAVEATS[question.method])
    return Comparisons(
        difference=difference,
        standard_error=found.standard_error,
        confidence_interval=Intervals(found.low, found.high),
        confidence_level=question.level,
        statistic=found.statistic,
        p_value=found.p_value,
        null=question.null,
        alternative=question.alternative,
        method=question.method,
        degrees_of_freedom=found.freedom,
        sample=sample,
        reference=reference,
        notes=(*notes, *question.notes(found)),
    )


def pairs_of(sample: Cohorts, reference: Cohorts) -> Pairs:
    """Return the columns of both, as the kernels take them."""
    return Pairs(*sample._classes(), *reference._classes())
