"""Labels on one line, cut where they are long, blank ones made visible."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from nps._base.words.saying import speaker
from nps._command.printing import (
    LONGEST_LABEL,
    _width,
    as_typed,
    distinct,
    ended,
    named,
    option_of,
    shown,
)


@given(st.text())
def test_every_label_fits_on_a_line(label):
    found = shown(label, LONGEST_LABEL)
    assert len(found) <= LONGEST_LABEL
    assert found.isprintable()
    assert "\n" not in found


def test_long_and_blank_labels():
    assert shown("x" * 31) == "x" * 31
    assert shown("x" * 31, LONGEST_LABEL) == "x" * 27 + "..."
    assert shown("a \t b") == "a b"
    assert named(" ", speaker("en")) == speaker("en")("blank label")
    assert named("a", speaker("zh")) == "a"


def test_text_width() -> None:
    assert [_width(x) for x in ("abc", "北京", "Ａ", "e\u0301", "")] == [3, 4, 2, 1, 0]


@given(st.sets(st.text("ab", max_size=3).map(lambda x: f"{x:c^30}{x}"), max_size=20), st.data())
def test_cut_labels_stay_different(labels, data):
    labels |= data.draw(st.sets(st.sampled_from([*labels, "c" * 60, "c" * 61, "a"])))
    found = distinct({label: label for label in labels}, LONGEST_LABEL)
    assert len(set(found.values())) == len(labels)
    for label, name in found.items():
        assert len(name) <= LONGEST_LABEL
        assert name == label or len(label) > LONGEST_LABEL


def test_cut_in_the_middle_and_numbered():
    long = [f"Customer service centre Hamburg {way}" for way in ("North", "South")]
    alike = "c" * 60, "c" * 61, "c" * 62
    found = distinct({x: x for x in (*alike, "a", *long)}, LONGEST_LABEL)
    assert list(found.values()) == [
        "c" * 13 + "..." + "c" * 14, "c" * 11 + "..." + "c" * 12 + " (2)",
        "c" * 11 + "..." + "c" * 12 + " (3)", "a", "Customer serv... Hamburg North",
        "Customer serv... Hamburg South",
    ]  # fmt: skip
    assert distinct({1: "a / b", 2: "a / b", 3: "a / b (2)"}) == {
        1: "a / b", 2: "a / b (2)", 3: "a / b (2) (2)",
    }  # fmt: skip


def test_arguments_are_the_options_that_they_are():
    assert [option_of(name) for name in ("null", "n_tests", "margin_of_error", "information")] == [
        "--target", "--tests", "--margin-of-error", "--looks",
    ]  # fmt: skip
    said = 'write method="score", shift="a-b" or margin=...; prior="flat" stays, and F(7) = 2.'
    assert as_typed(said, {"--method", "--shift", "--margin"}) == (
        'write --method score, --shift a-b or --margin; prior="flat" stays, and F(7) = 2.'
    )


def test_notes_end_with_one_mark():
    said = [ended(note, speaker("en")) for note in ("such as 9", "such as 9.", "9, 8, ...", "so?")]
    assert said == ["such as 9.", "such as 9.", "9, 8, ...", "so?"]
