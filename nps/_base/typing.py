"""Names for what travels through the library."""

from __future__ import annotations

from typing import TYPE_CHECKING, Literal, Protocol, TypeAlias

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    import numpy as np

Alternative: TypeAlias = Literal["two-sided", "greater", "less"]
Invalid: TypeAlias = Literal["raise", "drop"]
#: Code of a language: the name of its folder of words.
LanguageName: TypeAlias = str
#: Labels in the order that somebody gives; with several keys those of each key, by its name.
HandOrder: TypeAlias = "Sequence[object] | Mapping[str, Sequence[object]]"
Order: TypeAlias = 'Literal["appearance", "sorted"] | HandOrder'
ClassLabel: TypeAlias = Literal["promoter", "passive", "detractor"]
Rng: TypeAlias = "int | np.random.SeedSequence | np.random.Generator | None"
#: Number of units of one stage of sampling, in all or by stratum.
Units: TypeAlias = "int | Mapping[object, int]"
#: The same, or an entry for each stage.
Population: TypeAlias = "Units | Sequence[Units | None] | None"


class Scored(Protocol):
    """What has a score: a sample, or as much as is known of one."""

    @property
    def n(self) -> int:
        """Valid answers."""

    @property
    def score(self) -> float:
        """In points."""
