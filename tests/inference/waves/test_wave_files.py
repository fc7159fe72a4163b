"""Waves of real surveys: published counts come back, and the analyses agree with each other.

The files are looked for as in test_real_files.py; without them the tests are skipped.
"""

from __future__ import annotations

import csv
from datetime import datetime

import numpy as np
import pytest
from numpy.testing import assert_allclose
from reference_tables import rows
from survey_files import EXPERIENCE, FOUR_DECIMALS, RECOMMEND_R, survey_file

import nps
from nps import (
    ConfidenceSequence,
    changes,
    decompose,
    decompose_series,
    monitor,
    rolling,
    standardize,
    trend,
)


def columns(name: str, *headers: str, encoding: str = "utf-8") -> list[list[str]]:
    quoting = csv.QUOTE_NONE if name.endswith("tsv") else csv.QUOTE_MINIMAL
    with survey_file(name).open(encoding=encoding, newline="") as file:
        delimiter = "\t" if name.endswith("tsv") else ","
        table = list(csv.DictReader(file, delimiter=delimiter, quoting=quoting))
    return [[row[header] for row in table] for header in headers]


def published(name: str, by: str, rating: str) -> dict[str, dict[str, str]]:
    return {row["group"]: row for row in rows("survey_files", file=name, by=by, rating=rating)}


def check_scores(cohorts: nps.Cohorts, table: dict[str, dict[str, str]]) -> None:
    for label, sample in cohorts.items():
        row = table[str(label)]
        assert [sample.promoters, sample.passives, sample.detractors] == [
            int(row[name]) for name in ("promoters", "passives", "detractors")
        ]
        assert sample.score == pytest.approx(float(row["nps"]), abs=FOUR_DECIMALS)


@pytest.fixture(scope="module")
def garden() -> nps.Cohorts:
    ratings, groups = columns("garden_centre_fr.csv", "nps", "t", encoding="latin-1")
    times = [None if t == "NA" else int(t) for t in groups]
    return nps.count_by(nps.parse_ratings(ratings), times, order="sorted")


def test_garden_centre_over_eighteen_groups(garden):
    with pytest.raises(nps.OptionError, match="one of them is missing"):
        trend(garden)
    waves = garden.select(range(18))
    check_scores(waves, published("garden_centre_fr.csv", "t", "nps"))
    found = changes(waves)
    published_gap = 50.6989 - 53.0914
    assert found[1].change == pytest.approx(published_gap, abs=2 * FOUR_DECIMALS)
    assert np.isfinite(found.change[1:]).all()
    assert any("Of 18 waves, 3 have fewer than 10" in note for note in found.notes)
    # seventeen changes, none of which survives
    assert np.nanmin(found.adjusted_p_value) > 0.05
    line = trend(waves)
    assert len(line.waves) == 18  # one answer that is a passive has a variance all the same
    assert any("All answers agree in 1 of 18 waves" in note for note in line.notes)
    assert line.slope == pytest.approx(trend(waves[:15]).slope, abs=0.05)
    # regression of single answers on the group, by NumPy
    s = np.concatenate([np.repeat([1, 0, -1], [c.promoters, c.passives, c.detractors])
                        for c in waves.values()])  # fmt: skip
    t = np.repeat(np.arange(18.0), waves.n)
    z = np.corrcoef(s, t)[0, 1] * np.sqrt(s.size - 1)
    assert line.permutation.statistic == pytest.approx(z, rel=1e-9)
    chart = monitor(waves)
    assert chart.centre == pytest.approx(waves.total.score)
    assert chart.in_control


@pytest.fixture(scope="module")
def bank() -> dict[str, list[object]]:
    names = ("NPS", "Month", "Quarter", "Market", "Survey date", "ID")
    found = dict(zip(names, columns("bank_markets_2021.csv", *names), strict=True))
    days = [datetime.strptime(day, "%d/%m/%y").date() for day in found["Survey date"]]
    return {**found, "NPS": nps.parse_ratings(found["NPS"]), "Survey date": days,
            "Month": [int(m) for m in found["Month"]]}  # fmt: skip


