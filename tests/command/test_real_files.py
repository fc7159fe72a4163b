"""Real survey files, odd as they are: every published count comes out of one call."""

from __future__ import annotations

import csv
import json

import pytest
from command_line import main
from reference_tables import rows_by
from survey_files import FOUR_DECIMALS, RECOMMEND_R, survey_file

import nps

TABLES = rows_by("survey_files", "file", "rating", "by")


def report(capsys: pytest.CaptureFixture[str], name: str, *options: str) -> dict[str, object]:
    assert main([str(survey_file(name)), "--json", *options]) == 0
    return json.loads(capsys.readouterr().out)


def check(found: dict[str, object], row: dict[str, str]) -> None:
    counts = found["counts"]
    for name in ("promoters", "passives", "detractors", "missing", "invalid"):
        assert counts[name] == int(row[name]), name
    valid = sum(counts[name] for name in ("promoters", "passives", "detractors"))
    assert valid == int(row["valid"])
    assert valid + counts["missing"] + counts["invalid"] == int(row["rows"])
    if row["nps"]:
        assert found["score"] == pytest.approx(float(row["nps"]), abs=FOUR_DECIMALS)
        assert found["standard_error"] == pytest.approx(float(row["se"]), abs=FOUR_DECIMALS)
    else:
        assert (valid, found["score"], found["standard_error"]) == (0, None, None)
    if row["distribution"]:
        assert counts["distribution"] == [int(k) for k in row["distribution"].split()]


@pytest.mark.parametrize(("file", "rating", "by"), TABLES)
def test_every_row_of_the_published_tables(
    capsys: pytest.CaptureFixture[str], file: str, rating: str, by: str
) -> None:
    rows = TABLES[file, rating, by]
    options = ["--rating", rating, "--method", "wald"]
    found = report(capsys, file, *options, *(["--by", by] if by else []))
    if not by:
        (row,) = rows
        assert found["rows"] == int(row["rows"])
        check(found["total"], row)
        return
    cohorts = {cohort["group"][by]: cohort for cohort in found["cohorts"]}
    assert sorted(cohorts) == sorted(row["group"].replace("(blank)", "") for row in rows)
    for row in rows:
        check(cohorts[row["group"].replace("(blank)", "")], row)


@pytest.mark.slow
@pytest.mark.parametrize(
    ("file", "rating"),
    [
        ("garden_centre_fr.csv", "nps"),
        ("r_survey_2018_en.tsv", RECOMMEND_R),
        ("bank_markets_2021.csv", "NPS"),
    ],
)
def test_the_rating_column_is_found(
    capsys: pytest.CaptureFixture[str], file: str, rating: str
) -> None:
    assert report(capsys, file)["rating"] == rating


@pytest.mark.parametrize(("file", "columns"), [
    ("r_survey_2019_en.csv", ["recommend R to", "recommend Python to"]),
    ("conference_sudzilla.csv", ["Sudzilla?", "opening keynote?", "closing keynote?"]),
])  # fmt: skip
def test_several_candidates_are_listed(
    capsys: pytest.CaptureFixture[str], file: str, columns: list[str]
) -> None:
    assert main([str(survey_file(file))]) == 2
    message = capsys.readouterr().err
    listed = [line for line in message.splitlines() if line.startswith("  --rating")]
    named = [line for line in listed if "side by side" not in line]
    assert len(named) == len(columns)
    assert all(column in line for column, line in zip(columns, named, strict=True))


@pytest.mark.slow
def test_oddities_are_announced(capsys: pytest.CaptureFixture[str]) -> None:
    notes = report(capsys, "garden_centre_fr.csv")["notes"]
    assert any("byte 142" in note and "Latin-1" in note for note in notes)
    assert any("nobody of 13,612 gave a 0" in note for note in notes)


def test_change_between_two_years_of_the_same_survey(capsys: pytest.CaptureFixture[str]) -> None:
    waves = [
        nps.Counts.from_dict(report(capsys, file, "--rating", RECOMMEND_R)["total"]["counts"])
        for file in ("r_survey_2018_en.tsv", "r_survey_2019_en.csv")
    ]
    change = nps.compare(waves[1], waves[0], method="wald")
    assert change.difference == pytest.approx(1.8740, abs=FOUR_DECIMALS)
    assert change.standard_error == pytest.approx(1.5464, abs=FOUR_DECIMALS)


@pytest.mark.slow
def test_dates_of_a_real_file_are_put_in_order(capsys: pytest.CaptureFixture[str]) -> None:
    found = report(capsys, "bank_markets_2021.csv", "--wave", "survey date")
    with survey_file("bank_markets_2021.csv").open(encoding="utf-8", newline="") as file:
        days = {row["Survey date"] for row in csv.DictReader(file)}
    in_time = sorted(days, key=lambda day: day.split("/")[::-1])
    assert [change["before"] for change in found["changes"]] == in_time[:-1]
    assert [change["after"] for change in found["changes"]] == in_time[1:]
