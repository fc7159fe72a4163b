"""Do groups answer alike? One test of a table of groups by classes, under its usual name."""

from __future__ import annotations

import math
from typing import TYPE_CHECKING, Literal, TypeAlias, cast

import numpy as np

from nps._base.checks import check_option, check_rng, check_whole
from nps._base.errors import InputTypeError, OptionError
from nps._base.tests import Test
from nps._base.text import shown, shown_kind
from nps._base.words.notes import Note
from nps._kernels.many_scores import association, pooling
from nps._kernels.weights.replication import replicate_deviations
from nps._surveys.cohorts import as_surveys
from nps._surveys.design.scatter import Replicates
from nps._surveys.kinds import is_many

if TYPE_CHECKING:
    from collections.abc import Sequence

    from nps._base.typing import Rng
    from nps._kernels import FloatArray, IntArray
    from nps._kernels.many_scores.omnibus import Tested
    from nps._samples.cohorts import Cohorts
    from nps._surveys.cohorts import SurveyCohorts
    from nps._surveys.kinds import AnyCohorts
    from nps._surveys.samples import SurveySample

HomogeneityMethodName: TypeAlias = Literal[
    "chi-squared",
    "fisher",
    "kruskal-wallis",
    "anova",
    "cochran-q",
    "rao-scott",
    "rao-scott-first-order",
]
COUNTED = ("chi-squared", "fisher", "kruskal-wallis", "anova", "cochran-q")
DESIGNED = ("rao-scott", "rao-scott-first-order")
#: Expected answers in a cell below which the law of chi-squared is a rough guide.
FEW = 5.0
#: Random tables at most.
MOST_RESAMPLES = 10_000_000
DRAWN = Note(
    "The p-value rests on random tables with the same totals; with rng=... it can be reproduced."
)
UNANIMOUS = Note(
    "Answers within the groups vary too little for a design effect, so the test is undefined."
)


