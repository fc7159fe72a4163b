"""How a survey in a frame was drawn: the columns that say so, and what is said beside them."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np

from nps._base.checks import check_option, check_whole
from nps._base.errors import InputTypeError, OptionError
from nps._base.text import label_text, shown
from nps._surveys.samples import LONELY
from nps._surveys.state import check_freedom

if TYPE_CHECKING:
    from nps._base.typing import Population, Units
    from nps._kernels import FloatArray
    from nps._sources.frames.opened import OpenedTable
    from nps._surveys.design.drawing import Keys
    from nps._surveys.design.replicate_weights import ReplicateKind, Replication
    from nps._surveys.samples import Lonely

#: Columns that say how the survey was drawn, by the name that messages give them.
DESIGN = ("strata", "clusters")


@dataclass(frozen=True, slots=True)
class FrameDesign:
    """The columns of a frame that hold a survey, and what is said of its design beside them."""

    weight: str | None
    strata: str | None
    clusters: str | Sequence[str] | None
    population: str | Population
    degrees_of_freedom: float | None
    lonely: Lonely
    replicate_weights: Sequence[str] | None = None
    replication: Replication | ReplicateKind | None = None

    def checked(self, table: OpenedTable) -> FrameDesign:
        """Return the design, whose columns the frame has."""
        if self.weight is not None:
            table.column("weight", self.weight)
        if self.strata is not None:
            table.key("strata", self.strata)
        for name in self.stages or ():
            table.key("clusters", name)
        for name in self._several("replicate_weights", self.replicate_weights) or ():
            table.column("replicate_weights", name)
        if isinstance(self.population, (list, tuple)) and len(self.stages or ()) < 2:
            raise InputTypeError(
                "population must be the name of a column, a number or a mapping from stratum to"
                f" number, got {shown(self.population)}. Sizes of several stages need the columns"
                " of these stages: clusters=[...]."
            )
        if self.size is not None:
            table.column("population", self.size)
        self._check_options()
        return self

    @property
    def stages(self) -> list[str] | None:
        """The columns of the clusters, a stage each."""
        if self.clusters is None or isinstance(self.clusters, str):
            return None if self.clusters is None else [self.clusters]
        return self._several("clusters", self.clusters)

    @staticmethod
    def _several(role: str, names: object) -> list[str] | None:
        """Return a list of names, of which there is one at least."""
        if names is None:
            return None
        if isinstance(names, (str, bytes)) or not isinstance(names, Sequence) or not names:
            raise InputTypeError(f"{role} must be a list of column names, got {shown(names)}.")
        return list(names)

    @property
    def of_rows(self) -> bool:
        """Whether rows are needed one by one, which no engine adds up."""
        several = self.clusters is not None and not isinstance(self.clusters, str)
        return several or self.replicate_weights is not None

    @property
    def columns(self) -> list[str]:
        """All columns that say how the survey was drawn."""
        alone = (name for name in (self.weight, self.strata, self.size) if name is not None)
        return [*alone, *(self.stages or ()), *(self.replicate_weights or ())]

    def _check_options(self) -> None:
        check_option("lonely", self.lonely, LONELY)
        check_freedom(self.degrees_of_freedom)

    def refuse_options(self) -> None:
        """Refuse what is said of a design where there is none."""
        self._check_options()
        given = {
            "population": self.population is not None,
            "degrees_of_freedom": self.degrees_of_freedom is not None,
            "lonely": self.lonely != "error",
            "replication": self.replication is not None,
        }
        for name in filter(given.__getitem__, given):
            raise OptionError(
                f"{name} belongs to a survey: give weight, strata or clusters too. The population"
                " of answers without these goes to nps.estimate."
            )

    @property
    def size(self) -> str | None:
        """The column that holds the size of the population."""
        return self.population if isinstance(self.population, str) else None

    @property
    def drawn(self) -> dict[str, str]:
        """The columns of strata and clusters, as far as there are any."""
        clusters = self.clusters if isinstance(self.clusters, str) else None
        given = zip(DESIGN, (self.strata, clusters), strict=True)
        return {role: name for role, name in given if name is not None}

    def sizes(self, least: FloatArray, most: FloatArray, strata: Keys | None) -> Units | None:
        """Return the population, in which those of some stratum found from `least` to `most`."""
        if not least.size:
            return None
        labels, codes = strata or ([None], np.zeros(least.size, dtype=np.int64))
        low, high = np.full(len(labels), np.inf), np.full(len(labels), -np.inf)
        np.minimum.at(low, codes, least)
        np.maximum.at(high, codes, most)
        found: dict[object, int] = {}
        for label, a, b in zip(labels, low.tolist(), high.tolist(), strict=True):
            where = f"column {shown(self.size)}"
            if strata is not None:
                where += f" in stratum {shown(label_text(label))}"
            if a != b:
                raise OptionError(
                    f"population must be one number in each stratum, but {where} has {shown(a)} and"
                    f" {shown(b)}."
                )
            found[label] = check_whole(f"population, {where},", a)
        return found if strata is not None else found[None]
