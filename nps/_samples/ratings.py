"""One answer: what is a rating, which class it falls into, and what a column of answers holds."""

from __future__ import annotations

from dataclasses import dataclass, field
from numbers import Number
from typing import TYPE_CHECKING

import numpy as np

from nps._base import text
from nps._base.checks import LARGEST_EXACT, check_whole
from nps._base.errors import InputTypeError, OptionError, RatingError, RatingTypeError
from nps._base.text import CLASSES, shown
from nps._base.words.notes import Note

if TYPE_CHECKING:
    from nps._base.columns.containers import Answers
    from nps._kernels import IntArray

INVALID_OPTIONS = ("raise", "drop")
_SHOWN = 5

Bounds = tuple[int, int]


@dataclass(frozen=True, slots=True)
class Scale:
    """Say which whole numbers are promoters, passives and detractors.

    Parameters
    ----------
    promoters, passives, detractors : tuple of two ints
        Lowest and highest rating of each class, both included. Together the three must cover a
        range of whole numbers without gap or overlap, with the passives between the other two.
        The defaults are the standard 0-10 question: 9-10, 7-8, 0-6.

    Attributes
    ----------
    low, high : int
        Ends of the whole scale.
    ratings : range
        All ratings in ascending order; a distribution has one bin for each.

    Raises
    ------
    OptionError
        If the classes overlap, leave a gap or are out of order.
    InputTypeError
        If a bound is not a whole number.

    See Also
    --------
    classify, count, Scale.conventional

    References
    ----------
    Reichheld FF (2003). The one number you need to grow. Harvard Business Review 81(12), 46-55.

    Examples
    --------
    >>> import nps
    >>> nps.Scale() == nps.STANDARD
    True
    >>> five_stars = nps.Scale(promoters=(5, 5), passives=(4, 4), detractors=(1, 3))
    >>> nps.count([5, 5, 4, 2], scale=five_stars).score
    25.0

    A form that printed 0 for "extremely likely" is the standard scale seen in a mirror:

    >>> nps.STANDARD.mirrored()
    Scale(promoters=(0, 1), passives=(2, 3), detractors=(4, 10))
    """

    promoters: Bounds = (9, 10)
    passives: Bounds = (7, 8)
    detractors: Bounds = (0, 6)
    low: int = field(init=False, repr=False, compare=False)
    high: int = field(init=False, repr=False, compare=False)

    def __post_init__(self) -> None:
        for name in CLASSES:
            object.__setattr__(self, name, _check_bounds(name, getattr(self, name)))
        first, middle, last = sorted((self.promoters, self.passives, self.detractors))
        if first[1] + 1 != middle[0] or middle[1] + 1 != last[0]:
            raise OptionError(
                Note(
                    "promoters, passives and detractors must follow each other without gap or"
                    " overlap, got {bounds}.",
                    bounds=self._bounds_text(),
                )
            )
        object.__setattr__(self, "low", first[0])
        object.__setattr__(self, "high", last[1])
        if middle != self.passives:
            raise OptionError(
                Note(
                    "passives must lie between detractors and promoters, got {bounds}.",
                    bounds=self._bounds_text(),
                )
            )

    def _bounds_text(self) -> str:
        names = ("promoters", "passives", "detractors")
        return ", ".join(f"{name}={getattr(self, name)}" for name in names)

    @property
    def ratings(self) -> range:
        """All ratings of the scale in ascending order."""
        return range(self.low, self.high + 1)

    @property
    def _middle(self) -> float:
        return (self.low + self.high) / 2

    def mirrored(self) -> Scale:
        """Return the scale read from the other end, where the lowest rating is the best."""
        ends = self.low + self.high

        def turn(bounds: Bounds) -> Bounds:
            return ends - bounds[1], ends - bounds[0]

        return Scale(turn(self.promoters), turn(self.passives), turn(self.detractors))

    @classmethod
    def conventional(cls, low: int, high: int) -> Scale:
        """Return the usual cut points for questions asked on 0-10, 1-10, 1-7 or 1-5.

        Only the 0-10 question is the Net Promoter question; the others are conventions of practice
        (top box or boxes against the lower half), so scores from different scales do not compare.

        Parameters
        ----------
        low, high : int
            Ends of the scale as printed on the form.

        Returns
        -------
        Scale
            0-10 and 1-10: promoters from 9, passives 7-8. 1-7: promoters 6-7, passives 5.
            1-5: promoters 5, passives 4.

        Raises
        ------
        OptionError
            If there is no convention for these ends.

        Examples
        --------
        >>> import nps
        >>> nps.Scale.conventional(1, 7)
        Scale(promoters=(6, 7), passives=(5, 5), detractors=(1, 4))
        """
        cuts = {(0, 10): (7, 9), (1, 10): (7, 9), (1, 7): (5, 6), (1, 5): (4, 5)}
        low, high = (check_whole(*end) for end in (("low", low), ("high", high)))
        if (low, high) not in cuts:
            raise OptionError(
                f"there is no conventional scale from {low} to {high} (low and high), only 0-10,"
                " 1-10, 1-7 and 1-5. Give the cut points: Scale(promoters=..., passives=...,"
                " detractors=...)."
            )
        passive, promoter = cuts[low, high]
        return cls((promoter, high), (passive, promoter - 1), (low, passive - 1))

    def _class_codes(self) -> IntArray:
        """Index into `CLASS_LABELS` for each rating, in the order of `ratings`."""
        codes = np.zeros(len(self.ratings), dtype=np.int64)
        for code, (low, high) in ((1, self.passives), (2, self.promoters)):
            codes[low - self.low : high - self.low + 1] = code
        return codes

    def _classes(self, levels: IntArray) -> tuple[IntArray, IntArray, IntArray]:
        """Sum counts by level (last axis) into promoters, passives and detractors."""

        def total(bounds: Bounds) -> IntArray:
            part = levels[..., bounds[0] - self.low : bounds[1] - self.low + 1]
            return np.asarray(part.sum(axis=-1, dtype=np.int64))

        return total(self.promoters), total(self.passives), total(self.detractors)


