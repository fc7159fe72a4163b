"""What `rake`, `poststratify` and `trim_weights` return: weights that know where they come from."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, ClassVar

import numpy as np

from nps._base import text
from nps._base.errors import OptionError
from nps._base.labels.labels import sorted_positions
from nps._base.results import Columnar, plain
from nps._kernels.weights.raking import main_effects
from nps._surveys.design.replicate_weights import read_replicate_weights
from nps._surveys.weights.margins import Margins, read_variables, read_weights
from nps._surveys.weights.raked import check_met, raked

if TYPE_CHECKING:
    from nps._base.labels.labels import Labels
    from nps._base.results import Column
    from nps._base.words.saying import Say
    from nps._kernels import FloatArray, IntArray


@dataclass(frozen=True, slots=True, kw_only=True, eq=False)
class Weighting(Columnar):
    """Weights of respondents, with what they were made from and how well they do.

    Its table has a row for each category of each margin: how many respondents, and their share
    before and after weighting. Give it to `SurveySample` as ``weights``: the standard errors then
    know that the margins are met by construction.

    Attributes
    ----------
    weights, base_weights : ndarray of float64, shape (n,)
        After and before, in the order of the respondents.
    method : {"raking", "post-stratification", "calibration", "trimming"}
        How they were made; "calibration" by another program.
    labels : tuple of (str, object)
        Variable and category of each row of the table; none after trimming.
    respondents : ndarray of int64
        Number of respondents in each category.
    before, after, target : ndarray of float64
        Share of each category by base weights, by weights, and as it should be.
    iterations : int
        Passes over all margins.
    largest_error : float
        Largest difference of `after` and `target`.
    converged : bool
        Whether the margins are met, to 1e-11 of the total.
    lower, upper : float
        Bounds of the weights; 0 and infinity where there are none.
    trimmed : int
        How many weights lie at a bound.
    effective_n, base_effective_n : float
        Kish's effective number of respondents, ``sum(w)**2 / sum(w**2)``, after and before.
    design_effect, base_design_effect : float
        Respondents with a positive weight divided by the effective number: by how much unequal
        weights alone inflate the variance.
    smallest, largest : float
        Of the positive weights.
    total : float
        Sum of the weights.
    notes : tuple of str
        What the numbers alone would hide.

    Examples
    --------
    >>> import nps
    >>> weighting = nps.rake({"sex": ["f", "f", "m"]}, {"sex": {"f": 0.5, "m": 0.5}})
    >>> weighting.weights.tolist()
    [0.75, 0.75, 1.5]
    """

    _ours: ClassVar[str] = "head"
    weights: FloatArray
    base_weights: FloatArray
    method: str
    iterations: int
    converged: bool
    lower: float
    upper: float
    notes: tuple[str, ...]
    _margins: Margins
    _weighted_residuals: bool = True

    @classmethod
    def from_weights(
        cls, weights: object, variables: object, *, base_weights: object = None
    ) -> Weighting:
        r"""Take over weights that another program calibrated on these variables.

        Parameters
        ----------
        weights : 1-D collection
            The calibrated weights.
        variables : mapping or data frame
            The variables whose margins they meet: from name to column.
        base_weights : 1-D collection, optional
            What they were before; the same weights where that is not known.

        Returns
        -------
        Weighting
            With ``method="calibration"``. Standard errors are those of R's ``survey::calibrate`` on
            the main effects of the variables, whichever distance it was told to use.

        Raises
        ------
        OptionError
            If a weight is missing or negative, or the lengths differ.

        Examples
        --------
        >>> import nps
        >>> agency = nps.Weighting.from_weights([1.5, 0.5, 1.0], {"age": ["young", "old", "old"]})
        >>> print(f"{agency.effective_n:.2f}")
        2.57
        """
        read = [
            v.ordered([v.categories[i] for i in sorted_positions(v.categories)])
            for v in read_variables(variables)
        ]
        after = read_weights("weights", weights, read[0].codes.size)
        before = after
        if base_weights is not None:
            before = read_weights("base_weights", base_weights, after.size)
        sums = [np.bincount(v.codes, after, len(v.categories)).astype(np.float64) for v in read]
        return cls(
            weights=_frozen(after),
            base_weights=_frozen(before),
            method="calibration",
            iterations=0,
            converged=True,
            lower=0.0,
            upper=np.inf,
            notes=(),
            _margins=Margins.make(read, sums),
        )

    @property
    def _labels(self) -> Labels:
        return self._margins.labels

    @property
    def respondents(self) -> IntArray:
        """Number of respondents in each category."""
        return self._margins.sums().astype(np.int64)

    @property
    def before(self) -> FloatArray:
        """Share of each category by base weights."""
        return np.asarray(self._margins.sums(self.base_weights) / self.base_weights.sum())

    @property
    def after(self) -> FloatArray:
        """Share of each category by weights."""
        return self._margins.sums(self.weights) / self.total

    @property
    def target(self) -> FloatArray:
        """Share that each category should have."""
        margins = self._margins.margins
        return self._margins.wanted / (margins[0][1].sum() if margins else 1.0)

    @property
    def largest_error(self) -> float:
        """Largest difference between a share and its target."""
        return float(np.abs(self.after - self.target).max(initial=0.0))

    @property
    def trimmed(self) -> int:
        """How many weights lie at a bound."""
        positive = self.weights[self.weights > 0.0]
        return int(((positive <= self.lower) | (positive >= self.upper)).sum())

    @property
    def effective_n(self) -> float:
        """Kish's effective number of respondents."""
        return _kish(self.weights)

    @property
    def base_effective_n(self) -> float:
        """Kish's effective number of respondents by base weights."""
        return _kish(self.base_weights)

    @property
    def design_effect(self) -> float:
        """Variance inflation by unequal weights."""
        return int(np.count_nonzero(self.weights)) / self.effective_n

    @property
    def base_design_effect(self) -> float:
        """Variance inflation by unequal base weights."""
        return int(np.count_nonzero(self.base_weights)) / self.base_effective_n

    @property
    def smallest(self) -> float:
        """Smallest positive weight."""
        return float(self.weights[self.weights > 0.0].min())

    @property
    def largest(self) -> float:
        """Largest weight."""
        return float(self.weights.max())

    @property
    def total(self) -> float:
        """Sum of the weights."""
        return float(self.weights.sum())

    def replicates(self, replicate_weights: object) -> FloatArray:
        """Rake replicate weights like the weights: to the same margins, within the same bounds.

        Replicates of the base weights become replicates of the weights, which `SurveySample` takes.

        Parameters
        ----------
        replicate_weights : array of shape (n, R)
            Replicates of the base weights, one column each: jackknife, balanced half-samples or
            bootstrap.

        Returns
        -------
        ndarray of float64, shape (n, R)
            The replicates with the margins met in each.

        Raises
        ------
        OptionError
            If a replicate cannot meet the margins, or the weights were only trimmed.

        Examples
        --------
        >>> import numpy as np
        >>> import nps
        >>> weighting = nps.rake({"sex": ["f", "f", "m", "m"]}, {"sex": {"f": 0.5, "m": 0.5}})
        >>> jackknife = (1 - np.eye(4)) * 4 / 3  # each leaves one respondent out
        >>> print(weighting.replicates(jackknife)[:, 0])
        [0. 2. 1. 1.]
        """
        if not self._margins.margins:
            raise OptionError(
                "replicates need margins to rake to, and these weights were only trimmed."
            )
        base = read_replicate_weights(replicate_weights, self.weights.size)
        made = np.empty_like(base)
        for r in range(base.shape[1]):
            found = raked(base[:, r], self._margins, self.lower, self.upper)
            problem = check_met(found, self._margins, f"the margins of replicate {r}")
            if problem:
                raise OptionError(problem)
            made[:, r] = found.weights
        return made

    def _residuals(self, columns: FloatArray) -> FloatArray:
        """Return what the margins do not explain of each column, (n, k).

        Their weighted total has the variance of the calibrated total: Deville & Sarndal (1992),
        doi:10.1080/01621459.1992.10475217, section 3.
        """
        if not self._margins.margins:
            return columns
        mass = self.base_weights if self._weighted_residuals else np.ones(self.weights.size)
        mass = np.where(self.weights > 0.0, mass, 0.0)
        cell, cells = self._margins.cell, self._margins.cells
        sums = [np.bincount(cell, mass * column, cells) for column in columns.T]
        total = np.bincount(cell, mass, cells).astype(np.float64)
        return columns - main_effects(total, np.stack(sums, axis=1), self._margins.margins)[cell]

    def to_dict(self) -> dict[str, object]:
        """Return the diagnostics as plain Python that `json.dumps` takes, without the weights."""
        names = (
            "labels", "method", "respondents", "before", "after", "target", "iterations",
            "largest_error", "converged", "lower", "upper", "trimmed", "effective_n",
            "base_effective_n", "design_effect", "base_design_effect", "smallest", "largest",
            "total", "notes",
        )  # fmt: skip
        return {name: plain(getattr(self, name)) for name in names}

    def _columns(self) -> dict[str, Column]:
        return {
            "respondents": self.respondents,
            "before": self.before,
            "after": self.after,
            "target": self.target,
        }

    def _headline(self) -> str:
        what = {
            "raking": f" to {len(self._margins.margins)} margins in {self.iterations} iterations",
            "post-stratification": f" to {len(self)} cells",
            "calibration": f" to {len(self._margins.margins)} margins",
            "trimming": "",
        }[self.method]
        error = f"largest error {100.0 * self.largest_error:.2f}%"
        missed = "" if self.converged else f", NOT MET, {error}"
        cut = f", {self.trimmed:,} at a bound" if self.lower or self.upper < np.inf else ""
        return (
            f"Weights of {self.weights.size:,} respondents by {self.method}{what}{missed}:"
            f" {self.smallest:.4g} to {self.largest:.4g}{cut}"
        )

    def _kish_line(self) -> str:
        return (
            f"effective n {self.effective_n:,.1f} (before {self.base_effective_n:,.1f}),"
            f" design effect {self.design_effect:.2f} (before {self.base_design_effect:.2f})"
        )

    def _html_columns(self, rows: int) -> dict[str, list[object]]:
        shares = {"before": self.before, "after": self.after, "target": self.target}
        return {"respondents": self.respondents[:rows].tolist()} | {
            name: list(map(text.percent, column[:rows])) for name, column in shares.items()
        }

    def _foot(self) -> str:
        return f"{self._kish_line()}. {Columnar._foot(self)}"

    def __str__(self) -> str:
        rows = [
            f"{label}: {before} -> {after}, target {target}, n = {n:,}"
            for label, n, before, after, target in self._rows()
        ]
        return "\n".join([self._headline(), self._kish_line(), *rows, *self._rest(), *self.notes])

    def _sentence(self, say: Say) -> str:
        said = say(
            "weighting",
            n=self.weights.size,
            method=say.translated(self.method),
            smallest=f"{self.smallest:.4g}",
            largest=f"{self.largest:.4g}",
            effective=text.points(self.effective_n),
            design=f"{self.design_effect:.2f}",
        )
        return say.joined(said, "" if self.converged else say("weighting.missed"))


def _kish(weights: FloatArray) -> float:
    """Return (sum w)^2 / sum w^2: Kish (1965), Survey Sampling, section 11.7."""
    scaled = weights / weights.max()  # squares neither overflow nor vanish
    return float(scaled.sum() ** 2 / (scaled**2).sum())


def _frozen(values: FloatArray) -> FloatArray:
    values.flags.writeable = False
    return values
