"""Penalty and reward: what a bad and a good rating of a driver each go with: `steps`."""

from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING, NamedTuple

import numpy as np

from nps._base.checks import check_confidence_level, check_number, check_option, did_you_mean
from nps._base.errors import OptionError
from nps._base.labels.labels import Labels
from nps._base.results import Intervals
from nps._base.text import shown
from nps._base.words.notes import Note
from nps._inference.evidence import p_values
from nps._inference.families.adjust_p_values import adjust_p_values
from nps._kernels.many_scores.multiplicity import ADJUSTMENTS
from nps._samples.ratings import STANDARD
from nps.drivers._assembly import check_enough, quantiles
from nps.drivers._fitting.notes import listed, on_dropped
from nps.drivers._fitting.people import read_people
from nps.drivers._fitting.regression import regress
from nps.drivers._results.steps import DriverSteps

if TYPE_CHECKING:
    from collections.abc import Sequence

    from nps._base.typing import Invalid, Units
    from nps._kernels import FloatArray, IntArray
    from nps._kernels.many_scores.multiplicity import AdjustmentName
    from nps._samples.ratings import Scale
    from nps.drivers._fitting.people import People, Skipped

#: What may be done about drivers that are missing: who was not asked has no step.
SKIPPED = ("raise", "drop")
#: Answers for each driver below which steps are hardly known.
ANSWERS_PER_DRIVER = 20


class _Steps(NamedTuple):
    """Cuts of the drivers, and the columns of a regression on them."""

    low_cut: FloatArray
    high_cut: FloatArray
    low: list[np.ndarray]
    high: list[np.ndarray]
    n_low: IntArray
    n_high: IntArray

    @property
    def columns(self) -> list[np.ndarray]:
        """The step down and the step up of each driver, in turn."""
        return [step for pair in zip(self.low, self.high, strict=True) for step in pair]