def _check_bounds(name: str, bounds: object) -> Bounds:
    what = f"{name} must be two whole numbers (lowest, highest), got {shown(bounds)}."
    if not isinstance(bounds, (tuple, list)) or len(bounds) != 2:
        raise InputTypeError(what)
    for bound in bounds:
        if isinstance(bound, bool) or not isinstance(bound, (int, np.integer)):
            raise InputTypeError(what)
    low, high = int(bounds[0]), int(bounds[1])
    if low > high:
        raise OptionError(f"{name} must be (lowest, highest), got {shown(bounds)}.")
    if max(-low, high) > LARGEST_EXACT:
        raise OptionError(f"{name} must lie between -2**53 and 2**53, got {shown(bounds)}.")
    return low, high


#: The standard question: 0-6 detractors, 7-8 passives, 9-10 promoters.
STANDARD = Scale()


def check_scale(scale: object) -> Scale:
    """Return `scale` if it is one."""
    if isinstance(scale, Scale):
        return scale
    raise InputTypeError(
        f"scale must be an nps.Scale, got {shown(scale)}. For the usual 1-5 question write"
        " scale=nps.Scale.conventional(1, 5)."
    )


def tally(
    answers: Answers, scale: Scale, *, invalid: str, name: str = "ratings"
) -> tuple[list[int], int, int]:
    """Count each level of the scale, the missing and the invalid, which are an error if "raise"."""
    from nps._kernels.counting.levels import count_levels  # counts need no counting

    counted = count_levels(answers.values, scale.low, scale.high, answers.mask)
    if counted[2] and invalid == "raise":
        raise off_scale_error(answers, scale, name)
    return counted


def coded(answers: Answers, scale: Scale) -> IntArray:
    """Code each answer: 0..K-1 its level, K missing, K + 1 invalid."""
    from nps._kernels.counting.levels import level_codes

    return level_codes(answers.values, scale.low, scale.high, answers.mask)


def valid_codes(answers: Answers, scale: Scale, invalid: str, name: str) -> IntArray:
    """Code each answer as `coded` does; one off the scale is an error if `invalid` is "raise"."""
    codes = coded(answers, scale)
    if invalid == "raise" and bool((codes == len(scale.ratings) + 1).any()):
        raise off_scale_error(answers, scale, name)
    return codes


def off_scale_error(answers: Answers, scale: Scale, name: str) -> RatingError:
    """Say which answers are off the scale, where they are and what can be done."""
    from nps._kernels.counting.levels import first_off_scale

    values, low, high, absent = answers.values, scale.low, scale.high, answers.mask
    positions, total = first_off_scale(values, low, high, absent, _SHOWN)
    originals = [answers.original(i) for i in positions]
    shown = ", ".join(
        f"{text.shown(value)} at position {i}"
        for value, i in zip(originals, positions, strict=True)
    )
    more = f" and {total - _SHOWN} more" if total > _SHOWN else ""
    has_text = any(isinstance(value, str) for value in originals)
    no_numbers = all(
        isinstance(value, bool) or not isinstance(value, Number) for value in originals
    )
    if has_text:
        advice = "Text is not guessed at: call nps.parse_ratings first"
    elif no_numbers:
        advice = "These are not numbers: pick the column that holds the answers"
    else:
        advice = "Clean them, or say which scale was asked with scale=nps.Scale(...)"
    return (RatingTypeError if no_numbers else RatingError)(
        f"{name}: {total} of {len(answers)} answers are not whole numbers from {scale.low}"
        f" to {scale.high}: {shown}{more}. {advice}, or leave them out with"
        ' invalid="drop", as in nps.count(..., invalid="drop").'
    )
