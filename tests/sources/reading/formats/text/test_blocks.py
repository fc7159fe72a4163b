"""Blocks of bytes give what `csv` gives, row for row, whatever stands in them."""

from __future__ import annotations

import csv
import io
import tempfile
from pathlib import Path
from typing import TYPE_CHECKING

import numpy as np
import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from nps._base.errors import TableError
from nps._sources.reading.formats import tables
from nps._sources.reading.formats.tables import Table
from nps._sources.reading.formats.text import blocks, delimited
from nps._sources.reading.formats.text.blocks import WholeLines
from nps._sources.reading.formats.text.cutting import Cutter, Room, Rows, cell_text
from nps._sources.reading.formats.text.delimited import DelimitedFile
from nps._sources.reading.formats.text.layouts import Layout
from nps._sources.reading.formats.text.quotations import WORD_BITS, bits, outside_quotations

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence

    Parts = Iterator[Mapping[tuple[str, ...], int]]

#: What hostile cells are made of, beside plain ones.
PLAIN = ["9", "10", "", "a", "é", "推薦", "x y", "  x", '"q"', '"a""b"', "w" * 40]
ODD = ['"', 'x"y', ' "7"', "\0", "\r", '"l\nm"', '"l\r\nm"', '"\n', ",", ";", "\ud7ff"]


def added_up(parts: Parts) -> list[tuple[tuple[str, ...], int]]:
    """Return the combinations in the order in which they came."""
    total: dict[tuple[str, ...], int] = {}
    for part in parts:
        for cells, k in part.items():
            total[cells] = total.get(cells, 0) + k
    return list(total.items())


def both_ways(path: Path, columns: Sequence[int], encoding: str | None = None) -> list[object]:
    """Return what blocks give and what `csv` gives: counts and rows, or the message."""
    found: list[object] = []
    with DelimitedFile(str(path), encoding) as file:
        for way in (DelimitedFile.combinations, Table.combinations):
            with file.again() as table:
                try:
                    counts = added_up(way(table, columns))
                    found.append((counts, table.rows, table.short_rows, table.long_rows))
                except TableError as error:
                    found.append(str(error))
    return found


@st.composite
def texts(draw: st.DrawFn) -> tuple[str, int]:
    """Draw a text, mostly as wide as its header, and the width."""
    width = draw(st.integers(1, 4))
    delimiter = draw(st.sampled_from([",", ",", ";", "\t", "|"]))
    end = draw(st.sampled_from(["\n", "\r\n", "\r"]))
    cells = PLAIN if draw(st.booleans()) else [*PLAIN, *ODD]
    widths = draw(st.lists(st.sampled_from([width] * 9 + [0, width - 1, width + 1]), max_size=40))
    draws = [[draw(st.sampled_from(cells)) for _ in range(k)] for k in widths]
    rows = [[f"h{i}" for i in range(width)], *draws]
    last = draw(st.sampled_from(["", end, end * 2]))
    return end.join(map(delimiter.join, rows)) + last, width


