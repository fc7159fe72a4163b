"""Looking at a test more than once: boundaries that keep its level."""

from __future__ import annotations

import math
from collections.abc import Iterable
from dataclasses import dataclass
from itertools import islice
from typing import TYPE_CHECKING, ClassVar, Literal

import numpy as np

from nps._base import text
from nps._base.checks import check_alternative, check_number, check_option
from nps._base.columns.containers import can_iterate
from nps._base.errors import InputTypeError, OptionError
from nps._base.labels.labels import Labels
from nps._base.results import Columnar
from nps._base.words.notes import Note
from nps._kernels.numerics.moments import normal_quantile
from nps._kernels.topics.planning import looks as walks
from nps.planning._calculation.arguments import check_level, check_power, check_size, whole
from nps.planning._calculation.question import TWO_SIDED
from nps.planning._results.decisions import GO_ON, STOP, LookDecision, decision
from nps.planning._results.plans import Plan, plain_points

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from nps._base.results import Column, MethodKey
    from nps._base.typing import Alternative
    from nps._base.words.saying import Say
    from nps._kernels import FloatArray

SPENDINGS = ("obrien-fleming", "pocock")
#: Most looks that are planned.
MOST_LOOKS = 200


@dataclass(frozen=True, slots=True, kw_only=True, eq=False)
class LookPlan(Columnar):
    """Boundaries for several looks at one test, and what they cost.

    Attributes
    ----------
    labels : tuple of int
        Numbers of the looks, from 1.
    information : ndarray of float64, shape (K,)
        Share of the planned answers that each look has.
    boundaries : ndarray of float64, shape (K,)
        z that the test statistic must reach, in size if the test is two-sided.
    nominal_p : ndarray of float64, shape (K,)
        The same as a p-value: one below it stops the test at this look.
    spent : ndarray of float64, shape (K,)
        Chance of a false alarm up to each look.
    inflation : float
        Answers needed in the end over those of a test with a single look.
    expected_n : tuple of float
        Answers needed on average over those of a test with a single look: if there is nothing to
        find, and if there is what was planned for.
    spending, alternative : str
        As used.
    confidence_level, power : float
        Of all looks together.
    notes : tuple of str
        What the numbers alone would hide.

    Examples
    --------
    >>> import nps
    >>> plan = nps.planning.looks(5)
    >>> plan.boundaries.round(4).tolist()
    [4.8769, 3.357, 2.6803, 2.2898, 2.031]
    """

    _ours: ClassVar[str] = "head"
    _picture: ClassVar[str] = "plan"
    _labels: Labels
    information: FloatArray
    boundaries: FloatArray
    nominal_p: FloatArray
    spent: FloatArray
    inflation: float
    expected_n: tuple[float, float]
    spending: str
    alternative: str
    confidence_level: float
    power: float
    notes: tuple[str, ...] = ()

    def decide(self, look: int, statistic: float) -> LookDecision:
        """Return whether to stop at a look.

        Parameters
        ----------
        look : int
            Number of the look, from 1.
        statistic : float
            The z of the comparison so far: ``nps.compare(...).statistic``.

        Returns
        -------
        LookDecision
            "stop" or "go on"; its ``summary()`` gives the reasons.

        Examples
        --------
        >>> import nps
        >>> plan = nps.planning.looks(5)
        >>> so_far = nps.compare(nps.Counts(260, 150, 90), nps.Counts(210, 160, 130))
        >>> plan.decide(2, so_far.statistic)
        'stop'
        >>> print(plan.decide(2, so_far.statistic).summary())
        Look 2 of 5: z = 3.59 reaches the boundary of 3.36, so stop: the difference is shown.
        """
        place = check_size("look", look)
        if place > len(self):
            raise OptionError(f"look must be 1 to {len(self)}, got {text.shown(look)}.")
        z = check_number("statistic", statistic)
        boundary = float(self.boundaries[place - 1])
        ahead = {"two-sided": abs(z), "greater": z, "less": -z}[self.alternative]
        reached = ahead >= boundary
        verdict = STOP if reached or place == len(self) else GO_ON
        return decision(verdict, place, len(self), z, boundary, reached)

    def answers(self, plan: Plan | int) -> tuple[int, ...]:
        """Return how many answers each look should have, in the sample.

        Parameters
        ----------
        plan : Plan or int
            A plan for a single look, or its number of answers.

        Returns
        -------
        tuple of int
            The last is the number of answers needed if no look stops the test.

        Examples
        --------
        >>> import nps
        >>> nps.planning.looks(3).answers(1000)
        (338, 676, 1013)
        """
        n = plan.n if isinstance(plan, Plan) else check_size("plan", plan)
        if math.isinf(n):
            raise OptionError("plan needs more answers than there can be.")
        return tuple(int(whole(n * self.inflation * t)) for t in self.information.tolist())

    def _columns(self) -> dict[str, Column]:
        names = "information", "boundaries", "nominal_p", "spent"
        return {name: getattr(self, name) for name in names}

    def _headline(self) -> str:
        cost = 100.0 * (self.inflation - 1.0)
        return (
            f"{text.noun(len(self), 'look')}, {self.spending} spending,"
            f" {text.level_percent(self.confidence_level)}% {self.alternative}: {cost:.1f}% more"
            " answers than one look"
        )

    def _html_columns(self, rows: int) -> Mapping[str, Sequence[object]]:
        return {
            "information": [text.percent(t) for t in self.information[:rows]],
            "boundary (z)": [text.decimals(z, 4) for z in self.boundaries[:rows]],
            "nominal p": [text.p_number(p) for p in self.nominal_p[:rows]],
            "spent": [text.p_number(p) for p in self.spent[:rows]],
        }

    def __str__(self) -> str:
        rows = [
            f"look {k} at {text.percent(self.information[i])}: |z| >= {self.boundaries[i]:.4f}"
            if self.alternative == TWO_SIDED
            else f"look {k} at {text.percent(self.information[i])}: z >= {self.boundaries[i]:.4f}"
            for i, k in enumerate(self.labels)
        ]
        return "\n".join([self._headline(), *rows])

    def _sentence(self, say: Say) -> str:
        ends = self.boundaries[[0, -1]]
        first, last = (f"{z:.2f}" for z in ends)
        return say(
            "looks",
            k=len(self),
            first=first,
            last=last,
            more=plain_points(100.0 * (self.inflation - 1.0)),
            fewer=plain_points(100.0 * (1.0 - self.expected_n[1])),
        )

    def _methods(self) -> list[MethodKey]:
        return [("looks", self.spending)]


