"""Several surveys as one: their designs together, and how their totals vary on it."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING, TypeAlias

from nps._base.errors import OptionError
from nps._surveys.design.replicate_weights import Plan
from nps._surveys.design.scatter import Clusters, Replicates

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from nps._surveys.design.drawing import Design
    from nps._surveys.design.scatter import Scatter

Move: TypeAlias = "Callable[[Scatter], Scatter]"


def add_scatters(left: Scatter, right: Scatter) -> Scatter:
    """Return both together: parts of one survey, or two surveys."""
    if left.design is not right.design:
        left, right = side_by_side([left], [right])
    return left.joined(right)


def side_by_side(left: Sequence[Scatter], right: Sequence[Scatter]) -> list[Scatter]:
    """Return the parts of two surveys, each of one design, on the design of both together."""
    move, move_too = _combined(left[0].design, right[0].design)
    shift = 1 + max(max(scatter.parts) for scatter in left)
    return [*map(move, left), *(move_too(scatter).shifted(shift) for scatter in right)]


def on_one_design(scatters: Sequence[Scatter]) -> list[Scatter]:
    """Return different waves with the clusters of the same name in common."""
    for scatter in scatters:
        named = isinstance(scatter, Clusters) and scatter.design.labelled
        if not named and not isinstance(scatter, Replicates):
            raise OptionError(
                "shared=True is for samples with clusters or replicates, of which the same ones"
                " can be found in each."
            )
    moved = list(scatters[:1])
    for scatter in scatters[1:]:
        moved = side_by_side(moved, [scatter])
    return moved


def _combined(left: Design | Plan, right: Design | Plan) -> tuple[Move, Move]:
    """Return how the scatters of each of two surveys move onto the design of both together."""
    if isinstance(left, Plan) and isinstance(right, Plan):
        plan = left.together(right)
        return lambda one: replace(one, design=plan), lambda one: replace(one, design=plan)
    if isinstance(left, Plan) or isinstance(right, Plan):
        raise OptionError("a sample with replicate weights cannot be added to one without.")
    design, mine, theirs = left.merged(right)
    return lambda one: one.on(design, mine), lambda one: one.on(design, theirs)