def test_bank_over_twelve_months(bank):
    months = nps.count_by(bank["NPS"], bank["Month"], order="sorted")
    table = published("bank_markets_2021.csv", "Month", "NPS")
    check_scores(months, table)
    found = changes(months, method="wald")
    for month in range(2, 13):
        one, two = table[str(month - 1)], table[str(month)]
        gap = float(two["nps"]) - float(one["nps"])
        assert found[month].change == pytest.approx(gap, abs=2 * FOUR_DECIMALS)
        error = np.hypot(float(one["se"]), float(two["se"]))
        assert found[month].standard_error == pytest.approx(error, abs=2 * FOUR_DECIMALS)
    assert (found.adjusted_p_value[1:] >= found.p_value[1:]).all()
    assert np.nanmin(found.adjusted_p_value) > 0.5  # nothing happened
    times = [f"2021-{month:02}" for month in range(1, 13)]
    line = trend(months, times=times)
    assert line.time_unit == "month"
    assert line.p_value > 0.05
    assert line.homogeneity.p_value > 0.05
    assert monitor(months).in_control
    # windows of one month that end with each month are the months
    windows = rolling(bank["NPS"], bank["Survey date"], window="1 month", every="month")
    assert [x.month for x in windows.labels] == list(range(1, 13))
    for end, sample in windows.cohorts.items():
        assert sample == months[end.month]


def test_bank_by_market(bank):
    keys = {"quarter": bank["Quarter"], "market": bank["Market"]}
    series = decompose_series(nps.count_by(bank["NPS"], keys, order="sorted"))
    quarters = published("bank_markets_2021.csv", "Quarter", "NPS")
    scores = [float(quarters[str(q)]["nps"]) for q in (1, 2, 3, 4)]
    assert series.labels == ("2", "3", "4")
    assert_allclose(series.total.change, np.diff(scores), atol=2 * FOUR_DECIMALS)
    assert_allclose(series.mix.change + series.rate.change, series.total.change, atol=1e-11)
    markets = nps.count_by(bank["NPS"], bank["Market"])
    check_scores(markets, published("bank_markets_2021.csv", "Market", "NPS"))
    assert standardize(markets, to=markets).score == pytest.approx(11.8, abs=FOUR_DECIMALS)


def test_bank_as_a_stream(bank):
    order = np.argsort(np.array(bank["Survey date"], dtype="datetime64[D]"), kind="stable")
    answers = np.array(bank["NPS"])[order]
    found = ConfidenceSequence().update(answers[:2000]).update(answers[2000:])
    low, high = found.confidence_interval
    assert found.score == pytest.approx(11.8, abs=FOUR_DECIMALS)
    once = nps.estimate(found.counts).confidence_interval
    assert low < once.low < once.high < high


def test_r_users_from_2018_to_2019():
    years = {}
    for year, name in ((2018, "r_survey_2018_en.tsv"), (2019, "r_survey_2019_en.csv")):
        ratings, levels = columns(name, RECOMMEND_R, EXPERIENCE)
        years[year] = nps.count_by(nps.parse_ratings(ratings), levels)
        table = published(name, EXPERIENCE, RECOMMEND_R)
        del table["(blank)"]
        answered = years[year].select([x for x in table if table[x]["nps"]])
        check_scores(answered, table)
    waves = nps.Cohorts.from_dict({year: cohorts.total for year, cohorts in years.items()})
    change = changes(waves, method="wald")[2019]
    assert change.change == pytest.approx(1.8740, abs=FOUR_DECIMALS)
    assert change.standard_error == pytest.approx(1.5464, abs=FOUR_DECIMALS)
    assert change.adjusted_p_value == change.p_value  # a single change
    line = trend(waves, method="wls")
    assert line.slope == pytest.approx(1.8740, abs=FOUR_DECIMALS)
    assert line.standard_error == pytest.approx(1.5464, abs=FOUR_DECIMALS)
    why = decompose(years[2019], years[2018])
    assert why.total.change == pytest.approx(1.8740, abs=FOUR_DECIMALS)
    assert why.mix.change + why.rate.change == pytest.approx(why.total.change, abs=1e-11)
    assert why["None"].status == "gone"
    # fewer beginners, who like R less: the whole rise is mix
    assert why.mix.confidence_interval.low > 0
    assert why.rate.confidence_interval.low < 0 < why.rate.confidence_interval.high
    common = [x for x in years[2018] if years[2019][x].n]
    same_mix = standardize(years[2019], to=years[2018].select(common))
    assert same_mix.score < waves[2019].score
