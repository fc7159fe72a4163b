"""`python -m nps`: what it prints, what it refuses, and how it ends."""

from __future__ import annotations

import csv
import io
import json
import os
import runpy
import signal
import subprocess
import sys
import unicodedata
from importlib import import_module
from typing import TYPE_CHECKING

import pytest
from command_line import cli
from house import PACKAGE, ROOT

import nps

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable
    from pathlib import Path

    Save = Callable[[Iterable[Iterable[object]] | str], str]
    Run = Callable[..., tuple[int, str, str]]

EXAMPLES = ROOT / "examples"
TWO_WAVES = str(EXAMPLES / "two_waves.csv")


@pytest.fixture
def save(tmp_path: Path) -> Save:
    def write(rows: Iterable[Iterable[object]] | str) -> str:
        path = tmp_path / "survey.csv"
        if isinstance(rows, str):
            path.write_text(rows, encoding="utf-8", newline="")
        else:
            with path.open("w", encoding="utf-8", newline="") as file:
                csv.writer(file).writerows(rows)
        return str(path)

    return write


@pytest.fixture
def run(capsys: pytest.CaptureFixture[str]) -> Run:
    def call(*argv: str) -> tuple[int, str, str]:
        status = cli.main(argv)
        out, err = capsys.readouterr()
        return status, out, err

    return call


def answers(*groups: tuple[object, dict[object, int]]) -> list[tuple[object, object]]:
    """Rows of (group, rating) from how often each rating occurs in each group."""
    return [(g, r) for g, ratings in groups for r, k in ratings.items() for _ in range(k)]


def line(text: str, beginning: str) -> str:
    (found,) = [x for x in text.splitlines() if x.startswith(beginning)]
    return " ".join(found.split())


# ---------------------------------------------------------------- the shipped example


def test_the_example_is_what_its_script_makes() -> None:
    made = runpy.run_path(str(EXAMPLES / "make_two_waves.py"))["survey"]()
    assert made == (EXAMPLES / "two_waves.csv").read_bytes().decode()


def test_the_example_from_file_to_verdict(run: Run) -> None:
    """Counted here by hand from the rows that the script makes, oddities included."""
    made = runpy.run_path(str(EXAMPLES / "make_two_waves.py"))["rows"]()
    spelled = {"10 - Extremely likely": 10, "9 ": 9, "0 - Not at all likely": 0, " 8": 8,
               "": None, "NA": None, "N/A": None, "99": 99, "11": 11}  # fmt: skip
    samples = {}
    for segment in (None, "Enterprise", "Small business"):
        for wave in (2024, 2025):
            cells = [row[4] for row in made if row[1] == wave and segment in (None, row[2])]
            ratings = [spelled[cell] if cell in spelled else int(cell) for cell in cells]
            samples[segment, wave] = nps.count(ratings, invalid="drop")
    status, out, err = run(TWO_WAVES, "--wave", "wave", "--by", "segment", "--json")
    assert (status, err) == (0, "")
    found = json.loads(out)
    for cohort in found["cohorts"]:
        key = (cohort["group"].get("segment"), int(cohort["wave"]))
        if key in samples:
            counts = nps.Counts.from_dict(cohort["counts"])
            assert counts == samples.pop(key)
            low, high = nps.estimate(counts).confidence_interval
            assert cohort["confidence_interval"] == {"low": low, "high": high}
    assert not samples
    assert (found["rows"], found["missing"], found["invalid"]) == (862, 7, 2)
    assert found["invalid_values"] == {"99": 1, "11": 1}


def test_the_example_as_text(run: Run) -> None:
    status, out, _ = run(TWO_WAVES, "--wave", "wave", "--by", "segment")
    assert status == 0
    assert "ratings in 'On a scale of 0-10, how likely are you to recommend us" in out
    pairs = {"": True, "Enterprise, ": False, "Small business, ": True}
    for who, clear in pairs.items():
        verdict = line(out, f"{who}2024 -> 2025: ")
        assert verdict.endswith(": a clear change" if clear else ": no clear change")
    assert "Not counted: 7 missing, 2 invalid ('99' x 1, '11' x 1)." in out


