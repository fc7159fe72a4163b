"""Weighted scores, errors, intervals and differences against R's survey package."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field
from math import inf, isinf, nan

import numpy as np
import pytest
from reference_tables import examples, rows

import nps

approx = pytest.approx
#: R prints 15 digits; sums of hundreds of weighted terms lose a few more on both sides.
TOLERANCE = {"rel": 1e-9, "abs": 1e-8}
CLASSES = ("promoter", "passive", "detractor")


def columns(packed: dict[str, object]) -> dict[str, np.ndarray]:
    """Unpack a data set: scores are digits, columns of few values are letters."""
    unpacked = {}
    for name, column in packed.items():
        if isinstance(column, str):
            unpacked[name] = np.array(["0123456789X".index(digit) for digit in column])
        elif isinstance(column, dict):
            letters = [ord(letter) - 97 for letter in column["codes"]]
            unpacked[name] = np.array(column["values"])[letters]
        else:
            unpacked[name] = np.array(column)
    return unpacked


DATA = {name: columns(packed) for name, packed in examples("survey_data").items()}
REPLICATES = examples("survey_replicates")
ROWS = rows("survey_designs")
DESIGNS = sorted({(row["dataset"], row["design"]) for row in ROWS})


@dataclass(frozen=True)
class Survey:
    """Columns of a survey, and what makes replicates of it."""

    data: dict[str, np.ndarray]
    design: dict[str, object]
    made: dict[str, object] = field(default_factory=dict)

    def sample(self) -> nps.SurveySample:
        sample = nps.SurveySample(self.data["score"], **self.design)
        return sample.with_replicates("jk1", **self.made) if self.made else sample

    def by(self, name: str, freedom: float | None = None) -> nps.SurveyCohorts:
        cohorts = nps.survey_by(
            self.data["score"], self.data[name], degrees_of_freedom=freedom, **self.design
        )
        return cohorts.with_replicates("jk1", **self.made) if self.made else cohorts


def survey(dataset: str, design: str) -> Survey:
    data = DATA[dataset]
    if design.startswith("lonely"):
        data = {name: column[data["in_lonely"] == 1] for name, column in data.items()}
    given: dict[str, object] = {}
    if design != "unweighted":
        given["weights"] = data["pw" if dataset.startswith("api") else "weight"]
    stratum = {"api_strat": "stype", "syn_cluster": "stratum", "syn_panel": "region"}.get(dataset)
    cluster = {"syn_cluster": "psu", "syn_panel": "randgroup"}.get(dataset, "dnum")
    if design.startswith("rep_") and dataset == "syn_cluster":
        return Survey(data, given | replicate_weights(design, data["psu"]))
    if design == "twostage_fpc":
        given["clusters"] = {"district": data["dnum"], "school": data["snum"]}
        schools = dict(zip(data["dnum"].tolist(), data["fpc2"].tolist(), strict=True))
        return Survey(data, given | {"population": (757, schools)})
    if "psu" in design or design.startswith(("lonely", "rep_")):
        given["clusters"] = data[cluster]
    if "strata" in design or design.startswith("lonely"):
        given["strata"] = data[stratum]
    if design.endswith("fpc") and not design.endswith("nofpc"):
        size = "popsize" if dataset == "syn_panel" else "fpc"
        given["population"] = (
            dict(zip(data[stratum].tolist(), data[size].tolist(), strict=True))
            if "strata" in design
            else {"api_srs": 6194, "api_clus1": 757}[dataset]
        )
    if design.startswith("lonely"):
        option = design.removeprefix("lonely_")
        # R's "remove" leaves the stratum out of the variance, as "certainty" does.
        given["lonely"] = "certainty" if option == "remove" else option
    centre = "estimate" if design.endswith("_mse") else "mean"
    return Survey(data, given, {"centre": centre} if design.startswith("rep_") else {})


def replicate_weights(name: str, psu: np.ndarray) -> dict[str, object]:
    about = REPLICATES[name]
    factors = about["factors"]
    factors = np.array(REPLICATES[factors]["factors"] if isinstance(factors, str) else factors)
    size = factors.shape[1]
    kind = {"JKn": "jkn", "BRR": "brr", "Fay": "fay"}.get(about["kind"], "bootstrap")
    replication = nps.Replication(
        kind=kind,
        scale=1.0 if name == "rep_mrbbootstrap" else None,
        scales=None if about["rscale"] == 1 else (about["rscale"],) * size,
        rho=about["rho"],
        centre=about["centre"],
        combined=False,
    )
    return {"replicate_weights": factors[psu - 1], "replication": replication}


def value(row: dict[str, str], name: str) -> float:
    return nan if row[name] == "NA" else float(row[name])


def agree(row: dict[str, str], **found: float) -> None:
    """Compare with what R gave; limits are cut off at the ends of the scale."""
    for name, mine in found.items():
        theirs = value(row, name)
        if np.isnan(theirs):
            continue
        if name in ("lower_t", "upper_t") and "minus" not in row["domain"]:
            theirs = float(np.clip(theirs, -100.0, 100.0))
        if name == "deff" and (isinf(theirs) or theirs > 1e10):
            assert mine > 1e10  # the weights add up to n, but for rounding
            continue
        assert mine == approx(theirs, **TOLERANCE), (name, row)


def mean(survey: Survey, row: dict[str, str]) -> None:
    sample = survey.sample()
    if row["variable"] != "nps":
        k = CLASSES.index(row["variable"])
        error = 100.0 * np.sqrt(sample._share_covariance(sample)[k, k])
        agree(row, estimate=100.0 * sample.shares[k], se=error)
        return
    found = nps.estimate(sample, method="wald-t")
    low, high = nps.estimate(sample, method="wald").confidence_interval
    about = found.survey
    agree(
        row,
        estimate=found.score, se=found.standard_error, lower_t=found.confidence_interval.low,
        upper_t=found.confidence_interval.high, lower_normal=low, upper_normal=high,
        degf=about.degrees_of_freedom, deff=about.design_effect_without_replacement,
        deff_replace=about.design_effect,
    )  # fmt: skip


def domain(survey: Survey, row: dict[str, str]) -> None:
    name, _, label = row["domain"].partition("=")
    freedom = None if row["analysis"] == "subset_mean" else value(row, "degf")
    found = nps.estimate(survey.by(name, freedom)[label], method="wald-t")
    about = found.survey
    agree(
        row,
        estimate=found.score, se=found.standard_error, lower_t=found.confidence_interval.low,
        upper_t=found.confidence_interval.high, degf=about.degrees_of_freedom,
        deff=about.design_effect_without_replacement,
    )  # fmt: skip


def contrast(survey: Survey, row: dict[str, str]) -> None:
    name, _, labels = row["domain"].partition("=")
    first, _, second = labels.partition(" minus ")
    compared(survey.by(name, value(row, "degf")), first, second, row)


def t_test(survey: Survey, row: dict[str, str]) -> None:
    cohorts = survey.by(row["domain"].partition(":")[0], value(row, "degf"))
    first, second = sorted(cohorts.labels)
    compared(cohorts, second, first, row)


def omnibus(survey: Survey, row: dict[str, str]) -> None:
    cohorts = survey.by(row["domain"])
    tests = len(cohorts) - 1
    # R takes the degrees of freedom of the whole survey
    cohorts = survey.by(row["domain"], value(row, "degf") + tests)
    wald = nps.compare_many(cohorts).omnibus.main
    agree(row, statistic=wald.statistic, p_value=wald.p_value)
    assert wald.denominator_degrees_of_freedom == value(row, "degf")


def compared(cohorts: nps.SurveyCohorts, first: str, second: str, row: dict[str, str]) -> None:
    found = nps.compare(cohorts[first], cohorts[second], method="wald-t")
    low, high = found.confidence_interval
    agree(
        row,
        estimate=found.difference, se=found.standard_error, lower_t=low, upper_t=high,
        statistic=found.statistic, p_value=found.p_value, degf=found.degrees_of_freedom,
    )  # fmt: skip


ANALYSES: dict[str, Callable[[Survey, dict[str, str]], None]] = {
    "svymean": mean,
    "svyby": domain,
    "subset_mean": domain,
    "svycontrast": contrast,
    "svyttest": t_test,
    "regTermTest_F": omnibus,
    "sum_of_weights": lambda survey, row: agree(row, estimate=survey.sample().sum_of_weights),
    "kish_effective_n": lambda survey, row: agree(row, estimate=survey.sample().kish_n),
}
#: R's svyglm and svyby differ here. For lonely.psu="average" the sum over strata is raised by the
#: share of lonely ones among the strata that a domain occurs in: svyglm takes those of both regions
#: together for both, svyby, which we follow, those of each.
R_DIFFERS_FROM_R = ("svyttest", "lonely_average")


@pytest.mark.parametrize(("dataset", "design"), DESIGNS)
def test_r_survey(dataset, design):
    about = survey(dataset, design)
    asked = [row for row in ROWS if (row["dataset"], row["design"]) == (dataset, design)]
    assert len(asked) >= 14
    for row in asked:
        if (row["analysis"], design) != R_DIFFERS_FROM_R:
            ANALYSES[row["analysis"]](about, row)


MEANS = rows("survey_mean_ratings")


@pytest.mark.parametrize("row", MEANS, ids=[f"{row['dataset']}-{row['design']}" for row in MEANS])
def test_mean_ratings_are_those_of_svymean(row):
    about = survey(row["dataset"], row["design"])
    if about.made:
        pytest.skip("replicates are made of a sample, which keeps the classes alone")
    design = about.design or {"weights": np.ones(about.data["score"].size)}
    found = nps.estimate_mean_rating(about.data["score"], **design)
    assert found.mean == approx(value(row, "estimate"), rel=1e-9)
    assert found.standard_error == approx(value(row, "se"), rel=1e-8)
    assert found.degrees_of_freedom == value(row, "degf")


TABLES = rows("survey_tables")


@pytest.mark.parametrize(
    ("dataset", "design"), sorted({(r["dataset"], r["design"]) for r in TABLES})
)
def test_classes_by_group_are_those_of_svychisq(dataset, design):
    about = survey(dataset, design)
    asked = [row for row in TABLES if (row["dataset"], row["design"]) == (dataset, design)]
    assert len(asked) == 2
    for row in asked:
        cohorts = about.by(row["domain"])
        if row["test"] == "svychisq_F":
            found = nps.homogeneity(cohorts)
            assert found.statistic == approx(value(row, "statistic"), rel=1e-8)
            assert found.degrees_of_freedom == approx(value(row, "df1"), rel=1e-8)
            assert found.denominator_degrees_of_freedom == approx(value(row, "df2"), rel=1e-8)
        else:  # svychisq_Chisq: R shows the uncorrected statistic beside the corrected p-value
            found = nps.homogeneity(cohorts, method="rao-scott-first-order")
            assert found.degrees_of_freedom == value(row, "df1")
        assert found.p_value == approx(value(row, "p_value"), rel=1e-7)


# 16 respondents in two strata of four clusters: R survey 4.1-1 under R 4.2.2, on the -1..1 scale.
SMALL = {
    "ratings": [10, 9, 7, 3, 9, 8, 10, 6, 9, 5, 10, 10, 2, 7, 8, 9],
    "weights": np.repeat([10.0, 12, 8, 15, 20, 25, 18, 22], 2),
}
STRATA, CLUSTERS = np.repeat(["A", "B"], 8), np.repeat(range(8), 2)


@pytest.mark.parametrize(
    ("design", "error", "freedom"),
    [
        ({}, 0.2259375853, 15),
        ({"clusters": CLUSTERS}, 0.2234860853, 7),
        ({"strata": STRATA, "clusters": CLUSTERS}, 0.2400047218, 6),
    ],
)
def test_taylor(design, error, freedom):
    sample = nps.SurveySample(**SMALL, **design)
    # printed to 10 digits
    assert sample.score == approx(26.92307692, abs=1e-8)
    assert sample.standard_error == approx(100 * error, abs=1e-8)
    assert sample.degrees_of_freedom == freedom
    assert sample.kish_n == approx(14.28571429, abs=1e-8)


@pytest.mark.parametrize(
    ("kind", "strata", "options", "error"),
    [
        ("jk1", None, {}, 0.2318575894),
        ("jk1", None, {"centre": "estimate"}, 0.23188670),
        ("jkn", STRATA, {}, 0.241453533),
        ("jkn", STRATA, {"centre": "estimate"}, 0.24147007),
    ],
)
def test_jackknife(kind, strata, options, error):
    sample = nps.SurveySample(**SMALL, strata=strata, clusters=CLUSTERS)
    found = sample.with_replicates(kind, **options)
    assert found.standard_error == approx(100 * error, abs=1e-6)  # printed to 8 digits
    assert found.degrees_of_freedom == sample.degrees_of_freedom
    assert found.score == sample.score


HALVES = [
    [1, 0, 1, 0, 1, 0, 1, 0], [0, 1, 0, 1, 0, 1, 0, 1], [1, 1, 0, 0, 1, 1, 0, 0],
    [0, 0, 1, 1, 0, 0, 1, 1], [1, 0, 0, 1, 1, 0, 0, 1], [0, 1, 1, 0, 0, 1, 1, 0],
    [1, 1, 1, 1, 0, 0, 0, 0], [0, 0, 0, 0, 1, 1, 1, 1],
]  # fmt: skip


@pytest.mark.parametrize(
    ("kind", "rho", "error"), [("brr", 0, 0.2624073502), ("fay", 0.3, 0.2641371248)]
)
def test_half_samples(kind, rho, error):
    kept = np.array(HALVES)[CLUSTERS]
    factors = np.where(kept == 1, 2.0 - rho, rho)
    given = nps.SurveySample(
        **SMALL,
        replicate_weights=factors,
        replication=nps.Replication(kind=kind, rho=rho, combined=False),
    )
    assert given.standard_error == approx(100 * error, abs=1e-7)  # printed to 10 digits


def test_effective_counts():
    # from the formula, by two algorithms (closed form and dual root), to 6 digits
    sample = nps.SurveySample(**SMALL, strata=STRATA, clusters=CLUSTERS)
    found = nps.estimate(sample)
    assert found.survey.effective_n == approx(12.095801, abs=1e-6)
    assert found.confidence_interval == approx((-32.4804, 70.2261), abs=1e-4)
    low, high = nps.estimate(sample, method="wald-t").confidence_interval
    assert (low, high) == approx((-31.80396289, 85.65011674), abs=1e-7)  # R's confint
    # "replace" and without replacement, svymean(deff=)
    assert found.survey.design_effect == approx(1.24009975, abs=1e-8)
    assert found.survey.design_effect_without_replacement == approx(1.321417766, abs=1e-8)


def test_shares():
    sample = nps.SurveySample(**SMALL, strata=STRATA, clusters=CLUSTERS)
    found = nps.estimate_shares(sample, method="korn-graubard")
    # svyciprop(method="beta")
    assert found["promoters"].confidence_interval == approx((0.1731678917, 0.8517451972), abs=1e-9)
    assert found["promoters"].share == sample.shares.promoters


def test_domain_covariance():
    cohorts = nps.survey_by(
        SMALL["ratings"], ["x", "y"] * 8,
        weights=SMALL["weights"], strata=STRATA, clusters=CLUSTERS,
    )  # fmt: skip
    # svyby(covmat=TRUE), printed to 12 digits
    expected = [[0.091601601251, 0.001752039494], [0.001752039494, 0.135303385736]]
    assert cohorts.covariance() / 1e4 == approx(np.array(expected), abs=1e-11)
    assert cohorts.score == approx([46.153846154, 7.692307692], abs=1e-8)


def test_published_examples():
    # SAS/STAT PROC SURVEYMEANS, ice cream: share .575 of 40 from 4000, standard error .078761
    ice_cream = nps.SurveySample([10] * 23 + [0] * 17, population=4000)
    assert ice_cream.score == approx(15.0)
    assert ice_cream.standard_error == approx(15.7522, abs=1e-3)
    # R survey, api data: svymean(~stype, dclus1), 15 of 757 districts; E promoters, M passives
    table = [
        [10, 0, 3], [34, 0, 0], [2, 1, 1], [10, 0, 3], [13, 0, 3], [2, 0, 0], [1, 0, 0], [2, 1, 1],
        [9, 1, 2], [16, 2, 3], [4, 4, 1], [8, 1, 2], [30, 3, 4], [1, 0, 1], [2, 1, 1],
    ]  # fmt: skip
    answers = [
        ([9] * e + [0] * h + [7] * m, [i] * (e + h + m)) for i, (e, h, m) in enumerate(table)
    ]
    ratings = [rating for one, _ in answers for rating in one]
    clusters = [label for _, one in answers for label in one]
    schools = nps.SurveySample(ratings, clusters=clusters, population=757)
    assert schools.shares.promoters == approx(0.786885246)
    assert schools.score == approx(71.038251)
    assert schools.standard_error == approx(6.966, abs=5e-4)
    assert inf > schools.describe().design_effect > 2
