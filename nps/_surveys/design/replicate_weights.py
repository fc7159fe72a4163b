"""How replicate weights were made, and so how a variance comes from them."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Literal, TypeAlias

import numpy as np

from nps._base.checks import check_flag, check_number, check_option, check_whole
from nps._base.columns.numbers import read_numbers
from nps._base.errors import InputTypeError, OptionError
from nps._base.text import shown

if TYPE_CHECKING:
    from nps._kernels import FloatArray

ReplicateKind: TypeAlias = Literal["jk1", "jkn", "brr", "fay", "bootstrap", "other"]
KINDS: tuple[ReplicateKind, ...] = ("jk1", "jkn", "brr", "fay", "bootstrap", "other")
CENTRES = ("mean", "estimate")
#: Sets of weights: more take a table of which nobody learns more.
MOST_REPLICATES = 100_000


def check_replicates(n_replicates: object) -> int:
    """Return a number of replicates."""
    r = check_whole("n_replicates", n_replicates)
    if 2 <= r <= MOST_REPLICATES:
        return r
    raise OptionError(f"n_replicates must lie between 2 and {MOST_REPLICATES:,}, got {r:,}.")


@dataclass(frozen=True, slots=True, eq=False)
class Plan:
    """What makes a variance of replicates: the scale of each, and what they are centred on.

    `made` says that the replicates were made here, of the clusters of one survey.
    """

    scales: FloatArray
    centre: str
    made: bool = False

    def together(self, other: Plan) -> Plan:
        """Return the plan of two files with the same kind of replicate weights."""
        if self.made or other.made:
            raise OptionError(
                "these replicates were made of different clusters: add the samples first, then make"
                " replicates."
            )
        if self.centre != other.centre or not np.array_equal(self.scales, other.scales):
            raise OptionError("samples that are added must have the same replication.")
        return Plan(self.scales, self.centre)

    @property
    def text(self) -> str:
        """What it is, in a few words."""
        return f"{self.scales.size:,} replicates"


@dataclass(frozen=True, slots=True, kw_only=True)
class Replication:
    """Say how replicate weights were made.

    Parameters
    ----------
    kind : {"jk1", "jkn", "brr", "fay", "bootstrap", "other"}
        Jackknife of an unstratified design, jackknife of a stratified one, balanced half samples,
        Fay's variant of them, bootstrap; "other" needs `scale`.
    scale : float, optional
        What the sum of squared deviations is multiplied by. By default (R - 1)/R for "jk1", 1 for
        "jkn", 1/R for "brr", 1/(R (1 - rho)**2) for "fay" and 1/(R - 1) for "bootstrap", with R
        the number of replicates.
    scales : sequence of float, optional
        A further factor for each replicate, R's ``rscales``; needed for "jkn", where it is
        (n_h - 1)/n_h for n_h clusters in the stratum. By default 1.
    rho : float, default 0.0
        Fay's factor, from 0 up to 1.
    centre : {"mean", "estimate"}, default "mean"
        Deviations are taken from the mean of the replicates, or from the full sample (``mse=TRUE``
        in R).
    combined : bool, default True
        Replicate weights contain the sampling weight; False: they are factors for it.

    Attributes
    ----------
    kind, centre : str
        As given.
    scale : float or None
        As given.
    scales : tuple of float or None
        As given.
    rho : float
        As given.
    combined : bool
        As given.

    See Also
    --------
    SurveySample : Takes it as ``replication=``, and a kind alone where the defaults hold.

    References
    ----------
    Wolter KM (2007). Introduction to Variance Estimation, 2nd ed. Springer.
    doi:10.1007/978-0-387-35099-8

    Examples
    --------
    >>> import nps
    >>> fay = nps.Replication(kind="fay", rho=0.3)
    >>> half_samples = [[2, 0], [0, 2], [2, 0], [0, 2]]
    >>> sample = nps.SurveySample([10, 3, 9, 8], replicate_weights=half_samples, replication="brr")
    >>> round(sample.standard_error, 1)
    75.0
    """

    kind: ReplicateKind
    scale: float | None = None
    scales: tuple[float, ...] | None = None
    rho: float = 0.0
    centre: Literal["mean", "estimate"] = "mean"
    combined: bool = True

    def __post_init__(self) -> None:
        check_option("kind", self.kind, KINDS)
        check_option("centre", self.centre, CENTRES)
        rho = check_number("rho", self.rho)
        if not 0.0 <= rho < 1.0:
            raise OptionError(f"rho must lie from 0 up to 1, got {shown(self.rho)}.")
        check_flag("combined", self.combined)
        if self.scale is not None:
            object.__setattr__(self, "scale", _positive("scale", self.scale))
        elif self.kind == "other":
            raise OptionError('scale must be given for kind="other".')
        if self.scales is not None:
            scales = read_numbers("scales", self.scales)
            if scales.ndim != 1:
                raise InputTypeError(f"scales must be a sequence, got {shown(self.scales)}.")
            given = (_positive(f"scales[{r}]", x) for r, x in enumerate(scales.tolist()))
            object.__setattr__(self, "scales", tuple(given))
        elif self.kind == "jkn":
            raise OptionError('scales must be given for kind="jkn": (n_h - 1)/n_h of each stratum.')

    def plan(self, n_replicates: int) -> Plan:
        """Return the plan for so many replicates.

        Parameters
        ----------
        n_replicates : int
            How many sets of weights there are.
        """
        r = check_replicates(n_replicates)
        scale = self.scale
        if scale is None:
            scale = {
                "jk1": (r - 1.0) / r,
                "jkn": 1.0,
                "brr": 1.0 / r,
                "fay": 1.0 / (r * (1.0 - self.rho) ** 2),
                "bootstrap": 1.0 / max(r - 1.0, 1.0),
            }[self.kind]
        scales = np.ones(r) if self.scales is None else np.array(self.scales)
        if scales.size != r:
            raise OptionError(
                f"scales must have one for each of {r} replicates, got {scales.size}."
            )
        return Plan(scale * scales, self.centre)


def _positive(name: str, value: object) -> float:
    number = check_number(name, value)
    if number < 0.0:
        raise OptionError(f"{name} must not be negative, got {shown(value)}.")
    return number


def read_replicate_weights(weights: object, size: int) -> FloatArray:
    """Return a matrix (n, R) of replicate weights, finite and not negative."""
    matrix = read_numbers(
        "replicate_weights", weights, what="a table of numbers, a column for each replicate"
    )
    if matrix.ndim != 2 or matrix.shape[0] != size or matrix.shape[1] < 2:
        raise OptionError(
            f"replicate_weights must have {size:,} rows, one for each rating, and at least two"
            f" columns, got the shape {matrix.shape}."
        )
    bad = np.argwhere(~((matrix >= 0.0) & (matrix <= 1e100)))
    if bad.size:
        row, column = bad[0].tolist()
        raise OptionError(
            f"replicate_weights must be finite and not negative, got {matrix[row, column]} in row"
            f" {row}, column {column}."
        )
    return matrix
