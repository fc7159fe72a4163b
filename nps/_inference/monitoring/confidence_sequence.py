"""An interval that may be looked at after every answer: confidence sequences."""

from __future__ import annotations

import math
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace
from typing import TYPE_CHECKING, ClassVar, Literal, TypeAlias, cast

import numpy as np

from nps._base import text
from nps._base.checks import check_confidence_level, check_mapping, check_option
from nps._base.errors import InputTypeError, OptionError
from nps._base.results import ConfidenceInterval, Result
from nps._base.tables import html
from nps._base.text import shown
from nps._base.words.notes import Note
from nps._base.words.saying import Method, end_texts
from nps._inference.monitoring.sequence_state import START, State
from nps._samples.cohorts import Cohorts
from nps._samples.counts import Counts
from nps._samples.ratings import STANDARD, check_scale
from nps._samples.tallying.codes import read_codes

if TYPE_CHECKING:
    from nps._base.results import MethodKey
    from nps._base.typing import Invalid
    from nps._base.words.saying import Say
    from nps._samples.ratings import Scale

SequenceMethodName: TypeAlias = Literal["betting", "empirical-bernstein"]
METHODS = ("betting", "empirical-bernstein")


@dataclass(frozen=True, slots=True, eq=False, repr=False)
class ConfidenceSequence(Result):
    r"""Hold an interval for the score of a stream that is valid at all times together.

    A usual 95% interval is right 95% of the time if it is looked at once. Looked at every day, it
    leaves out the truth sooner or later: peeking is testing again. A confidence sequence contains
    the true score at all times together with the confidence level, however often it is looked at
    and whenever the collection is stopped. The price is width: one and a half to two and a half
    times that of a usual interval.

    Immutable: `update` returns a new one. The order of answers matters, since each bet rests on the
    answers before it: feed them as they came in, and never decide by the answers themselves
    which to feed.

    Parameters
    ----------
    confidence_level : float, default 0.95
        Strictly between 0 and 1.
    method : {"betting", "empirical-bernstein"}, default "betting"
        "betting": hedged capital, the narrower one; about 0.1 milliseconds an answer.
        "empirical-bernstein": closed form, a hundred times faster, much wider below a few hundred
        answers.

    Attributes
    ----------
    confidence_level : float
        Probability that the interval contains the true score at all times together.
    method : str
        As given.
    counts : Counts
        The answers so far.
    confidence_interval : ConfidenceInterval
        ``low, high`` in points, the intersection over time; -100 and 100 before the first answer.
        For "betting" its ends are rounded outwards to the tenth of a point.
    n : int
        Valid answers so far.
    score : float
        Net Promoter Score of the answers so far, in points; NaN before the first.
    notes : tuple of str
        What the numbers alone would hide.

    See Also
    --------
    estimate : The interval for a sample that is looked at once.
    monitor : Control charts.

    Notes
    -----
    An answer is x = (s + 1)/2 with s = +1, 0, -1. With stakes lambda_i that depend on the answers
    before the i-th, the capital of somebody who bets that the mean is above m,

    .. math:: K^+_t(m) = \prod_{i \le t} (1 + \min(\lambda_i, \tfrac{1}{2m}) (x_i - m)),

    cannot be expected to grow if m is the mean, so by Ville's inequality it ever reaches
    2/alpha with probability at most alpha/2; the same for bets on a smaller mean. The interval
    holds the m that neither capital has ever ruled out [1]_.

    Adding two sequences multiplies their capitals: the interval of two streams with the same true
    score that ran side by side, such as two servers. It may be wider than either, because what
    one stream alone had ruled out in the past is not carried over.

    References
    ----------
    .. [1] Waudby-Smith I, Ramdas A (2024). Estimating means of bounded random variables by betting.
       Journal of the Royal Statistical Society B 86(1), 1-27. doi:10.1093/jrsssb/qkad009

    Examples
    --------
    >>> import json, nps
    >>> monday = nps.ConfidenceSequence().update([9, 8, 10, 9, 3, 7, 10, 9, 10, 4])
    >>> state = json.dumps(monday.to_dict())
    >>> tuesday = nps.ConfidenceSequence.from_dict(json.loads(state))
    >>> print(tuesday.update([8, 9, 10, 7, 9, 2, 10, 10, 8, 9]))
    NPS 45.0  [-9.1, 84.9]  95% confidence sequence, n = 20 (betting method)
    """

    _picture: ClassVar[str] = "sequence"
    confidence_level: float = 0.95
    method: SequenceMethodName = "betting"
    _state: State = field(default=START, repr=False)

    def __post_init__(self) -> None:
        level = check_confidence_level(self.confidence_level)
        object.__setattr__(self, "confidence_level", level)
        check_option("method", self.method, METHODS)

    @property
    def counts(self) -> Counts:
        """The answers so far."""
        return self._state.counts

    @property
    def n(self) -> int:
        """Valid answers so far."""
        return self.counts.n

    @property
    def score(self) -> float:
        """Net Promoter Score of the answers so far, in points; NaN before the first."""
        return self.counts.score if self.n else math.nan

    @property
    def confidence_interval(self) -> ConfidenceInterval:
        """The scores that no answer so far has ruled out, in points."""
        ends = [math.nan] * 2 if self._fits_none else (self._state.low, self._state.high)
        return ConfidenceInterval(*ends)

    @property
    def notes(self) -> tuple[str, ...]:
        """What the numbers alone would hide."""
        if self._fits_none:
            return (
                Note(
                    "No score fits the whole stream: it has moved while the answers came in, or"
                    " they were not fed in the order of their coming."
                ),
            )
        if self._is_outside:
            return (
                Note(
                    "The score of all answers lies outside the interval, which keeps what earlier"
                    " answers ruled out: they were unlike the later ones, by chance or because the"
                    " score has moved."
                ),
            )
        return ()

    @property
    def _fits_none(self) -> bool:
        """Whether the answers so far have ruled out every score."""
        return self._state.low > self._state.high

    @property
    def _is_outside(self) -> bool:
        """Whether the score of all answers is one that earlier answers ruled out."""
        return self.n > 0 and not self._state.low <= self.score <= self._state.high

    def update(
        self, ratings: object, *, scale: Scale = STANDARD, invalid: Invalid = "raise"
    ) -> ConfidenceSequence:
        """Return the sequence after further answers.

        Parameters
        ----------
        ratings : 1-D collection
            New answers in the order in which they came; containers and missing answers as in
            `count`. How the stream is cut into calls does not matter.
        scale : Scale, default STANDARD
            Which ratings belong to which class.
        invalid : {"raise", "drop"}, default "raise"
            Answers off the scale are an error, or are left out and counted.

        Returns
        -------
        ConfidenceSequence
        """
        if isinstance(ratings, (Counts, Cohorts)):
            raise InputTypeError(
                "a confidence sequence needs the answers in the order in which they came, and"
                f" {type(ratings).__name__} have none: pass the ratings."
            )
        known = check_scale(scale)
        codes = read_codes(ratings, "ratings", known, invalid)
        levels = len(known.ratings)
        classes = known._class_codes()[codes[codes < levels]]  # 0, 1, 2 from detractor to promoter
        seen = np.bincount(classes, minlength=3).tolist()
        new = Counts(
            seen[2],
            seen[1],
            seen[0],
            missing=int((codes == levels).sum()),
            invalid=int((codes == levels + 1).sum()),
        )
        alpha = 1.0 - self.confidence_level
        state = self._state.bet(classes / 2.0, self.method, alpha)
        return replace(self, _state=replace(state, counts=self.counts + new))

    def __add__(self, other: object) -> ConfidenceSequence:
        """Put two streams with the same true score together."""
        if not isinstance(other, ConfidenceSequence):
            return NotImplemented
        for name in ("confidence_level", "method"):
            mine, theirs = getattr(self, name), getattr(other, name)
            if mine != theirs:
                raise OptionError(
                    f"sequences can be added only with the same {name}, got {shown(mine)} and"
                    f" {shown(theirs)}."
                )
        state = self._state.merged(other._state, self.method, 1.0 - self.confidence_level)
        return replace(self, _state=state)

    def __eq__(self, other: object) -> bool:
        if not isinstance(other, ConfidenceSequence):
            return NotImplemented
        return self.to_dict() == other.to_dict()

    __hash__ = None  # type: ignore[assignment]  # compared by its whole state, never a key

    def to_dict(self) -> dict[str, object]:
        """Return the whole state as plain Python that `json.dumps` takes and `from_dict` reads."""
        return {
            "confidence_level": self.confidence_level,
            "method": self.method,
            **self._state.to_dict(self.method),
        }

    @classmethod
    def from_dict(cls, mapping: Mapping[str, object]) -> ConfidenceSequence:
        """Restore a sequence from what `to_dict` gave; it goes on as if never interrupted.

        Parameters
        ----------
        mapping : mapping
            The dictionary, also after a round trip through JSON.

        Returns
        -------
        ConfidenceSequence

        Raises
        ------
        OptionError
            If it is not the state of a confidence sequence.
        """
        rest = dict(check_mapping(mapping))
        empty = cls(
            cast("float", rest.pop("confidence_level", None)),
            cast("SequenceMethodName", rest.pop("method", None)),
        )
        return replace(empty, _state=State.from_dict(rest, empty.method))

    def __str__(self) -> str:
        level = text.level(self.confidence_level).removesuffix("CI")
        found = (
            f"NPS {text.points(self.score)}"
            f"  {text.interval(*self.confidence_interval)}"
            f"  {level}confidence sequence, n = {self.n:,} ({self.method} method)"
        )
        return "\n".join([found, *self.notes])

    def __repr__(self) -> str:
        return f"<ConfidenceSequence: {str(self).splitlines()[0]}>"

    def _rows(self) -> Sequence[tuple[object, ...]]:
        return [
            ("NPS", text.points(self.score)),
            ("valid at all times", text.interval(*self.confidence_interval)),
            ("", html.interval_bar(self.score, *self.confidence_interval, html.SCORES)),
            ("confidence level", text.general(self.confidence_level)),
            ("answers", self.n),
            ("method", Method.of(self)),
        ]

    def _sentence(self, say: Say) -> str:
        if not self.n:
            return say("sequence.empty")
        low, high = end_texts(self.confidence_interval)
        level, score = text.level_percent(self.confidence_level), text.points(self.score)
        if self._fits_none:
            return say("sequence.none", n=self.n, score=score, level=level)
        found = say("sequence", n=self.n, score=score, level=level, low=low, high=high)
        return say.joined(found, say("sequence.outside")) if self._is_outside else found

    def _methods(self) -> list[MethodKey]:
        return [("sequence", self.method)]
