"""A panel with margins, and samples that are calibrated to them."""

from __future__ import annotations

import numpy as np
import pandas as pd
from house import ROOT
from hypothesis import strategies as st
from reference_tables import rows

import nps

SMALL = {"age": ["old", "old", "new"], "sex": ["f", "m", "f"]}


SMALL_TARGETS = {"age": {"old": 0.5, "new": 0.5}, "sex": {"f": 0.7, "m": 0.3}}


PANEL = pd.read_csv(ROOT / "examples/weighted_panel.csv")


POPULATION = pd.read_csv(ROOT / "examples/weighted_panel_population.csv")


WEIGHTS = pd.DataFrame(rows("panel_weights")).astype(float)


RESULTS = rows("panel_results")


NAMES = ["age", "gender", "region"]


MARGINS = {
    name: dict(zip(table.category, table.population, strict=True))
    for name, table in POPULATION[POPULATION.gender.isna()].groupby("variable")
}


CELLS = {
    (row.category, row.gender): row.population
    for row in POPULATION[POPULATION.gender.notna()].itertuples()
}


def calibrated(name):
    variables = PANEL[NAMES]
    return nps.Weighting.from_weights(WEIGHTS[name], variables, base_weights=PANEL.weight)


MADE = {
    "raked": nps.rake(PANEL, MARGINS, base_weights=PANEL.weight, residuals="unweighted"),
    "calibrated_raking": nps.rake(PANEL, MARGINS, base_weights=PANEL.weight),
    "poststratified": nps.poststratify(PANEL[["age", "gender"]], CELLS, base_weights=PANEL.weight),
    "calibrated_linear": calibrated("calibrated_linear"),
    "calibrated_logit": calibrated("calibrated_logit"),
}


sizes = st.tuples(st.integers(1, 4), st.integers(1, 3))


@st.composite
def surveys(draw, full=True):
    """Two variables of which all cells are occupied, base weights, and margins to be had."""
    size = draw(sizes)
    rng = np.random.default_rng(draw(st.integers(0, 2**32 - 1)))
    cells = np.concatenate([np.arange(size[0] * size[1])] * 2 + [rng.integers(0, size[0], 5)])
    variables = {"a": cells // size[1], "b": cells % size[1]}
    base = rng.uniform(0.5, 3.0, cells.size)
    targets = {
        name: {i: float(s) for i, s in enumerate(rng.dirichlet(np.full(k, 5.0)))}
        for name, k in zip("ab", size, strict=True)
    }
    return variables, targets, base
