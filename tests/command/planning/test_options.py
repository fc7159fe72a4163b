"""What is typed after `nps plan`, read or refused."""

from __future__ import annotations

import pytest
from command_line import cli


@pytest.mark.parametrize(
    ("words", "message"),
    [
        ("--score 30 --methd wald", "did you mean --method?"),
        ("--score 30 --target 5 --power high", "must be a share such as 0.2 or 20%, got 'high'"),
        ("--score 30 --target 5 --ratio best", "must be a share such as 0.2 or 20%, got 'best'"),
    ],
)
def test_what_cannot_be_read_ends_with_the_usage(capsys, words, message):
    with pytest.raises(SystemExit) as ended:
        cli.main(["plan", *words.split()])
    assert ended.value.code == 2
    assert message in capsys.readouterr().err


@pytest.mark.slow
def test_help_shows_examples_that_work(capsys):
    with pytest.raises(SystemExit) as ended:
        cli.main(["plan", "--help"])
    assert ended.value.code == 0
    text = capsys.readouterr().out
    lines = [line.split(" plan ", 1)[1] for line in text.splitlines() if " plan --" in line]
    assert len(lines) >= 5
    for line in lines:
        assert cli.main(["plan", *line.split()]) == 0
        assert capsys.readouterr().out
