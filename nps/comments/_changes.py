"""How the impacts of themes changed, by volume and by tone: `changes`."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np

from nps._base.checks import check_option
from nps._base.errors import InputTypeError, OptionError
from nps._base.results import Intervals
from nps._base.text import shown_kind
from nps._base.words.notes import Note
from nps._inference.evidence import p_values
from nps._inference.families.adjust_p_values import adjust_p_values
from nps._kernels.many_scores.multiplicity import ADJUSTMENTS
from nps.comments._counting.figures import labels_of
from nps.comments._counting.notes import listed
from nps.comments._results.changes import ThemeChanges
from nps.comments._results.impacts import ThemeImpacts

if TYPE_CHECKING:
    from nps._kernels.many_scores.multiplicity import AdjustmentName


def changes(
    sample: ThemeImpacts, reference: ThemeImpacts, *, adjust: AdjustmentName = "holm"
) -> ThemeChanges:
    """Say whether a theme is mentioned more, or by unhappier people, and what that makes of it.

    Parameters
    ----------
    sample, reference : ThemeImpacts
        What `impacts` found in two waves or groups of different people, at one confidence level.
    adjust : str, default "holm"
        Adjust p-values for the number of themes, as in `adjust_p_values`.

    Returns
    -------
    ThemeChanges
        A row for each theme that both have: volume, tone and change in points, sample less
        reference.

    Raises
    ------
    InputTypeError
        If either is nothing that `impacts` gave.
    OptionError
        If they have no theme in common, or other confidence levels or bases.

    See Also
    --------
    impacts : What each theme costs.
    nps.decompose : The same split of a whole score by segments.

    Notes
    -----
    With q the share of those who mention the theme and d their score less that of the rest,

    ``impact_2 - impact_1 = (d_1 + d_2)/2 (q_2 - q_1) + (q_1 + q_2)/2 (d_2 - d_1)``,

    volume and tone: Kitagawa's split [1]_, which `decompose` makes of the two segments theme and
    rest. The interval squares and adds the distances to the ends of the intervals of both impacts
    [2]_; the p-value is that of the change over its standard error, and may lie on the other side
    of a level where the interval ends close to 0.

    References
    ----------
    .. [1] Kitagawa EM (1955). Components of a difference between two rates. Journal of the American
       Statistical Association 50(272), 1168-1194. doi:10.1080/01621459.1955.10501299
    .. [2] Zou GY, Donner A (2008). Construction of confidence limits about effect measures: a
       general approach. Statistics in Medicine 27(10), 1693-1702. doi:10.1002/sim.3095

    Examples
    --------
    >>> import nps
    >>> before = nps.comments.impacts([10, 9, 3, 8, 10, 9], ["", "", "price", "price", "", ""])
    >>> after = nps.comments.impacts([10, 3, 3, 2, 10, 9], ["", "price", "price", "price", "", ""])
    >>> print(nps.comments.changes(after, before))
    Changes of what themes cost or bring, in points of NPS, 95% CI
    price: -50.0  [-137.9, 56.0]  p = 0.330 (volume -29.2, tone -20.8)
    """
    check_option("adjust", adjust, ADJUSTMENTS)
    for name, given in (("sample", sample), ("reference", reference)):
        if not isinstance(given, ThemeImpacts):
            raise InputTypeError(
                f"{name} must be what nps.comments.impacts gives, got {shown_kind(given)}."
            )
    for name in ("confidence_level", "base"):
        mine, theirs = getattr(sample, name), getattr(reference, name)
        if mine != theirs:
            raise OptionError(
                f"sample and reference must have the same {name}, got {mine!r} and {theirs!r}."
            )
    names = [label for label in sample.labels if label in reference._labels]
    if not names:
        raise OptionError("sample and reference must have themes in common, but have none.")
    at = [[one._labels.position(name) for name in names] for one in (sample, reference)]
    shares, differences, impacts, errors = (
        [getattr(one, column)[rows] for one, rows in zip((sample, reference), at, strict=True)]
        for column in ("share", "difference", "impact", "impact_standard_error")
    )
    (low, high), (reference_low, reference_high) = (
        (one.impact_interval.low[rows], one.impact_interval.high[rows])
        for one, rows in zip((sample, reference), at, strict=True)
    )
    change = impacts[0] - impacts[1]
    error = np.hypot(*errors)
    with np.errstate(invalid="ignore", divide="ignore"):
        statistic = np.where(change == 0.0, 0.0 * error, change / error)
    p_value = p_values(statistic, "two-sided")
    alone = [
        str(label)
        for one, other in ((sample, reference), (reference, sample))
        for label in one.labels
        if label not in other._labels
    ]
    return ThemeChanges(
        _labels=labels_of([str(name) for name in names]),
        share=shares[0],
        reference_share=shares[1],
        difference=differences[0],
        reference_difference=differences[1],
        impact=impacts[0],
        reference_impact=impacts[1],
        volume=(differences[0] + differences[1]) / 2.0 * (shares[0] - shares[1]),
        tone=(shares[0] + shares[1]) / 2.0 * (differences[0] - differences[1]),
        change=change,
        confidence_interval=Intervals(
            change - np.hypot(impacts[0] - low, reference_high - impacts[1]),
            change + np.hypot(high - impacts[0], impacts[1] - reference_low),
        ),
        standard_error=error,
        statistic=statistic,
        p_value=p_value,
        adjusted_p_value=adjust_p_values(p_value, method=adjust),
        adjust=adjust,
        confidence_level=sample.confidence_level,
        notes=(Note("In one of the two only: {names}.", names=listed(alone)),) if alone else (),
    )
