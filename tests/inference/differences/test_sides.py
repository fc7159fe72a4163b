"""Comparisons call their sides by the names they were given, and count as they would without."""

import dataclasses
import html
import json

import pytest
from hypothesis import given
from hypothesis import strategies as st
from strategies import counts

import nps

NEW, OLD = nps.Counts(60, 25, 15), nps.Counts(50, 30, 20)
FEW = nps.Counts(5, 3, 1)
SHOPS = nps.Cohorts.from_counts(["A", "B"], [60, 45], [25, 30], [15, 25])
BEFORE = nps.Cohorts.from_counts(["A", "B"], [50, 45], [25, 30], [35, 25])
MOVES = nps.Transitions.from_ratings([9, 10, 8, 3, 9, 9], [7, 9, 8, 2, 9, 3])
WEIGHTED = nps.SurveySample([10, 9, 8, 3] * 5, weights=[1.0, 2.0] * 10)
YEARS = ("2025", "2024")
CALLS = {
    "compare": lambda **names: nps.compare(NEW, FEW, **names),
    "compare, another null": lambda **names: nps.compare(NEW, OLD, null=-3, **names),
    "compare, weighted": lambda **names: nps.compare(WEIGHTED, OLD, **names),
    "compare, cohorts": lambda **names: nps.compare(SHOPS, BEFORE, **names),
    "compare, row": lambda **names: nps.compare(SHOPS, BEFORE, **names)["A"],
    "compare_benchmark": lambda **names: nps.compare_benchmark(NEW, 20, **names),
    "compare_benchmark, cohorts": lambda **names: nps.compare_benchmark(SHOPS, 20, **names),
    "compare_part": lambda **names: nps.compare_part(FEW, OLD, **names),
    "compare_part, cohorts": lambda **names: nps.compare_part(SHOPS, SHOPS.total, **names),
    "equivalence": lambda **names: nps.equivalence(NEW, OLD, margin=20, **names),
    "compare_paired": lambda **names: nps.compare_paired(MOVES, **names),
    "compare_overlapping": lambda **names: nps.compare_overlapping(MOVES, **names),
    "compare_shares": lambda **names: nps.compare_shares(NEW, OLD, **names),
    "compare_strata": lambda **names: nps.compare_strata(SHOPS, BEFORE, **names),
    "compare_strata, null": lambda **names: nps.compare_strata(SHOPS, BEFORE, null=3, **names),
    "what_moved": lambda **names: nps.what_moved(NEW, OLD, **names),
    "decompose": lambda **names: nps.decompose(SHOPS, BEFORE, **names),
}


@pytest.mark.parametrize("language", ["en", "zh"])
@pytest.mark.parametrize("name", CALLS)
def test_sentences_text_and_tables_carry_the_names(name, language):
    found = CALLS[name](names=YEARS)
    for said in (found.summary(language), str(found), found._repr_html_()):
        assert "2025" in said
        assert "2024" in said
    plain = CALLS[name]()
    for said in (plain.summary(language), str(plain), plain._repr_html_()):
        assert "2025" not in said
        assert "2024" not in said
    assert "reference" not in found.summary()
    assert "参照组" not in found.summary("zh")


@pytest.mark.parametrize("name", CALLS)
def test_names_change_no_number(name):
    found, plain = CALLS[name](names=YEARS), CALLS[name]()
    if name == "what_moved":
        assert found.score.names == YEARS
        found, plain = found.score, plain.score
    if hasattr(plain, "to_pandas"):
        assert found.to_pandas().equals(plain.to_pandas())
        assert list(found.to_pandas()) == list(plain.to_pandas())
    assert found.names == YEARS
    assert plain.names is None
    theirs, ours = (json.loads(json.dumps(x.to_dict())) for x in (plain, found))
    if name.startswith("compare_strata"):
        theirs, ours = theirs["strata"], ours["strata"]
    assert ours.pop("names") == list(YEARS)
    assert "names" not in theirs
    assert {key: x for key, x in ours.items() if key != "notes"} == {
        key: x for key, x in theirs.items() if key != "notes"
    }


