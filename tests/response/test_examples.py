"""The shipped data are what their scripts make; the tables of the pages come out again."""

from __future__ import annotations

import csv
import runpy

import numpy as np
import pytest
from house import ROOT

import nps

EXAMPLES, BENCHMARKS = ROOT / "examples", ROOT / "benchmarks"


@pytest.mark.parametrize("name", ["callbacks", "invitations"])
def test_a_script_makes_its_file(name):
    made = runpy.run_path(str(EXAMPLES / f"make_{name}.py"))["survey"]()
    assert made == (EXAMPLES / f"{name}.csv").read_bytes().decode("utf-8")


def test_what_the_silent_would_have_answered():
    people = list(runpy.run_path(str(EXAMPLES / "make_invitations.py"))["people"]())
    everybody = nps.count([given for *_, given in people])
    answered = nps.count([given for *_, mailing, given in people if mailing != ""])
    assert round(everybody.score) == -8  # as docs/how-to/who-did-not-answer.md says
    found = nps.response.bounds(answered, invited=len(people))
    assert found.bounds.low < everybody.score < found.bounds.high
    silent = nps.count([given for *_, mailing, given in people if mailing == ""])
    assert found.score_if(silent.score) == pytest.approx(everybody.score)


def test_chance_chose_whom_to_call():
    with (EXAMPLES / "callbacks.csv").open(encoding="utf-8", newline="") as file:
        rows = list(csv.DictReader(file))
    called = [row for row in rows if row["called"] == "yes"]
    assert all(int(row["spring"]) <= 6 for row in called)
    detractors = [row for row in rows if int(row["spring"]) <= 6]
    assert len(called) == pytest.approx(len(detractors) / 2, rel=0.1)


@pytest.fixture(scope="module")
def tables():
    return runpy.run_path(str(BENCHMARKS / "response_tables.py"))


@pytest.mark.parametrize(
    ("reliability", "gone", "won", "score"),
    [(0.5, 56, 22, -22), (0.6, 50, 16, -34), (0.8, 35, 5, -60)],
)
def test_doing_nothing_achieves_as_much(tables, reliability, gone, won, score):
    moves = tables["asked_again"](np.random.default_rng(1), reliability, 60_000)
    after = moves.after("detractor")
    error = 100 * 4 * 0.5 / np.sqrt(after.n) + 0.5  # four standard errors and the rounding
    assert 100 * (1 - after.shares.detractors) == pytest.approx(gone, abs=error)
    assert 100 * after.shares.promoters == pytest.approx(won, abs=error)
    assert after.score == pytest.approx(score, abs=2 * error)
    assert moves.sample.score == pytest.approx(moves.reference.score, abs=2 * error)


@pytest.mark.parametrize(("asked", "rate"), [(50, 0.3), (200, 0.2), (200, 0.95)])
def test_intervals_hold_the_truth_at_either_end(tables, asked, rate):
    held = tables["coverage"](np.random.default_rng(2), asked, rate, 4_000)
    noise = 4 * np.sqrt(0.95 * 0.05 / 4_000)
    assert min(held) > 0.94 - noise
    assert max(held) < 0.952 + noise


def test_charts_cry_wolf_as_often_as_their_notes_say(tables):
    rate, ever = tables["alarms"](np.random.default_rng(3), 12, 20_000)
    assert rate == pytest.approx(0.02, abs=0.003)
    assert ever == pytest.approx(0.155, abs=0.012)
