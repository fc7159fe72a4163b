"""Reading survey exports: every way in which files come, and nothing lost in silence."""

from __future__ import annotations

import csv
import gzip
import io
import os
import sys
import threading
from typing import TYPE_CHECKING

import pytest

from nps._base.errors import TableError
from nps._sources.reading.formats.headers import column_names
from nps._sources.reading.formats.text import blocks, delimited, encodings
from nps._sources.reading.formats.text.delimited import DelimitedFile
from nps._sources.reading.formats.text.encodings import Found, find_encoding
from nps._sources.reading.formats.text.layouts import NO_DELIMITER, Layout

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

    Save = Callable[[bytes | str], str]

QUESTION = "On a scale of 0-10, how likely are you to recommend us?"


@pytest.fixture
def save(tmp_path: Path) -> Save:
    def write(content: bytes | str) -> str:
        path = tmp_path / "survey.csv"
        path.write_bytes(content.encode() if isinstance(content, str) else content)
        return str(path)

    return write


def read(path: str, encoding: str | None = None) -> tuple[DelimitedFile, list[list[str]]]:
    with DelimitedFile(path, encoding) as table:
        return table, [row for chunk in table.chunks() for row in chunk]


def text_of(rows: list[list[str]], **options: object) -> str:
    text = io.StringIO()
    csv.writer(text, **options).writerows(rows)
    return text.getvalue()


# ---------------------------------------------------------------- delimiters and quotation


@pytest.mark.parametrize("delimiter", [",", ";", "\t", "|"])
@pytest.mark.parametrize("line_end", ["\n", "\r\n", "\r"])
@pytest.mark.parametrize("last", ["", "line end"])
def test_delimiters_line_ends_and_whole_questions(
    save: Save, delimiter: str, line_end: str, last: str
) -> None:
    rows = [
        ["id", QUESTION, "why", "wave"],
        ["1", "10", 'She said "yes", twice; or was it 3|4?', "2024"],
        ["2", "", 'one "line"\nanother, with a comma', "2024"],
        ["3", "7", "", "2025"],
    ]
    text = text_of(rows, delimiter=delimiter, lineterminator=line_end)
    table, found = read(save(text if last else text.removesuffix(line_end)))
    assert table.header == rows[0]
    assert found == rows[1:]
    assert table.layout.delimiter == delimiter
    assert (table.rows, table.short_rows, table.long_rows, table.notes) == (3, 0, 0, [])


def test_plain_tabs_keep_a_cell_that_begins_with_a_quotation_mark(save: Save) -> None:
    _, found = read(save('a\tnps\twhy\n1\t9\t"Fine" is the word.\n2\t3\t"Unclosed\n3\t5\tnone'))
    assert found == [["1", "9", '"Fine" is the word.'], ["2", "3", '"Unclosed'], ["3", "5", "none"]]


def test_plain_tabs_when_only_the_start_of_a_cell_is_quoted(save: Save) -> None:
    table, found = read(save('a\tnps\n"Well" then\t9\nx\t3\n'))
    assert not table.layout.quoted
    assert found == [['"Well" then', "9"], ["x", "3"]]


def test_quoted_tabs_with_cells_quoted_from_end_to_end(save: Save) -> None:
    table, found = read(save('"a"\t"nps"\n"so ""good"""\t"9"\n'))
    assert table.layout.quoted
    assert (table.header, found) == (["a", "nps"], [['so "good"', "9"]])


def test_quoted_tabs_with_line_breaks_and_one_sloppy_cell(save: Save) -> None:
    table, found = read(save('a\tnps\n"x\ny"\t9\n"so" sloppy\t3\n"p\nq\tr"\t4\n'))
    assert table.layout.quoted
    assert [row[1] for row in found] == ["9", "3", "4"]