def homogeneity(
    cohorts: AnyCohorts,
    *,
    method: HomogeneityMethodName | None = None,
    n_resamples: int | None = None,
    rng: Rng = None,
) -> Test:
    r"""Test whether groups answer alike: groups by classes, under the names of other programs.

    `compare_many` says which groups differ in their scores, and by how much. This is the single
    test that a crosstab of other programs shows, of the three classes or of the scores.

    Parameters
    ----------
    cohorts : Cohorts or SurveyCohorts
        The groups. Those without a valid answer, and classes that nobody is in, are left out.
    method : str, optional
        - "chi-squared" (default): Pearson's test that all groups have the same shares of
          promoters, passives and detractors.
        - "fisher": the same by Fisher's exact test, as Freeman and Halton took it to larger tables.
        - "kruskal-wallis": the three classes as ranks.
        - "anova": equal mean scores of answers counted +100, 0, -100, by the classical F.
        - "cochran-q": equal scores, weighed by the inverse of their plug-in variances.
        - "rao-scott" (default of weighted groups): Pearson's test under the design, with Rao and
          Scott's second-order correction and an F law, as R's ``svychisq`` has it.
        - "rao-scott-first-order": the same with one mean design effect and a chi-squared law.
    n_resamples : int, optional
        "fisher" only: draw so many random tables, up to 10,000,000. By default all tables
        are worked out as long as there are fewer than about 30 million, which is three groups of
        100, and 99,999 are drawn beyond.
    rng : int, SeedSequence or Generator, optional
        "fisher" only: source of random numbers where tables are drawn.

    Returns
    -------
    Test
        Statistic, degrees of freedom and p-value. NaN where fewer than two groups have answers;
        where all answers are in one class, too, but Fisher's p-value is then 1, and so is that of
        Cochran's Q of 0. NaN also for weighted groups whose answers do not vary within. Fisher's
        test has no statistic.

    Raises
    ------
    OptionError
        If the method is not one for such groups, or an option is not one of the method.

    See Also
    --------
    compare_many : Which groups differ, as one family, and tests of equal scores that hold their
        level in small samples.
    compare_shares : The three shares of two samples.

    Notes
    -----
    With :math:`n_{ij}` answers of group i in class j and :math:`e_{ij} = n_i m_j/N` expected,

    .. math:: X^2 = \sum \frac{(n_{ij} - e_{ij})^2}{e_{ij}}

    on :math:`(k - 1)(c - 1)` degrees of freedom [1]_. Fisher's test adds the chances of all tables
    with these totals that are no likelier than the observed one [2]_. The test of Kruskal and
    Wallis [3]_ is corrected for ties. Cochran's Q is that of `pool` [4]_. Of weighted groups
    :math:`X^2` is that of the weighted shares, as if they were those of the n answers; with
    :math:`\delta` the eigenvalues of the generalised design effect of the interactions, it is
    divided by their sum and held against F on :math:`d = (\sum \delta)^2/\sum \delta^2` and d f
    degrees of freedom, f being those of the design [5]_.

    References
    ----------
    .. [1] Pearson K (1900). On the criterion that a given system of deviations from the probable in
       the case of a correlated system of variables is such that it can be reasonably supposed to
       have arisen from random sampling. Philosophical Magazine 50(302), 157-175.
       doi:10.1080/14786440009463897
    .. [2] Freeman GH, Halton JH (1951). Note on an exact treatment of contingency, goodness of fit
       and other problems of significance. Biometrika 38(1-2), 141-149.
       doi:10.1093/biomet/38.1-2.141
    .. [3] Kruskal WH, Wallis WA (1952). Use of ranks in one-criterion variance analysis. JASA
       47(260), 583-621. doi:10.1080/01621459.1952.10483441
    .. [4] Cochran WG (1954). The combination of estimates from different experiments. Biometrics
       10(1), 101-129. doi:10.2307/3001666
    .. [5] Rao JNK, Scott AJ (1984). On chi-squared tests for multiway contingency tables with cell
       proportions estimated from survey data. The Annals of Statistics 12(1), 46-60.
       doi:10.1214/aos/1176346391

    Examples
    --------
    >>> import nps
    >>> shops = nps.Cohorts.from_counts(["A", "B", "C"], [50, 42, 30], [30, 38, 40], [20, 20, 30])
    >>> print(nps.homogeneity(shops))
    chi2(4) = 9.40, p = 0.052 (chi-squared)
    >>> print(nps.homogeneity(shops, method="fisher"))
    p = 0.052 (fisher)
    """
    if not is_many(cohorts):
        raise InputTypeError(
            "cohorts must be nps.Cohorts, such as nps.count_by gives, or nps.SurveyCohorts, got"
            f" {shown_kind(cohorts)}."
        )
    weighted = cohorts._survey is not None
    name = _check_method(method, weighted)
    if name != "fisher":
        given = {"n_resamples": n_resamples is not None, "rng": rng is not None}
        for option in (option for option, there in given.items() if there):
            raise OptionError(f'{option} is an option of method="fisher", not of {shown(name)}.')
    if weighted:
        tested, notes = _of_design(as_surveys(cohorts), name == "rao-scott")
        return _test(name, tested, notes)
    counted = cast("Cohorts", cohorts)
    if name == "fisher":
        return _fisher(counted._classes(), n_resamples, rng)
    return _test(name, _of_counts(counted, name), _few_expected(counted, name))


def _check_method(method: object, weighted: bool) -> str:
    offered = DESIGNED if weighted else COUNTED
    if method is None:
        return offered[0]
    name = check_option("method", method, (*COUNTED, *DESIGNED))
    if name not in offered:
        kind = "weighted cohorts" if weighted else "cohorts of equal weights"
        raise OptionError(
            f"method={shown(name)} is not offered for {kind}; they have"
            f" {', '.join(map(shown, offered))}."
        )
    return name


def _of_counts(cohorts: Cohorts, name: str) -> Tested:
    if name == "cochran-q":
        answered = cohorts.n > 0
        variances = (cohorts._variance_of_one()[0] / np.maximum(cohorts._answers(), 1.0))[answered]
        scores = cohorts.score[answered] / 100.0
        q = pooling.scatter(scores, variances) if answered.any() else math.nan
        return association.chi2_test(q, float(answered.sum() - 1))
    table = _table(cohorts)
    return {
        "chi-squared": association.chi_squared,
        "kruskal-wallis": association.kruskal_wallis,
        "anova": association.analysis_of_variance,
    }[name](table)


def _table(cohorts: Cohorts) -> FloatArray:
    return np.stack(cohorts._classes(), axis=1).astype(np.float64)