def steps(
    ratings: object,
    factors: object,
    *,
    weights: object = None,
    clusters: object = None,
    strata: object = None,
    population: Units | None = None,
    skipped: Skipped = "raise",
    low: float | Mapping[str, float] = 1 / 3,
    high: float | Mapping[str, float] = 1 / 3,
    adjust: AdjustmentName = "holm",
    confidence_level: float = 0.95,
    scale: Scale = STANDARD,
    invalid: Invalid = "raise",
) -> DriverSteps:
    """Ask whether a bad rating of a driver costs as much as a good one brings.

    Some drivers are noticed only when they fail (must-haves), some only when they shine
    (delighters). Published maps of such kinds hold two estimates against each other by eye; here
    their difference is tested, and a driver counts as of the usual kind ("performance") until the
    data say otherwise.

    Parameters
    ----------
    ratings : 1-D collection
        Answers as in `effects`.
    factors : mapping or data frame
        Drivers as in `effects`, all of them ratings.
    weights, clusters, strata, population : optional
        How the sample was drawn, as in `effects`.
    skipped : {"raise", "drop"}, default "raise"
        Drivers that are missing for some are an error, or those respondents are left out.
    low, high : float or mapping from str to float, default 1/3
        Share of respondents whose rating is bad, and good: bad is up to the quantile of `low`, good
        is above that of 1 - `high`. Or the cuts themselves for each driver:
        ``low={"price": 2}, high={"price": 5}`` (up to 2 is bad, from 5 on is good).
    adjust : str, default "holm"
        Adjust p-values for the number of drivers, as in `adjust_p_values`.
    confidence_level : float, default 0.95
        Of the intervals, and of the verdict.
    scale : Scale, default STANDARD
        Which ratings belong to which class.
    invalid : {"raise", "drop"}, default "raise"
        Answers off the scale are an error, or are left out and counted as ``invalid``.

    Returns
    -------
    DriverSteps
        A row for each driver.

    Raises
    ------
    RatingError
        If an answer is off the scale and `invalid` is "raise".
    OptionError
        If a driver is no rating, or missing for some and `skipped` is "raise", or there are fewer
        answers than steps.

    See Also
    --------
    effects : The effect of a point better, wherever on the scale.

    Notes
    -----
    The score is regressed on "bad" and "good" of every driver at once [1]_: penalty and reward are
    their slopes. A driver is a must-have if penalty + reward is below 0 and a delighter if it is
    above, by a Wald test with errors for unequal variances (HC3), p-values adjusted over drivers.
    Plan with twenty answers for each driver.

    References
    ----------
    .. [1] Mikulić J, Prebežac D (2011). A critical review of techniques for classifying quality
       attributes in the Kano model. Managing Service Quality 21(1), 46-66.
       doi:10.1108/09604521111100243

    Examples
    --------
    >>> import nps, random
    >>> draw = random.Random(4)
    >>> staff = [draw.randint(1, 5) for _ in range(300)]
    >>> ratings = [draw.choice([2, 4, 6] if x < 3 else [7, 8, 9]) for x in staff]
    >>> found = nps.drivers.steps(ratings, {"staff": staff})
    >>> print(found["staff"].summary())
    staff is a must-have: a bad rating goes with -138.0 points, a good one with +5.5 (p < 0.001).
    """
    check_option("skipped", skipped, SKIPPED)
    check_option("adjust", adjust, ADJUSTMENTS)
    level = check_confidence_level(confidence_level)
    people = read_people(
        ratings, factors, weights=weights, clusters=clusters, strata=strata, population=population,
        skipped=skipped, scale=scale, invalid=invalid,
    )  # fmt: skip
    for factor in people.factors:
        if factor.kind != "rating":
            what = "yes/no" if factor.kind == "yes-no" else "a category"
            raise OptionError(
                f"steps are for ratings, but factor {shown(factor.name)} is {what}: leave it out."
            )
    made = _read_steps(people, low, high)
    p = len(people.factors)
    check_enough(people.n, 2 * p)
    down, up = np.eye(2 * p)[::2], np.eye(2 * p)[1::2]
    contrasts = np.concatenate([down, up, down + up])
    found = regress(people, made.columns, lambda _: contrasts)
    values = 100.0 * found.values[0]
    if not found.varied:
        values[:] = np.nan
    errors = 100.0 * np.sqrt(np.diag(found.covariance()[0]))
    errors[np.isnan(values)] = np.nan
    reach = quantiles(found.freedom, level) * errors
    with np.errstate(divide="ignore", invalid="ignore"):
        statistic = (values / errors)[2 * p :]
    freedom = found.freedom[2 * p :]
    raw = p_values(statistic, "two-sided", freedom)
    adjusted = adjust_p_values(raw, method=adjust)
    asymmetry = values[2 * p :]
    kind = tuple(
        "performance" if not p_one < 1.0 - level else "must-have" if sign < 0.0 else "delighter"
        for p_one, sign in zip(adjusted, asymmetry, strict=True)
    )
    parts = {
        "low_cut": made.low_cut,
        "high_cut": made.high_cut,
        "n_low": made.n_low,
        "n_high": made.n_high,
        "penalty": values[:p],
        "penalty_standard_error": errors[:p],
        "reward": values[p : 2 * p],
        "reward_standard_error": errors[p : 2 * p],
        "asymmetry": asymmetry,
        "standard_error": errors[2 * p :],
        "statistic": statistic,
        "degrees_of_freedom": freedom,
        "p_value": raw,
        "adjusted_p_value": adjusted,
    }
    for column in parts.values():
        column.flags.writeable = False
    penalties, rewards, around = (
        _interval(values[part], reach[part])
        for part in (np.s_[:p], np.s_[p : 2 * p], np.s_[2 * p :])
    )
    return DriverSteps(
        **parts,
        penalty_interval=penalties,
        reward_interval=rewards,
        confidence_interval=around,
        _labels=Labels([factor.name for factor in people.factors], ("driver",)),
        kind=kind,
        r_squared=float(found.fit.r_squared[0]),
        n=people.n,
        counts=people.counts,
        errors=found.errors,
        adjust=adjust,
        confidence_level=level,
        notes=tuple(_notes_on(people, made)),
    )


