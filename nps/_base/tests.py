"""One test of significance, whatever it tests: statistic, degrees of freedom, p-value."""

from __future__ import annotations

import math
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, ClassVar

from nps._base import text
from nps._base.results import IF_ANY, Result
from nps._base.text import CLASSES
from nps._base.words.notes import Note
from nps._base.words.saying import USUAL_ALPHA, capital, statistic_text

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping, Sequence

    from nps._base.results import MethodKey
    from nps._base.words.saying import Say


@dataclass(frozen=True, slots=True, kw_only=True, eq=False)
class Test(Result):
    """A test of significance.

    Attributes
    ----------
    question : str
        What is tested: "scores": whether those of many cohorts differ (`compare_many`, `pool`);
        "groups": whether groups answer alike (`homogeneity`); "strata", "trend", "transitions",
        "ratings", "paired ratings", "drivers", "driver effects", "class trend" and "class rates":
        whether the differences within many strata differ (`compare_strata`), how waves lie
        about a line (`trend`), whether people who were asked twice changed (`Transitions`), whether
        ratings as a whole are higher, of others or of the same people (`what_moved`), whether
        drivers go with the score (`drivers.effects`), whether their effects changed
        (`drivers.compare`), whether rates go along with the classes, or differ between them
        (`value.outcomes`).
    method : str
        Name of the test.
    statistic : float
        Test statistic: chi-squared, F, or z where there are no degrees of freedom. NaN where it is
        undefined, or the test has none.
    degrees_of_freedom : float or None
        Of the chi-squared law, or of the numerator of F; None for z.
    denominator_degrees_of_freedom : float or None
        Of the denominator, for F tests.
    p_value : float
        Probability of a statistic at least as extreme if there is nothing to find; NaN where it is
        undefined.
    superiority : float or None
        For "ratings": chance that an answer of the sample is higher than one of the reference, ties
        counted half; 0.5 where neither tends to be higher. For "paired ratings": that the later
        answer of a person is higher than the earlier one.
    levels : int or None
        For both: ordered levels compared, 11 ratings or 3 classes where only counts are known.
    notes : tuple of str
        What the numbers alone would hide.

    Examples
    --------
    >>> import nps
    >>> table = nps.Transitions([[30, 5, 2], [9, 20, 4], [3, 6, 21]])
    >>> print(table.stuart_maxwell())
    chi2(2) = 1.52, p = 0.467 (stuart-maxwell)
    """

    __test__: ClassVar[bool] = False  # nothing for pytest to collect

    question: str
    method: str
    statistic: float
    degrees_of_freedom: float | None = None
    denominator_degrees_of_freedom: float | None = None
    p_value: float
    superiority: float | None = field(default=None, metadata=IF_ANY)
    levels: int | None = field(default=None, metadata=IF_ANY)
    notes: tuple[str, ...] = ()

    def _numbers(self, comma: str = ", ") -> str:
        """Return statistic and p-value."""
        if math.isnan(self.p_value):
            return "undefined"
        return comma.join(filter(None, [self._law(), text.p_value(self.p_value)]))

    def _law(self) -> str:
        """Return the statistic as "chi2(2) = 7.00"; nothing where there is none."""
        if math.isnan(self.p_value) or math.isnan(self.statistic):
            return ""
        freedom = [self.degrees_of_freedom, self.denominator_degrees_of_freedom]
        known = ", ".join(f"{number:.4g}" for number in freedom if number is not None)
        law = "z" if not known else f"{'chi2' if freedom[1] is None else 'F'}({known})"
        return f"{law} = {self.statistic:.2f}"

    def _cell(self) -> str:
        """Return statistic and p-value for a table."""
        if law := self._law():
            return Note("{law}, {p}", law=law, p=text.p_value(self.p_value))
        return self._numbers()

    def __str__(self) -> str:
        if self.superiority is None:
            return f"{self._numbers()} ({self.method})"
        what = "classes" if self.levels == len(CLASSES) else "ratings"
        which = "a later" if self.question == "paired ratings" else "an"
        return (
            f"{which} answer is higher with probability {self.superiority:.3f}, {self._numbers()}"
            f" ({self.method} on {self.levels} {what})"
        )

    def _rows(self) -> Sequence[tuple[object, ...]]:
        law = self._law()
        chance = math.nan if self.superiority is None else self.superiority
        what = [("chance of a higher answer", text.decimals(chance, 3))] if self.levels else []
        return [
            ("test", self.method),
            *what,
            *([("statistic", law)] if law else []),
            ("p-value", text.p_number(self.p_value)),
        ]

    def _sentence(self, say: Say) -> str:
        return SENTENCES[self.question](self, say)

    def _methods(self) -> list[MethodKey]:
        by_name = "homogeneity" if self.question == "groups" else "transitions"
        return [METHODS.get(self.question, (by_name, self.method))]

    def _found(self) -> str:
        """Return "yes" where something is found, else "no"."""
        return "yes" if self.p_value < USUAL_ALPHA else "no"


