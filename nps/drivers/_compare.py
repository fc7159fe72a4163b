"""Did the levels of the drivers change, or what they go with: `compare`."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np

from nps._base.checks import check_confidence_level, check_option
from nps._base.errors import InputTypeError, OptionError
from nps._base.labels.labels import Labels
from nps._base.results import ConfidenceInterval, Intervals
from nps._base.tests import Test
from nps._base.text import shown, shown_kind
from nps._base.words.notes import Note
from nps._inference.differences.sides import check_pair
from nps._inference.evidence import p_values
from nps._inference.families.adjust_p_values import adjust_p_values
from nps._kernels.many_scores.multiplicity import ADJUSTMENTS
from nps._kernels.numerics.moments import normal_quantile
from nps._kernels.topics.drivers.joint import chi2_test
from nps._kernels.topics.drivers.two_waves import Wave, changed
from nps.drivers._fitting.coding import column_names, starts_of
from nps.drivers._fitting.regression import CLASSICAL
from nps.drivers._results.changes import DriverChanges
from nps.drivers._results.effects import DriverEffects

if TYPE_CHECKING:
    from collections.abc import Sequence

    from nps._kernels import FloatArray
    from nps._kernels.many_scores.multiplicity import AdjustmentName
    from nps.drivers._reading.factors import Factor


def compare(
    sample: DriverEffects,
    reference: DriverEffects,
    *,
    names: tuple[str, str] | None = None,
    adjust: AdjustmentName = "holm",
    confidence_level: float = 0.95,
) -> DriverChanges:
    """Ask whether a score differs since drivers stand elsewhere, or since they matter otherwise.

    Parameters
    ----------
    sample, reference : DriverEffects
        What `effects` gave for two independent samples with the same drivers, such as two waves, by
        the linear method. The difference is sample less reference.
    names : tuple of two str, optional
        What sentences and pictures call the two.
    adjust : str, default "holm"
        Adjust p-values for the number of effects, as in `adjust_p_values`.
    confidence_level : float, default 0.95
        Of the intervals.

    Returns
    -------
    DriverChanges
        The part of levels and that of effects, in sum and for each driver.

    Raises
    ------
    OptionError
        If drivers differ, or the data do not tell the effect of one of them.
    InputTypeError
        If a side is no `DriverEffects`, or not of the linear method.

    See Also
    --------
    effects : One sample.
    nps.decompose : The same for segments: a difference from mix and from rates.

    Notes
    -----
    With means m, slopes b and bars for the mean of the two samples [1]_, [2]_, [3]_

    ``difference = sum bbar (m_2 - m_1) + sum mbar (b_2 - b_1) + (a_2 - a_1)``,

    symmetric in the two. Part by part the levels mean the same wherever a scale has its 0; of the
    effects only the sum does. Errors take means and slopes of both samples as estimated, and the
    samples as independent: people who answered twice need one regression with clusters and with the
    wave as a driver.

    References
    ----------
    .. [1] Oaxaca R (1973). Male-female wage differentials in urban labor markets. International
       Economic Review 14(3), 693-709. doi:10.2307/2525981
    .. [2] Blinder AS (1973). Wage discrimination: reduced form and structural estimates. Journal of
       Human Resources 8(4), 436-455. doi:10.2307/144855
    .. [3] Jann B (2008). The Blinder-Oaxaca decomposition for linear regression models. Stata
       Journal 8(4), 453-479.

    Examples
    --------
    >>> import nps, random
    >>> draw = random.Random(1)
    >>> def wave(mean):
    ...     price = [min(max(round(draw.gauss(mean, 1)), 1), 5) for _ in range(400)]
    ...     return nps.drivers.effects(
    ...         [2 * x - draw.randint(0, 2) for x in price], {"price": price}
    ...     )
    >>> found = nps.drivers.compare(wave(4.0), wave(3.5), names=("2025", "2024"))
    >>> print(f"{found.difference:+.1f} = {found.levels:+.1f} {found.effects:+.1f}")
    +30.8 = +31.5 -0.8
    """
    check_option("adjust", adjust, ADJUSTMENTS)
    level = check_confidence_level(confidence_level)
    called = check_pair(names)
    sides = _wave_of(sample, "sample"), _wave_of(reference, "reference")
    factors = _same_factors(sample, reference)
    waves = _on_one_coding(*sides, factors)
    parts = changed(*waves, np.eye(waves[0].mean.size))
    turned = waves[0].slopes - waves[1].slopes
    spread = (waves[0].covariance + waves[1].covariance)[1:, 1:]
    error = np.sqrt(np.diag(spread))
    with np.errstate(divide="ignore", invalid="ignore"):
        statistic = turned / error
    raw = p_values(statistic, "two-sided")
    z = normal_quantile(0.5 * (1.0 - level))
    level_part = 100.0 * parts.levels
    effect_part, effect_change = 100.0 * parts.effects, 100.0 * turned
    level_error = 100.0 * np.sqrt(np.diag(parts.levels_covariance))
    effect_error = 100.0 * np.sqrt(np.diag(parts.effects_covariance))
    arrays = {
        "level_part": level_part,
        "level_part_standard_error": level_error,
        "effect_part": effect_part,
        "effect_part_standard_error": effect_error,
        "effect_change": effect_change,
        "standard_error": 100.0 * error,
        "statistic": statistic,
        "p_value": raw,
        "adjusted_p_value": adjust_p_values(raw, method=adjust),
    }
    for array in arrays.values():
        array.flags.writeable = False
    levels, effects = (100.0 * parts.in_sum).tolist()
    levels_error, effects_error = (100.0 * np.sqrt(parts.in_sum_variance)).tolist()
    tested = chi2_test(turned, spread)
    return DriverChanges(
        **arrays,
        level_part_interval=_intervals(level_part, z * level_error),
        effect_part_interval=_intervals(effect_part, z * effect_error),
        confidence_interval=_intervals(effect_change, 100.0 * z * error),
        _labels=Labels(column_names(factors), ("driver",)),
        difference=sample.score - reference.score,
        levels=levels,
        levels_standard_error=levels_error,
        levels_interval=_around(levels, z * levels_error),
        effects=effects,
        effects_standard_error=effects_error,
        effects_interval=_around(effects, z * effects_error),
        equal_effects=Test(
            question="driver effects",
            method="Wald",
            statistic=tested[0],
            degrees_of_freedom=tested[1],
            p_value=tested[2],
        ),
        names=called,
        n=(sample.n, reference.n),
        adjust=adjust,
        confidence_level=level,
        notes=tuple(_notes_on(sample, reference)),
    )


def _wave_of(side: object, name: str) -> Wave:
    """Return what a comparison needs of one side."""
    if not isinstance(side, DriverEffects):
        raise InputTypeError(
            f"{name} must be what nps.drivers.effects gave, got {shown_kind(side)}."
        )
    if side.method != "linear":
        raise InputTypeError(
            f'{name} must be effects by method="linear", whose parts add up, got'
            f" method={side.method!r}."
        )
    if side._wave is None:
        unknown = [label for label, x in zip(side.labels, side.effect, strict=True) if np.isnan(x)]
        raise OptionError(
            f"{name} does not tell the effect of every driver"
            f" ({', '.join(map(str, unknown)) or 'some of a group'}), so its score cannot be"
            " divided among them: leave out drivers that never vary or that cannot be told apart."
        )
    return side._wave


def _same_factors(sample: DriverEffects, reference: DriverEffects) -> tuple[Factor, ...]:
    """Return the drivers of both sides, which must be the same with the same levels."""
    mine, theirs = sample._factors, reference._factors
    if [factor.name for factor in mine] != [factor.name for factor in theirs]:
        raise OptionError(
            "sample and reference must have the same drivers in the same order, got"
            f" {', '.join(factor.name for factor in mine)} and"
            f" {', '.join(factor.name for factor in theirs)}."
        )
    for one, other in zip(mine, theirs, strict=True):
        if one.kind != other.kind:
            raise OptionError(
                f"factor {shown(one.name)} is of kind {one.kind!r} in the sample and"
                f" {other.kind!r} in"
                " the reference."
            )
        apart = [level for level in (*one.levels, *other.levels)
                 if (level in one.levels) != (level in other.levels)]  # fmt: skip
        if apart:
            what = "being not asked" if apart[0] is None else f"level {shown(apart[0])}"
            raise OptionError(
                f"factor {shown(one.name)}: {what} occurs on one side only, where nothing says what"
                " it would go with on the other. Join levels, or leave it out."
            )
        if one.levels != other.levels:
            raise OptionError(
                f"factor {shown(one.name)} must have its levels in the same order on both sides,"
                f" got {one.levels} and {other.levels}."
            )
        if one.gaps != other.gaps:
            side = "sample" if one.gaps else "reference"
            raise OptionError(
                f"factor {shown(one.name)} was not asked of everybody in the {side} alone: compare"
                " those who were asked, or leave it out."
            )
    return mine


def _on_one_coding(sample: Wave, reference: Wave, factors: Sequence[Factor]) -> tuple[Wave, Wave]:
    """Count answers that not all were asked for from one middle, so that "asked" compares."""
    turn = np.eye(sample.mean.size)
    for factor, first in zip(factors, starts_of(factors), strict=False):
        if factor.gaps and factor.kind != "category":
            answers = [wave.mean[first + 1] / wave.mean[first] for wave in (sample, reference)]
            turn[first + 1, first] = -0.5 * sum(answers)
    back = np.linalg.inv(turn).T
    wide = np.eye(turn.shape[0] + 1)
    wide[1:, 1:] = back

    def recoded(wave: Wave) -> Wave:
        return Wave(
            score=wave.score,
            mean=turn @ wave.mean,
            mean_covariance=turn @ wave.mean_covariance @ turn.T,
            slopes=back @ wave.slopes,
            covariance=wide @ wave.covariance @ wide.T,
        )

    return recoded(sample), recoded(reference)


def _intervals(values: FloatArray, reach: FloatArray) -> Intervals:
    low, high = values - reach, values + reach
    low.flags.writeable = high.flags.writeable = False
    return Intervals(low, high)


def _around(value: float, reach: float) -> ConfidenceInterval:
    return ConfidenceInterval(value - reach, value + reach)


def _notes_on(sample: DriverEffects, reference: DriverEffects) -> list[Note]:
    if CLASSICAL in (sample.errors, reference.errors):
        return [
            Note(
                "Errors take the variance to be the same for all respondents; those that do not,"
                " and those of clusters, need the rows."
            )
        ]
    return []