@given(
    texts(),
    st.lists(st.integers(0, 3), min_size=1, max_size=3),
    st.sampled_from([None, None, "utf-8", "utf-8-sig", "utf-16", "gb18030"]),
    st.sampled_from([1, 7, 64, 1 << 19]),
    st.sampled_from([3, 1 << 18]),
    st.sampled_from([0, 2, 4096]),
    st.sampled_from([1, 15]),
)
@example(('h0,h1\n9,"a\n', 2), [0], None, 7, 3, 2, 1)
@example(('h0,h1\n9,"lm\nn"\n' + "9,8\n" * 9, 2), [0], None, 7, 1 << 18, 2, 15)
@example(("h0,h1\n" + "9,\n" * 20 + "9\n8,7,6\n", 2), [0, 1], None, 64, 3, 2, 15)
@example(("h0,h1\n" + "9,\n" * 20 + "9\n8,,\n\n", 2), [0, 1], None, 64, 3, 2, 15)
def test_blocks_give_what_csv_gives(
    text: tuple[str, int],
    columns: list[int],
    encoding: str | None,
    size: int,
    rest: int,
    slots: int,
    slot_bits: int,
) -> None:
    content, width = text
    with tempfile.TemporaryDirectory() as folder, pytest.MonkeyPatch.context() as patch:
        patch.setattr(blocks, "BLOCK_BYTES", size)
        patch.setattr(delimited, "LONGEST_REST", rest)
        patch.setattr(blocks, "_MOST_SLOTS", slots)
        patch.setattr(blocks, "_SLOT_BITS", slot_bits)
        path = Path(folder) / "survey.csv"
        path.write_bytes(content.encode(encoding or "utf-8"))
        try:
            by_blocks, by_csv = both_ways(path, [c % width for c in columns], encoding)
        except (TableError, IndexError) as error:
            # the header takes less cells than rows would have, or is no header
            with pytest.raises(type(error)):
                both_ways(path, [c % width for c in columns], encoding)
            return
    assert by_blocks == by_csv