def _interval(values: FloatArray, reach: FloatArray) -> Intervals:
    low, high = values - reach, values + reach
    low.flags.writeable = high.flags.writeable = False
    return Intervals(low, high)


def _read_steps(people: People, low: object, high: object) -> _Steps:
    """Cut the drivers into bad, middling and good; where nobody is in the middle, none is good."""
    names = [factor.name for factor in people.factors]
    bottom, top = _read_cuts("low", low, names), _read_cuts("high", high, names)
    if isinstance(bottom, float) and isinstance(top, float) and bottom + top > 1.0:
        raise OptionError(
            f"low and high must leave room between them, got shares of {bottom:g} and {top:g}, more"
            " than 1 together."
        )
    cuts, sizes = np.full((2, len(names)), np.nan), np.zeros((2, len(names)), np.int64)
    found = _Steps(cuts[0], cuts[1], [], [], sizes[0], sizes[1])
    for j, column in enumerate(people.columns):
        x = column.values
        if isinstance(bottom, float):
            below = np.quantile(x, bottom, method="inverted_cdf", weights=people.weights)
        else:
            below = bottom[names[j]]
        if isinstance(top, float):
            edge = np.quantile(x, 1.0 - top, method="inverted_cdf", weights=people.weights)
            good = x > edge
        else:
            good = x >= top[names[j]]
        bad = x <= below
        if (bad & good).any():
            raise OptionError(
                f"the cuts of factor {shown(names[j])} overlap: a rating of {x[bad & good][0]:g}"
                " would be both bad and good."
            )
        found.low_cut[j] = below
        if good.any():
            found.high_cut[j] = x[good].min() if isinstance(top, float) else top[names[j]]
        found.n_low[j], found.n_high[j] = bad.sum(), good.sum()
        found.low.append(bad)
        found.high.append(good & ~(bad | good).all())
    return found


def _read_cuts(name: str, given: object, factors: Sequence[str]) -> float | dict[str, float]:
    """Return a share, or the cut of each driver."""
    if not isinstance(given, Mapping):
        share = check_number(name, given, meaning=", a share between 0 and 1")
        if not 0.0 < share < 1.0:
            raise OptionError(
                f"{name} must be a share between 0 and 1, got {shown(given)}. For cuts write"
                f" {name}={{{shown(factors[0])}: {shown(given)}}}."
            )
        return share
    lacking = [factor for factor in factors if factor not in given]
    unknown = [key for key in given if key not in factors]
    if lacking or unknown:
        what = f"lacks {shown(lacking[0])}" if lacking else f"names {shown(unknown[0])}, no factor"
        hint = did_you_mean(unknown[0], factors) if unknown else ""
        raise OptionError(f"{name} must have a cut for each factor, but {what}.{hint}")
    return {key: check_number(f"{name}[{shown(key)}]", given[key]) for key in factors}


def _notes_on(people: People, made: _Steps) -> list[Note]:
    notes = []
    names = [factor.name for factor in people.factors]
    if people.n_dropped:
        notes.append(on_dropped(people.n_dropped))
    if people.n < ANSWERS_PER_DRIVER * len(names):
        notes.append(
            Note(
                "Only {n:answer} for {k:driver}: steps need about twenty for each.",
                n=people.n,
                k=len(names),
            )
        )
    everybody = [name for name, bad in zip(names, made.low, strict=True) if bad.all()]
    if everybody:
        notes.append(
            Note(
                "Everybody's rating is bad, so there is no step: {names}.", names=listed(everybody)
            )
        )
    neither = [
        name
        for name, bad, n_high, good in zip(names, made.low, made.n_high, made.high, strict=True)
        if not good.any() and n_high and not bad.all()
    ]
    if neither:
        notes.append(
            Note(
                "Nobody's rating is in the middle, so the penalty is against the good ratings and"
                " there is no reward: {names}.",
                names=listed(neither),
            )
        )
    top = [
        name
        for name, bad, n_high in zip(names, made.low, made.n_high, strict=True)
        if not n_high and not bad.all()
    ]
    if top:
        notes.append(
            Note(
                "No rating is above the middle, so there is no reward: {names}.", names=listed(top)
            )
        )
    return notes
