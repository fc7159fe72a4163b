"""Survey samples as plain Python and back, and what makes two of them equal."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import TYPE_CHECKING, Any, TypeVar

import numpy as np

from nps._designs import Design
from nps._display import shown
from nps._scatter import Clusters, Replicates, Respondents
from nps.counts import Counts
from nps.errors import InputTypeError, OptionError
from nps.replication import Plan
from nps.results import plain

if TYPE_CHECKING:
    from nps._scatter import Scatter
    from nps.surveys import SurveySample

Built = TypeVar("Built")


def saved_label(label: object) -> object:
    """Return a label as it was before JSON made lists of tuples."""
    return tuple(map(saved_label, label)) if isinstance(label, list) else label


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
        "strata": plain(design.strata),
        "sampled": design.sampled.tolist(),
        "population": plain(design.population),
    }
    if design.psu_strata is not None:
        state["cluster_strata"] = design.psu_strata.tolist()
        state["clusters"] = plain(design.psus)
    return state


def sample_state(sample: SurveySample) -> dict[str, object]:
    """Return a sample without its design as plain Python."""
    scatter = sample._scatter
    state: dict[str, object] = {"parts": sorted(scatter.parts), "totals": scatter.totals.tolist()}
    if isinstance(scatter, Replicates):
        state["gram"] = None if scatter.gram is None else scatter.gram.tolist()
        state["known_freedom"] = scatter.known_freedom
    elif isinstance(scatter, Clusters):
        state["rows"] = scatter.psus.tolist()
        state["answered"] = scatter.answered.tolist()
        state["residual"] = scatter.residual
    else:
        state["rows"] = scatter.strata.tolist()
        state["answered"] = scatter.answered.tolist()
        state["squares"] = scatter.squares.tolist()
    return {
        "counts": sample.counts.to_dict(),
        "weights": sample._totals.tolist(),
        "squared_weights": sample._squares.tolist(),
        "lonely": sample.lonely,
        "degrees_of_freedom": sample._freedom,
        "scatter": state,
    }


def read_design(mapping: object) -> Design | Plan:
    """Return the design of a saved sample."""
    if not isinstance(mapping, Mapping):
        raise InputTypeError(f"mapping must be a mapping, got {shown(mapping)}.")
    return _read(_design, mapping.get("design"))


def read_sample(mapping: Mapping[str, object], design: Design | Plan) -> SurveySample:
    """Return a saved sample on its design."""
    return _read(lambda state: _sample(state, design), mapping)


def _read(build: Callable[[Any], Built], state: object) -> Built:
    try:
        return build(state)
    except (KeyError, TypeError, IndexError, AttributeError) as error:
        raise OptionError(
            f"this is not what SurveySample.to_dict gave ({type(error).__name__}: {error})."
        ) from None


def _design(state: Any) -> Design | Plan:
    if state["kind"] == "replicates":
        return Plan(np.array(state["scales"], dtype=np.float64), state["centre"], state["made"])
    strata = tuple(map(saved_label, state["strata"]))
    sampled = np.array(state["sampled"], dtype=np.int64)
    population = np.array([np.inf if x is None else x for x in state["population"]])
    if state["kind"] == "respondents":
        return Design(strata, sampled, population)
    labels = state["clusters"]
    return Design(
        strata,
        sampled,
        population,
        np.array(state["cluster_strata"], dtype=np.int64),
        None if labels is None else tuple(map(saved_label, labels)),
    )


def _sample(state: Any, design: Design | Plan) -> SurveySample:
    from nps.surveys import SurveySample

    return SurveySample._make(
        Counts.from_dict(state["counts"]),
        np.array(state["weights"], dtype=np.float64),
        np.array(state["squared_weights"], dtype=np.float64),
        _scatter(state["scatter"], design),
        state["lonely"],
        state["degrees_of_freedom"],
    )


def _scatter(state: Any, design: Design | Plan) -> Scatter:
    parts = frozenset(state["parts"])
    totals = np.array(state["totals"], dtype=np.float64).reshape(-1, 3)
    if isinstance(design, Plan):
        gram = state["gram"]
        products = None if gram is None else np.array(gram, dtype=np.float64)
        return Replicates(parts, design, totals, products, state["known_freedom"])
    rows = np.array(state["rows"], dtype=np.int64)
    answered = np.array(state["answered"], dtype=np.int64)
    if design.psu_strata is None:
        squares = np.array(state["squares"], dtype=np.float64).reshape(-1, 3)
        return Respondents(parts, design, rows, totals, squares, answered)
    return Clusters(parts, design, rows, totals, answered, state["residual"])


def content(sample: SurveySample) -> object:
    """Return all that results depend on, in an order that does not depend on how it came about."""
    scatter = sample._scatter
    fixed = (sample.counts, sample.weighted, sample._squares.tolist(), sample.lonely)
    if isinstance(scatter, Replicates):
        plan, gram = scatter.design, scatter.gram
        how = (plan.scales.tolist(), plan.centre, scatter.totals.tolist())
        return fixed, sample._freedom, how, None if gram is None else gram.tolist()
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
    return fixed, sample._freedom, strata, dict(zip(names, rows, strict=True))
