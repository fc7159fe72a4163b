"""What does a column of answers hold? Look before counting."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np

from nps._base import text as display
from nps._base.columns.containers import is_moderate, read_answers
from nps._base.results import Result, plain
from nps._base.tables import html
from nps._base.words.saying import are
from nps._samples.ratings import STANDARD, check_scale, coded
from nps._samples.tallying.suspicions import suspicions

if TYPE_CHECKING:
    from nps._base.words.saying import Say
    from nps._samples.ratings import Scale

_EXAMPLES = 10


@dataclass(frozen=True, slots=True, kw_only=True, eq=False)
class Audit(Result):
    """Report on a column of answers.

    Attributes
    ----------
    total, valid, missing, invalid : int
        All answers, and how they divide.
    distribution : tuple of int
        Valid answers at each rating of the scale, ascending.
    scale : Scale
        The scale they were held against.
    invalid_values : dict
        Each invalid value, as it was given, with how often it occurs, most frequent first.
    examples : tuple of (int, value)
        Position and value of the first invalid answers.
    suspicions : tuple of str
        What looks odd, in words, with what to do about it. Empty when nothing does.

    Examples
    --------
    >>> import nps
    >>> print(nps.audit([10, 9, 3, None, 99]))
    5 answers: 3 valid, 1 missing, 1 invalid
      0          0
      1          0
      2          0
      3          1  ##############################
      4          0
      5          0
      6          0
      7          0
      8          0
      9          1  ##############################
     10          1  ##############################
    invalid: 99 x 1
    ! 99 occurs once: often a code for "no answer". Replace it with None if it is.
    """

    total: int
    valid: int
    missing: int
    invalid: int
    distribution: tuple[int, ...]
    scale: Scale
    invalid_values: Mapping[object, int]
    examples: tuple[tuple[int, object], ...]
    suspicions: tuple[str, ...]

    def to_dict(self) -> dict[str, object]:
        """Return the report as plain Python for JSON; invalid values in pairs with their number."""
        return {
            "total": self.total,
            "valid": self.valid,
            "missing": self.missing,
            "invalid": self.invalid,
            "distribution": {
                str(r): k for r, k in zip(self.scale.ratings, self.distribution, strict=True)
            },
            "invalid_values": [[_saved(value), k] for value, k in self.invalid_values.items()],
            "examples": [[i, _saved(value)] for i, value in self.examples],
            "suspicions": list(self.suspicions),
        }

    def __str__(self) -> str:
        lines = [
            f"{self.total:,} answers: {self.valid:,} valid, {self.missing:,} missing,"
            f" {self.invalid:,} invalid"
        ]
        most = max(self.distribution, default=0) or 1
        for rating, k in zip(self.scale.ratings, self.distribution, strict=True):
            lines.append(f"{rating:>3}  {k:>9,}  {'#' * round(30 * k / most)}".rstrip())
        if self.invalid:
            lines.append(
                "invalid: "
                + ", ".join(
                    f"{display.shown(value)} x {k:,}"
                    for value, k in list(self.invalid_values.items())[:_EXAMPLES]
                )
            )
        lines += [f"! {suspicion}" for suspicion in self.suspicions]
        return "\n".join(lines)

    def _header(self) -> Sequence[str]:
        return ("rating", "answers", "")

    def _caption(self) -> str:
        return str(self).partition("\n")[0]

    def _rows(self) -> Sequence[tuple[object, ...]]:
        most = max(self.distribution, default=0) or 1
        rows: list[tuple[object, ...]] = [
            (str(rating), k, html.part_bar(k / most))
            for rating, k in zip(self.scale.ratings, self.distribution, strict=True)
        ]
        return [*rows, ("missing", self.missing, ""), ("invalid", self.invalid, "")]

    def _foot(self) -> str:
        return " ".join(self.suspicions)

    def _sentence(self, say: Say) -> str:
        said = say(
            "audit",
            total=self.total,
            valid=self.valid,
            are=are(self.valid),
            missing=self.missing,
            invalid=self.invalid,
        )
        k = len(self.suspicions)
        return say.joined(said, say("audit.suspicions", k=k, are=are(k)) if k else "")


def audit(ratings: object, *, scale: Scale = STANDARD) -> Audit:
    """Report what a column of answers holds, without raising on bad ones.

    Parameters
    ----------
    ratings : 1-D collection
        Answers in any container that `count` takes, whatever they are.
    scale : Scale, default STANDARD
        The scale that the question was asked on.

    Returns
    -------
    Audit
        Valid, missing and invalid answers, the invalid values with counts and positions, the
        distribution over the scale, and suspicions: codes such as 77, 99 or -1 for "no answer"
        and whatever else recurs far off the scale, minima of integer types, ends of the scale
        that nobody used (asked on 1-10, on 1-5?), fractions (averages instead of answers?), text
        that `parse_ratings` would read, booleans, a single value throughout.

    Raises
    ------
    RatingTypeError
        Only if the argument is not a one-dimensional collection.

    See Also
    --------
    count : Counts once the column is clean.
    parse_ratings : From text to ratings.

    Notes
    -----
    The ends of the scale are judged by exact tests, each at the level 0.005: that k answers all lie
    in a part of the scale which holds at most a share q of them (supposed, not known) has a
    probability of at most q**k. The top is said to be unused from 12 answers at the highest rating
    given on, since of those at some rating or above at most 5/8 are at it; from 19 answers in the
    lower half but above the lowest rating on, since at most 3/4 are there; on 0-10 also where none
    is 0 from 8 answers up to 5 on (at most 1/2 are from 1 to 5), 14 up to 6 (2/3) and 24 up to 7
    (4/5). That nobody gave a 0 is said from 24 answers of 1 to 3 on: of those of 0 to 3 at most 4/5
    are above 0.

    Examples
    --------
    >>> import nps
    >>> report = nps.audit([10, 9, 99, None, 3, 99])
    >>> report.valid, report.missing, report.invalid
    (3, 1, 2)
    >>> report.invalid_values
    {99: 2}
    >>> print(report.suspicions[0])
    99 occurs 2 times: often a code for "no answer". Replace it with None if it is.
    """
    scale = check_scale(scale)
    answers = read_answers(ratings)
    codes = coded(answers, scale)
    levels = len(scale.ratings)
    distribution = tuple(np.bincount(codes, minlength=levels + 2)[:levels].tolist())
    positions = np.flatnonzero(codes == levels + 1)
    values = [_hashable(answers.original(int(i))) for i in positions]
    missing = int(np.count_nonzero(codes == levels))
    return Audit(
        total=len(answers),
        valid=sum(distribution),
        missing=missing,
        invalid=len(values),
        distribution=distribution,
        scale=scale,
        invalid_values=_tally(values),
        examples=tuple(zip(positions[:_EXAMPLES].tolist(), values, strict=False)),
        suspicions=tuple(suspicions(distribution, scale, _tally(values))),
    )


def _saved(value: object) -> object:
    """Return a value as JSON can say it: moderate numbers and booleans as they are, else text."""
    if isinstance(value, (bool, np.bool_)):
        return bool(value)
    if isinstance(value, (int, float, np.number)) and is_moderate(value):
        return plain(value)
    return display.shown(value) if isinstance(value, int) else str(value)


def _hashable(value: object) -> object:
    try:
        hash(value)
    except TypeError:
        return display.shown(value)
    return value


def _tally(values: Sequence[object]) -> dict[object, int]:
    found = Counter((type(value), value) for value in values)
    tally: dict[object, int] = {}
    for (_, value), k in found.most_common():
        # True, 1 and 1.0 are one key to a dictionary, but not one answer
        tally[display.shown(value) if value in tally else value] = k
    return tally
