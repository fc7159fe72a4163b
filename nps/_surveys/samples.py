"""One weighted sample: what its answers weigh by class, and how the design makes that vary."""

from __future__ import annotations

from typing import TYPE_CHECKING, ClassVar, Literal, TypeAlias

import numpy as np

from nps._base import text
from nps._base.checks import check_option
from nps._base.errors import OptionError
from nps._base.results import Result
from nps._base.tables import html
from nps._kernels.numerics.moments import moments
from nps._kernels.weights.effective import design_effects, effective_size
from nps._kernels.weights.linearization import net_variance
from nps._samples.counts import Shares
from nps._samples.ratings import STANDARD
from nps._surveys.design.joining import add_scatters
from nps._surveys.design.scatter import variance_with_replacement
from nps._surveys.reading import read_survey
from nps._surveys.state import Parts, alone_state, check_freedom, content, parts_of, read_alone
from nps._surveys.summaries import SurveySummary, survey_sentence

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from nps._base.typing import Invalid, Population, Rng
    from nps._base.words.saying import Say
    from nps._kernels import FloatArray
    from nps._samples.counts import Counts
    from nps._samples.ratings import Scale
    from nps._surveys.design.replicate_weights import ReplicateKind, Replication
    from nps._surveys.design.scatter import Scatter

Lonely: TypeAlias = Literal["error", "certainty", "adjust", "average"]
LONELY = ("error", "certainty", "adjust", "average")