@pytest.mark.slow
def test_plain_blocks_never_reach_csv(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    path = tmp_path / "survey.csv"
    with path.open("w", newline="", encoding="utf-8") as file:
        writer = csv.writer(file)
        writer.writerow(["shop", "comment", "nps"])
        writer.writerows(("N", 'so, "good"\nor not', i % 11) for i in range(5000))
    expected = both_ways(path, [0, 2])[1]

    def refuse(*_: object) -> None:
        raise AssertionError("csv was asked")

    monkeypatch.setattr(DelimitedFile, "_read_oddities", refuse)
    monkeypatch.setattr(DelimitedFile, "_records", refuse)
    monkeypatch.setattr(blocks, "BLOCK_BYTES", 5000)
    assert both_ways(path, [0, 2])[0] == expected
    assert expected[1] == 5000  # type: ignore[index]  # the rows


def test_parts_are_handed_on_before_they_are_many(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    path = tmp_path / "survey.csv"
    path.write_text("id,nps\n" + "".join(f"{i},{i % 11}\n" for i in range(900)))
    monkeypatch.setattr(blocks, "BLOCK_BYTES", 1000)
    monkeypatch.setattr(delimited, "MOST_DISTINCT", 50)
    steps: list[int] = []
    monkeypatch.setattr(tables, "MOST_DISTINCT", 50)
    monkeypatch.setattr(delimited, "CHUNK_ROWS", 60)
    with DelimitedFile(str(path)) as file:
        parts = list(file.combinations([0, 1], steps.append))
        by_csv = list(Table.combinations(file, [0, 1]))
    assert max(map(len, by_csv)) <= 60
    assert added_up(iter(by_csv)) == added_up(iter(parts))
    assert len(parts) > 3
    assert max(map(len, parts)) < 400
    assert added_up(iter(parts)) == [((str(i), str(i % 11)), 1) for i in range(900)]
    assert sum(steps) == path.stat().st_size


def test_a_column_that_is_blank(tmp_path: Path) -> None:
    path = tmp_path / "survey.csv"
    path.write_text("why,nps\n,9\n,8\n")
    by_blocks, by_csv = both_ways(path, [0])
    assert by_blocks == by_csv == ([(("",), 2)], 2, 0, 0)


def test_cells_longer_than_any_limit_are_told(tmp_path: Path) -> None:
    path = tmp_path / "survey.csv"
    path.write_text("comment,nps\n" + f"{'x' * 140_000},9\n")
    by_blocks, by_csv = both_ways(path, [1])
    assert by_blocks == by_csv
    assert str(by_csv).startswith("field larger than field limit")


def test_a_delimiter_that_is_no_byte_is_left_to_csv(tmp_path: Path) -> None:
    path = tmp_path / "survey.csv"
    path.write_text("sep=¦\nshop¦nps\nN¦9\nS¦3\n", encoding="utf-8")
    by_blocks, by_csv = both_ways(path, [0, 1])
    assert by_blocks == by_csv == ([(("N", "9"), 1), (("S", "3"), 1)], 2, 0, 0)


def test_lines_above_the_header_are_left_out(tmp_path: Path) -> None:
    path = tmp_path / "survey.csv"
    path.write_text("a survey\nof 2024\nshop,nps\nN,9\n")
    with DelimitedFile(str(path), skip=2) as file:
        assert added_up(file.combinations([1])) == [(("9",), 1)]


def put(block: bytes, into: memoryview) -> int:
    into[: len(block)] = block
    return len(block)


def test_a_last_line_that_is_empty_is_a_line() -> None:
    lines, room = WholeLines(lambda _: 0), Room()
    lines.give_back(b"\n")
    assert [room.text() for _ in range(3) if lines.take(room)] == [b"\n"]
    lines.give_back(b"\n")  # once the end is known
    assert [room.text() for _ in range(3) if lines.take(room)] == [b"\n"]


def test_a_line_that_never_ends(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(blocks, "LONGEST_LINE", 10)
    pieces = iter([b"abcdef", "ééé".encode(), b"ghijk", b""])
    lines = WholeLines(lambda into: put(next(pieces), into))
    with pytest.raises(TableError, match="a line of more than 10 characters"):
        lines.take(Room())


def test_lines_that_end_in_half() -> None:
    pieces = iter([b"a\rb\r", b"\nc\r", b"", b""])
    lines, room = WholeLines(lambda into: put(next(pieces), into)), Room()
    taken = [room.text() for _ in range(3) if lines.take(room)]
    assert taken == [b"a\r", b"b\r\n", b"c\r\n"]
    assert not lines.take(room)


def test_cells_that_begin_alike_are_told_apart(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(blocks, "_SLOT_BITS", 1)  # so that many rows want the same slot
    path = tmp_path / "survey.csv"
    shops = ["w" * 40 + letter for letter in "abc"] + ["w" * 32, "same old", "same old shop"]
    rows = [(shop, str(rating)) for shop in shops for rating in range(11)] * 3
    path.write_text("shop,nps\n" + "".join(f"{shop},{rating}\n" for shop, rating in rows))
    by_blocks, by_csv = both_ways(path, [0, 1])
    assert by_blocks == by_csv == ([(row, 3) for row in dict.fromkeys(rows)], len(rows), 0, 0)


# ---------------------------------------------------------------- where cells lie


@given(
    st.lists(st.lists(st.text('ab", 9', max_size=5), min_size=3, max_size=3), min_size=1),
    st.sampled_from([csv.QUOTE_ALL, csv.QUOTE_MINIMAL]),
)
def test_cells_that_are_cut_are_those_of_the_csv_module(rows, quoting):
    held = io.StringIO()
    csv.writer(held, quoting=quoting, lineterminator="\n").writerows(rows)
    block = held.getvalue().encode()
    cut = cut_up(block, 3)
    assert cut is not None
    assert cut.odd == []
    columns = [
        [
            cell_text(block[a - 1 : b - 1], quoted=True)  # a line end was put before the block
            for a, b in zip(*(ends.tolist() for ends in cut.bounds(column)), strict=True)
        ]
        for column in range(3)
    ]
    plain = Layout(",", quoted=True).read(io.StringIO(held.getvalue()))
    assert [list(row) for row in zip(*columns, strict=True)] == list(plain)


def cut_up(block: bytes, width: int, *, quoted: bool = True) -> Rows | None:
    cutter = Cutter(ord(","), width, quoted)
    cutter.room.begin(block)
    return cutter.cut()


@pytest.mark.parametrize(
    ("raw", "text"),
    [(b"  9", "9"), (b'"  9"', "  9"), (b'"a""b"', 'a"b'), (b'""', ""), ("é".encode(), "é")],
)
def test_what_cells_say(raw: bytes, text: str) -> None:
    assert (
        cell_text(raw, quoted=True)
        == text
        == next(csv.reader([raw.decode()], skipinitialspace=True))[0]
    )
    assert cell_text(raw, quoted=False) == raw.decode().lstrip(" ")


def test_quotation_marks_within_cells_go_to_csv() -> None:
    assert cut_up(b'1,"2"\n"a""b",""\n', 2) is not None
    assert cut_up(b'1,"2"\r\n3,""\r\n', 2) is not None
    assert cut_up(b'1,2"\n3",4\n', 2) is None
    assert cut_up(b'1,"2"3\n', 2) is None
    assert cut_up(b'1,"2"3\n', 2, quoted=False) is not None


def test_line_ends_of_old_go_to_csv() -> None:
    assert cut_up(b"1,2\r\n3,4\n", 2) is not None
    assert cut_up(b"1,2\r3,4\n", 2) is None
    assert cut_up(b"1,2\n" * 9 + b"1\r,2\n", 2) is None  # one row, or two: csv says two
    assert cut_up(b"1,2\r", 2) is None
    assert cut_up(b"1,\0\n", 2) is None


def test_blocks_with_many_uneven_rows_go_to_csv() -> None:
    assert cut_up(b"1,2\n" * 9 + b"1\n", 2) is not None
    assert cut_up(b"1,2\n1\n", 2) is None


@pytest.mark.parametrize(
    ("block", "whole"),
    [
        (b'1,2\n"3\n4",5\n', b'1,2\n"3\n4",5\n'),
        (b'1,2\n"3\n4\n', b"1,2\n"),
        (b'1,"a""b"\n2,"\n""\nx\n', b'1,"a""b"\n'),
        (b'1,2\r\n1,"\r\n,,,\r\n', b"1,2\r\n"),
        (b'"3\n4\n', b""),
    ],
)
def test_rows_end_before_a_quotation_that_is_open(block: bytes, whole: bytes) -> None:
    rows = cut_up(block, 2)
    assert rows is not None
    assert block[: rows.used] == whole
    assert len(rows.row) == bool(whole) + (block == whole)


def test_a_room_is_used_again() -> None:
    cutter = Cutter(ord(","), 2, quoted=True)
    for block in (b"1,2\n" * 99, b"3,4\n5,6\n", b"7,8\n" * 999):
        cutter.room.begin(block)
        rows = cutter.cut()
        assert rows is not None
        assert (rows.used, len(rows.row)) == (len(block), block.count(b"\n"))
        assert cutter.room.text() == block


LENGTH = 3 * WORD_BITS


def walked(text: str) -> list[int] | None:
    """Return where cells end outside of quotations, byte by byte; None if a mark is amiss."""
    within, found = False, []
    for i, letter in enumerate(text):
        if letter == '"':
            beside = text[i + 1] if within else text[i - 1]
            if beside not in ('",\n\r' if within else '",\n'):
                return None
            within = not within
        if letter in ",\n" and not within:
            found.append(i)
    return found


PIECES = ['"a"', '""', ",", "\n", '"x\n,y"', "x" * 9, ',"', '",', "\r\n", '"b"', '"']


@given(
    st.text(st.sampled_from('"",\n\rx'), max_size=9)
    | st.lists(st.sampled_from(PIECES)).map("".join).map(lambda text: text[: LENGTH - 2])
)
@example('"' + "x" * (WORD_BITS - 2) + '"')  # a quotation ends where an integer does
@example("x" * (WORD_BITS - 1) + '"')  # and a mark amiss begins the next
@example('"' + "x" * (2 * WORD_BITS))  # never closed
def test_what_is_outside(text: str) -> None:
    whole = f"\n{text}".ljust(LENGTH, "\n")
    codes = np.frombuffer(whole.encode(), dtype=np.uint8)
    returns = codes == ord("\r")
    ends = (codes == ord("\n")) | (codes == ord(","))
    held = bits(returns) if returns.any() else None
    found = outside_quotations(bits(codes == ord('"')), bits(ends), held)
    assert (None if found is None else found.tolist()) == walked(whole)
