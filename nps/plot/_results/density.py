"""Laws of a score: a posterior, or that of bootstrap samples."""

from __future__ import annotations

from typing import TYPE_CHECKING, Literal, NamedTuple

import numpy as np

from nps._base.checks import check_confidence_level
from nps._base.errors import InputTypeError
from nps._base.text import level as level_text
from nps._base.text import shown_kind
from nps._base.words import pictures
from nps._inference.laws.distributions import BootstrapDistribution
from nps._inference.laws.posterior import Posterior
from nps.plot._drawing.canvas import clear_spines, drawing, ink, legend_inside, scaled
from nps.plot._drawing.style import check_look

if TYPE_CHECKING:
    from matplotlib.axes import Axes

    from nps._base.results import ConfidenceInterval
    from nps._base.typing import LanguageName
    from nps._base.words.pictures import Words
    from nps._kernels import FloatArray
    from nps._samples.counts import Counts
    from nps.plot._drawing.style import Colours, Look

#: How many places a density is drawn at, and how many bins hold resampled values at most.
PLACES, BINS = 401, 60
#: What is left out at either end, where nothing could be seen.
OUTSIDE = 1e-4


class _Curve(NamedTuple):
    """A law as it is drawn: per cent for each point of the score, as steps or as a curve."""

    x: FloatArray
    height: FloatArray
    steps: bool


def density(
    law: Posterior | BootstrapDistribution,
    *,
    ax: Axes | None = None,
    confidence_level: float = 0.95,
    palette: Colours = None,
    language: LanguageName = "en",
) -> Axes:
    """Draw the law of a score with its interval.

    Parameters
    ----------
    law : Posterior or BootstrapDistribution
        What `nps.posterior` or `nps.bootstrap` gave.
    ax : matplotlib.axes.Axes, optional
        Where to draw; by default on a new figure, ``ax.figure``.
    confidence_level : float, default 0.95
        Of the interval, strictly between 0 and 1: equal-tailed for a posterior, "percentile" for a
        bootstrap.
    palette : mapping or sequence of colours, optional
        As in `nps.plot.distribution`: what lies inside the interval has the colour of promoters.
    language : str, default "en"
        Of the words in the picture: a code, such as "zh" for Chinese.

    Returns
    -------
    matplotlib.axes.Axes
        A curve for a posterior, steps for resampled values, which are counted in bins. A law that
        has one value only is a line at it.

    Raises
    ------
    InputTypeError
        If `law` is something else.
    OptionError
        If `confidence_level` is not between 0 and 1.

    See Also
    --------
    nps.posterior, nps.bootstrap : The numbers.

    Examples
    --------
    >>> import nps
    >>> ax = nps.plot.density(nps.posterior(nps.Counts(50, 30, 20)))
    >>> ax.get_legend().get_texts()[0].get_text()
    '95% credible interval [14.0, 44.3]'
    """
    look = check_look(palette, False, language)
    words, level = look.words, check_confidence_level(confidence_level)
    if isinstance(law, Posterior):
        centre, limits, name = law.mean, law.credible_interval(level), words.credible
        curve, axis = _posterior(law), words.score_axis
    elif isinstance(law, BootstrapDistribution):
        centre, limits = law.observed, law.confidence_interval("percentile", level)
        name, curve = words.percentile, _bootstrap(law)
        axis = words.score_axis if law.reference is None else words.difference_axis
    else:
        raise InputTypeError(
            f"law must be what nps.posterior or nps.bootstrap gave, got {shown_kind(law)}."
        )
    signed = isinstance(law, BootstrapDistribution) and law.reference is not None
    ends = _apart(words, limits, signed=signed)
    where = f"{level_text(level).partition('%')[0].strip()}% {name} {ends}"
    point = f"{words.mean if isinstance(law, Posterior) else words.as_observed}"
    with drawing(ax, *scaled(7.0, 4.2), look.about("density", law)) as axes:
        _draw(axes, curve, limits, where, look)
        axes.axvline(
            centre,
            color=ink(),
            linewidth=1.6,
            label=f"{point} {pictures.points(centre, signed=signed)}",
        )
        top = float(np.max(curve.height, initial=0.0)) or 1.0
        axes.set_ylim(0.0, 1.3 * top)
        left, right = axes.get_xlim()
        if right - left < 1.0:  # so that ticks have few digits, and stay on the scale
            reach = 199.5 if signed else 99.5
            middle = float(np.clip(centre, -reach, reach))
            axes.set_xlim(middle - 0.52, middle + 0.52)
        axes.set_xlabel(axis)
        axes.set_ylabel(words.law_axis)
        axes.xaxis.set_major_formatter(pictures.signed_tick if signed else pictures.tick)
        axes.yaxis.set_major_formatter(pictures.tick)
        legend_inside(axes)
        clear_spines(axes, "top", "right")
    return axes


def _draw(ax: Axes, curve: _Curve, limits: ConfidenceInterval, name: str, look: Look) -> None:
    """Draw the curve, and what lies inside the interval in colour."""
    colour, x, height = look.palette.promoters, curve.x, curve.height
    step: Literal["post"] | None = "post" if curve.steps else None
    style = "steps-post" if curve.steps else "default"
    ax.plot(x, height, color=colour, drawstyle=style, label="_law")
    inside = np.clip(x, *limits)  # a bin that an end of the interval cuts is coloured up to it
    cut = height if curve.steps else np.interp(inside, x, height) if x.size else x
    for at, top, alpha, label in ((x, height, 0.12, "_all"), (inside, cut, 0.35, name)):
        ax.fill_between(at, top, step=step, color=colour, alpha=alpha, linewidth=0.0, label=label)


def _apart(words: Words, limits: ConfidenceInterval, *, signed: bool) -> str:
    """Return an interval with as many digits as tell its ends apart, six at most."""
    low, high = limits
    apart = (k for k in range(1, 7) if low == high or f"{low:.{k}f}" != f"{high:.{k}f}")
    if (digits := next(apart, 6)) == 1:
        return pictures.interval(words, low, high, signed=signed)
    form = f"{'+' if signed else ''}.{digits}f"
    return f"[{low:{form}}, {high:{form}}]".replace("-", pictures.MINUS)


def _posterior(law: Posterior) -> _Curve:
    low, high = np.asarray(law.quantile([OUTSIDE, 1.0 - OUTSIDE])).tolist()
    if not low < high:
        return _Curve(np.empty(0), np.empty(0), False)
    x = np.linspace(low, high, PLACES)
    return _Curve(x, 100.0 * np.asarray(law.pdf(x)), False)


def _step(sample: Counts) -> float:
    """Return how far resampled scores lie apart, in points; 0 where there is one only."""
    if max(sample.promoters, sample.passives, sample.detractors) == sample.n:
        return 0.0
    return (100.0 if sample.passives else 200.0) / sample.n


def _bootstrap(law: BootstrapDistribution) -> _Curve:
    """Return what lies in bins that each hold as many possible values.

    Those of a difference are no lattice, but they are one for each score of the larger sample.
    """
    low, high = np.asarray(law.quantile([OUTSIDE, 1.0 - OUTSIDE])).tolist()
    if not low < high:
        return _Curve(np.empty(0), np.empty(0), True)
    gap = max(_step(one) for one in (law.sample, law.reference) if one is not None)
    width = gap * np.ceil(round((high - low) / gap + 1) / BINS)
    edges = np.arange(low - gap / 2.0, high + width, width)
    inside = np.diff(np.asarray(law.cdf(edges)))
    return _Curve(edges, 100.0 * np.append(inside / width, 0.0), True)
