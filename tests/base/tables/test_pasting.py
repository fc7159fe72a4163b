"""Tables to paste: every result leaves as Markdown, HTML, an Excel file and a great table."""

from __future__ import annotations

import math
import re
import sys
import zipfile
from html.parser import HTMLParser

import numpy as np
import openpyxl
import pytest
from every_result import RESULTS
from hypothesis import given, settings
from hypothesis import strategies as st
from languages import english_words
from strategies import counts
from table_parts import (
    Columnar,
    Name,
    banner_result,
    display,
    great,
    languages,
    markdown,
    sheet,
    speaker,
    workbook,
)

import nps

SHOPS = nps.Cohorts.from_counts(["North", "South"], [70, 50], [20, 30], [10, 20], keys="shop")
KINDS = list({type(result): result for result in RESULTS}.values())
NAMES = [type(result).__name__ for result in KINDS]


def lines_of(text: str) -> list[list[str]]:
    """The cells of a table in Markdown."""
    rows = [line for line in text.splitlines() if line.startswith("| ")]
    cut = [re.split(r"(?<!\\)\|", row)[1:-1] for row in rows]
    return [[re.sub(r"\\(.)", r"\1", cell.strip()) for cell in row] for row in cut]


def read(path) -> list[tuple[object, ...]]:
    return list(openpyxl.load_workbook(path).active.values)


@pytest.mark.parametrize("result", KINDS, ids=NAMES)
@pytest.mark.parametrize("language", languages())
def test_every_result_is_the_same_table_everywhere(result, language, tmp_path):
    table = result._sheet(speaker(language))
    assert table.rows or not getattr(result, "labels", True)
    assert {len(row) for row in table.rows} <= {len(table.head)}
    assert table.title == result.summary(language)
    head, _, *body = lines_of(result.to_markdown(language))
    assert len(head) == len(table.head)
    assert len(body) == len(table.rows)
    path = tmp_path / "table.xlsx"
    result.to_excel(path, language)
    rows = read(path)
    assert rows[0][0] == table.title
    first = 3 + bool(table.spans)
    for wanted, found in zip(table.rows, rows[first:], strict=False):
        for one, other in zip(wanted, found, strict=False):
            if isinstance(one, display.Number) and math.isfinite(one.value):
                assert other == pytest.approx(one.value, rel=1e-15)
            else:
                assert (None if one == "" else one) == other
    page = result.to_html(language)
    assert page.count("<td") == sum(map(len, table.rows)) or "<blockquote" in page
    assert "<script" not in page


@pytest.mark.parametrize("result", KINDS, ids=NAMES)
def test_every_head_is_known_in_every_language(result):
    named = {"class", "shop", "年龄"}
    if isinstance(result, Columnar):
        named |= set(result.key_names)
    heads = result._sheet(speaker("zh")).head
    said = [head for head in heads if not set(head.split(" / ")) & named]
    own = {str(getattr(result, "label", "")), "phi"}
    assert [head for head in said if english_words(head) and head not in own] == [] or (
        type(result).__name__ in OF_LABELS
    )


#: Results whose head is a label or a level that is a sentence of its own.
OF_LABELS = {"Banner", "Pooled", "Rolling"}


@pytest.mark.parametrize("result", KINDS, ids=NAMES)
def test_great_tables_take_every_result(result):
    pytest.importorskip("great_tables")
    table = result._sheet(speaker("en"))
    page = result.to_great_tables().as_raw_html()
    assert page.count("<td") >= sum(map(len, table.rows))
    assert "<b>" not in page


@pytest.mark.parametrize("result", RESULTS)
def test_numbers_of_a_column_are_numbers_in_excel_too(result):
    """A cell that shows a number alone remembers it."""
    if not isinstance(result, Columnar):
        return
    for row in result._sheet(speaker("en")).rows:
        for value in row[1:]:
            alone = isinstance(value, str) and re.fullmatch(r"[-+]?[\d,]+\.\d+ ?%?", value)
            assert not alone or isinstance(value, display.Number), value


@given(st.floats(-1e6, 1e6), st.integers(1, 4), st.booleans())
def test_a_number_is_its_text_and_itself(value, digits, signed):
    found = display.decimals(value, digits, signed=signed)
    assert float(found) == pytest.approx(value, abs=0.5001 * 10.0**-digits)
    assert found.value == value
    assert not found.startswith("-0.0") or float(found) != 0.0
    assert (found[0] in "+-") == (signed or float(found) < 0.0)


