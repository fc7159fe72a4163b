"""Many plans at once: a mapping from labels to what is assumed, or a list of it."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from typing import TYPE_CHECKING

from nps._base import text
from nps._base.errors import InputTypeError, NPSError, OptionError
from nps._base.labels.labels import Labels
from nps._samples.people.transitions import Transitions
from nps.planning._guesses import is_many

if TYPE_CHECKING:
    from collections.abc import Callable

    from nps.planning._calculation.question import Question
    from nps.planning._guesses import Many

MOST_SHOWN = 5


def questions_of(
    sample: Many, reference: object, read: Callable[[object, object], Question]
) -> tuple[Labels, list[Question]]:
    """Return labels, and the question that `read` makes of each sample and its reference."""
    labels, samples = _columns(sample)
    if not samples:
        raise OptionError("sample must hold at least one cohort to plan for, got none.")
    theirs = _matched(labels, reference) if is_many(reference) else [reference] * len(samples)
    questions = []
    for label, one, other in zip(labels.values, samples, theirs, strict=True):
        with _naming(label):
            if isinstance(one, Transitions):  # each has a correlation of its own
                raise InputTypeError("Transitions are planned one at a time, not among many.")
            questions.append(read(one, other))
    return labels, questions


def _columns(given: Many) -> tuple[Labels, list[object]]:
    if not isinstance(given, Mapping):
        return Labels(range(len(given))), list(given)
    known = getattr(given, "_labels", None)
    labels = known if isinstance(known, Labels) else Labels(list(given))
    return labels, list(given.values())


def _matched(labels: Labels, reference: Many) -> list[object]:
    """Return the reference of each label."""
    theirs, references = _columns(reference)
    found = dict(zip(theirs.values, references, strict=True))
    lacking = [label for label in labels.values if label not in found]
    if lacking or len(found) != len(labels):
        apart = lacking or [label for label in found if label not in set(labels.values)]
        names = ", ".join(map(text.label_text, apart[:MOST_SHOWN]))
        raise OptionError(
            "reference must be one for all, or hold the same labels as sample; only one of them"
            f" has {names}."
        )
    return [found[label] for label in labels.values]


@contextmanager
def _naming(label: object) -> Iterator[None]:
    """Say which of many cannot be planned."""
    try:
        yield
    except NPSError as error:
        raise type(error)(f"{text.label_text(label)}: {error}") from None
