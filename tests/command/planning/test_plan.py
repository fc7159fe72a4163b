"""`nps plan`: what the terminal makes of options is what the library plans."""

from __future__ import annotations

import csv
import io
import json
import re

import pytest
from command_line import cli
from house import ROOT
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

import nps
from nps.planning import ScoreGuess, detectable_difference, power, sample_size

TWO_WAVES = str(ROOT / "examples" / "two_waves.csv")
SHARES, PILOT = nps.Shares(0.5, 0.3, 0.2), nps.Counts(20, 12, 8)
FILE = nps.read_answers(TWO_WAVES).count(invalid="drop")


@pytest.fixture
def run(capsys):
    def call(*words):
        status = cli.main(["plan", *map(str, words)])
        out, err = capsys.readouterr()
        return status, out, err

    return call


def shown(run, *words):
    status, out, err = run(*words)
    assert (status, err) == (0, "")
    return out


@pytest.mark.parametrize(
    ("words", "plan"),
    [
        ("--score 30 --margin-of-error 5", lambda: sample_size(ScoreGuess(30), margin_of_error=5)),
        ("--shares 50:30:20 --target 10", lambda: sample_size(SHARES, null=10)),
        ("--shares 0.5,0.3,0.2 --target 10 --power 90%",
         lambda: sample_size(SHARES, null=10, power=0.9)),
        pytest.param("--pilot 20:12:8 --target 10 --assurance 0.8",
                     lambda: sample_size(PILOT, null=10, assurance=0.8), marks=pytest.mark.slow),
        ("--pilot 20:12:8 --target 10 --difference 20 --n 129",
         lambda: power(PILOT, null=10, difference=20, n=129)),
        ("--score 30 --passives 15-45% --difference -6 --alternative less --ratio optimal"
         " --cost-ratio 2 --tests 3",
         lambda: sample_size(*[ScoreGuess(30, passives=(0.15, 0.45))] * 2, difference=-6,
                             alternative="less", ratio="optimal", cost_ratio=2, n_tests=3)),
        ("--score 30 --passives 10%-30% --difference 9 --overlap 1 --correlation 0.5 --method wald",
         lambda: sample_size(*[ScoreGuess(30, passives=(0.1, 0.3))] * 2, difference=9, overlap=1,
                             correlation=0.5, method="wald")),
        ("--shares 50:30:20 --margin 20 --alternative greater --ratio 2 --calculation asymptotic",
         lambda: sample_size(SHARES, SHARES, margin=20, alternative="greater", ratio=2,
                             calculation="asymptotic")),
        ("--shares 50:30:20 --n 90", lambda: detectable_difference(SHARES, n=90, n_reference=90)),
        ("--shares 50:30:20 --n 90 --n-reference 60 --shift passives-to-promoters",
         lambda: detectable_difference(SHARES, n=90, n_reference=60,
                                       shift="passives-to-promoters")),
        ("--shares 50:30:20 --margin-of-error 5 --response-rate 20% --population 4000"
         " --design-effect 1.2 --confidence-level 0.9",
         lambda: sample_size(SHARES, margin_of_error=5, response_rate=0.2, population=4000,
                             design_effect=1.2, confidence_level=0.9)),
        (f"{TWO_WAVES} --difference 5", lambda: sample_size(FILE, FILE, difference=5)),
    ],
)  # fmt: skip
def test_options_are_arguments(run, words, plan):
    found = json.loads(shown(run, *words.split(), "--json"))
    expected = plan()
    assert found == {"plan": expected.to_dict(), "summary": expected.summary()}
    # people read the same sentence and numbers
    text = shown(run, *words.split())
    assert text.startswith(expected.summary() + "\n\n")
    for note in expected.notes:  # but for arguments, which are options here
        assert all(part.strip(" .") in text for part in re.split(r"\w+=\S+", note))