# ---------------------------------------------------------------- tables and changes


def test_one_line_for_everybody(run: Run, save: Save) -> None:
    path = save([("id", "nps"), *answers((1, {10: 5, 8: 3, 0: 2, "": 4, "8.5": 1}))])
    status, out, err = run(path)
    assert (status, err) == (0, "")
    assert line(out, f"{path}: ") == f"{path}: 15 rows, ratings in 'nps'"
    low, high = nps.estimate(nps.Counts(5, 3, 2)).confidence_interval
    row = f"10 50.0% 30.0% 20.0% 30.0 [{low:.1f}, {high:.1f}] 4 1"
    assert line(out, "10 ") == row
    assert "Not counted: 4 missing, 1 invalid ('8.5' x 1)." in out
    assert "Change" not in out


def test_equal_shares_read_the_same(run: Run, save: Save) -> None:
    _, out, _ = run(save([("id", "nps"), *answers((1, {10: 1, 8: 1, 0: 1}))]))
    assert "33.3% 33.3% 33.3%" in line(out, "3 ")


def test_waves_in_order_with_the_change_from_the_one_before(run: Run, save: Save) -> None:
    sizes = {
        "wave 10": {10: 60, 8: 20, 0: 20},
        "wave 2": {10: 40, 8: 30, 0: 30},
        "wave 1": {10: 40, 8: 30, 0: 30},
        " ": {10: 1},
    }
    path = save([("Wave", "nps"), *answers(*sizes.items())])
    _, out, _ = run(path, "--wave", "wave")
    change = nps.compare(nps.Counts(60, 20, 20), nps.Counts(40, 30, 30), confidence_level=0.95**0.5)
    low, high = change.confidence_interval
    assert [x.split("  ")[0] for x in out.splitlines()[3:8]] == [
        "wave 1", "wave 2", "wave 10", "(blank)", "(all)"
    ]  # fmt: skip
    heading, first, second = out.splitlines()[9:12]
    assert heading == (
        "Changes from the wave before (2 as one family: 95% CI of all at once, p adjusted by Holm;"
        " score method)"
    )
    assert first.startswith("wave 1 -> wave 2: +0.0 [")
    assert first.endswith(": no clear change")
    interval = f"[{low:+.1f}, {high:+.1f}], p = {2 * change.p_value:.3f}"  # Holm's method
    assert second == f"wave 2 -> wave 10: +30.0 {interval}: a clear change"
    found = json.loads(run(path, "--wave", "wave", "--json")[1])
    assert [(x["before"], x["after"]) for x in found["changes"]] == [
        ("wave 1", "wave 2"), ("wave 2", "wave 10")
    ]  # fmt: skip
    assert found["changes"][1]["comparison"]["difference"] == pytest.approx(30.0, abs=1e-12)
    comparison = found["changes"][1]["comparison"]
    assert comparison["p_value"] == pytest.approx(change.p_value, rel=1e-12)
    assert comparison["adjusted_p_value"] == 2 * comparison["p_value"]
    assert (comparison["confidence_level"], comparison["adjust"]) == (0.95, "holm")


