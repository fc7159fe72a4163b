"""Weights for respondents who are not the population: raking and post-stratification."""

from __future__ import annotations

from collections.abc import Hashable, Mapping
from typing import TYPE_CHECKING, Literal, TypeAlias

import numpy as np

from nps._base.checks import check_number, check_option
from nps._base.errors import InputTypeError, OptionError
from nps._base.text import shown
from nps._base.words.notes import Note
from nps._surveys.weights.margins import (
    Margins,
    Variable,
    cross,
    match,
    read_targets,
    read_variables,
    read_weights,
    scaled,
)
from nps._surveys.weights.raked import CapUnit, check_met, raked, read_caps
from nps._surveys.weights.weightings import Weighting, _frozen

if TYPE_CHECKING:
    from nps._kernels import FloatArray

Unconverged: TypeAlias = Literal["raise", "note"]
Residuals: TypeAlias = Literal["weighted", "unweighted"]


def rake(
    variables: object,
    targets: object,
    *,
    base_weights: object = None,
    total: float | None = None,
    lower: float | None = None,
    upper: float | None = None,
    unit: CapUnit = "mean",
    unconverged: Unconverged = "raise",
    residuals: Residuals = "weighted",
) -> Weighting:
    r"""Weight respondents so that several margins of the population are met at once.

    Of the population it is known how many are of each age, and how many live in each region, but
    not how many of each age live in each region: then rake. Where the crossed table is known and
    every cell has respondents, `poststratify`.

    Parameters
    ----------
    variables : mapping or data frame
        The respondents' variables: from name to column, or a data frame of pandas, Polars or Arrow,
        of which only the columns named in `targets` are read.
    targets : mapping from variable to mapping from category to number
        Known population counts, or shares that add up to 1, for each category of each variable. A
        target of 0 gives respondents of that category no weight; one under None is for those whose
        category is missing.
    base_weights : 1-D collection, optional
        Design weights to start from, such as inverse probabilities of selection; otherwise all 1.
    total : float, optional
        What the weights shall add up to; each margin is scaled to it. By default the sum of the
        counts or, if all targets are shares, that of the base weights.
    lower, upper : float, optional
        Bounds of the weights. Weights within the bounds that also meet the margins are found
        together.
    unit : {"mean", "median", "quantile", "weight"}, default "mean"
        What the bounds are: multiples of the mean or median weight, probabilities whose quantiles
        are the bounds, or weights. Mean, median and quantiles are those of raking without bounds.
    unconverged : {"raise", "note"}, default "raise"
        What to do with margins that no weights meet together: an error, or the weights that
        come nearest, with ``converged=False`` and a note.
    residuals : {"weighted", "unweighted"}, default "weighted"
        How standard errors take out what the margins explain: by least squares with the base
        weights, as R's ``survey::calibrate(calfun="raking")``, or without weights, as
        ``survey::rake``. The same if all base weights are equal.

    Returns
    -------
    Weighting
        ``.weights`` in the order of the respondents, and diagnostics. Give it to `SurveySample`.

    Raises
    ------
    OptionError
        If a category has no target or a target no respondents, totals disagree, weights or targets
        are negative or not finite, bounds leave no room, or margins cannot be met.
    InputTypeError
        If an argument is of the wrong kind.

    See Also
    --------
    poststratify : When the crossed table is known.
    trim_weights : Cap weights that exist.
    Weighting.from_weights : Use weights made by another program.

    Notes
    -----
    Iterative proportional fitting [1]_: in turn, the weights of each category of each margin are
    multiplied by wanted/reached, until all margins hold to 1e-11 of the total. The weights are

    .. math:: w_i = \min(U, \max(L, d_i a_{g(i)} b_{h(i)} \cdots)),

    nearest to the base weights d in :math:`\sum w \log(w/d) - w + d` [2]_. Work grows with the
    number of occupied cells, not of respondents (with bounds, of distinct weights in cells).

    Standard errors come from the residuals of each class on the margins, times the weight. With
    bounds the same residuals are used, which holds for large samples [2]_.

    References
    ----------
    .. [1] Deming WE, Stephan FF (1940). On a least squares adjustment of a sampled frequency table
       when the expected marginal totals are known. The Annals of Mathematical Statistics 11(4),
       427-444. doi:10.1214/aoms/1177731829
    .. [2] Deville JC, Sarndal CE (1992). Calibration estimators in survey sampling. Journal of the
       American Statistical Association 87(418), 376-382. doi:10.1080/01621459.1992.10475217

    Examples
    --------
    >>> import nps
    >>> weighting = nps.rake(
    ...     {"age": ["old", "old", "old", "old", "new", "new"], "region": list("NNNSNS")},
    ...     {"age": {"old": 0.5, "new": 0.5}, "region": {"N": 0.6, "S": 0.4}},
    ... )
    >>> print(weighting)
    Weights of 6 respondents by raking to 2 margins in 9 iterations: 0.7282 to 1.585
    effective n 5.3 (before 6.0), design effect 1.13 (before 1.00)
    age / old: 66.7% -> 50.0%, target 50.0%, n = 4
    age / new: 33.3% -> 50.0%, target 50.0%, n = 2
    region / N: 66.7% -> 60.0%, target 60.0%, n = 4
    region / S: 33.3% -> 40.0%, target 40.0%, n = 2

    The new are too few and now count for more; the total is still 6.
    """
    check_option("unconverged", unconverged, ("raise", "note"))
    check_option("residuals", residuals, ("weighted", "unweighted"))
    if not isinstance(targets, Mapping) or not targets:
        raise InputTypeError(
            "targets must be a mapping from variable to its categories and their counts or shares,"
            f" got {shown(targets)}."
        )
    wanted = {name: read_targets(f"targets[{shown(name)}]", one) for name, one in targets.items()}
    return _weigh(
        read_variables(variables, list(wanted)),
        {f"targets[{shown(name)}]": one for name, one in wanted.items()},
        "raking",
        base_weights,
        total,
        (lower, upper, unit),
        unconverged,
        residuals == "weighted",
    )


