"""How `nps plan` writes plans, for people and for programs."""

from __future__ import annotations

import csv
import io
import json
from functools import cache

import pytest

import nps
from nps._command.planning.options import read_plan_options
from nps._command.planning.output import render_plan
from nps._command.planning.plan import Asked, make_plan
from nps.planning import ScoreGuess, looks, sample_size

SHARES, PILOT = nps.Shares(0.5, 0.3, 0.2), nps.Counts(20, 12, 8)


@cache
def planned(*words: str) -> Asked:
    """What the command plans, once for all ways of writing it."""
    return make_plan(read_plan_options(list(words)))


def written(*words: object, form: str = "table") -> str:
    """What the command prints."""
    asked = list(map(str, words))
    return render_plan(planned(*asked), form, read_plan_options(asked).language)


def test_a_plan_for_programs_and_to_paste():
    words = ["--score", 30, "--target", 20, "--response-rate", "20%"]
    plan = sample_size(ScoreGuess(30), null=20, response_rate=0.2)
    (row,) = csv.DictReader(io.StringIO(written(*words, form="csv")))
    assert (row["goal"], row["calculation"]) == ("benchmark", "exact")
    assert float(row["power"]) == plan.power
    assert float(row["power_high"]) == plan.power_range[1]
    assert [int(row[name]) for name in ("n", "n_invited", "n_low")] == [
        plan.n, plan.n_invited, plan.n_range[0]
    ]  # fmt: skip
    assert row["n_reference"] == ""
    assert "answers at best" in written(*words)
    assert "at worst" not in written(*words)  # it is what is planned for
    page = written(*words, form="markdown")
    assert f"| invitations | {plan.n_invited:,} |\n" in page
    assert "| null | 20.0 |\n" in page
    assert page.startswith(plan.summary())
    assert "\n95% two-sided, score method, exact\n" in page


def test_looks_have_their_answers():
    words = ["--shares", "50:30:20", "--difference", 8, "--looks", 3, "--spending", "pocock"]
    plan = sample_size(SHARES, SHARES, difference=8)
    three = looks(3, spending="pocock")
    rows = list(csv.DictReader(io.StringIO(written(*words, form="csv"))))
    assert [int(row["answers"]) for row in rows] == list(three.answers(plan))
    assert [float(row["boundaries"]) for row in rows] == three.boundaries.tolist()
    found = json.loads(written(*words, form="json"))
    assert found["looks"] == {**three.to_dict(), "answers": list(three.answers(plan))}
    text = written(*words)
    assert three.summary() in text
    assert f"{three.boundaries[0]:.4f}" in text
    uneven = ["--target", 10, "--looks", "0.5,1", "--alternative", "greater", "--power", 0.9]
    found = json.loads(written("--shares", "50:30:20", *uneven, form="json"))
    boundaries = looks(information=(0.5, 1), alternative="greater", power=0.9).boundaries
    assert found["looks"]["boundaries"] == boundaries.tolist()


def test_looks_at_a_test_that_never_ends():
    words = ["--shares", "50:30:20", "--target", 30, "--looks", 2]
    assert "look   share  answers" in written(*words)
    rows = list(csv.DictReader(io.StringIO(written(*words, form="csv"))))
    assert [row["answers"] for row in rows] == ["", ""]


def test_a_curve_for_programs_and_people():
    words = ["--score", 30, "--passives", "15-45%", "--target", 20, "--curve"]
    curve = sample_size(ScoreGuess(30, passives=(0.15, 0.45)), null=20).curve()
    rows = list(csv.DictReader(io.StringIO(written(*words, form="csv"))))
    assert [int(row["n"]) for row in rows] == list(curve.labels)
    assert [float(row["power_high"]) for row in rows] == curve.power_high.tolist()
    assert json.loads(written(*words, form="json"))["curve"] == curve.to_dict()
    assert "power at worst  power at best" in written(*words)
    margins = written("--shares", "50:30:20", "--margin-of-error", 5, "--curve")
    assert "answers  margin of error" in margins
    assert "power" not in margins
    known = written("--shares", "50:30:20", "--target", 10, "--curve")
    assert "answers  power  margin of error" in known
    assert "margin of error  margin at best" in written(*words[:-1], "--curve")
    blank = written("--score", 30, "--margin-of-error", 5, "--curve", form="csv")
    assert blank.splitlines()[1].split(",")[1:4] == ["", "", ""]


@pytest.mark.slow
def test_chinese_and_notes_of_one():
    told = written("--pilot", "20:12:8", "--target", 10, "--language", "zh")
    assert told.startswith(sample_size(PILOT, null=10).summary("zh"))
    assert "回答数" in told
    assert "双侧" in told
    # what holds for one of several names it
    several = written("--score", 10, 30, "--target", 10)
    assert "Note: 10: The truth is assumed" in several
    many = written("--score", *range(20, 32), "--target", 10, "--response-rate", 0.5)
    assert many.count("invitations. More") == 8
    assert "4 more" in many.splitlines()[-1]
