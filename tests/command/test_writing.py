"""Files are moved into place when they are whole, and errors name what could not be written."""

from __future__ import annotations

import errno
import io
import os
import signal
import stat
import subprocess
import sys
import time
from pathlib import Path

import pytest
from house import PACKAGE, ROOT

from nps._base.tables.saving import write_file
from nps._command import progress as shown
from nps._command import writing
from nps._command.main import main
from nps._command.progress import progress

ROWS = "nps,region\n" + "10,a\n9,b\n3,a\n8,b\n7,a\n" * 3
POSIX = pytest.mark.skipif(os.name != "posix", reason="shells close and limit otherwise elsewhere")
FULL = pytest.mark.skipif(not Path("/dev/full").exists(), reason="there is no /dev/full")


@pytest.fixture
def path(tmp_path: Path) -> Path:
    file = tmp_path / "survey.csv"
    file.write_text(ROWS, encoding="utf-8")
    return file


@pytest.mark.parametrize("option", ["--output", "--html"])
def test_the_answers_are_never_written_over(
    path: Path, capsys: pytest.CaptureFixture[str], option: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    before = path.read_bytes()
    assert main([str(path), option, str(path)]) == 2
    assert f"{option} {path} would overwrite a file that is read" in capsys.readouterr().err
    link = path.with_name("link.csv")
    link.symlink_to(path)
    assert main([str(path), option, str(link)]) == 2
    with path.open("rb") as stream:
        monkeypatch.setattr(sys, "stdin", stream)
        assert main(["-", option, str(path)]) == 2
    assert path.read_bytes() == before


def test_standard_input_without_a_descriptor(path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    content = io.TextIOWrapper(io.BytesIO(path.read_bytes()))
    monkeypatch.setattr(sys, "stdin", content)
    target = path.with_name("out.csv")
    target.write_text("old")
    assert main(["-", "--output", str(target)]) == 0
    assert target.read_text().startswith("n,")


def test_a_failure_leaves_the_old_file(
    path: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    target = path.with_name("out.csv")
    target.write_text("old")

    def full(descriptor: int) -> None:
        raise OSError(28, "No space left on device")

    monkeypatch.setattr(os, "fsync", full)
    assert main([str(path), "--output", str(target)]) == 2
    assert capsys.readouterr().err == (f"python -m nps: error: {target}: No space left on device\n")
    assert target.read_text() == "old"
    assert sorted(x.name for x in path.parent.iterdir()) == ["out.csv", "survey.csv"]
    assert main([str(path), "--output", str(path.parent / "no" / "x.csv")]) == 2


def test_modes_links_and_devices(tmp_path: Path) -> None:
    target = tmp_path / "out.csv"
    target.write_text("old")
    target.chmod(0o640)
    link = tmp_path / "link.csv"
    link.symlink_to(target)
    write_file(str(link), "new")
    assert link.is_symlink()
    assert target.read_text() == "new"
    assert stat.S_IMODE(target.stat().st_mode) == 0o640
    write_file(os.devnull, "nothing")
    write_file(str(target), "lone \ud800 surrogate")
    assert target.read_text() == "lone \\ud800 surrogate"


@POSIX
def test_a_pipe_that_has_no_name_is_written_to(path: Path) -> None:
    for option in ("--output", "--html"):
        command = f"NPS survey.csv {option} /dev/stderr 2>&1 >/dev/null | wc -c >&2"
        status, said = shell(command, path)
        assert status == 0
        assert int(said) > 50


def test_one_file_is_not_written_twice(path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    target = path.with_name("out.html")
    link = path.with_name("link.html")
    link.symlink_to(target)
    assert main([str(path), "--output", str(target), "--html", str(link)]) == 2
    assert f"--output and --html are one file, {link}" in capsys.readouterr().err
    assert not target.exists()
    assert main([str(path), "--output", os.devnull, "--html", os.devnull]) == 0


def test_names_as_long_as_they_may_be(path: Path) -> None:
    target = path.with_name(f"{'x' * 251}.csv")
    assert main([str(path), "--output", str(target)]) == 0
    assert target.read_text().startswith("n,")


@pytest.mark.parametrize("place", ["x" * 300, "survey.csv/out.csv", "no/out.csv", "."])
def test_errors_name_the_file_as_it_was_typed(
    path: Path, capsys: pytest.CaptureFixture[str], place: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(path.parent)
    assert main(["survey.csv", "--output", place]) == 2
    (line,) = capsys.readouterr().err.splitlines()
    assert line.startswith(f"python -m nps: error: {place}: ")
    assert [x.name for x in path.parent.iterdir()] == ["survey.csv"]


def test_an_interrupted_write_leaves_the_old_file(
    path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    target = path.with_name("out.csv")
    target.write_text("old")

    def interrupt(descriptor: int) -> None:
        raise KeyboardInterrupt

    monkeypatch.setattr(os, "fsync", interrupt)
    assert main([str(path), "--output", str(target)]) == 130
    assert target.read_text() == "old"
    assert sorted(x.name for x in path.parent.iterdir()) == ["out.csv", "survey.csv"]


def test_standard_output_is_never_the_answers(
    path: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    before = path.read_bytes()
    with path.open("a") as appended:
        monkeypatch.setattr(sys, "stdout", appended)
        assert main([str(path)]) == 2
        with path.open("rb") as stream:
            monkeypatch.setattr(sys, "stdin", io.TextIOWrapper(stream))
            assert main(["-"]) == 2
    said = "python -m nps: error: standard output would be written into a file that is read"
    assert capsys.readouterr().err.splitlines() == [said, said]
    assert path.read_bytes() == before
    with path.with_name("other.txt").open("w") as other:
        monkeypatch.setattr(sys, "stdout", other)
        assert main([str(path)]) == 0


@pytest.mark.parametrize("stream", ["stdin", "stdout"])
def test_closed_streams_are_said(
    path: Path, stream: str, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(sys, stream, None)
    assert main(["-" if stream == "stdin" else str(path)]) == 2
    name = {"stdin": writing.STDIN, "stdout": writing.STDOUT}[stream]
    reason = os.strerror(errno.EBADF)
    assert capsys.readouterr().err == f"python -m nps: error: {name}: {reason}\n"


def test_a_full_standard_output_is_said(
    path: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    class Full(io.StringIO):
        def write(self, text: str) -> int:
            raise OSError(errno.ENOSPC, "No space left on device")

    monkeypatch.setattr(sys, "stdout", Full())
    assert main([str(path)]) == 2
    said = "python -m nps: error: standard output: No space left on device\n"
    assert capsys.readouterr().err == said


def test_standard_output_that_was_closed(monkeypatch: pytest.MonkeyPatch) -> None:
    closed = io.StringIO()
    closed.close()
    monkeypatch.setattr(sys, "stdout", closed)
    with pytest.raises(OSError, match="standard output"):
        writing.print_out("x")


@pytest.mark.parametrize("stream", [None, "closed", "full"])
def test_nobody_to_read_the_error(
    stream: str | None, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    class Full(io.StringIO):
        def write(self, text: str) -> int:
            raise OSError(errno.ENOSPC, "full")

    there = Full()
    if stream == "closed":
        there.close()
    monkeypatch.setattr(sys, "stderr", there if stream else None)
    assert main([str(tmp_path / "none.csv")]) == 2


def test_errors_of_reading_name_the_file(
    path: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    class Failing(io.BytesIO):
        def read(self, size: int | None = -1) -> bytes:
            raise OSError(errno.EIO, "Input/output error")

    monkeypatch.setattr(sys, "stdin", io.TextIOWrapper(Failing()))
    assert main(["-"]) == 2
    assert capsys.readouterr().err == "python -m nps: error: -: Input/output error\n"


def test_a_copy_that_does_not_fit_is_named(
    path: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    class Full(io.BytesIO):
        def read(self, size: int | None = -1) -> bytes:
            raise OSError(errno.ENOSPC, "No space left on device")

    copies = tmp_path / "copies"
    copies.mkdir()
    monkeypatch.setattr("tempfile.tempdir", str(copies))
    monkeypatch.setattr(sys, "stdin", io.TextIOWrapper(Full()))
    assert main(["-"]) == 2
    said = capsys.readouterr().err
    assert said.startswith(f"python -m nps: error: {copies / 'nps-'}")
    assert said.endswith(": No space left on device\n")
    assert not list(copies.iterdir())


# ---------------------------------------------------------------- the program in a shell


def shell(command: str, path: Path) -> tuple[int, str]:
    """What a command line gives: its exit status, and what went to standard error."""
    program = f'"{sys.executable}" -m nps'
    ran = subprocess.run(
        ["bash", "-c", command.replace("NPS", program)],
        cwd=path.parent, env={**os.environ, "PYTHONPATH": str(ROOT)}, text=True,
        stdout=subprocess.DEVNULL, stderr=subprocess.PIPE, check=False,
    )  # fmt: skip
    return ran.returncode, ran.stderr


@POSIX
@pytest.mark.parametrize(
    ("command", "said"),
    [
        pytest.param("NPS survey.csv > /dev/full", "standard output: No space left", marks=FULL),
        pytest.param("NPS survey.csv --output /dev/full", "/dev/full: No space left", marks=FULL),
        ("NPS survey.csv >&-", "standard output: Bad file descriptor"),
        ("NPS - <&-", "standard input: Bad file descriptor"),
        ("ulimit -f 0; NPS survey.csv --output old.csv", "old.csv: File too large"),
        ("ulimit -f 1; NPS survey.csv --html old.csv", "old.csv: File too large"),
        ("NPS - < survey.csv --output survey.csv", "--output survey.csv would overwrite"),
        ("NPS - < survey.csv >> survey.csv", "standard output would be written into a file"),
    ],
)
def test_one_line_says_what_failed(path: Path, command: str, said: str) -> None:
    old = path.with_name("old.csv")
    old.write_text("old")
    status, error = shell(command, path)
    assert status == 2
    (line,) = error.splitlines()
    assert line.startswith(f"python -m nps: error: {said}")
    assert old.read_text() == "old"
    assert path.read_text() == ROWS
    assert sorted(x.name for x in path.parent.iterdir()) == ["old.csv", "survey.csv"]


@POSIX
def test_a_program_that_is_told_to_end_leaves_the_old_file(path: Path) -> None:
    old, said = path.with_name("old.csv"), path.with_name("said")
    old.write_text("old")
    waits = (
        "import os, time; from nps._command.main import run;"
        f"os.fsync = lambda fd: (open({str(said)!r}, 'w').close(), time.sleep(60)); run()"
    )
    program = subprocess.Popen(
        [sys.executable, "-c", waits, "survey.csv", "--output", "old.csv"],
        cwd=path.parent, env={**os.environ, "PYTHONPATH": str(ROOT)},
    )  # fmt: skip
    for _ in range(600):
        if said.exists():
            break
        time.sleep(0.1)
    program.send_signal(signal.SIGTERM)
    assert program.wait(timeout=60) == 128 + signal.SIGTERM
    assert old.read_text() == "old"
    assert sorted(x.name for x in path.parent.iterdir()) == ["old.csv", "said", "survey.csv"]


# ---------------------------------------------------------------- how far a file has been read


class Terminal(io.StringIO):
    def isatty(self):
        return True


def lines(total, steps, seconds=1.0, name="survey.csv"):
    """Return what is drawn on a terminal where each step takes so long."""
    now = iter(range(1000))
    terminal = Terminal()
    with progress(terminal, name, total, lambda: seconds * next(now)) as advance:
        for step in steps:
            advance(step)
    return terminal.getvalue().split("\r")[1:]


def test_a_line_is_drawn_over_itself_and_wiped():
    drawn = lines(4, [1, 1, 1, 1])
    assert [line.split() for line in drawn[:2]] == [
        ["survey.csv", f"[{'#' * 8}{'.' * 22}]", "25%", "3", "s"],
        ["survey.csv", f"[{'#' * 15}{'.' * 15}]", "50%", "2", "s"],
    ]
    assert drawn[-2].strip() == drawn[-1] == ""
    assert len(drawn[-2]) == max(map(len, drawn))


def test_nothing_is_drawn_of_what_is_done_at_once():
    assert lines(4, [1, 1, 1], seconds=0.1) == []
    assert lines(4, [1] * 9, seconds=0.1)[-1] == ""


def test_more_steps_than_there_are_and_none():
    assert "100%" in lines(1, [2, 2])[0]
    assert "0%" in lines(10, [0])[0]
    for stream in (None, io.StringIO(), Terminal()):
        with progress(stream, "x", 0) as advance:
            assert advance is None


def test_a_narrow_terminal_and_a_name_of_other_letters(monkeypatch):
    monkeypatch.setattr(shown.os, "get_terminal_size", lambda _: os.terminal_size((30, 9)))
    terminal = Terminal()
    terminal.fileno = lambda: 2  # type: ignore[method-assign]
    now = iter(range(9))
    with progress(terminal, "客户调查.csv" * 9, 2, lambda: float(next(now))) as advance:
        advance(1)
    first = terminal.getvalue().split("\r")[1]
    assert len(first) < 30
    assert first.isascii()


def test_a_terminal_that_has_gone_stops_nothing():
    class Gone(Terminal):
        def write(self, text):
            raise OSError

    now = iter(range(9))
    with progress(Gone(), "x", 2, lambda: float(next(now))) as advance:
        advance(1)
        advance(1)


def test_a_real_terminal_is_left_as_it_was(tmp_path: Path) -> None:
    path = tmp_path / "survey.csv"
    path.write_text("id,nps\n" + "".join(f"{i},{i % 11}\n" for i in range(99)))
    code = (
        "import sys, nps._command.progress as p; p.PATIENCE = p.PAUSE = 0\n"
        f"from nps._command.main import main; sys.exit(main([{str(path)!r}]))"
    )
    pty = pytest.importorskip("pty")
    inside, outside = pty.openpty()
    run = subprocess.run(
        [sys.executable, "-c", code],
        stdout=subprocess.PIPE, stderr=outside, check=True,
        env={**os.environ, "PYTHONPATH": str(PACKAGE.parent)},
    )  # fmt: skip
    os.close(outside)
    drawn = os.read(inside, 1 << 16).decode()
    os.close(inside)
    assert b"99 rows" in run.stdout
    assert "100%" in drawn
    assert drawn.endswith("\r")
    assert drawn.split("\r")[-2].strip() == ""