def looks(
    looks: int = 5,
    *,
    information: Iterable[float] | None = None,
    spending: Literal["obrien-fleming", "pocock"] = "obrien-fleming",
    alternative: Alternative = "two-sided",
    confidence_level: float = 0.95,
    power: float = 0.8,
) -> LookPlan:
    r"""Plan to look at a test more than once without fooling oneself.

    Whoever looks five times at a test and stops at the first p-value below .05 is wrong 14 times in
    a hundred where there is nothing to find, not 5 times. Boundaries that are higher in the
    beginning keep the level, and cost a few answers more.

    Parameters
    ----------
    looks : int, default 5
        Number of looks, equally spaced; at most 200.
    information : iterable of float, optional
        In place of `looks`: the share of the planned answers that each look has, growing to 1.
    spending : {"obrien-fleming", "pocock"}, default "obrien-fleming"
        How the level is spent: hardly any of it early, so that the last look takes nearly the usual
        z, or evenly, so that large effects stop the test sooner.
    alternative : {"two-sided", "greater", "less"}, default "two-sided"
        As the test has it.
    confidence_level : float, default 0.95
        Of all looks together.
    power : float, default 0.8
        Of all looks together; `inflation` and `expected_n` are for this.

    Returns
    -------
    LookPlan
        Boundaries of each look, what they cost, and ``decide(look, statistic)``.

    Raises
    ------
    OptionError, InputTypeError
        If an option is not allowed.

    See Also
    --------
    nps.ConfidenceSequence : For looks that nobody planned: at any time, with wider intervals.

    Notes
    -----
    Lan and DeMets' spending functions [1]_ give the chance of a false alarm up to a share t of the
    answers, s being the level of one side:

    .. math:: 2 - 2 \Phi(z_{1 - s/2} / \sqrt t)
        \qquad\text{or}\qquad s \log(1 + (e - 1) t).

    The boundaries follow by recursive integration over the steps of a random walk [2]_ [3]_. The
    statistic of `compare` behaves like that walk already with ten answers per sample and look.
    Information is the share of the answers; unplanned changes of the spacing that do not look at
    the scores do no harm, if the boundaries are computed for the looks as they came.

    References
    ----------
    .. [1] Lan KKG, DeMets DL (1983). Discrete sequential boundaries for clinical trials. Biometrika
       70(3), 659-663. doi:10.2307/2336502
    .. [2] Armitage P, McPherson CK, Rowe BC (1969). Repeated significance tests on accumulating
       data. Journal of the Royal Statistical Society A 132(2), 235-244. doi:10.2307/2343787
    .. [3] Jennison C, Turnbull BW (2000). Group Sequential Methods with Applications to Clinical
       Trials. Chapman & Hall/CRC. doi:10.1201/9780367805326

    Examples
    --------
    >>> import nps
    >>> print(nps.planning.looks(3))
    3 looks, obrien-fleming spending, 95% two-sided: 1.3% more answers than one look
    look 1 at 33.3%: |z| >= 3.7103
    look 2 at 66.7%: |z| >= 2.5114
    look 3 at 100.0%: |z| >= 1.9930
    """
    t = _information(looks, information)
    check_option("spending", spending, SPENDINGS)
    side = check_alternative(alternative)
    both = side == TWO_SIDED
    level, goal = check_level(confidence_level, one_sided=not both), check_power("power", power)
    alpha = 1.0 - level
    if goal <= alpha:
        raise OptionError(
            f"power must be above 1 - confidence_level = {alpha:.3g}, got {text.shown(power)}."
        )
    sides = 2.0 if both else 1.0
    tail = alpha / sides
    levels = walks.spent(t, tail, spending)
    bounds = walks.boundaries(t, levels, both)
    drift = walks.drift_for(t, bounds, goal, both)
    inflation = (drift / (normal_quantile(tail) + normal_quantile(1.0 - goal))) ** 2
    expected = tuple(inflation * _mean_length(t, bounds, d, both) for d in (0.0, drift))
    return LookPlan(
        _labels=Labels(range(1, t.size + 1), ["look"]),
        information=_frozen(t),
        boundaries=_frozen(bounds),
        nominal_p=_frozen(sides * _upper_tail(bounds)),
        spent=_frozen(sides * levels),
        inflation=inflation,
        expected_n=(expected[0], expected[1]),
        spending=spending,
        alternative=side,
        confidence_level=level,
        power=goal,
    )


