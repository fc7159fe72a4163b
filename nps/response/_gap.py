"""Late answers held against early ones, or those of one channel against the others."""

from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING, cast

import numpy as np

from nps._base.checks import (
    check_confidence_level,
    check_flag,
    check_same_length,
    check_whole,
)
from nps._base.errors import EmptySampleError, InputTypeError, OptionError
from nps._base.labels.labels import Labels
from nps._base.text import shown_kind
from nps._base.words.notes import Note
from nps._inference.differences.compare import compare
from nps._inference.families.compare_many import compare_many
from nps._inference.scores.estimate import estimate
from nps._inference.scores.population import check_all_invited, check_population
from nps._inference.waves.panel import as_waves
from nps._inference.waves.trend import trend
from nps._samples.cohorts import Cohorts
from nps._samples.ratings import STANDARD
from nps._samples.tallying.codes import read_codes
from nps._surveys.kinds import is_counted, is_weighted
from nps.response._order import labels_of, read_order
from nps.response._results.gap import ResponseGap

if TYPE_CHECKING:
    from collections.abc import Sequence

    from nps._base.typing import Invalid
    from nps._kernels import FloatArray, IntArray
    from nps._samples.ratings import Scale
    from nps.response._order import Places

#: With more different places than this answers are cut into parts of equal size.
MOST_STEPS = 12
WEIGHTED = (
    "sample must be counted answers: weights are made from who answered, so with them there is no"
    " early and late left to compare."
)


def gap(
    sample: object,
    *,
    order: object = None,
    parts: int = 4,
    ordered: bool = True,
    invited: int | Sequence[int] | Mapping[object, int] | None = None,
    confidence_level: float = 0.95,
    scale: Scale = STANDARD,
    invalid: Invalid = "raise",
) -> ResponseGap:
    r"""Hold late answers against early ones, or one channel against the others.

    Whoever needs three reminders is closer to those who never answer than whoever answers at once.
    If late answers are worse, those that are missing probably are, too; if they are not, that is
    some comfort and no proof.

    Parameters
    ----------
    sample : Cohorts, mapping from label to ratings or Counts, or ratings
        Groups of answers, those who answered first on top: invitation, first reminder, second
        reminder. Or single ratings with `order`.
    order : 1-D collection, optional
        When each of the ratings came: the number of the reminder, days since the invitation, dates
        and times (those with a zone in UTC), or a pandas Categorical that is ordered. Up to twelve
        different ones are groups; more are cut into `parts`. With ``ordered=False`` the channel of
        each rating, as text too, of which none is cut.
    parts : int, default 4
        Number of parts of about equal size, from first to last, where answers are cut.
    ordered : bool, default True
        Whether the groups go from early to late; False for channels, devices or languages.
    invited : int, optional
        People who were asked, the silent among them. Without an order one number for each group, as
        a sequence or a mapping by label. By default the answers and those counted missing, if any
        are.
    confidence_level : float, default 0.95
        Strictly between 0 and 1.
    scale : Scale, default STANDARD
        Which ratings belong to which class, where `sample` holds ratings.
    invalid : {"raise", "drop"}, default "raise"
        Answers off the scale are an error, or count as not given.

    Returns
    -------
    ResponseGap
        The score of each group. In order: the difference of the last and the first group, a trend
        through more than two, and the score of all if the silent answer as the last did. Without an
        order: each group against the rest, and the R-indicator.

    Raises
    ------
    EmptySampleError
        If fewer than two groups have answers.
    OptionError
        If the columns differ in length, an answer has no place in the order, fewer were invited
        than answered, or an option is not allowed.

    See Also
    --------
    bounds : What those who did not answer leave open.
    nps.compare, nps.trend, nps.compare_many : The tests.

    Notes
    -----
    That people who answer late stand between those who answer early and those who do not is called
    the continuum of resistance. It is an assumption; where it was checked it held for some
    questions and not for others [1]_. The difference is that of `nps.compare` (late minus early),
    the line that of `nps.trend` over the numbers of the groups. With r the response rate, R the
    score of those who answered and L that of the last group, `score_if_like_last` is
    :math:`r R + (1 - r) L`.

    The R-indicator is :math:`1 - 2 S(\rho)`, where S is the standard deviation of the groups'
    response rates over all who were asked [2]_. It says how evenly people answered, by these groups
    only, and nothing of what they think.

    References
    ----------
    .. [1] Lin IF, Schaeffer NC (1995). Using survey participants to estimate the impact of
       nonparticipation. Public Opinion Quarterly 59(2), 236-258. doi:10.1086/269471
    .. [2] Schouten B, Cobben F, Bethlehem J (2009). Indicators for the representativeness of survey
       response. Survey Methodology 35(1), 101-113.

    Examples
    --------
    >>> import nps
    >>> mailings = {"invitation": nps.Counts(50, 30, 20), "reminder": nps.Counts(20, 15, 25)}
    >>> found = nps.response.gap(mailings, invited=800)
    >>> print(f"{found.comparison.difference:+.1f} points")
    -38.3 points
    >>> print(f"{found.score_if_like_last:.1f}")
    -3.5
    """
    level = check_confidence_level(confidence_level)
    parts = check_whole("parts", parts)
    if parts < 2:
        raise OptionError(f"parts must be at least 2, got {parts}.")
    ordered = check_flag("ordered", ordered)
    groups, silent = _read_groups(sample, order, parts, scale, invalid, ordered=ordered)
    seen = np.flatnonzero(groups.n > 0)
    if seen.size < 2:
        raise EmptySampleError(
            "a gap is between two groups with answers at least, but there"
            f" {'is 1' if seen.size else 'are none'}."
        )
    notes = []
    if seen.size < len(groups):
        notes.append(
            Note(
                "Left out, without a valid answer: {empty} of {size:group}.",
                empty=len(groups) - int(seen.size),
                size=len(groups),
            )
        )
    if not ordered:
        if silent:
            notes.append(Note("{k:answer} missing and of no group, so left out.", k=silent))
        return _between_groups(groups, seen, invited, level, notes)
    kept, places = groups._take(seen), range(int(seen.size))
    last, first = kept._at(len(kept) - 1), kept._at(0)
    rate, like_last = None, None
    asked = _asked(invited, groups, silent)
    if asked is not None:
        total = kept.total
        rate = np.cumsum(kept.n) / asked
        answered = 100.0 * (total.promoters - total.detractors)
        like_last = (answered + (asked - total.n) * last.score) / asked
        notes.append(
            Note(
                "That those who did not answer are like the last who did is an assumption, which"
                " these answers cannot check."
            )
        )
    if asked is not None and invited is None:
        notes.append(_taken_as_asked(asked))
    return ResponseGap(
        cohorts=kept,
        ordered=True,
        score=kept.score,
        confidence_interval=estimate(kept, confidence_level=level).confidence_interval,
        confidence_level=level,
        response_rate=rate,
        comparison=compare(last, first, confidence_level=level),
        trend=None if len(kept) < 3 else trend(kept, times=places, confidence_level=level),
        score_if_like_last=like_last,
        notes=tuple(notes),
    )