@pytest.mark.slow
@settings(deadline=None, max_examples=20)
@given(st.text(min_size=1, max_size=30), counts(), counts())
def test_no_label_is_a_formula_or_a_mark(tmp_path_factory, label, one, other):
    many = nps.Cohorts.from_dict({label: one, 0: other})
    path = tmp_path_factory.mktemp("x") / "x.xlsx"
    for start in ("", "=", "+", "-", "@", "\t"):
        named = nps.Cohorts.from_dict({start + label: one, 0: other})
        named.to_excel(path)
        cell = openpyxl.load_workbook(path).active["A4"]
        assert cell.data_type in ("s", "n")
        assert cell.data_type == "s" or cell.value is None
        if str(cell.value).startswith(sheet.FORMULA):
            assert cell.quotePrefix
    assert len(lines_of(many.to_markdown())) == 4


class Cells(HTMLParser):
    def __init__(self, text: str) -> None:
        super().__init__()
        self.spans: list[tuple[str, str | None]] = []
        self.feed(text)

    def handle_starttag(self, tag, attrs):
        if tag == "th" and "colspan" in dict(attrs):
            self.spans.append((tag, dict(attrs)["colspan"]))


def test_rows_beyond_those_of_a_notebook_are_there():
    many = nps.Cohorts.from_counts(range(90), *np.ones((3, 90), dtype=int))
    assert len(lines_of(nps.estimate(many).to_markdown())) == 92
    assert "... and 60 more" in nps.estimate(many)._repr_html_()
    assert "more" not in nps.estimate(many).to_html()


def test_arrows_tell_what_is_significant():
    head, _, *rows = lines_of(nps.compare_many(SHOPS).to_markdown())
    assert head[-1] == "significant"
    assert rows[0][-1] == "↑"
    head, _, row = lines_of(nps.compare_many(SHOPS[::-1]).to_markdown())
    assert row[-1] == "↓"
    assert "↑ significantly higher" in nps.compare_many(SHOPS).to_html()
    assert "显著更高" in nps.compare_many(SHOPS).to_markdown("zh")
    assert "adjusted p" not in nps.compare(SHOPS, SHOPS).to_markdown().splitlines()[-1]
    equal = nps.compare(SHOPS, SHOPS, null=0.0)
    assert [row[-1] for row in lines_of(equal.to_markdown())[2:]] == ["", ""]


@given(counts(), counts())
def test_an_arrow_stands_exactly_where_the_test_rejects(one, other):
    pair = nps.Cohorts.from_dict({"a": one, "b": other})
    against = nps.Cohorts.from_dict({"a": other, "b": one})
    found = nps.compare(pair, against)
    marks = found._marks()
    assert marks is not None
    turned = {"↑": "↓", "↓": "↑", "": ""}
    assert turned[marks[0]] == marks[1]
    assert [mark != "" for mark in marks] == (found.p_value < 0.05).tolist()


def test_marks_need_a_test_and_a_size():
    assert sheet.marks({"p_value": [0.01]}, 0.05) is None
    assert sheet.marks({"difference": [1.0]}, 0.05) is None
    assert sheet.marks({"p_value": [0.01], "difference": [1.0]}, 0.05, 2.0) == [sheet.DOWN]


def test_cells_in_a_language():
    say = speaker("zh")
    assert sheet.cell(True, say) == "是"
    assert sheet.cell(False, say) == "否"
    assert sheet.cell("3 to 4", say) == "3 至 4"
    assert sheet.cell(None, say) == "None"
    assert sheet.cell(math.nan, say) == "无"
    assert sheet.heading(say, "95% lower bound") == "95% 置信下限"
    assert sheet.heading(say, "share (missing)") == "占比（missing）"
    assert sheet.cell(Name("missing"), say) == sheet.heading(say, Name("missing"))
    assert sheet.cell(Name("missing"), say) == "missing"
    assert sheet.cell("missing", say) == "缺失"


def test_what_could_be_a_formula_is_guarded():
    for sign in "=+-@\t\r\n\uff1d\uff0b\uff0d\uff20":
        assert sheet.guarded(f"{sign}1") == f"'{sign}1"
    assert [sheet.guarded(x) for x in ("=A1", "-x", "a", 5, display.decimals(-1.0, 1))] == [
        "'=A1", "'-x", "a", 5, "-1.0",
    ]  # fmt: skip