def test_commas_without_quotation_when_quoting_would_swallow_rows(save: Save) -> None:
    table, found = read(save('a,nps\n"x,9\ny,3\nz,4\n'))
    assert not table.layout.quoted
    assert found == [['"x', "9"], ["y", "3"], ["z", "4"]]


@pytest.mark.parametrize(
    "text", ["nps\n10\n9\n", '"How likely, from 0 to 10?"\n10\n9', "a,b\n10\n9"]
)
def test_one_column(save: Save, text: str) -> None:
    table, found = read(save(text))
    assert table.layout == Layout(NO_DELIMITER, quoted=True)
    assert len(table.header) == 1
    assert found == [["10"], ["9"]]


def test_an_empty_line_is_a_blank_answer_only_in_one_column(save: Save) -> None:
    assert read(save("nps\n10\n\n9\n"))[1] == [["10"], [""], ["9"]]
    assert read(save("\na,nps\n\nx,10\n\n\ny,9\n\n"))[1] == [["x", "10"], ["y", "9"]]


def test_space_after_the_delimiter_does_not_hide_a_quotation(save: Save) -> None:
    assert read(save('a, "b, c"\n1, "2, 3"\n'))[1] == [["1", "2, 3"]]


# ---------------------------------------------------------------- encodings


@pytest.mark.parametrize(
    ("encoding", "sniffed"),
    [
        ("utf-8", "utf-8"),
        ("utf-8-sig", "utf-8-sig"),
        ("utf-16", "utf-16"),
        ("utf-16-le", "utf-16-le"),
        ("utf-16-be", "utf-16-be"),
    ],
)
@pytest.mark.parametrize("language", ["English", "中文"])
def test_unicode_is_recognised(save: Save, encoding: str, sniffed: str, language: str) -> None:
    header = ["组别,甲", "推荐我们？", "原因"] if language == "中文" else ["é", "nps", "x"]
    rows = [header, ["一", "10", "好," + "很" * 150 + "好"], ["二\n三", "7", ""]]
    table, found = read(save(text_of(rows).encode(encoding)))
    assert table.encoding == sniffed
    assert [table.header, *found] == rows
    assert table.notes == []


def test_utf_16_big_endian_with_its_mark(save: Save) -> None:
    table, found = read(save(b"\xfe\xff" + "nps,a\n9,x\n".encode("utf-16-be")))
    assert (table.encoding, table.header, found) == ("utf-16", ["nps", "a"], [["9", "x"]])


def test_a_guess_is_announced_with_the_byte_where_utf_8_fails(save: Save) -> None:
    table, found = read(save("nps,explication\n9,très bien\n".encode("latin-1")))
    assert (table.encoding, found) == ("cp1252", [["9", "très bien"]])
    (note,) = table.notes
    assert "not valid UTF-8 (byte 20), so read as cp1252" in note
    assert "--encoding" in note