def test_several_groups_and_groups_without_an_answer(run: Run, save: Save) -> None:
    rows = [("nps", "land", "site", "year")]
    rows += [(10, "DE", "2", 2024), (9, "DE", "10", 2024), ("", "", "2", 2024)]
    rows += [(3, "AT", "2", 2024), (7, "DE", "2", 2025), ("NA", "AT", "2", 2025)]
    path = save(rows)
    _, out, _ = run(path, "--by", "land", "site")
    assert run(path, "--by", "land", "--by", "site")[1] == out
    assert "No valid answer" not in out  # the table shows it
    assert [" ".join(x.split()[:3]) for x in out.splitlines()[3:8]] == [
        "AT 2 1", "DE 2 2", "DE 10 1", "(blank) 2 0", "(all) (all) 4"
    ]  # fmt: skip
    assert line(out, "(blank)") == "(blank) 2 0 n/a 1 0"
    status, out, _ = run(path, "--by", "land", "--wave", "year")
    assert status == 0
    assert "AT, 2024 -> 2025: n/a, a wave without a valid answer" in out
    assert "Note: AT, 2024: A tiny sample: only 1 valid answer." in out
    found = json.loads(run(path, "--by", "land", "--wave", "year", "--json")[1])
    blank = [x for x in found["cohorts"] if x["group"] == {"land": ""}]
    assert [x["score"] for x in blank] == [None]
    (change,) = [x["comparison"] for x in found["changes"] if x["group"] == {"land": "AT"}]
    assert (change["difference"], change["p_value"]) == (None, None)


def test_one_wave_has_nothing_before_it(run: Run, save: Save) -> None:
    _, out, _ = run(save([("year", "nps"), (2024, 9), (2024, 3)]), "--wave", "year")
    assert "There is only one wave, so there is no change." in out


@pytest.mark.parametrize(
    ("method", "comparison"),
    [("score", "score"), ("wald", "wald"), ("t", "welch"), ("adjusted-wald", "score")],
)
def test_methods_and_level(run: Run, method: str, comparison: str) -> None:
    options = (TWO_WAVES, "--wave", "wave", "--method", method, "--confidence-level", "0.9")
    found = json.loads(run(*options, "--json")[1])
    assert found["total"]["method"] == method
    assert found["total"]["confidence_level"] == 0.9
    assert found["changes"][0]["comparison"]["method"] == comparison
    _, out, _ = run(*options)
    assert f"Change from the wave before (90% CI, {comparison} method)" in out


def test_a_method_that_has_no_answer_says_so(run: Run, save: Save) -> None:
    rows = [("nps", "year"), *((10, 2024),) * 30, *((10, 2025),) * 30]
    _, out, _ = run(save(rows), "--wave", "year", "--method", "t")
    assert line(out, "2024 -> 2025: ").endswith("[no interval], p = n/a: the method has no answer")


def test_notes_are_cut_short(run: Run, save: Save) -> None:
    path = save([("shop", "nps"), *((i, r) for i in range(40) for r in (10, 0))])
    _, out, _ = run(path, "--by", "shop")
    assert out.count("Note: ") == 9  # eight, and how many more there are
    assert out.endswith("Note: and 32 more, see --json.\n")


def test_invalid_values_are_named_by_how_often_they_occur(run: Run, save: Save) -> None:
    cells = {10: 5, "ten": 3, "9/10": 1, 11: 2, **{f"text {'x' * i}": 1 for i in range(8)}}
    status, out, _ = run(save([("id", "nps"), *answers((1, cells))]), "--rating", "nps")
    assert status == 0
    assert "14 invalid ('ten' x 3, '11' x 2, '9/10' x 1, " in out
    assert "'text xxxx' x 1 and 3 other values)." in out


def test_labels_of_two_columns_width_and_control_characters(run: Run, save: Save) -> None:
    path = save([("组", "推荐意愿"), ("北京", 10), ("x\x1b[31m\ny", 9), ("z" * 50, 8), ("北京", 3)])
    _, out, _ = run(path, "--by", "组")
    assert "ratings in '推荐意愿'" in out
    assert "x?[31m y" in out
    assert "z" * 13 + "..." + "z" * 14 in out
    rows = out.splitlines()[2:7]
    wide = [sum(1 + (unicodedata.east_asian_width(c) in "FW") for c in row) for row in rows]
    assert len(set(wide)) == 1


# ---------------------------------------------------------------- the order of waves


