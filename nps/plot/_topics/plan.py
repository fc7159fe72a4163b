"""The picture of a plan: what more or fewer answers would show, or when to stop looking."""

from __future__ import annotations

import math
from typing import TYPE_CHECKING

import numpy as np

from nps._base.errors import InputTypeError
from nps._base.text import shown_kind
from nps._base.words import pictures
from nps._kernels.numerics.moments import normal_quantile
from nps.planning._looks import LookPlan
from nps.planning._results.curves import PlanCurve, percent_text
from nps.planning._results.plans import Plan
from nps.plot._drawing.canvas import clear_spines, drawing, ink, scaled
from nps.plot._drawing.style import check_look, tint

if TYPE_CHECKING:
    from matplotlib.axes import Axes

    from nps._base.typing import LanguageName
    from nps._kernels import FloatArray
    from nps.plot._drawing.style import Colours, Look


LOW = 20.0
"""Power, in percent, beside which a text stands above the curve rather than below it."""
TALLEST = 8.0
"""Largest z that a picture of looks goes up to; early boundaries may be higher."""
NAMED_LOOKS = 12
"""Most looks whose boundaries are written beside them."""
DOTTED_LOOKS = 40
"""Most looks with a dot each."""


def plan(
    plan: Plan | PlanCurve | LookPlan,
    *,
    ax: Axes | None = None,
    palette: Colours = None,
    language: LanguageName = "en",
) -> Axes:
    """Draw power against the number of answers, or the margin of error if that is planned.

    Where a guess leaves open how much answers vary, a band shows from what to what it goes. Of
    several looks it draws the boundaries: where z lies in the tinted part, the test stops.

    Parameters
    ----------
    plan : Plan, PlanCurve or LookPlan
        What `nps.planning` returns, or its ``curve()`` at other numbers of answers.
    ax : matplotlib.axes.Axes, optional
        Where to draw; by default on a new figure, ``ax.figure``.
    palette : mapping or sequence of colours, optional
        Colours of promoters, passives and detractors; the line has that of promoters. By default
        blue, grey and vermilion, which everybody can tell apart.
    language : str, default "en"
        Of the words in the picture: a code, such as "zh" for Chinese.

    Returns
    -------
    matplotlib.axes.Axes

    Raises
    ------
    InputTypeError
        If it is no plan.

    See Also
    --------
    nps.planning.sample_size, nps.planning.power, nps.planning.looks : Plans.

    Examples
    --------
    >>> import nps
    >>> guess = nps.planning.ScoreGuess(30, passives=(0.15, 0.45))
    >>> ax = nps.plot.plan(nps.planning.sample_size(guess, null=20))
    >>> ax.figure.savefig("plan.png")  # doctest: +SKIP
    >>> ax = nps.plot.plan(nps.planning.looks(5))
    """
    if not isinstance(plan, (Plan, PlanCurve, LookPlan)):
        raise InputTypeError(
            f"plan must be what nps.planning returns, or its curve(), got {shown_kind(plan)}."
        )
    look = check_look(palette, False, language)
    if isinstance(plan, LookPlan):
        with drawing(ax, *scaled(7.0, 4.4), look.about("plan", plan)) as axes:
            _draw_looks(axes, plan, look)
        return axes
    curve = plan.curve() if isinstance(plan, Plan) else plan
    n = np.array(curve.labels, dtype=np.float64)
    precision = bool(np.isnan(curve.power).all())
    height = curve.margin_of_error if precision else 100.0 * curve.power
    with drawing(ax, *scaled(7.0, 4.4), look.about("plan", plan)) as axes:
        if precision:
            _draw_band(axes, n, curve.margin_low, height, look)
        else:
            low, high = 100.0 * curve.power_low, 100.0 * curve.power_high
            _draw_band(axes, n, low, high, look)
        axes.plot(n, height, color=look.palette.promoters, linewidth=2.0, label="_curve")
        if isinstance(plan, Plan) and not math.isinf(plan.n):
            _draw_plan(axes, plan, look)
        axes.set_xlabel(look.words.answers_axis)
        axes.set_ylabel(look.words.margin_axis if precision else look.words.power_axis)
        axes.set_xlim(0.0, 1.05 * float(n.max()))
        axes.set_ylim(0.0, 1.1 * float(height.max()) if precision else 104.0)
        axes.xaxis.set_major_formatter(lambda value, _: f"{value:,.0f}")
        axes.yaxis.set_major_formatter(pictures.tick)
        clear_spines(axes, "top", "right")
    return axes


