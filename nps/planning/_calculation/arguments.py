"""The arguments that the verbs of this room share, read and checked."""

from __future__ import annotations

import math
from typing import NamedTuple

from nps._base import text
from nps._base.checks import (
    check_confidence_level,
    check_number,
    check_points,
    check_whole,
    did_you_mean_percent,
)
from nps._base.errors import InputTypeError, OptionError
from nps._base.words.notes import Note
from nps._kernels.numerics.moments import moments
from nps._kernels.topics.planning.design import drawn_from, worth
from nps._samples.people.transitions import Transitions
from nps.planning._guesses import WHAT, Assumed

#: Beyond these an answer is worth nothing, and numbers of answers are no numbers any more.
LEAST_RESPONSE, LARGEST_EFFECT = 1e-9, 1e9


class Design(NamedTuple):
    """How answers are gathered: what each is worth, what it takes, and from how many people."""

    effect: float = 1.0
    response_rate: float = 1.0
    population: int | None = None

    def answers(self, effective: float) -> float:
        """Return the answers, not whole, that are worth `effective` ones of a random sample."""
        if self.population is None:
            return effective * self.effect
        drawn = float(drawn_from(effective, self.population)) * self.effect
        return min(drawn, float(self.population))

    def effective(self, answers: float) -> float:
        """Return what so many answers are worth."""
        size = answers / self.effect
        return size if self.population is None else float(worth(size, self.population))

    def invited(self, answers: float) -> float:
        """Return how many people to invite for so many answers."""
        return whole(answers / self.response_rate)


def whole(n: float) -> int | float:
    """Return n rounded up, but not for what arithmetic adds to a whole number; infinity stays."""
    return n if math.isinf(n) else math.ceil(n - 1e-9 * max(1.0, n))


def sides_of(
    sample: object, reference: object
) -> tuple[Assumed, Assumed | None, Transitions | None]:
    if not isinstance(sample, Transitions):
        if isinstance(reference, Transitions):
            raise InputTypeError(f"Transitions hold both waves: give them as sample alone. {WHAT}")
        theirs = None if reference is None else Assumed.read(reference, "reference")
        return Assumed.read(sample), theirs, None
    if reference is not None:
        raise InputTypeError("Transitions hold both waves: leave out reference.")
    if not sample.n:
        raise OptionError("Transitions without people seen twice leave nothing to plan with.")
    mine, theirs = Assumed.read(sample.sample.shares), Assumed.read(sample.reference.shares)
    return mine, theirs, sample


def check_share(given: object, name: str, least: float) -> float:
    value = check_number(name, given)
    if least <= value <= 1.0:
        return value
    raise OptionError(
        Note(
            "{name} must lie between {least} and 1, got {value}.",
            name=name,
            least=f"{least:g}",
            value=text.shown(given),
        )
    )


def check_level(given: object, *, one_sided: bool) -> float:
    """Return a confidence level; a one-sided one above a half, or nothing would be asked."""
    level = check_confidence_level(given)
    if one_sided and level <= 0.5:
        raise OptionError(
            Note(
                "{name} must be above 0.5 to plan a one-sided test, got {value}.",
                name="confidence_level",
                value=text.shown(given),
            )
        )
    return level


def check_margin(given: object) -> float | None:
    if given is None:
        return None
    margin = check_points("margin", given, 200.0)
    if margin > 0.0:
        return margin / 100.0
    raise OptionError(
        Note("{name} must be above 0 points, got {value}.", name="margin", value=text.shown(given))
    )


def check_at_least_one(name: str, given: object) -> int:
    value = check_whole(name, given)
    if value:
        return value
    raise OptionError(
        Note("{name} must be at least {least}, got {value}.", name=name, least="1",
             value=text.shown(given))
    )  # fmt: skip


def check_positive(name: str, given: object) -> float:
    value = check_number(name, given)
    if value > 0.0:
        return value
    raise OptionError(
        Note("{name} must be above 0, got {value}.", name=name, value=text.shown(given))
    )


def ratio_of(given: object, cost: object, sample: Assumed, reference: Assumed | None) -> float:
    """Return n_reference / n; "optimal" makes the most of a budget."""
    costs = check_positive("cost_ratio", cost)
    if not (isinstance(given, str) and given == "optimal"):
        if costs != 1.0:
            raise OptionError(
                Note("{name} belongs to {other}.", name="cost_ratio", other='ratio="optimal"')
            )
        return check_positive("ratio", given)
    if reference is None:
        raise OptionError("ratio is about two samples: give a reference, too.")
    v1, v2 = (float(moments(*side.shares)[2]) for side in (sample, reference))
    if v1 and v2:
        return math.sqrt(v2 / (v1 * costs))
    raise OptionError('ratio="optimal" needs two samples whose answers vary; give a number.')


def design_of(effect: object, rate: object, population: object) -> Design:
    response = check_positive("response_rate", rate)
    if response > 1.0:
        raise OptionError(
            Note(
                "{name} is a share and must be at most 1, got {value}.{hint}",
                name="response_rate",
                value=text.shown(rate),
                hint=did_you_mean_percent(response),
            )
        )
    if response < LEAST_RESPONSE:
        raise OptionError(
            Note(
                "{name} must be at least {least}, got {value}.",
                name="response_rate",
                least=f"{LEAST_RESPONSE:g}",
                value=text.shown(rate),
            )
        )
    size = None if population is None else check_at_least_one("population", population)
    cost = check_positive("design_effect", effect)
    if cost > LARGEST_EFFECT:
        raise OptionError(
            Note(
                "{name} must be at most {most}, got {value}.",
                name="design_effect",
                most=f"{LARGEST_EFFECT:g}",
                value=text.shown(effect),
            )
        )
    return Design(cost, response, size)


def check_size(name: str, given: object) -> int:
    """Return a number of answers, at least 1."""
    return check_at_least_one(name, given)


def check_power(name: str, given: object) -> float:
    """Return a probability strictly between 0 and 1."""
    value = check_number(name, given)
    if 0.0 < value < 1.0:
        return value
    raise OptionError(
        Note(
            "{name} must be strictly between 0 and 1, got {value}.{hint}",
            name=name,
            value=text.shown(given),
            hint=did_you_mean_percent(value) if value < 100.0 else "",
        )
    )