def test_the_failing_byte_is_found_across_blocks(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(encodings, "BLOCK", 4)
    assert find_encoding(io.BytesIO("abc漢字".encode())) == Found("utf-8")
    assert find_encoding(io.BytesIO(b"abc\xe6\xbc\xff")).failed_at == 3
    assert find_encoding(io.BytesIO(b"abcdef\xe6")).failed_at == 6


def test_a_named_encoding_overrules(save: Save) -> None:
    content = "推荐,原因\n9,好\n".encode("gbk")
    table, found = read(save(content), "gbk")
    assert (table.header, found, table.notes) == (["推荐", "原因"], [["9", "好"]], [])
    with pytest.raises(TableError, match="name the right encoding with --encoding"):
        read(save(content), "utf-8")
    with pytest.raises(TableError, match="unknown encoding 'utf-88'"):
        read(save(content), "utf-88")
    with pytest.raises(TableError, match="unknown encoding 'hex'"):
        read(save(content), "hex")


def test_a_wrong_byte_far_down_is_an_error_not_a_traceback(save: Save) -> None:
    content = "nps,a\n".encode("utf-16") + ("9,x\n" * 400_000).encode("utf-16-le") + b"\x00\xd8\n\0"
    with pytest.raises(TableError, match="utf-16"):
        read(save(content))


@pytest.mark.parametrize(
    "content",
    [
        bytes(range(256)) * 8,
        b"a\0\0\xd8b\0" * 200,
    ],
    ids=["all bytes", "half of a UTF-16 pair"],
)
def test_binary_files_are_refused(save: Save, content: bytes) -> None:
    with pytest.raises(TableError, match="looks like a binary file"):
        read(save(content))


def test_messages_name_the_option_of_whoever_asks(save: Save) -> None:
    path = save("nps,explication\n9,très bien\n".encode("latin-1"))
    with DelimitedFile(path, option="encoding=...") as table:
        assert "name the encoding with encoding=..., such as" in table.notes[0]
    with pytest.raises(TableError, match=r"name the right encoding with encoding=\.\.\."):
        DelimitedFile(path, "utf-8", option="encoding=...")


@pytest.mark.parametrize("encoding", ["utf-8", "utf-16", "cp1252"])
def test_what_is_packed_with_gzip_is_unpacked(save: Save, encoding: str) -> None:
    table, found = read(save(gzip.compress("nps,a\n9,é\n".encode(encoding))))
    assert (table.encoding, found) == (encoding, [["9", "é"]])


@pytest.mark.parametrize("damage", [lambda b: b[:-9], lambda b: b[:-1] + b"x", lambda b: b[:2]])
def test_a_damaged_gzip_file_is_told(save: Save, damage: Callable[[bytes], bytes]) -> None:
    with pytest.raises(TableError, match="packed with gzip, and damaged or protected: "):
        read(save(damage(gzip.compress(b"nps,a\n9,x\n"))))


def test_a_parquet_file_is_told(save: Save) -> None:
    with pytest.raises(TableError, match=r"this is a Parquet file: nps\.read_answers"):
        read(save(b"PAR1" + bytes(40) + b"PAR1"))


# ---------------------------------------------------------------- rows that do not fit


def test_short_rows_are_filled_and_long_rows_left_out(save: Save) -> None:
    table, found = read(save("a,nps,why\n1,9,x\n2,10\n3,8,y, z\n4,7,w,\n5,6,v,,  \n"))
    assert found == [["1", "9", "x"], ["2", "10", ""], ["4", "7", "w"], ["5", "6", "v"]]
    assert (table.rows, table.short_rows, table.long_rows) == (5, 1, 1)
    short, long = table.notes
    assert short.startswith("1 row with fewer than 3 cells")
    assert long.startswith("1 row with more than 3 cells left out")


def test_counts_of_rows_are_in_words(save: Save) -> None:
    table, _ = read(save("a,nps,why\n" + "1,9,x\n" * 5000 + "2,9\n" * 1200))
    assert table.notes[0].startswith("1,200 rows with fewer than 3 cells")


def test_a_quotation_that_never_closes_is_an_error(save: Save) -> None:
    intact = "a,nps,why\n" + '1,9,"x, y"\n' * 3
    with pytest.raises(TableError, match="opened and never closed in or after row 4"):
        read(save(intact + '2,9,"x\n' + "3,9,y\n"))
    with pytest.raises(TableError, match="never closed in or after row 1"):
        read(save('"nps\n'))


def test_a_quotation_that_never_closes_in_a_large_file(save: Save) -> None:
    with pytest.raises(TableError, match=r"field larger than field limit .*never closed"):
        read(save('nps,why\n1,"x\n' + "2,y\n" * 400_000))


def test_nothing_is_set_for_the_whole_process(save: Save) -> None:
    """A longer cell than the csv module takes is refused, rather than its limit changed."""
    limit = csv.field_size_limit()
    comment = "so good, " * 14_000
    assert len(comment) < limit
    assert read(save(f'nps,why\n9,"{comment}"\n'))[1] == [["9", comment]]
    with pytest.raises(TableError, match="field larger than field limit"):
        read(save(f'nps,why\n9,"{comment * 2}"\n8,x\n'))
    assert csv.field_size_limit() == limit


def test_many_threads_read_at_once(save: Save) -> None:
    path = save('nps,why\n9,"so, good"\n3,x\n' * 200)
    seen: list[object] = []

    def work() -> None:
        seen.append(read(path)[1])

    switch = sys.getswitchinterval()
    sys.setswitchinterval(1e-6)
    try:
        threads = [threading.Thread(target=work) for _ in range(8)]
        for thread in threads:
            thread.start()
        for thread in threads:
            thread.join()
    finally:
        sys.setswitchinterval(switch)
    assert len(seen) == 8
    assert all(found == seen[0] for found in seen)


def test_a_line_that_never_ends(save: Save, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(blocks, "LONGEST_LINE", 5_000_000)
    path = save("nps,a\n9,x\n" * 200_000 + "x" * 8_000_000)
    with pytest.raises(TableError, match="a line of more than 5,000,000 characters"):
        read(path)


@pytest.mark.parametrize("content", ["", "\n\n", "\r\n \n", b"\xef\xbb\xbf"])
def test_a_file_without_a_header_is_empty_or_one_blank_column(save: Save, content: str) -> None:
    if content == "\r\n \n":
        assert read(save(content))[0].header == ["(column 1)"]
        return
    with pytest.raises(TableError, match="the file is empty"):
        read(save(content))


def test_column_names() -> None:
    names = column_names(["id", "", " nps ", "two\n words", "nps", " "])
    assert names == [
        "id", "(column 2)", "nps (column 3)", "two words", "nps (column 5)", "(column 6)"
    ]  # fmt: skip


# ---------------------------------------------------------------- streams


@pytest.mark.parametrize("rows", [0, 1, 7, 8, 9, 15, 16, 17])
def test_chunks_lose_no_row_at_their_edges(
    save: Save, monkeypatch: pytest.MonkeyPatch, rows: int
) -> None:
    monkeypatch.setattr(delimited, "CHUNK_ROWS", 8)
    expected = [[str(i), "x"] for i in range(rows)]
    table, found = read(save(text_of([["nps", "a"], *expected])))
    assert found == expected
    assert table.rows == rows


def test_a_sample_cut_in_the_middle_of_a_row(save: Save, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(delimited, "SAMPLE_SIZE", 14)
    with DelimitedFile(save("nps,a\n10,x\n9,y\n8,z\n")) as table:
        assert table.sample == [["10", "x"]]
        assert table.position <= table.size == 19
        for _ in "twice":
            assert [*table.chunks()] == [[["10", "x"], ["9", "y"], ["8", "z"]]]
    with pytest.raises(ValueError, match="closed file"):
        table.position  # noqa: B018


def test_a_file_without_line_ends_is_no_table(save: Save) -> None:
    with pytest.raises(TableError, match="its first row never ends"):
        read(save("[" + "1, " * 400_000))


def test_standard_input(monkeypatch: pytest.MonkeyPatch) -> None:
    for content in (b"nps,a\n9,x\n", gzip.compress(b"nps,a\n9,x\n")):
        monkeypatch.setattr(sys, "stdin", io.TextIOWrapper(io.BytesIO(content)))
        assert read("-")[1] == [["9", "x"]]


@pytest.mark.skipif(not hasattr(os, "mkfifo"), reason="no named pipes here")
def test_a_pipe_is_read_once_and_copied(tmp_path: Path) -> None:
    pipe = tmp_path / "pipe"
    os.mkfifo(pipe)
    writer = threading.Thread(target=pipe.write_bytes, args=(b"nps,a\n9,x\n",))
    writer.start()
    assert read(str(pipe))[1] == [["9", "x"]]
    writer.join()