def test_heads_of_two_lines():
    table = sheet.Sheet(("", "all", "N", "S"), (("n", 1, 2, 3),), "t", (), ("", "", "shop", "shop"))
    assert table.runs() == [("", 0, 0), ("", 1, 1), ("shop", 2, 3)]
    assert table.flat_head(speaker("en")) == ["", "all", "shop: N", "shop: S"]
    assert table.flat_head(speaker("zh"))[2:] == ["shop：N", "shop：S"]
    page = workbook.page_of(table, "x")
    assert page.lines[2] == ["", "", "shop", ""]
    assert page.spans == [(2, 2, 3, "shop")]
    bare = sheet.Sheet(("a",), ())
    assert markdown.document(bare, speaker("en")) == "| a |\n| --- |\n"
    assert workbook.page_of(bare, "x").lines == [("a",)]


def test_without_xlsxwriter_or_great_tables(monkeypatch, tmp_path):
    monkeypatch.setitem(sys.modules, "xlsxwriter", None)
    with pytest.raises(ModuleNotFoundError, match=r'pip install "nps\[excel\]", in a checkout'):
        SHOPS.to_excel(tmp_path / "x.xlsx")
    assert not (tmp_path / "x.xlsx").exists()
    monkeypatch.setitem(sys.modules, "great_tables", None)
    with pytest.raises(ModuleNotFoundError, match=r'to_html needs nothing: pip install "nps\[tab'):
        SHOPS.to_great_tables()


def test_a_workbook_is_a_zip_with_nothing_that_acts(tmp_path):
    path = tmp_path / "x.xlsx"
    SHOPS.to_excel(path)
    names = zipfile.ZipFile(path).namelist()
    assert not [name for name in names if "vba" in name.lower() or "external" in name.lower()]
    book = openpyxl.load_workbook(path)
    assert book.active.freeze_panes == "A4"
    assert book.active["C4"].number_format == "0.0"
    assert book.active["B4"].number_format == "General"


def test_one_column_is_a_great_table_too():
    pytest.importorskip("great_tables")
    page = great.great_table(sheet.Sheet(("<b>",), (("<i>",),))).as_raw_html()
    assert "&lt;b&gt;" in page
    assert "<i>" not in page


def test_a_workbook_has_a_name_that_says_so(tmp_path):
    with pytest.raises(nps.OptionError, match=r'path must end in ".xlsx", got \'scores.csv\''):
        SHOPS.to_excel("scores.csv")
    with pytest.raises(nps.InputTypeError, match="path must be the path of a file, got 5"):
        SHOPS.to_excel(5)
    with pytest.raises(OSError, match="nowhere"):
        SHOPS.to_excel(tmp_path / "nowhere" / "x.xlsx")


def test_what_is_left_out_is_a_column_of_every_row():
    counted = {"a": nps.Counts(5, 3, 2)} | {i: nps.Counts(5, 3, 2) for i in range(40)}
    many = nps.Cohorts.from_dict({**counted, "z": nps.Counts(5, 3, 2, missing=7)})
    for result in (many, nps.estimate(many)):
        head, _, *rows = lines_of(result.to_markdown())
        assert head[-1] == "missing"
        assert [row[-1] for row in rows] == ["0"] * 41 + ["7"]
        assert result._header()[-1] == "missing"
        assert {len(row) for row in result._rows()} == {len(result._header())}


def test_more_lines_than_a_sheet_holds_are_refused(tmp_path, monkeypatch):
    monkeypatch.setattr("nps._base.tables.workbook._LINES", 5)
    found = nps.estimate(nps.Cohorts.from_dict({i: nps.Counts(5, 3, 2) for i in range(9)}))
    with pytest.raises(nps.OptionError, match=r"a sheet of Excel holds 5 lines, and these are 1\d"):
        found.to_excel(tmp_path / "scores.xlsx")
    assert list(tmp_path.iterdir()) == []


A, B = nps.Counts(50, 30, 20), nps.Counts(40, 30, 30)


@pytest.mark.parametrize("names", [("after", "before"), ("reference", "sample"), ("all", "n/a")])
def test_names_are_nobodys_to_translate(names):
    assert lines_of(nps.compare(A, B, names=names).to_markdown("zh"))[0] == ["", *names]
    new, old = lines_of(nps.compare_shares(A, B, names=names).to_markdown("zh"))[0][1:3]
    assert (new, old) == (f"占比（{names[0]}）", f"占比（{names[1]}）")