def test_dates_that_can_be_read_in_two_ways_are_refused(run: Run, save: Save) -> None:
    path = save([("when", "nps"), ("01/02/2024", 9), ("02/01/2024", 3)])
    status, _, err = run(path, "--wave", "when")
    assert (status, err.count("\n")) == (2, 1)
    assert "01/02/2024" in err
    assert err.endswith("say which comes first with --order A,B\n")
    found = run(path, "--wave", "when", "--order", "02/01/2024,01/02/2024", "--json")[1]
    assert json.loads(found)["changes"][0]["before"] == "02/01/2024"


def test_periods(run: Run, save: Save) -> None:
    times = ["2024-01-31T23:30:00Z", "2024-02-28 10:00:00 UTC", "2024-02-01T00:30:00+02:00", ""]
    path = save([("when", "nps"), *zip(times, (9, 9, 3, 8), strict=True)])
    found = json.loads(run(path, "--wave", "when", "--period", "month", "--json")[1])
    waves = {x["wave"]: x["counts"]["promoters"] for x in found["cohorts"]}
    assert waves == {"2024-01": 1, "2024-02": 1, "": 0}
    options = ["--wave", "when", "--period", "month", "--timezone", "Europe/Berlin", "--json"]
    found = json.loads(run(path, *options)[1])
    waves = {x["wave"]: x["counts"]["promoters"] for x in found["cohorts"]}
    assert waves == {"2024-01": 0, "2024-02": 2, "": 0}
    with pytest.raises(SystemExit, match="2"):
        run(path, "--wave", "when", "--period", "M")
    assert "timezone needs period" in run(path, "--wave", "when", "--timezone", "UTC")[2]


# ---------------------------------------------------------------- which column


def test_the_column_called_nps_wins_over_other_scores(run: Run, save: Save) -> None:
    path = save([("id", "satisfaction score", "nps_2024", "rating"), (1, 9, 8, 7), (2, 1, 2, 3)])
    out = run(path)[1]
    assert "ratings in 'nps_2024'" in out
    assert (
        "Note: the ratings are taken from 'nps_2024', not from 'rating': its header does not ask"
        " for a recommendation." in out
    )
    assert "are taken from" not in run(path, "--rating", "nps_2024")[1]


@pytest.mark.parametrize(
    "header",
    ["Rating", "Likelihood (0-10)", "您有多大可能推荐我们", "Auf einer Skala von 0 bis 10?",
     "Recommanderiez-vous ?", "Net Promoter", "¿Nos recomendaría?"],
)  # fmt: skip
def test_telling_headers(run: Run, save: Save, header: str) -> None:
    path = save([("id", header, "years"), *((100 + i, i % 11, i % 7) for i in range(20))])
    assert f"ratings in {header!r}" in run(path)[1]


def test_a_column_is_judged_by_more_than_its_first_cells(run: Run, save: Save) -> None:
    path = save([("id", "nps"), (1, "99"), (2, "How likely?"), *((i, i % 11) for i in range(20))])
    assert "ratings in 'nps'" in run(path)[1]


def test_spaces_around_a_label_do_not_make_a_group(run: Run, save: Save) -> None:
    path = save([("shop", "nps"), ("North", 9), (" North ", 3)])
    assert line(run(path, "--by", "shop")[1], "North").startswith("North 2 50.0%")


def test_a_single_column_needs_no_telling_header(run: Run, save: Save) -> None:
    assert "ratings in 'antwort'" in run(save("antwort\n10\n9\n"))[1]


def test_a_telling_header_over_other_cells_is_no_candidate(run: Run, save: Save) -> None:
    rows = [("nps group", "likely to recommend", "nps"), ("Promoter", 10, 100), ("Passive", 8, 0)]
    assert "ratings in 'likely to recommend'" in run(save(rows))[1]