@settings(max_examples=10, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(st.lists(st.integers(-80, 80), min_size=2, max_size=4, unique=True))
def test_several_scores_stand_side_by_side(run, scores):
    words = ["--score", *scores, "--margin-of-error", 6, "--passives", "0-100%"]
    plans = sample_size([ScoreGuess(score, passives=(0, 1)) for score in scores], margin_of_error=6)
    rows = list(csv.DictReader(io.StringIO(shown(run, *words, "--format", "csv"))))
    assert [int(row["score"]) for row in rows] == scores
    assert [int(row["n"]) for row in rows] == plans.n.tolist()
    assert [int(row["n_low"]) for row in rows] == plans.n_low.tolist()
    assert {row["power"] for row in rows} == {""}
    _, _, head, *lines = shown(run, *words).splitlines()
    assert head.split()[:2] == ["score", "answers"]
    assert [line.split()[0] for line in lines[: len(scores)]] == [str(score) for score in scores]


def test_a_plan_goes_to_a_file(run, tmp_path):
    path = tmp_path / "plan.md"
    assert shown(run, "--score", 30, "--target", 20, "--output", path) == ""
    assert "| answers | 757 |" in path.read_text("utf-8")


def test_a_pilot_is_read_as_any_file(run, tmp_path, monkeypatch):
    path = tmp_path / "plan"
    path.write_text("region,points\nN,10\nN,99\nN,8\nS,2\nS,9\nN,9\nN,0\n", "utf-8")
    words = [path, "--rating", "points", "--where", "region=N", "--missing", 99, "--target", -60]
    found = json.loads(shown(run, *words, "--json"))
    assert found["plan"] == sample_size(nps.count([10, None, 8, 9, 0]), null=-60).to_dict()
    with path.open(encoding="utf-8") as stream, monkeypatch.context() as patched:
        patched.setattr("sys.stdin", stream)
        piped = shown(run, "-", *words[1:], "--json")
    assert json.loads(piped) == found
    text = shown(run, *words)
    assert "The Net Promoter Score is 25.0 points" in text
    assert "Not counted: 1 missing, 0 invalid." in text
    status, _, err = run(*words, "--output", path)
    assert status == 2
    assert "would overwrite a file that is read" in err


def test_a_file_without_an_answer_has_a_status_of_its_own(run, tmp_path):
    path = tmp_path / "empty.csv"
    path.write_text("nps\n11\n\n99\n", "utf-8")
    status, out, err = run(path, "--rating", "nps", "--n", 40)
    assert (status, out) == (1, "")
    assert f"no valid answer in {path}" in err


@pytest.mark.parametrize(
    ("words", "message"),
    [
        ("", "what is known of the answers? nothing says it: give a FILE, --pilot"),
        ("--score 30 --pilot 1:2:3 --n 5", "--pilot and --score say it twice"),
        ("--score 30", "say what the answers are for: --margin-of-error 5"),
        ("--shares 50:30 --target 3", "--shares must be promoters:passives:detractors"),
        ("--shares a:b:c --target 3", "got 'a:b:c'"),
        ("--shares 80:15:10 --target 3", "--shares must add to 100 (or 1), got '80:15:10', which"),
        ("--pilot 1.5:2:3 --target 3", "--pilot are people, whole numbers"),
        ("--pilot 0:0:0 --target 3", "--pilot are people, whole numbers, some at least: '0:0:0'"),
        ("--pilot inf:2:3 --target 3", "--pilot are people, whole numbers, some at least"),
        ("--pilot 1:nan:3 --target 3", "--pilot are people, whole numbers, some at least"),
        ("--score 30 --passives some --n 5", "--passives must be a share or a range"),
        ("--shares 50:30:20 --passives 0.3 --n 5", "--passives goes with --score"),
        ("--score 30 --margin-of-error 5 --n 7", "--margin-of-error and --n are two plans"),
        ("--score 30 --margin-of-error 5 --target 7", "--margin-of-error and --target are two"),
        ("--score 30 --target 7 --n 9 --ratio 2", "--ratio says nothing with --n here"),
        ("--score 30 --n 9 --assurance 0.8", "--assurance says nothing with --n here"),
        ("--score 30 --target 7 --n-reference 9", "--n-reference says nothing without --n here"),
        ("--score 30 --n 9 --tests 2 --difference 3 --power 0.5", "--power says nothing with --n"),
        ("--score 30 40 --n 9", "--n with several scores needs --target, --difference or --margin"),
        ("--score 30 --target 7 --spending pocock", "--spending goes with --looks"),
        ("--score 30 --target 7 --looks few", "--looks must be such as 5 or 0.5,0.75,1"),
        ("--score 30 --target 7 --looks inf", "--looks must be such as 5 or 0.5,0.75,1, got 'inf'"),
        ("--score 30 --target 7 --looks 0.5,nan", "--looks must be such as"),
        ("--score 30 --target 7 --looks 0.5,0.2,1", "--looks must grow from above 0 to 1"),
        (
            f"--score 30 --target 7 --looks 0{',1' * 200}",
            "--looks must have at most 200 looks",
        ),
        ("--score 30 --target 300", "--target is in points"),
        ("--score 30 --margin-of-error 7 --looks 3", "--looks are at one test"),
        ("--score 30 40 --target 7 --looks 3", "--looks are at one test"),
        ("--score 30 --target 7 --looks 3 --curve", "--curve is a table of one plan by itself"),
        ("--score 30 --difference 80", "difference=80 is not reachable with these answers"),
        ("--score 30 --target 50 --alternative greater", 'Did you mean "less"?'),
        ("--score 30 --target 50 --power 0.05", "power must be above 1 - confidence_level"),
        ("--score 30 --target 50 --n 0", "n must be at least 1"),
        ("--score 30 --target 50 --method Wald", "Did you mean 'wald'?"),
        ("nowhere.csv --n 40", "nowhere.csv: No such file"),
        ("--score 30 --n 40 --output plan.xlsx", "a plan is no workbook"),
        ("--score 30 --n 40 --json --format csv", "contradict each other"),
    ],
)
def test_what_is_not_clear_is_one_clear_error(run, words, message):
    status, out, err = run(*words.split())
    assert (status, out) == (2, "")
    assert message in err
    assert len(err.splitlines()) == 1