def _few_expected(cohorts: Cohorts, name: str) -> tuple[Note, ...]:
    """Say where the law of chi-squared is a rough guide."""
    table = association.filled(_table(cohorts))
    if name != "chi-squared" or min(table.shape) < 2:
        return ()
    few = int((association.expected_counts(table) < FEW).sum())
    if not few:
        return ()
    return (
        Note(
            "Expected counts below 5: {few} of {cells}, so that chi-squared is a rough guide;"
            ' method="fisher" is exact.',
            few=few,
            cells=table.size,
        ),
    )


def _fisher(classes: tuple[FloatArray, ...], n_resamples: int | None, rng: Rng) -> Test:
    if n_resamples is not None:
        n_resamples = check_whole("n_resamples", n_resamples)
        if not 1 <= n_resamples <= MOST_RESAMPLES:
            raise OptionError(
                f"n_resamples must be 1 to {MOST_RESAMPLES:,}, got {shown(n_resamples)}."
            )
    table = np.stack(classes, axis=1).astype(np.int64)
    if (n := int(table.sum())) > association.MAX_ANSWERS:
        raise OptionError(
            f'method="fisher" takes up to {association.MAX_ANSWERS:,} answers, got {n:,}; of so'
            ' many "chi-squared" says the same.'
        )
    found = association.fisher(table, n_resamples, check_rng(rng))
    return Test(
        question="groups",
        method="fisher",
        statistic=math.nan,
        p_value=found.p_value,
        notes=(DRAWN,) if found.drawn and rng is None else (),
    )


def _of_design(cohorts: SurveyCohorts, second: bool) -> tuple[Tested, tuple[Note, ...]]:
    answered = cohorts._take(np.flatnonzero(cohorts.n > 0).tolist())
    weighted = answered.weighted
    classes = np.flatnonzero(weighted.sum(axis=0) > 0.0)
    totals = weighted.sum(axis=1)
    shares = weighted[:, classes] / totals[:, np.newaxis]
    k, c = shares.shape
    if min(k, c) < 2:
        return association.chi2_test(math.nan, (k - 1.0) * max(c - 1.0, 0.0)), ()
    sizes = totals / totals.sum() * float(answered.n.sum())
    relative = _relative_covariance(answered._samples, classes)
    tested = association.rao_scott(shares, sizes, relative, answered._joint_freedom(), second)
    return tested, (UNANIMOUS,) if np.isnan(tested.statistic) else ()


def _relative_covariance(samples: Sequence[SurveySample], classes: IntArray) -> FloatArray:
    """Return how the shares of these classes in all samples vary together, over themselves."""
    totals = np.stack([one._totals for one in samples])
    scatters = [one._scatter for one in samples]
    first = scatters[0]
    if isinstance(first, Replicates) and all(one.design is first.design for one in scatters):
        # of all answers, as R has them: replicates of a share within are another estimate
        columns = np.concatenate([one.totals[:, classes] for one in scatters], axis=1)
        cells = totals[:, classes].ravel()
        plan = first.design
        deviations = replicate_deviations(columns, cells, plan.scales, plan.centre)
        covariance, shares = deviations.T @ deviations, cells / cells.sum()
    else:
        shape = (len(samples), classes.size)
        blocks = np.zeros((*shape, *shape))
        for i, one in enumerate(samples):
            for j, other in enumerate(samples[: i + 1]):
                block = one._share_covariance(other)[np.ix_(classes, classes)]
                blocks[i, :, j], blocks[j, :, i] = block, block.T
        covariance = blocks.reshape(totals[:, classes].size, -1)
        shares = (totals / totals.sum(axis=1, keepdims=True))[:, classes].ravel()
    inverse = np.where(shares > 0.0, 1.0 / np.where(shares > 0.0, shares, 1.0), 0.0)
    return np.asarray(covariance * np.outer(inverse, inverse))


def _test(name: str, found: Tested, notes: tuple[Note, ...] = ()) -> Test:
    denominator = found.denominator
    return Test(
        question="groups",
        method=name,
        statistic=float(found.statistic),
        degrees_of_freedom=float(found.freedom),
        denominator_degrees_of_freedom=None if denominator is None else float(denominator),
        p_value=float(found.p_value),
        notes=notes,
    )
