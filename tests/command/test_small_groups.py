"""Small groups are put together, so that neither tables nor differences of tables show them."""

from __future__ import annotations

import json

import pytest
from command_line import cli
from hypothesis import given
from hypothesis import strategies as st
from strategies import counts

import nps
from nps._command.options import UsageError
from nps._command.small_groups import OTHERS, hide_small

cells = st.dictionaries(
    st.tuples(st.sampled_from("abcdef"), st.sampled_from(["2023", "2024", "2025"])),
    counts(min_n=0, max_n=40),
    min_size=1,
)


def shown(samples, group):
    return {label[-1]: sample.n for label, sample in samples.items() if label[0] == group}


@given(cells, st.integers(2, 30))
def test_nothing_that_is_shown_or_can_be_subtracted_is_small(samples, min_n):
    try:
        found, _ = hide_small(samples, min_n, has_waves=True)
    except UsageError:
        return  # nothing can be shown
    waves = {label[-1] for label in found}
    groups = {label[0] for label in found}
    for wave in waves:
        total = sum(one.n for label, one in found.items() if label[-1] == wave)
        assert total == 0 or total >= min_n
        sizes = [n for group in groups if (n := shown(found, group).get(wave, 0))]
        if len(groups) > 1 or groups == {OTHERS}:
            # each cell, and the total less all other cells, which is that cell
            assert all(n >= min_n for n in sizes)
    left_out = {label[-1] for label in samples} - waves
    for wave in left_out:
        assert 0 < sum(one.n for label, one in samples.items() if label[-1] == wave) < min_n
    # nothing is lost in a wave that stays
    for wave in waves:
        before = sum((s for label, s in samples.items() if label[-1] == wave), nps.Counts(0, 0, 0))
        after = sum((s for label, s in found.items() if label[-1] == wave), nps.Counts(0, 0, 0))
        assert (before.promoters, before.n) == (after.promoters, after.n)


def test_the_next_smallest_joins_where_one_alone_would_be_found():
    samples = {
        ("a",): nps.Counts(2, 1, 1),
        ("b",): nps.Counts(20, 5, 5),
        ("c",): nps.Counts(50, 5, 5),
    }
    found, notes = hide_small(samples, 10, has_waves=False)
    assert found == {(OTHERS,): nps.Counts(22, 6, 6), ("c",): nps.Counts(50, 5, 5)}
    assert notes == [
        "2 groups with fewer than 10 answers, or needed to hide those, are put together as"
        " (others)."
    ]
    assert hide_small(samples, 3, has_waves=False) == (samples, [])
    only = {(): nps.Counts(10, 0, 0)}
    assert hide_small(only, 10, has_waves=False) == (only, [])


def test_in_the_terminal(capsys):
    file = "examples/four_waves.csv"
    assert cli.main([file, "--by", "segment", "--wave", "wave", "--min-n", "80", "--json"]) == 0
    found = json.loads(capsys.readouterr().out)
    groups = {cohort["group"].get("segment") for cohort in found["cohorts"]}
    assert groups == {None, "(others)", "Shop"}
    assert "put together as (others)" in " ".join(found["notes"])
    assert cli.main([file, "--wave", "wave", "--min-n", "341", "--json"]) == 0
    found = json.loads(capsys.readouterr().out)
    assert [cohort["wave"] for cohort in found["cohorts"]] == ["2023", "2024", "2025"]


@pytest.mark.parametrize("number", ["1", "0", "-3"])
def test_a_number_that_hides_nobody_is_refused(capsys, number):
    assert cli.main(["examples/four_waves.csv", "--min-n", number]) == 2
    assert "--min-n must be a whole number of 2 or more" in capsys.readouterr().err


def test_what_cannot_be_hidden_is_refused(capsys, tmp_path):
    few = {("a",): nps.Counts(2, 1, 0), ("b",): nps.Counts(2, 1, 1)}
    with pytest.raises(UsageError, match="fewer than 10 answers in all"):
        hide_small(few, 10, has_waves=False)
    with pytest.raises(UsageError, match="no group can be shown without showing one of fewer"):
        hide_small(few, 4, has_waves=False)
    for option in ("--drivers", "--segments", "--comments"):
        assert cli.main(["examples/four_waves.csv", "--min-n", "10", option, "9"]) == 2
        assert f"--min-n cannot be combined with {option}" in capsys.readouterr().err


def test_those_who_did_not_answer_are_no_group(capsys, tmp_path):
    rows = [f"{i % 11},{2024 + i % 2}" for i in range(60)]
    file = tmp_path / "answers.csv"
    file.write_text("nps,year\n" + "\n".join(rows), encoding="utf-8")
    argv = [str(file), "--wave", "year", "--min-n", "10", "--invited", "100"]
    assert cli.main(argv) == 0
    assert "100" in capsys.readouterr().out
    file.write_text("nps,year\n" + "\n".join([*rows, "9,2026"]), encoding="utf-8")
    assert cli.main(argv) == 2
    assert "waves that --min-n leaves out" in capsys.readouterr().err
    assert cli.main([*argv, "--language", "zh"]) == 2
    assert "--invited 的人数包含" in capsys.readouterr().err


def test_a_group_in_which_nobody_answered_is_hidden_too():
    rows = {"a": (0, 0, 0), "b": (20, 5, 5), "c": (50, 5, 5)}
    samples = {(name,): nps.Counts(*row, missing=int(name == "a")) for name, row in rows.items()}
    found, _ = hide_small(samples, 10, has_waves=False)
    assert found == {(OTHERS,): nps.Counts(20, 5, 5, missing=1), ("c",): nps.Counts(50, 5, 5)}


def test_questions_are_not_put_together():
    rows = {"a": (2, 1, 1), "b": (20, 5, 5), "c": (50, 5, 5)}
    samples = {(q, name): nps.Counts(*row) for q in ("q1", "q2") for name, row in rows.items()}
    found, notes = hide_small(samples, 10, has_waves=False, by_question=True)
    assert found == {
        (q, name): nps.Counts(*row)
        for q in ("q1", "q2")
        for name, row in ((OTHERS, (22, 6, 6)), ("c", (50, 5, 5)))
    }
    assert len(notes) == 2


def test_a_group_that_is_called_others_stays_alone(capsys, tmp_path):
    sizes = {"(others)": 20, "(others 2)": 10, "a": 2, "b": 3}
    rows = [f"{name},{i % 11}" for name, n in sizes.items() for i in range(n)]
    file = tmp_path / "answers.csv"
    file.write_text("shop,nps\n" + "\n".join(rows), encoding="utf-8")
    argv = [str(file), "--by", "shop", "--min-n", "5"]
    assert cli.main([*argv, "--json"]) == 0
    found = json.loads(capsys.readouterr().out)
    shown = {one["group"]["shop"]: one["counts"] for one in found["cohorts"]}
    size = {
        name: sum(n[c] for c in ("promoters", "passives", "detractors"))
        for name, n in shown.items()
    }
    assert size == {"(others)": 20, "(others 2)": 10, "(others 3)": 5}
    assert cli.main([*argv, "--language", "zh"]) == 0
    told = capsys.readouterr().out
    assert "（其他 3）" in told
    assert "(others) " in told  # the one of the file
    assert "(others 3)" not in told