def _of_scores(found: Test, say: Say) -> str:
    method = say.translated(found.method)
    if math.isnan(found.p_value):
        return say("omnibus.undefined", method=method)
    p = text.p_value(found.p_value, USUAL_ALPHA)
    return say(f"omnibus.{found._found()}", method=method, p=p)


def _of_trend(found: Test, say: Say) -> str:
    freedom, p = found.degrees_of_freedom, found.p_value
    verdict = "significant" if p < USUAL_ALPHA else "not significant"
    return say(
        "trend test",
        verdict=say("undefined" if math.isnan(p) else verdict),
        name="z" if freedom is None else f"chi2({freedom:g})",
        statistic=statistic_text(found.statistic, 2),
        p=text.p_value(p, USUAL_ALPHA),
    )


def _of_transitions(found: Test, say: Say) -> str:
    test = say(
        "chi2",
        method=say.translated(found.method),
        statistic=statistic_text(found.statistic, 3),
        k=found.degrees_of_freedom,
        p=text.p_value(found.p_value, USUAL_ALPHA),
    )
    if math.isnan(found.p_value):
        return say("no test", test=test)
    story = "bowker" if found.method == "bowker" else "homogeneity"
    return say(f"{story}.{found._found()}", test=test)


def ratings_moved(found: Test, say: Say, names: tuple[str, str] | None = None) -> str:
    """Return what is said of the ratings as a whole, of sides with names if they have any."""
    verdict, p = "open", text.p_value(found.p_value, USUAL_ALPHA)
    if found.p_value < USUAL_ALPHA:
        verdict = "above" if found.statistic > 0.0 else "below"
    story = "paired" if found.question == "paired ratings" else "ordinal"
    usual = (say("ordinal.sample"), say("ordinal.reference"))
    sample, reference = usual if names is None else map(say.name, names)
    chance = f"{found.superiority or 0.0:.3f}"
    return say(f"{story}.{verdict}", chance=chance, p=p, sample=sample, reference=reference)


def _of_differences(found: Test, say: Say) -> str:
    verdict = "undefined" if math.isnan(found.p_value) else found._found()
    return say(f"{found.question} test.{verdict}", test=found._numbers(say("comma")))


def _of_ratings(found: Test, say: Say) -> str:
    return capital(ratings_moved(found, say))


#: The method behind a test, by its question, where it is not the test itself.
METHODS = {
    "scores": ("omnibus", "omnibus"),
    "trend": ("trend test", "trend test"),
    "ratings": ("moved", "ratings"),
    "paired ratings": ("moved", "paired ratings"),
    "strata": ("strata test", "strata test"),
    "drivers": ("joint", "drivers"),
    "driver effects": ("joint", "driver effects"),
    "class trend": ("class outcomes", "trend"),
    "class rates": ("class outcomes", "rate"),
}
#: What is said of a test, by its question.
SENTENCES: Mapping[str, Callable[[Test, Say], str]] = {
    "scores": _of_scores,
    "trend": _of_trend,
    "transitions": _of_transitions,
    "ratings": _of_ratings,
    "paired ratings": _of_ratings,
    "groups": _of_differences,
    "strata": _of_differences,
    "drivers": _of_differences,
    "driver effects": _of_differences,
    "class trend": _of_differences,
    "class rates": _of_differences,
}
