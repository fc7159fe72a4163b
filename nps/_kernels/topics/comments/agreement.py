"""How well a machine codes what people coded.

Of m comments that both coded, a are mentions for both, b for the machine alone, c for people alone
and d for neither. Sensitivity is a/(a + c), specificity d/(b + d); Cohen's kappa [1]_ is the
agreement (a + d)/m beyond that of chance.

References
----------
.. [1] Cohen J (1960). A coefficient of agreement for nominal scales. Educational and Psychological
   Measurement 20(1), 37-46. doi:10.1177/001316446002000104
"""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np

if TYPE_CHECKING:
    from nps._kernels import BoolArray, FloatArray


def confusion(machine: BoolArray, human: BoolArray) -> FloatArray:
    """Return a, b, c, d (k, 4) of k themes (k, m)."""
    both = (machine & human).sum(axis=1)
    alone, missed = (machine & ~human).sum(axis=1), (~machine & human).sum(axis=1)
    neither = machine.shape[1] - both - alone - missed
    return np.stack([both, alone, missed, neither], axis=1).astype(np.float64)


def kappa(table: FloatArray) -> FloatArray:
    """Return Cohen's kappa of tables (k, 4); NaN where chance alone agrees always."""
    a, b, c, d = table.T
    m = a + b + c + d
    with np.errstate(invalid="ignore", divide="ignore"):
        observed = (a + d) / m
        by_chance = ((a + b) * (a + c) + (c + d) * (b + d)) / m**2
        return np.asarray(
            np.where(by_chance < 1.0, (observed - by_chance) / (1 - by_chance), np.nan)
        )