class SurveySample(Result):
    """Hold a weighted sample from a survey: totals by class, and by cluster where there are any.

    Everything that takes a sample takes this one: `score`, `estimate`, `compare`. Weights are
    sampling weights: how many people a respondent stands for, on any scale. Multiplied by ten they
    give the same results.

    Survey samples add like `Counts`: ``a + b`` is exactly the sample of both files together, as
    clusters of the same stratum and label add up.

    Parameters
    ----------
    ratings : 1-D collection
        Answers, one for each respondent; containers and missing answers as in `count`. Respondents
        without a valid answer keep their place in the design.
    weights : 1-D collection of float, optional
        Weight of each respondent, finite and not negative; by default all weigh the same. Who
        weighs nothing is left out. Weights that were fitted to margins bring the residuals of
        their calibration along, which make the standard error smaller.
    strata : 1-D collection, optional
        Stratum of each respondent, where the survey drew separately in each.
    clusters : 1-D collection, or mapping from name to 1-D collection, optional
        Primary sampling unit of each respondent: the shop, household or account that was drawn
        first. By default each respondent is one. Clusters are nested in strata: the same label in
        two strata is two clusters. Where units were drawn within these, a mapping with a column for
        each stage, such as ``{"district": ..., "school": ...}``, in the order of drawing; units are
        nested in those above.
    population : int, mapping or sequence of these, optional
        Number of clusters (respondents, if there are none) in the population, from which the
        sample was drawn without replacement; with strata a mapping from stratum to number. Where
        it was drawn in stages a list with an entry for each, None (as those left out) if endless:
        then that stage adds its variance in full. After the first
        it is a mapping to the number of units from the unit that has them: cluster, or with strata
        (stratum, cluster). One more entry than there are columns of clusters counts the people in
        the last of them, of whom the respondents are a sample.
    replicate_weights : 2-D array of float, shape (n, R), optional
        Replicate weights, instead of strata, clusters and population.
    replication : Replication or str, optional
        How replicate weights were made; a kind alone where its defaults hold. Default "jk1".
    degrees_of_freedom : float, optional
        Of the design, where its documentation states them.
    lonely : {"error", "certainty", "adjust", "average"}, default "error"
        What a stratum with a single cluster (a cluster with a single unit, where units of clusters
        were drawn) adds to the variance: nothing at all ("certainty", for
        clusters that were sure to be drawn), the square of its distance from the mean of all
        ("adjust", careful), or as much as other strata do on average ("average").
    scale : Scale, default STANDARD
        Which ratings belong to which class.
    invalid : {"raise", "drop"}, default "raise"
        Answers off the scale are an error, or are counted as invalid.

    Attributes
    ----------
    n : int
        Respondents with a valid answer and a weight above 0.
    score, unweighted_score : float
        Weighted score, and that of the answers as if each counted the same, in points.
    standard_error : float
        Of the weighted score under the design, in points.
    degrees_of_freedom : float
        Clusters less strata (respondents less 1), counting those with valid answers.
    shares : Shares
        Weighted promoters, passives and detractors.
    weighted : tuple of three floats
        Weight of the promoters, passives and detractors.
    sum_of_weights : float
        Of the valid answers.
    kish_n : float
        ``(sum w)**2 / sum w**2``.
    counts : Counts
        Answers without weights, with those missing and invalid.
    lonely : str
        As given.

    Raises
    ------
    RatingError
        If an answer is off the scale and `invalid` is "raise".
    OptionError
        If a weight is negative, infinite or missing, a stratum or cluster is missing, or the
        population is smaller than the sample. A standard error raises it where a stratum has a
        single cluster.

    See Also
    --------
    survey_by : Groups of one survey.
    SurveySample.describe : Design effect, effective sample size and more.
    estimate : The weighted score with its interval.

    Notes
    -----
    The variance is linearised: with s = +1, 0, -1, d the weighted score, h the strata and i the
    clusters in them,

    ``Var(d) = sum_h (1 - n_h/N_h) n_h/(n_h - 1) sum_i (z_hi - mean z_h)**2``,
    ``z_hi = sum_j w_hij (s_hij - d) / sum w``,

    which is what R's survey package computes [1]_, [2]_. If m_hi units of the M_hi in a cluster
    were drawn, and the population is given by stage, they add [3]_

    ``sum_h n_h/N_h sum_i (1 - m_hi/M_hi) m_hi/(m_hi - 1) sum_k (z_hik - mean z_hi)**2``,

    and so on for further stages. Respondents outside a domain, or without an answer, have z = 0
    and their clusters count in n_h. Respondents of constant weight without clusters have the
    standard error of ``method="t"`` in `estimate`, with divisor n - 1, and their "wald-t" interval
    is that of "t". Their "score" interval is a little wider than that of counts: it takes n - 1
    effective answers and Student's t, since a survey estimates its own variance.

    Two samples are taken to be independent unless they come from one call of `survey_by`, or from
    ``SurveyCohorts.from_dict(..., shared=True)``: that both call a cluster "1" proves nothing.

    References
    ----------
    .. [1] Binder DA (1983). On the variances of asymptotically normal estimators from complex
       surveys. International Statistical Review 51(3), 279-292. doi:10.2307/1402588
    .. [2] Lumley T (2004). Analysis of complex survey samples. Journal of Statistical Software
       9(8), 1-19. doi:10.18637/jss.v009.i08
    .. [3] Särndal CE, Swensson B, Wretman J (1992). Model Assisted Survey Sampling. Springer,
       section 4.3. doi:10.1007/978-1-4612-4378-6

    Examples
    --------
    >>> import nps
    >>> survey = nps.SurveySample(
    ...     [10, 9, 3, 8, 9, 10, 7, 2],
    ...     weights=[2, 1, 1, 3, 2, 1, 1, 1],
    ...     clusters=["a", "a", "b", "b", "c", "c", "d", "d"],
    ... )
    >>> print(survey)
    weighted NPS 33.3  n = 8 (unweighted NPS 25.0), 4 clusters
    >>> print(nps.estimate(survey))
    NPS 33.3  [-70.2, 90.5]  95% CI, n = 8 (effective 3.7), unweighted 25.0 (score method)

    Three of 5 shops were drawn, and two of the customers of each:

    >>> ratings, weights, shops = [10, 9, 3, 8, 9, 7], [4, 4, 2, 2, 6, 6], [*"aabbcc"]
    >>> for size in (5, (5, {"a": 8, "b": 4, "c": 12})):
    ...     drawn = nps.SurveySample(ratings, weights=weights, clusters=shops, population=size)
    ...     print(round(drawn.standard_error, 1))
    18.3
    25.8
    """

    _picture: ClassVar[str] = "distribution"
    __slots__ = ("_freedom", "_scatter", "_squares", "_totals", "counts", "lonely")
    counts: Counts
    lonely: str
    _totals: FloatArray
    _squares: FloatArray
    _scatter: Scatter
    _freedom: float | None

    def __init__(
        self,
        ratings: object,
        *,
        weights: object = None,
        strata: object = None,
        clusters: object = None,
        population: Population = None,
        replicate_weights: object = None,
        replication: Replication | ReplicateKind | None = None,
        degrees_of_freedom: float | None = None,
        lonely: Lonely = "error",
        scale: Scale = STANDARD,
        invalid: Invalid = "raise",
    ) -> None:
        check_option("lonely", lonely, LONELY)
        freedom = check_freedom(degrees_of_freedom)
        read = read_survey(
            ratings, None, 1, weights=weights, strata=strata, clusters=clusters,
            population=population, replicate_weights=replicate_weights, replication=replication,
            scale=scale, invalid=invalid,
        )  # fmt: skip
        self._fill(parts_of(read, scale, lonely, freedom)[0])

    def _fill(self, parts: Parts) -> None:
        names = ("counts", "_totals", "_squares", "_scatter", "lonely", "_freedom")
        for name, part in zip(names, parts, strict=True):
            object.__setattr__(self, name, part)

    @classmethod
    def _make(cls, parts: Parts) -> SurveySample:
        new = object.__new__(cls)
        new._fill(parts)
        return new

    def __setattr__(self, name: str, value: object) -> None:
        raise AttributeError(f"survey samples are immutable, cannot set {name!r}.")

    def __delattr__(self, name: str) -> None:
        raise AttributeError(f"survey samples are immutable, cannot delete {name!r}.")

    def _parts(self) -> Parts:
        return Parts(
            self.counts, self._totals, self._squares, self._scatter, self.lonely, self._freedom
        )

    def __reduce__(self) -> tuple[object, ...]:
        """Let copies and other processes rebuild the sample without setting attributes."""
        return SurveySample._make, (self._parts(),)

    # ------------------------------------------------------------ what it says

    @property
    def n(self) -> int:
        """Respondents with a valid answer and a weight above 0."""
        return self.counts.n

    @property
    def weighted(self) -> tuple[float, float, float]:
        """Weight of the promoters, passives and detractors."""
        promoters, passives, detractors = self._totals.tolist()
        return promoters, passives, detractors

    @property
    def sum_of_weights(self) -> float:
        """Weight of the valid answers."""
        return float(self._totals.sum())

    @property
    def score(self) -> float:
        """Weighted Net Promoter Score in points."""
        self.counts._size("score")
        promoters, _, detractors = self.weighted
        return 100.0 * (promoters - detractors) / self.sum_of_weights

    @property
    def unweighted_score(self) -> float:
        """Score of the answers as if each counted the same, in points."""
        return self.counts.score

    @property
    def shares(self) -> Shares:
        """Weighted promoters, passives and detractors as fractions."""
        self.counts._size("shares")
        return Shares(*(self._totals / self._totals.sum()).tolist())

    @property
    def kish_n(self) -> float:
        """How many equally weighted answers the weights alone leave."""
        self.counts._size("effective size")
        return float(self._totals.sum() ** 2 / self._squares.sum())

    @property
    def degrees_of_freedom(self) -> float:
        """Clusters less strata, as far as they have valid answers, unless given."""
        return float(self._scatter.freedom) if self._freedom is None else self._freedom

    @property
    def standard_error(self) -> float:
        """Standard error of the weighted score under the design, in points."""
        self.counts._size("standard error")
        return 100.0 * float(np.sqrt(self._variance_with(self)))

    def _share_covariance(self, other: SurveySample) -> FloatArray:
        """Return the covariance (3, 3) of the weighted shares with those of another sample."""
        if not self._shares_design(other):
            return np.zeros((3, 3))
        return self._scatter.covariance(self._totals, other._scatter, other._totals, self.lonely)

    def _shares_design(self, other: SurveySample) -> bool:
        return self._scatter.design is other._scatter.design

    def _variance_with(self, other: SurveySample) -> float:
        """Return the covariance of the two scores (of one score its variance), on -1 to 1."""
        return net_variance(self._share_covariance(other), self is other)

    def describe(self) -> SurveySummary:
        """Return score, standard error, degrees of freedom, design effects and effective size.

        Returns
        -------
        SurveySummary

        Raises
        ------
        EmptySampleError
            If there is no valid answer.
        OptionError
            If a stratum has a single cluster, so that there is no standard error.
        """
        self.counts._size("description")
        n = float(self.n)
        _, _, variance = moments(*self._totals)
        error2 = self._variance_with(self)
        known = variance_with_replacement(self._scatter, self._totals, self.lonely)
        apart, remaining = known or (error2, 1.0)
        weight = self.sum_of_weights
        size = effective_size(*np.array([n, self.kish_n, variance, error2, apart, remaining]))
        effect, without = design_effects(*np.array([n, weight, variance, error2]))
        return SurveySummary(
            score=self.score,
            unweighted_score=self.unweighted_score,
            standard_error=100.0 * float(np.sqrt(error2)),
            degrees_of_freedom=self.degrees_of_freedom,
            design_effect=float(effect),
            design_effect_without_replacement=float(without),
            effective_n=float(size),
            kish_n=self.kish_n,
            sum_of_weights=weight,
            shares=self.shares,
            counts=self.counts,
        )

    # ------------------------------------------------------------ together and anew

    def __add__(self, other: object) -> SurveySample:
        if not isinstance(other, SurveySample):
            return NotImplemented
        if (self.lonely, self._freedom) != (other.lonely, other._freedom):
            raise OptionError(
                "samples that are added must have the same lonely= and degrees_of_freedom=."
            )
        together = Parts(
            self.counts + other.counts,
            self._totals + other._totals,
            self._squares + other._squares,
            add_scatters(self._scatter, other._scatter),
            self.lonely,
            self._freedom,
        )
        return SurveySample._make(together)

    def __radd__(self, other: object) -> SurveySample:
        """Let `sum` start from its 0."""
        return self if isinstance(other, int) and other == 0 else NotImplemented

    def with_replicates(
        self,
        kind: Literal["jk1", "jkn", "brr", "fay", "bootstrap"],
        *,
        rho: float = 0.3,
        n_replicates: int = 500,
        centre: Literal["mean", "estimate"] = "mean",
        rng: Rng = None,
    ) -> SurveySample:
        """Return the same sample with a variance from replicates instead of linearisation.

        Parameters
        ----------
        kind : {"jk1", "jkn", "brr", "fay", "bootstrap"}
            "jk1", "jkn": leave out one cluster at a time, of all or of its stratum. "brr": balanced
            half samples, for two clusters in each stratum; "fay" is a gentler variant. "bootstrap":
            draw n_h - 1 clusters in each stratum [1]_.
        rho : float, default 0.3
            For "fay": weights of 2 - rho and rho instead of 2 and 0.
        n_replicates : int, default 500
            For "bootstrap".
        centre : {"mean", "estimate"}, default "mean"
            Deviations from the mean of the replicates, or from the full sample.
        rng : int, SeedSequence or Generator, optional
            For "bootstrap", passed to `numpy.random.default_rng`.

        Returns
        -------
        SurveySample

        Raises
        ------
        OptionError
            If the sample has no clusters, or they do not suit the kind, or were drawn in stages
            from a finite population. Respondents who are clusters of their own need a label each,
            ``clusters=range(n)``.

        References
        ----------
        .. [1] Rao JNK, Wu CFJ (1988). Resampling inference with complex survey data. Journal of
           the American Statistical Association 83(401), 231-241.
           doi:10.1080/01621459.1988.10478591

        Examples
        --------
        >>> import nps
        >>> survey = nps.SurveySample([10, 3, 9, 8, 9, 7], clusters=[1, 1, 2, 2, 3, 3])
        >>> jackknife = survey.with_replicates("jk1")
        >>> round(survey.standard_error, 1), round(jackknife.standard_error, 1)
        (16.7, 16.7)
        """
        from nps._surveys.design.replicating import replicate

        (scatter,) = replicate(
            [self._scatter], kind, rho=rho, n_replicates=n_replicates, centre=centre, rng=rng
        )
        return self._with_scatter(scatter)

    def _with_scatter(self, scatter: Scatter) -> SurveySample:
        return SurveySample._make(self._parts()._replace(scatter=scatter))

    # ------------------------------------------------------------ equality and text

    def __eq__(self, other: object) -> bool:
        if not isinstance(other, SurveySample):
            return NotImplemented
        return content(self._parts()) == content(other._parts())

    def __hash__(self) -> int:
        return hash((self.counts, *self.weighted))

    def to_dict(self) -> dict[str, object]:
        """Return the sample as plain Python that JSON takes and `from_dict` reads back.

        Labels of strata and clusters that JSON does not know, such as dates, are text with their
        types beside them, and come back as they were.
        """
        return alone_state(self._parts())

    @classmethod
    def from_dict(cls, mapping: Mapping[str, object]) -> SurveySample:
        """Build a sample from what `to_dict` gave.

        Parameters
        ----------
        mapping : mapping
            As `to_dict` returns it, or as JSON gives it back.

        Returns
        -------
        SurveySample

        Raises
        ------
        OptionError, InputTypeError
            If something is lacking or does not fit.

        Examples
        --------
        >>> import json, nps
        >>> survey = nps.SurveySample([10, 9, 3], weights=[1, 2, 1])
        >>> state = json.dumps(survey.to_dict())
        >>> nps.SurveySample.from_dict(json.loads(state)) == survey
        True
        """
        return cls._make(read_alone(mapping))

    def __repr__(self) -> str:
        return f"<SurveySample: n = {self.n}, {self._scatter.design.text}>"

    def __str__(self) -> str:
        left_out = self.counts._left_out()
        if not self.n:
            return f"no valid answer  {self._scatter.design.text}{left_out}"
        return (
            f"weighted NPS {text.points(self.score)}  n = {self.n:,} (unweighted NPS"
            f" {text.points(self.unweighted_score)}{left_out}), {self._scatter.design.text}"
        )

    def _header(self) -> Sequence[str]:
        return ("class", "answers", "weighted share")

    def _caption(self) -> str:
        return str(self)

    def _rows(self) -> Sequence[tuple[object, ...]]:
        answers = [getattr(self.counts, name) for name in Shares._fields]
        parts = text.percentages(self.shares) if self.n else [""] * 3
        rows: list[tuple[object, ...]] = list(zip(Shares._fields, answers, parts, strict=True))
        return [*rows, ("", "", html.shares_bar(self.shares))] if self.n else rows

    def _sentence(self, say: Say) -> str:
        return survey_sentence(say, self)