def _information(looks: object, information: object) -> FloatArray:
    if information is None:
        k = check_size("looks", looks)
        if k > MOST_LOOKS:
            raise OptionError(
                Note("{name} must be at most {most}, got {value}.", name="looks",
                     most=str(MOST_LOOKS), value=text.shown(looks))
            )  # fmt: skip
        return np.arange(1.0, k + 1.0) / k
    if not can_iterate(information):
        raise InputTypeError(
            "information must be shares of the planned answers, such as (0.5, 1), got"
            f" {text.shown(information)}."
        )
    shares = [check_number("information", share) for share in islice(information, MOST_LOOKS + 1)]
    if len(shares) > MOST_LOOKS:
        raise OptionError(
            Note("{name} must have at most {most} looks.", name="information", most=str(MOST_LOOKS))
        )
    t = np.array(shares)
    if not shares or t[0] <= 0.0 or t[-1] != 1.0 or (np.diff(t) <= 0.0).any():
        raise OptionError(
            Note(
                "{name} must grow from above 0 to 1, the share of all planned answers at the last"
                " look, got {value}.",
                name="information",
                value=text.shown(tuple(shares)),
            )
        )
    return t


def _mean_length(t: FloatArray, bounds: FloatArray, drift: float, both: bool) -> float:
    """Return the mean share of the planned answers that is needed."""
    upper, lower = walks.crossing(t, bounds, drift, both)
    stopped = upper + lower
    return float((t * stopped).sum() + 1.0 - stopped.sum())


def _upper_tail(z: FloatArray) -> FloatArray:
    from scipy.special import ndtr

    return np.asarray(ndtr(-z))


def _frozen(column: FloatArray) -> FloatArray:
    column.setflags(write=False)
    return column