def test_several_candidates_stop(run: Run, save: Save) -> None:
    path = save([("recommend R", "recommend 'Python'", "id"), (9, 8, 100), (3, "", 101)])
    status, out, err = run(path)
    assert (status, out) == (2, "")
    assert err.splitlines() == [
        "python -m nps: error: 2 columns may hold the ratings; say which:",
        "  --rating 'recommend R'",
        """  --rating 'recommend '"'"'Python'"'"''""",
        """  --rating 'recommend R' 'recommend '"'"'Python'"'"'' takes them side by side""",
    ]


def test_no_candidate_stops_and_helps(run: Run, save: Save) -> None:
    status, _, err = run(save([("q1", "q2"), (9, "good"), (3, "bad")]))
    assert status == 2
    assert err.endswith("name it with --rating COLUMN; whole numbers from 0 to 10 are in 'q1'\n")
    status, _, err = run(save([("q1", "q2"), ("yes", "good"), ("", "bad")]))
    assert status == 2
    assert err.endswith("name it with --rating COLUMN; there are 'q1', 'q2'\n")
    assert err.count("\n") == 1


# ---------------------------------------------------------------- how it ends


def test_nothing_valid(run: Run, save: Save) -> None:
    status, out, err = run(save([("id", "nps"), (1, ""), (2, "ten"), (3, "NA")]), "--rating", "nps")
    assert (status, out) == (1, "")
    assert err == (
        "python -m nps: error: no valid answer in column 'nps': 2 missing, 1 invalid ('ten' x 1)\n"
    )
    status, _, err = run(save("id,nps\n"), "--rating", "nps", "--wave", "id")
    assert (status, "there is no row below the header" in err) == (1, True)


@pytest.mark.parametrize(
    ("options", "message"),
    [
        (["--rating", "npx"], "no column 'npx'; did you mean 'nps'?"),
        (["--by", "shop"], "no column 'shop'"),
        (["--wave", "year"], "no column 'year'"),
        (["--confidence-level", "95"], "--confidence-level must be strictly between 0 and 1"),
        (["--method", "Wald"], "method must be one of"),
        (["--encoding", "utf-88"], "survey.csv: unknown encoding 'utf-88'"),
    ],
)
def test_errors_take_one_line(run: Run, save: Save, options: list[str], message: str) -> None:
    status, out, err = run(save([("id", "nps"), (1, 9), (2, 3)]), *options)
    assert (status, out, err.count("\n")) == (2, "", 1)
    assert message in err


def test_files_that_cannot_be_read(run: Run, save: Save, tmp_path: Path) -> None:
    missing = str(tmp_path / "missing.csv")
    assert run(missing) == (2, "", f"python -m nps: error: {missing}: No such file or directory\n")
    assert run(str(tmp_path))[0] == 2
    empty = save("")
    assert run(empty) == (2, "", f"python -m nps: error: {empty}: the file is empty\n")


