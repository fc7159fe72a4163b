"""The parts of a survey sample, as plain Python and back, and what makes two of them equal."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from typing import TYPE_CHECKING, Any, NamedTuple, TypeVar, cast

import numpy as np

from nps._base.checks import check_number
from nps._base.errors import InputTypeError, NPSError, OptionError
from nps._base.labels.saved import read_label, save_label
from nps._base.results import plain
from nps._base.text import shown, told
from nps._samples.counts import Counts
from nps._surveys.design.drawing import Design
from nps._surveys.design.replicate_weights import Plan
from nps._surveys.design.scatter import Clusters, Replicates, Respondents

if TYPE_CHECKING:
    from nps._kernels import FloatArray
    from nps._samples.ratings import Scale
    from nps._surveys.design.scatter import Drawn, Scatter
    from nps._surveys.reading import SurveyTotals

Built = TypeVar("Built")


class Parts(NamedTuple):
    """All that a survey sample consists of."""

    counts: Counts
    totals: FloatArray
    squares: FloatArray
    scatter: Scatter
    lonely: str
    freedom: float | None


def check_freedom(value: object) -> float | None:
    """Return degrees of freedom above 0, or None."""
    if value is None:
        return None
    number = check_number("degrees_of_freedom", value)
    if number <= 0.0:
        raise OptionError(f"degrees_of_freedom must be above 0, got {shown(value)}.")
    return number


def parts_of(read: SurveyTotals, scale: Scale, lonely: str, freedom: float | None) -> list[Parts]:
    """Return the parts of the sample of each group that was read."""
    classes = np.stack(scale._classes(read.levels), axis=1).tolist()
    left_out = read.left_out.tolist()
    counts = [
        Counts(*three, missing=missing, invalid=invalid, distribution=tuple(levels))
        for three, levels, (missing, invalid) in zip(
            classes, read.levels.tolist(), left_out, strict=True
        )
    ]
    columns = zip(counts, read.totals, read.squares, read.scatters, strict=True)
    return [Parts(*column, lonely, freedom) for column in columns]


def design_state(design: Design | Plan) -> dict[str, object]:
    """Return a design as plain Python."""
    if isinstance(design, Plan):
        return {
            "kind": "replicates",
            "scales": design.scales.tolist(),
            "centre": design.centre,
            "made": design.made,
        }
    state: dict[str, object] = {
        "kind": "respondents" if design.psu_strata is None else "clusters",
        **save_label("strata", design.strata),
        "sampled": design.sampled.tolist(),
        "population": plain(design.population),
    }
    if design.psu_strata is not None:
        state["cluster_strata"] = design.psu_strata.tolist()
        state |= save_label("clusters", design.psus)
    if design.within is not None:
        state["within"] = design_state(design.within)
    return state


def sample_state(sample: Parts) -> dict[str, object]:
    """Return a sample without its design as plain Python."""
    return {
        "counts": sample.counts.to_dict(),
        "weights": sample.totals.tolist(),
        "squared_weights": sample.squares.tolist(),
        "lonely": sample.lonely,
        "degrees_of_freedom": sample.freedom,
        "scatter": _scatter_state(sample.scatter),
    }


def alone_state(sample: Parts) -> dict[str, object]:
    """Return a sample with its design as plain Python."""
    return {"design": design_state(sample.scatter.design), **sample_state(sample)}


def _scatter_state(scatter: Scatter) -> dict[str, object]:
    state: dict[str, object] = {"parts": sorted(scatter.parts), "totals": scatter.totals.tolist()}
    if isinstance(scatter, Replicates):
        state["gram"] = None if scatter.gram is None else scatter.gram.tolist()
        state["known_freedom"] = scatter.known_freedom
    elif isinstance(scatter, Clusters):
        state["rows"] = scatter.psus.tolist()
        state["answered"] = scatter.answered.tolist()
        state["residual"] = scatter.residual
        if scatter.within is not None:
            state["within"] = _scatter_state(scatter.within)
    else:
        state["rows"] = scatter.strata.tolist()
        state["answered"] = scatter.answered.tolist()
        state["squares"] = scatter.squares.tolist()
    return state


def read_samples(rows: Sequence[Mapping[str, Any]], designs: object) -> list[Parts]:
    """Return saved samples, each on one of the designs."""

    def build(state: Any) -> list[Parts]:
        known = [_design(one) for one in state]
        return [_sample(row, known[row["design"]]) for row in rows]

    return _read(build, designs)


def read_alone(mapping: object) -> Parts:
    """Return a saved sample that brings its design along."""
    if not isinstance(mapping, Mapping):
        raise InputTypeError(f"mapping must be a mapping, got {shown(mapping)}.")
    design = _read(_design, mapping.get("design"))
    return _read(lambda state: _sample(state, design), mapping)


def _read(build: Callable[[Any], Built], state: object) -> Built:
    try:
        return build(state)
    except NPSError:
        raise
    except Exception as error:  # noqa: BLE001  # of whatever stands in it
        raise OptionError(f"this is not what to_dict gave: {told(error)}.") from None


def _design(state: Any) -> Design | Plan:
    if state["kind"] == "replicates":
        return Plan(np.array(state["scales"], dtype=np.float64), state["centre"], state["made"])
    return _drawn(state)


def _drawn(state: Any, nested: bool = False) -> Design:
    strata = cast("tuple[object, ...]", read_label("strata", state))
    sampled = np.array(state["sampled"], dtype=np.int64)
    population = np.array([np.inf if x is None else x for x in state["population"]])
    if state["kind"] == "respondents":
        return Design(strata, sampled, population, nested=nested)
    return Design(
        strata,
        sampled,
        population,
        np.array(state["cluster_strata"], dtype=np.int64),
        cast("tuple[object, ...] | None", read_label("clusters", state)),
        _drawn(state["within"], nested=True) if "within" in state else None,
        nested,
    )


def _sample(state: Any, design: Design | Plan) -> Parts:
    return Parts(
        Counts.from_dict(state["counts"]),
        np.array(state["weights"], dtype=np.float64),
        np.array(state["squared_weights"], dtype=np.float64),
        _scatter(state["scatter"], design),
        state["lonely"],
        state["degrees_of_freedom"],
    )


def _scatter(state: Any, design: Design | Plan) -> Scatter:
    if isinstance(design, Design):
        return _drawn_scatter(state, design)
    gram = state["gram"]
    products = None if gram is None else np.array(gram, dtype=np.float64)
    return Replicates(
        frozenset(state["parts"]), design, _totals(state), products, state["known_freedom"]
    )


def _totals(state: Any) -> FloatArray:
    return np.array(state["totals"], dtype=np.float64).reshape(-1, 3)


def _drawn_scatter(state: Any, design: Design) -> Drawn:
    parts, totals = frozenset(state["parts"]), _totals(state)
    rows = np.array(state["rows"], dtype=np.int64)
    answered = np.array(state["answered"], dtype=np.int64)
    if design.psu_strata is None:
        squares = np.array(state["squares"], dtype=np.float64).reshape(-1, 3)
        return Respondents(parts, design, rows, totals, squares, answered)
    if ("within" in state) != (design.within is not None):
        raise KeyError("within")
    within = None if design.within is None else _drawn_scatter(state["within"], design.within)
    return Clusters(parts, design, rows, totals, answered, state["residual"], within)


def content(sample: Parts) -> object:
    """Return all that results depend on, in an order that does not depend on how it came about."""
    counts, totals, squares, scatter, lonely, freedom = sample
    fixed = (counts, totals.tolist(), squares.tolist(), lonely, freedom)
    if isinstance(scatter, Replicates):
        plan, gram = scatter.design, scatter.gram
        how = (plan.scales.tolist(), plan.centre, scatter.totals.tolist())
        return fixed, how, None if gram is None else gram.tolist()
    return fixed, _drawn_content(scatter)


def _drawn_content(scatter: Drawn) -> object:
    design = scatter.design
    strata = {
        label: (int(n), float(size))
        for label, n, size in zip(design.strata, design.sampled, design.population, strict=True)
    }
    if isinstance(scatter, Respondents):
        names: list[object] = [design.strata[h] for h in scatter.strata.tolist()]
        squares = scatter.squares.tolist()
    else:
        assert design.psu_strata is not None
        labels = range(design.psu_strata.size) if design.psus is None else design.psus
        where = design.psu_strata.tolist()
        names = [(design.strata[where[i]], labels[i]) for i in scatter.psus.tolist()]
        squares = [None] * len(names)
    rows = zip(scatter.totals.tolist(), squares, scatter.answered.tolist(), strict=True)
    within = None
    if isinstance(scatter, Clusters) and scatter.within is not None:
        within = _drawn_content(scatter.within)
    return strata, dict(zip(names, rows, strict=True)), within