def _draw_band(axes: Axes, n: FloatArray, low: FloatArray, high: FloatArray, look: Look) -> None:
    falls = bool(high[0] > high[-1])
    if (high > low).any():
        axes.fill_between(
            n,
            low,
            high,
            color=tint(look.palette.promoters, 0.25),
            linewidth=0.0,
            label=look.words.open,
        )
        axes.legend(loc="upper right" if falls else "lower right", frameon=False, fontsize="small")


def _draw_plan(axes: Axes, plan: Plan, look: Look) -> None:
    """Mark the plan itself on the curve."""
    precision = plan.power is None
    height = plan.margin_of_error if plan.power is None else 100.0 * plan.power
    said = pictures.points(height) if precision else f"{percent_text(plan.power or 0.0)}%"
    above = precision or height < LOW
    axes.axhline(height, color="0.7", linestyle=":", linewidth=1.0, zorder=1, label="_level")
    axes.plot([plan.n], [height], "o", color=ink(), markersize=6.0, zorder=4, label="_plan")
    axes.annotate(
        f"n = {plan.n:,}{look.words.colon}{said}",
        (plan.n, height),
        xytext=(8.0, 8.0 if above else -14.0),
        textcoords="offset points",
        verticalalignment="bottom" if above else "top",
    )


def _draw_looks(axes: Axes, plan: LookPlan, look: Look) -> None:
    """Draw the boundaries of all looks, and the z that a single look takes."""
    t, bounds = 100.0 * plan.information, plan.boundaries
    top = min(1.15 * float(bounds.max()), TALLEST)
    sides = {"two-sided": (1.0, -1.0), "greater": (1.0,), "less": (-1.0,)}[plan.alternative]
    single = normal_quantile((1.0 - plan.confidence_level) / len(sides))
    colour, words = look.palette.promoters, look.words
    for place, side in enumerate(sides):
        reach = side * bounds
        name = "" if place else words.stop
        axes.fill_between(t, reach, side * top, color=tint(colour, 0.25), linewidth=0.0, label=name)
        style = "o-" if len(plan) <= DOTTED_LOOKS else "-"
        label = f"_boundary {side:+g}"
        axes.plot(t, side * bounds, style, color=colour, linewidth=2.0, label=label)
        axes.axhline(
            side * single, color="0.5", linestyle=":", linewidth=1.0, zorder=1,
            label="" if place else words.single_look,
        )  # fmt: skip
        if len(plan) <= NAMED_LOOKS:
            _name_bounds(axes, t, bounds, side, top)
    axes.set_xlabel(words.information_axis)
    axes.set_ylabel(words.z_axis)
    axes.set_xlim(0.0, 105.0)
    axes.set_ylim(-top if -1.0 in sides else 0.0, top if 1.0 in sides else 0.0)
    axes.yaxis.set_major_formatter(pictures.tick)
    axes.legend(loc="center left", frameon=False, fontsize="small")
    clear_spines(axes, "top", "right")


def _name_bounds(axes: Axes, t: FloatArray, bounds: FloatArray, side: float, top: float) -> None:
    for x, z in zip(t.tolist(), bounds.tolist(), strict=True):
        if z < top:
            axes.annotate(
                f"{side * z:.2f}".replace("-", pictures.MINUS),
                (x, side * z),
                xytext=(0.0, -7.0 * side),
                textcoords="offset points",
                horizontalalignment="center",
                verticalalignment="top" if side > 0.0 else "bottom",
                fontsize="small",
            )