def test_sentences_are_those_of_two_years():
    assert (
        nps.compare(NEW, nps.Counts(300, 200, 500), names=YEARS)
        .summary()
        .startswith("NPS of 2025 is 65.0 points higher than in 2024 (45.0 against -20.0; 95% CI")
    )
    assert (
        nps.compare(NEW, nps.Counts(300, 200, 500), names=YEARS)
        .summary("zh")
        .startswith("2025 的 NPS 比 2024 高 65.0 分（45.0 对 -20.0；95% 置信区间")
    )
    assert (
        "(45.0 in 2025 against 30.0 in 2024)"
        in CALLS["compare, another null"](names=YEARS).summary()
    )
    assert (
        nps.compare_benchmark(NEW, 20, names=("2025", "Industry"))
        .summary()
        .startswith("NPS of 2025 is 25.0 points above Industry (45.0 against 20.0;")
    )
    assert "比 Industry 高 25.0 分" in nps.compare_benchmark(
        NEW, 20, names=("2025", "Industry")
    ).summary("zh")
    assert CALLS["compare, row"](names=YEARS).summary().startswith("NPS of A / 2025 is ")
    two = nps.Cohorts.from_dict({("A", "x"): NEW, ("A", "y"): OLD}, keys=("shop", "age"))
    assert "NPS of A / x / 2025" in nps.compare(two, OLD, names=YEARS)[("A", "x")].summary()


def test_notes_name_the_side_they_are_about():
    found = nps.compare(NEW, FEW, names=YEARS)
    assert found.notes == ('The reference "2024" is tiny: n = 9.',)
    assert "参照组“2024”极小：n = 9。" in found.explain("zh")
    rows = nps.compare(SHOPS, FEW, names=YEARS)
    assert rows["A"].notes == found.notes
    assert nps.compare(NEW, FEW).notes == ("The reference is tiny: n = 9.",)
    other = dataclasses.replace(found, notes=("a note of somebody else",))
    assert other.explain().endswith("a note of somebody else")


def test_a_picture_takes_the_names_of_the_result():
    pytest.importorskip("matplotlib")
    ax = nps.compare(NEW, OLD, names=YEARS).plot()
    assert [x.get_text().split("\n")[0] for x in ax.get_xticklabels()][:2] == ["2024", "2025"]
    ax = nps.plot.difference(nps.compare(NEW, OLD, names=YEARS), names=("now", "then"))
    assert [x.get_text().split("\n")[0] for x in ax.get_xticklabels()][:2] == ["then", "now"]
    ax = nps.decompose(SHOPS, BEFORE, names=YEARS).plot()
    rows = [x.get_text() for x in ax.get_yticklabels()]
    assert (rows[0], rows[-1]) == ("2024", "2025")


@given(sample=counts(min_n=1), reference=counts(min_n=1), both=st.lists(
    st.text(min_size=1, max_size=12), min_size=2, max_size=2, unique=True
))  # fmt: skip
def test_any_two_names_that_can_be_told_apart_are_taken(sample, reference, both):
    if not all(map(str.strip, both)):
        return
    found = nps.compare(sample, reference, names=both)
    assert found.difference == nps.compare(sample, reference).difference
    markup = found._repr_html_()
    for name in found.names:
        assert "<script" not in markup
        assert html.escape(name.strip()[:3]) in markup or not name.isalnum()


@pytest.mark.parametrize("name", CALLS)
@pytest.mark.parametrize(
    ("names", "kind", "said"),
    [
        ("2025", nps.OptionError, "names must be two, for sample and reference"),
        (("2025",), nps.OptionError, "names must be two, for sample and reference"),
        (("a", "b", "c"), nps.OptionError, "names must be two, for sample and reference"),
        (("a", "a"), nps.OptionError, "names must be distinct names"),
        (("", "a"), nps.OptionError, "names must not be blank"),
        (("a", " "), nps.OptionError, "names must not be blank"),
        ((2025, 2024), nps.InputTypeError, "names must be text"),
        (2025, nps.InputTypeError, "names must be a name or a list of names"),
    ],
)
def test_names_that_are_none_are_refused(name, names, kind, said):
    with pytest.raises(kind, match=said):
        CALLS[name](names=names)