def _between_groups(
    groups: Cohorts, seen: IntArray, invited: object, level: float, notes: list[Note]
) -> ResponseGap:
    """Hold each group against the rest, and say how evenly people answered."""
    kept, rate, even = groups._take(seen), None, None
    if invited is not None or groups.missing.any():
        asked = check_all_invited(invited, groups)
        rate = groups.n[seen] / asked[seen]
        even = _r_indicator(groups.n / np.where(asked > 0.0, asked, np.nan), asked)
        if invited is None:
            notes.append(_taken_as_asked(int(asked.sum())))
    return ResponseGap(
        cohorts=kept,
        ordered=False,
        score=kept.score,
        confidence_interval=estimate(kept, confidence_level=level).confidence_interval,
        confidence_level=level,
        response_rate=rate,
        comparisons=compare_many(kept, against="rest", confidence_level=level),
        r_indicator=even,
        notes=tuple(notes),
    )


def _taken_as_asked(asked: int) -> Note:
    return Note("Asked were {n}: those who answered, and those who are counted missing.", n=asked)


def _r_indicator(rates: FloatArray, asked: FloatArray) -> float:
    """Return 1 - 2 sd of the rates over the people who were asked (divisor N - 1)."""
    some = asked > 0.0
    rates, asked = rates[some], asked[some]
    total = asked.sum()
    mean = (asked @ rates) / total
    return float(1.0 - 2.0 * np.sqrt(asked @ (rates - mean) ** 2 / (total - 1.0)))


def _read_groups(
    sample: object, order: object, parts: int, scale: Scale, invalid: Invalid, *, ordered: bool
) -> tuple[Cohorts, int]:
    """Return the groups from first to last, and how many were silent without a place in them."""
    if is_weighted(sample):
        raise InputTypeError(WEIGHTED)
    if is_counted(sample) or isinstance(sample, Mapping):
        if order is not None:
            raise OptionError(
                "order is for single ratings; groups are in the order in which they are given."
            )
        groups = as_waves(cast("Mapping[object, object]", sample), scale, invalid)
        if not is_counted(groups):
            raise InputTypeError(WEIGHTED)
        return groups, 0
    codes = read_codes(sample, "sample", scale, invalid)
    if order is None:
        raise InputTypeError(
            "order must say when each of the ratings came, or sample be groups of answers:"
            f" nps.Cohorts or a mapping from label to answers, got {shown_kind(sample)}."
        )
    place, names = read_order(order, ordered=ordered)
    check_same_length("order", place.size, "sample", codes.size)
    size, unknown = len(scale.ratings), place != place
    lacking = int((unknown & (codes < size)).sum())
    if lacking:
        raise OptionError(
            f"order must have a place for each answer, but of {lacking:,} it is missing: leave"
            " their ratings out."
        )
    codes, place = codes[~unknown], place[~unknown]
    labels, group = _cut(place, parts, names, ordered=ordered)
    table = np.zeros((len(labels), size + 2), dtype=np.int64)
    np.add.at(table, (group, codes), 1)
    return Cohorts._from_table(Labels(labels, ["order"]), table, scale), int(unknown.sum())


def _asked(
    invited: int | Sequence[int] | Mapping[object, int] | None, groups: Cohorts, silent: int
) -> int | None:
    """Return how many were asked: as given, or with those who are counted missing; None if none."""
    total = groups.total
    if invited is not None:
        return check_population(invited, total.n, "invited")
    if not total.missing + silent:
        return None
    return total.n + total.missing + total.invalid + silent


def _cut(
    place: Places, parts: int, names: Sequence[object] | None, *, ordered: bool
) -> tuple[list[object], IntArray]:
    """Return the labels of the groups, and the group of each answer."""
    steps, group = np.unique(place, return_inverse=True)
    if names is not None and (steps.size <= MOST_STEPS or not ordered):
        return [names[int(step)] for step in steps.tolist()], group.reshape(-1)
    if steps.size <= MOST_STEPS:
        return labels_of(steps), group.reshape(-1)
    before = np.searchsorted(np.sort(place), steps, side="left") + np.searchsorted(
        np.sort(place), steps, side="right"
    )
    part = np.minimum(parts * before // (2 * place.size), parts - 1)
    used, of_step = np.unique(part, return_inverse=True)
    return [f"{k + 1}/{parts}" for k in used.tolist()], of_step.reshape(-1)[group.reshape(-1)]