def test_labels_and_keys_are_nobodys_to_translate():
    labels = ["first", "all", "total", "yes", "n/a", "before", "reference"]
    for keys in ("class", "mix", "rating", "part", "file"):
        many = nps.Cohorts.from_dict(dict.fromkeys(labels, A), keys=keys)
        for found in (many, nps.estimate(many), nps.changes(many), nps.rank(many)):
            head, _, *rows = lines_of(found.to_markdown("zh"))
            assert head[0] == keys
            assert [row[0] for row in rows] == labels
    changes = nps.changes(many)
    assert [row[4] for row in changes._sheet(speaker("zh")).rows][1:] == labels[:-1]
    for label in labels:
        for one in (changes[label], nps.rank(many)[label], nps.shrink(many)[label]):
            assert one._sheet(speaker("zh")).rows[0][0] == label
    bare = nps.estimate(nps.Cohorts.from_dict({"all": A}))._sheet(speaker("zh"))
    assert (bare.head[0], bare.rows[0][0]) == ("群组", "all")
    shares = nps.compare_shares(A, B)._sheet(speaker("zh"))
    assert (shares.head[0], shares.rows[0][0]) == ("类别", "推荐者")


def test_a_name_that_is_a_heading_takes_no_column():
    found = nps.compare_shares(A, B, names=("share", "difference"))
    assert lines_of(found.to_markdown())[0][:4] == [
        "class", "share (share)", "share (difference)", "difference",
    ]  # fmt: skip
    for name in ("p", "n", "NPS"):
        head = nps.compare_benchmark(SHOPS, 20.0, names=("now", name))._header()
        assert {"p", "n (now)", f"benchmark ({name})"} <= set(head)


def test_the_legend_of_arrows_says_what_was_tested():
    over = nps.compare(SHOPS, SHOPS[::-1], null=20.0)
    assert "significantly above 20, ↓ significantly below 20 (p" in over.to_html()
    assert "↑ 显著高于 20，↓ 显著低于 20" in over.to_html("zh")
    for found in (nps.compare_many(SHOPS, adjust="none"), nps.changes(SHOPS, adjust="none")):
        page = found.to_html()
        assert "significantly lower (p" in page
        assert "adjusted p" not in page
    assert "adjusted p" in nps.changes(SHOPS).to_html()
    one = next(iter(nps.compare_many(SHOPS, adjust="none")))
    assert "adjusted" not in one.to_html()


@pytest.mark.parametrize("result", RESULTS)
def test_numbers_in_cells_are_numbers(result):
    """And none of them is called as Python calls it."""
    table = result._sheet(speaker("en"))
    first = isinstance(result, Columnar) or table.head[0] in ("rating", "segment", "wave", "cohort")
    labels = {"reference", table.head[0] if first else "reference"}
    for row in table.rows:
        for head, value in zip(table.head, row, strict=True):
            if isinstance(value, str) and head not in labels:
                number = re.fullmatch(r"[-+]?[\d,.]*\d[\d,.]*%?", value)
                assert not number or isinstance(value, display.Number), value
                assert not re.search(r"\b(nan|inf)\b", value), value


@pytest.mark.parametrize("result", KINDS, ids=NAMES)
def test_no_row_is_left_of_a_picture(result):
    for row in result._sheet(speaker("en")).rows:
        empty = len(row) > 1 and not "".join(map(str, row[1:]))
        assert not empty or isinstance(result, banner_result.Banner), row


def test_weighted_answers_that_are_undefined_say_so():
    nobody = nps.estimate(nps.survey_by([9, None], ["a", "b"], weights=[1, 1]))["b"]
    assert nobody._sheet(speaker("en")).rows[0][7:9] == ("n/a", "n/a")
    plain = nps.estimate(nps.Cohorts.from_dict({"a": A, "b": nps.Counts(0, 0, 0)}))["b"]
    assert plain._sheet(speaker("zh")).rows[0][:3] == ("无", "无区间", "无")


def test_infinite_numbers():
    assert display.decimals(math.inf, 1, signed=True) == "+∞"
    assert display.decimals(-math.inf, 1) == "-∞"
    assert display.decimals(math.inf, 1) == "∞"
    assert display.general(math.nan) == "n/a"


def test_nothing_is_a_mark_of_markdown_at_the_beginning():
    said = {
        "# a": r"\# a", "- a": r"\- a", "+ a": r"\+ a", "1. a": r"1\. a", "12) a": r"12\) a",
        "---": r"\---", "-5.0 a": "-5.0 a", "1.5 a": "1.5 a", "a - b": "a - b", "2.": r"2\.",
        "a&b~c$": r"a\&b\~c\$",
    }  # fmt: skip
    assert {text: markdown.paragraph(text).strip() for text in said} == said
    shops = nps.Cohorts.from_dict({"# shop": A, "b": B})
    assert nps.rank(shops).to_markdown().startswith("\\# shop")


def test_notes_of_a_page_are_lines():
    page = nps.changes(nps.Cohorts.from_dict({"a": nps.Counts(1, 0, 0), "b": B})).to_html()
    assert "<br>" in page
    assert "\n" not in page