def test_too_many_groups(run: Run, save: Save, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(cli, "MOST_COHORTS", 2)
    rows = [("id", "nps"), (1, 9), (2, 3)]
    assert run(save(rows), "--by", "id")[0] == 0
    status, _, err = run(save([*rows, (3, 3)]), "--by", "id")
    assert (status, "more than 2 groups" in err) == (2, True)


@pytest.mark.parametrize("argv", [[], ["survey.csv", "--confidence-level", "high"]])
def test_usage(argv: list[str], capsys: pytest.CaptureFixture[str]) -> None:
    with pytest.raises(SystemExit, match="2"):
        cli.main(argv)
    assert capsys.readouterr().err.startswith("usage: python -m nps")


def test_version(capsys: pytest.CaptureFixture[str]) -> None:
    with pytest.raises(SystemExit, match="0"):
        cli.main(["--version"])
    assert capsys.readouterr().out == f"nps {nps.__version__}\n"


def test_help(capsys: pytest.CaptureFixture[str]) -> None:
    with pytest.raises(SystemExit, match="0"):
        cli.main(["--help"])
    text = capsys.readouterr().out
    assert "python -m nps survey.csv --wave year --by segment" in text
    assert all(len(x) <= 100 for x in text.splitlines())


def test_interrupted(run: Run, monkeypatch: pytest.MonkeyPatch) -> None:
    def interrupt(options: object) -> None:
        raise KeyboardInterrupt

    monkeypatch.setattr(cli, "_make_report", interrupt)
    assert run(TWO_WAVES) == (130, "", "")


@pytest.mark.skipif(os.name != "posix", reason="pipes close differently elsewhere")
def test_a_reader_that_leaves_early(monkeypatch: pytest.MonkeyPatch) -> None:
    reading, writing = os.pipe()
    os.close(reading)
    with os.fdopen(writing, "w") as closed:
        monkeypatch.setattr(sys, "stdout", closed)
        assert cli.main([TWO_WAVES]) == 0


# ---------------------------------------------------------------- terminals


class Terminal(io.StringIO):
    def isatty(self) -> bool:
        return True


def test_progress_is_shown_on_a_terminal_only(
    run: Run, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    plain = run(TWO_WAVES)
    assert plain[2] == ""
    terminal = Terminal()
    monkeypatch.setattr(sys, "stderr", terminal)
    assert cli.main([TWO_WAVES]) == 0
    assert terminal.getvalue() == ""  # it is done before anybody wonders
    monkeypatch.setattr("nps._command.progress.PATIENCE", 0)
    assert cli.main([TWO_WAVES]) == 0
    assert "100%" in terminal.getvalue()
    assert capsys.readouterr().out == 2 * plain[1]


def python(*argv: str, encoding: str = "utf-8", **environment: str) -> tuple[int, str, str]:
    package = str(PACKAGE.parent)
    run = subprocess.run(
        [sys.executable, "-m", "nps", *argv],
        capture_output=True,
        check=False,
        env={**os.environ, "PYTHONPATH": package, **environment},
    )
    return run.returncode, run.stdout.decode(encoding), run.stderr.decode(encoding)


def test_from_a_shell() -> None:
    status, out, err = python(TWO_WAVES, PYTHONIOENCODING="utf-8")
    assert (status, err) == (0, "")
    assert "Not counted: 7 missing, 2 invalid" in out
    assert python("missing.csv")[0] == 2


def test_a_terminal_without_unicode(save: Save) -> None:
    path = save([("组", "推荐"), ("北京", 10), ("上海", 9)])
    plain = {"encoding": "ascii", "PYTHONIOENCODING": "ascii", "LC_ALL": "C"}
    status, out, err = python(path, "--by", "组", **plain)
    assert (status, err) == (0, "")
    assert "\\u5317\\u4eac" in out
    found = json.loads(python(path, "--by", "组", "--json", **plain)[1])
    assert [x["group"]["组"] for x in found["cohorts"]] == ["上海", "北京"]
    for mode in "01":
        status, _, err = python(path, "--by", "列", **plain, PYTHONUTF8=mode)
        assert (status, "\\u7ec4" in err, err.count("\n")) == (2, True, 1)


def test_the_program_nps(monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]):
    import_module("nps.__main__")
    del sys.modules["nps.__main__"]  # `python -m nps`, elsewhere, wants to be the first
    handlers = {}
    monkeypatch.setattr(signal, "signal", handlers.__setitem__)
    monkeypatch.setattr(sys, "argv", ["nps", TWO_WAVES])
    with pytest.raises(SystemExit) as stopped:
        cli.run()
    assert stopped.value.code == 0
    assert "two_waves.csv" in capsys.readouterr().out
    with pytest.raises(SystemExit) as stopped:
        handlers[signal.SIGTERM](signal.SIGTERM, None)
    assert stopped.value.code == 128 + signal.SIGTERM


def test_a_column_of_names_is_no_group(run: Run, save: Save) -> None:
    path = save([("rating", "name"), *((i % 11, f"person {i}") for i in range(60))])
    status, _, err = run(path, "--by", "name")
    assert (status, "60 groups of 60 rows" in err) == (2, True)