def poststratify(
    variables: object,
    targets: object,
    *,
    base_weights: object = None,
    total: float | None = None,
    lower: float | None = None,
    upper: float | None = None,
    unit: CapUnit = "mean",
) -> Weighting:
    r"""Weight respondents so that every cell of a table of the population is met.

    Parameters
    ----------
    variables : mapping or data frame
        The variables whose cells are known: from name to column, or a data frame with these columns
        and no others.
    targets : mapping from cell to number
        Known population count, or share of 1, of each cell: keys are categories of a single
        variable, or tuples with a category of each, in the order of the variables. A pandas Series
        will do.
    base_weights, total, lower, upper, unit : optional
        As in `rake`.

    Returns
    -------
    Weighting
        ``.weights`` in the order of the respondents, and diagnostics. Give it to `SurveySample`.

    Raises
    ------
    OptionError
        If a cell has no target or a target no respondents, or a number is not allowed.
    InputTypeError
        If an argument is of the wrong kind.

    See Also
    --------
    rake : When only the margins are known, or cells are empty.
    standardize : The score at a fixed mix of segments, from counts.

    Notes
    -----
    The weights of cell c with base weights d are :math:`w_i = d_i N_c / \sum_{j \in c} d_j` [1]_:
    raking to a single margin. Standard errors come from deviations from the weighted means of the
    cells, as by R's ``survey::postStratify``. Cells with few respondents make weights large: merge
    them.

    References
    ----------
    .. [1] Holt D, Smith TMF (1979). Post stratification. Journal of the Royal Statistical Society A
       142(1), 33-46. doi:10.2307/2344652

    Examples
    --------
    >>> import nps
    >>> weighting = nps.poststratify(
    ...     {"plan": ["free", "paid", "paid"]}, {"free": 6000, "paid": 2000}
    ... )
    >>> print(weighting.weights)
    [6000. 1000. 1000.]
    """
    read = cross(read_variables(variables))
    return _weigh(
        [read],
        {"targets": read_targets("targets", targets)},
        "post-stratification",
        base_weights,
        total,
        (lower, upper, unit),
        "raise",
        True,
    )


def _weigh(
    variables: list[Variable],
    targets: Mapping[str, Mapping[Hashable, float]],
    method: str,
    base_weights: object,
    total: float | None,
    caps: tuple[float | None, float | None, str],
    unconverged: str,
    weighted_residuals: bool,
) -> Weighting:
    """Rake to the targets, which are named as in messages."""
    size = variables[0].codes.size
    base = (
        np.ones(size) if base_weights is None else read_weights("base_weights", base_weights, size)
    )
    if total is not None and check_number("total", total) <= 0.0:
        raise OptionError(f"total must be positive, got {shown(total)}.")
    matched = [
        match(name, variable, wanted, base)
        for variable, (name, wanted) in zip(variables, targets.items(), strict=True)
    ]
    margins = Margins.make(matched, scaled(targets, total, float(base.sum())))
    found = raked(base, margins)
    low, high = read_caps(*caps, found.weights)
    if low > 0.0 or high < np.inf:
        _check_room(margins, found.weights, low, high)
        found = raked(base, margins, low, high)
    problem = check_met(found, margins)
    if problem and unconverged == "raise":
        raise OptionError(
            f'{problem} Pass unconverged="note" to get the weights that come nearest.'
        )
    notes = [Note("NOT CONVERGED: {problem}", problem=problem)] if problem else []
    lost = int(np.count_nonzero(base)) - int(np.count_nonzero(found.weights))
    if lost:
        notes.append(
            Note(
                "{lost} respondents are in a category with a target of 0 and have no weight.",
                lost=lost,
            )
        )
    return Weighting(
        weights=_frozen(found.weights),
        base_weights=_frozen(base),
        method=method,
        iterations=found.iterations,
        converged=not problem,
        lower=low,
        upper=high,
        notes=tuple(notes),
        _margins=margins,
        _weighted_residuals=weighted_residuals,
    )


def _check_room(margins: Margins, weights: FloatArray, low: float, high: float) -> None:
    """Refuse bounds within which some category cannot reach its target."""
    people = margins.sums(np.sign(weights))
    for i, wanted in enumerate(margins.wanted.tolist()):
        variable, category = margins.named(i)
        most = high * people[i] if people[i] else 0.0
        if not low * people[i] <= wanted * (1.0 + 1e-12) or not wanted <= most * (1.0 + 1e-12):
            raise OptionError(
                f"lower and upper leave no room: {shown(category)} of {shown(variable)} wants"
                f" {wanted:,.6g},"
                f" but its {int(people[i]):,} respondents with weights from {low:.6g} to {high:.6g}"
                f" reach {low * people[i]:,.6g} to {most:,.6g}."
                " Widen the bounds or merge categories."
            )
