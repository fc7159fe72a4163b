"""Banner tables: letters and arrows are those of the families of tests."""

from __future__ import annotations

import numpy as np
import openpyxl
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from table_parts import banner_result, keys

import nps

PEOPLE = nps.Cohorts.from_counts(
    [("N", "new"), ("N", "old"), ("S", "new"), ("S", "old"), ("W", "old")],
    [60, 50, 30, 35, 20], [25, 30, 35, 30, 20], [15, 20, 35, 35, 9], keys=["region", "customer"],
)  # fmt: skip
RATINGS = [10, 9, 3, 8, 9, 2, 10, 10, 9, 1, 0, 4] * 12
REGIONS = ["N", "N", "S", "N", "N", "S", "N", "N", "N", "S", "S", "S"] * 12
AGES = ["y", "o", "y", "o", "y", "o"] * 24
CELLS = st.lists(
    st.tuples(st.integers(0, 3), st.integers(0, 2), *[st.integers(0, 60)] * 3),
    min_size=2, max_size=10,
)  # fmt: skip


def built(cells) -> nps.Cohorts:
    """Cohorts of two keys from cells that may name one twice."""
    sums: dict[tuple[int, int], nps.Counts] = {}
    for a, b, *classes in cells:
        sums[a, b] = sums.get((a, b), nps.Counts(0, 0, 0)) + nps.Counts(*classes)
    return nps.Cohorts.from_dict(sums, keys=["a", "b"])


@settings(deadline=None, max_examples=15)
@given(CELLS)
def test_letters_and_arrows_agree_with_the_tests(cells):
    cohorts = built(cells)
    table = nps.banner(cohorts)
    assert isinstance(table, nps.results.Banner)
    assert table.labels[0] == ("", keys.TOTAL)
    for key in ("a", "b"):
        groups = keys.groups_by_key(cohorts)[key]
        own = {group: i for i, (name, group) in enumerate(table.labels) if name == key}
        pairs = nps.compare_many(groups)
        for (one, other), significant, gap in zip(
            pairs.labels, pairs.significant, pairs.difference, strict=True
        ):
            i, j = own[one], own[other]
            higher, lower = (i, j) if gap > 0 else (j, i)
            said = table.letters[lower] in table.higher_than[higher]
            assert said == (bool(significant) and gap != 0)
            assert table.letters[higher] not in table.higher_than[lower]
        rest = nps.compare_many(groups, against="rest")
        for (group, _), p, gap in zip(
            rest.labels, rest.adjusted_p_value, rest.difference, strict=True
        ):
            sign = np.sign(gap) if p < 0.05 else 0
            assert table.against_total[own[group]] == sign


@settings(deadline=None, max_examples=12)
@given(CELLS)
def test_the_total_is_that_of_each_key(cells):
    cohorts = built(cells)
    table = nps.banner(cohorts)
    frame = table.to_pandas()
    whole = cohorts.total
    assert frame["n"].iloc[0] == whole.n
    for key in ("a", "b"):
        assert frame.loc[key, "n"].sum() == whole.n
    if whole.n:
        assert frame["score"].iloc[0] == pytest.approx(whole.score)
        assert table.shares[0] == pytest.approx(list(whole.shares))


@settings(deadline=None, max_examples=12)
@given(CELLS)
def test_turned_around_above_is_below(cells):
    plain = built(cells)
    turned = built([(a, b, d, p, k) for a, b, k, p, d in cells])
    one, other = nps.banner(plain), nps.banner(turned)
    assert other.against_total.tolist() == (-one.against_total).tolist()
    for i, names in enumerate(one.higher_than):
        for letter in names:
            assert one.letters[i] in other.higher_than[one.letters.index(letter)]


@settings(deadline=None, max_examples=10)
@given(CELLS, CELLS)
def test_cells_merge_before_or_after(one, other):
    together = built([*one, *other])
    merged = built(one) + built(other)
    left = nps.banner(together).to_pandas()
    right = nps.banner(merged).to_pandas().reindex(left.index)
    columns = ["n", "score", "low", "high", "against_total"]
    np.testing.assert_allclose(left[columns].astype(float), right[columns].astype(float))


def test_a_group_against_the_whole_is_the_test_of_a_part():
    table = nps.banner(PEOPLE, adjust="none")
    regions = keys.groups_by_key(PEOPLE)["region"]
    for label in regions:
        part = nps.compare_part(regions[label], PEOPLE.total)
        row = table.to_pandas().loc[("region", label)]
        assert row["total_p_value"] == pytest.approx(part.p_value)


def test_keys_counted_one_by_one_give_the_same():
    found = keys.groups_by_key(PEOPLE)
    assert nps.banner(found) == nps.banner(PEOPLE)
    assert nps.banner(found["region"]).labels[1:] == (
        ("region", "N"), ("region", "S"), ("region", "W"),
    )  # fmt: skip


def test_groups_keep_their_order():
    by_hand = PEOPLE[::-1].select(list(PEOPLE.labels)[::-1])
    assert [group for _, group in nps.banner(by_hand).labels[1:4]] == ["W", "S", "N"]
    waves = nps.count_by([9, 3, 8], {"year": [2024, 2023, 2024], "shop": ["a", "a", "b"]})
    assert [group for _, group in nps.banner(waves).labels[1:3]] == [2023, 2024]


def test_shares_have_letters_of_the_test_of_two_proportions():
    table = nps.banner(PEOPLE, adjust="none", method="wald")
    assert (table.promoters_higher_than[1], table.detractors_higher_than[2]) == ("B", "AC")
    lines = [line.split(" | ") for line in table.to_markdown().splitlines()]
    rows = {cells[0].removeprefix("| "): cells[2:4] for cells in lines}
    assert rows["promoters higher than"] == ["B", ""]
    assert rows["detractors higher than"] == ["", "AC"]
    assert any("score test of two proportions" in note for note in table.notes)
    k, m, n = 110, 65, 200  # promoters of N and S
    pooled = (k + m) / (2 * n)
    z = (k - m) / n / np.sqrt(pooled * (1 - pooled) * 2 / n * 2 * n / (2 * n - 1))
    assert table.promoter_pairs[0].comparisons.statistic[0] == pytest.approx(z)
    holm = nps.banner(PEOPLE).promoter_pairs[0]
    assert holm.adjusted_p_value[0] == pytest.approx(min(1, 3 * holm.comparisons.p_value[0]))


def test_a_permutation_is_drawn_from_the_seed_that_is_given():
    large = nps.Cohorts.from_counts(["a", "b"], [3000, 2900], [900, 950], [1100, 1150])
    found = [nps.banner({"k": large}, method="permutation", rng=7) for _ in range(2)]
    assert found[0] == found[1]


def test_weighted_answers():
    people = nps.survey_by(RATINGS, {"region": REGIONS, "age": AGES}, weights=[1.0, 2.0, 1.0] * 48)
    table = nps.banner(people)
    frame = table.to_pandas()
    assert frame["sum_of_weights"].iloc[0] == pytest.approx(192.0)
    assert frame["score"].iloc[0] == pytest.approx(people.total.score)
    assert table.against_total[1] == -table.against_total[2] != 0
    assert "| weighted base | 192.0 |" in table.to_markdown()
    assert set(table.promoters_higher_than) == {""}
    assert "promoters higher" not in table.to_markdown()
    assert table.shares[0] == pytest.approx(list(people.total.shares))


def test_how_it_reads(tmp_path):
    table = nps.banner(PEOPLE)
    assert "above all others" not in str(table)
    assert "region / N (A): NPS" in str(table)
    assert "(no group" not in table.summary()
    assert "significantly above the rest of their key: N (region)" in table.summary()
    assert "显著高于同一维度的其余各组：N（region）" in table.summary("zh")
    alike = nps.Cohorts.from_counts(["A", "B"], [5, 6], [3, 3], [2, 2])
    assert "no group stands out" in nps.banner(alike).summary()
    assert "no group could be tested" in nps.banner({"k": PEOPLE[:1]}).summary()
    assert "可以与同一维度的其余各组作检验" in nps.banner({"k": PEOPLE[:1]}).summary("zh")
    lines = table.to_markdown().splitlines()
    assert lines[2].startswith("|  | total | region: N (A) | region: S (B) |")
    assert "总计" in table.to_markdown("zh")
    assert "按该维度各对校正，Holm 法" in table.to_markdown("zh")
    path = tmp_path / "banner.xlsx"
    table.to_excel(path)
    sheet = openpyxl.load_workbook(path).active
    rows = list(sheet.values)
    assert rows[2][:4] == (None, None, "region", None)
    assert "C3:E3" in {str(merged) for merged in sheet.merged_cells.ranges}
    assert rows[4][:3] == ("base", 449, 200)
    assert rows[10][0] == "NPS"
    assert rows[10][1] == pytest.approx(PEOPLE.total.score)
    assert 'colspan="3"' in table.to_html()
    assert "letter" in table._repr_html_()
    pytest.importorskip("great_tables")
    assert "gt_column_spanner" in table.to_great_tables().as_raw_html()


def test_many_groups_are_named_in_part():
    high = nps.Cohorts.from_counts(range(8), [90] * 4 + [10] * 4, [5] * 8, [5] * 4 + [85] * 4)
    said = nps.banner({"shop": high}).summary()
    assert "and 1 more" in said
    many = nps.Cohorts.from_counts(range(40), [50] * 40, [30] * 40, [20] * 40)
    assert "... and 11 more" in str(nps.banner({"shop": many}))


def test_letters_go_on_after_z():
    assert [banner_result._letter(i) for i in (0, 25, 26, 27, 51, 52, 701, 702)] == [
        "A", "Z", "AA", "AB", "AZ", "BA", "ZZ", "AAA",
    ]  # fmt: skip
    low = nps.Cohorts.from_counts(range(29), [90] + [1] * 28, [5] * 29, [5] + [94] * 28)
    assert nps.banner({"shop": low}).higher_than[1].startswith("B C D")


def test_two_letters_are_two_groups_or_one():
    last = nps.Cohorts.from_counts(range(28), [99] + [1] * 27, [0] * 28, [1] + [99] * 27)
    first = last.select([27, *range(1, 27), 0])
    pair = nps.Cohorts.from_counts(range(28), [20] * 2 + [99] + [60] * 25, [1] * 28,
                                   [80] * 2 + [1] + [40] * 25)  # fmt: skip
    assert nps.banner({"shop": first}).higher_than[-1].startswith("A B C")
    assert nps.banner({"shop": pair}).higher_than[4] == "A B"
    assert nps.banner({"shop": pair[:26]}).higher_than[4] == "AB"


def test_the_notes_are_of_the_groups_and_of_their_tests():
    one_class = nps.Cohorts.from_counts(["A", "B"], [1, 4], [0, 0], [0, 0])
    found = nps.banner(one_class, method="welch")
    assert "no group could be tested" in found.summary()
    assert '3 comparisons are undefined by this method, not by "score".' in found.notes
    assert "Of 2 groups, 2 have fewer than 10 valid answers." in found.notes
    empty = nps.Cohorts.from_counts(["A", "B", "C"], [50, 40, 0], [0] * 3, [9, 20, 0])
    assert nps.banner(empty).notes[3:] == ("Of 3 groups, 1 has no valid answer.",)
    recipe = nps.banner({"a": empty, "b": empty}, method="lewis-sauro").notes
    assert len([note for note in recipe if "This recipe" in note]) == 1


def test_the_headline_names_both_methods():
    said = str(nps.banner(PEOPLE, method="wald"))
    assert "95% CI (score method), tests by wald, adjust = holm\n" in said


def test_its_estimates_name_the_whole():
    estimates = nps.banner(PEOPLE).estimates
    assert "\nall answers / total: NPS" in str(estimates)
    assert "(blank)" not in str(estimates)


@pytest.mark.parametrize("name", ["", " "])
def test_a_key_needs_a_name(name):
    with pytest.raises(nps.OptionError, match=r"must name its keys, got .* as the name of one"):
        nps.banner({name: PEOPLE, "b": PEOPLE})
    with pytest.raises(nps.OptionError, match="must name its keys"):
        nps.banner(nps.Cohorts.from_counts(["A"], [5], [3], [2], keys=name))


def test_keys_divide_the_same_answers_to_the_last():
    many = nps.Cohorts.from_counts(["A"], [1_000_000], [0], [0])
    with pytest.raises(nps.OptionError, match="divide the same answers"):
        nps.banner({"a": many, "b": nps.Cohorts.from_counts(["A"], [1_000_001], [0], [0])})

    def weighed(by, weight):
        return nps.survey_by([9, 3, 9, 3], by, weights=[0.1, 0.2, weight, 0.7])

    one = weighed(["a", "b", "a", "b"], 0.3)
    nps.banner({"a": one, "b": weighed(["a", "a", "b", "b"], 0.3 + 1e-12)})
    with pytest.raises(nps.OptionError, match="divide the same answers"):
        nps.banner({"a": one, "b": weighed(["a", "a", "b", "b"], 0.3 + 1e-6)})


def test_a_text_of_many_groups_asks_once(monkeypatch):
    asked = []
    letters = banner_result.Banner.letters.fget

    def counted(self):
        asked.append(len(self))
        return letters(self)

    monkeypatch.setattr(banner_result.Banner, "letters", property(counted))
    str(nps.banner({"shop": nps.Cohorts.from_counts(range(9), [5] * 9, [3] * 9, [2] * 9)}))
    assert len(asked) <= 2


def test_what_is_refused():
    with pytest.raises(nps.InputTypeError, match="one or several keys, or a mapping"):
        nps.banner([9, 8])
    with pytest.raises(nps.InputTypeError, match="from names of keys"):
        nps.banner({"region": [9, 8]})
    with pytest.raises(nps.InputTypeError, match="from names of keys"):
        nps.banner({1: PEOPLE})
    with pytest.raises(nps.OptionError, match="at least one key"):
        nps.banner({})
    with pytest.raises(nps.OptionError, match="divide the same answers, but 'a' and 'b' have"):
        nps.banner({"a": PEOPLE, "b": PEOPLE[1:]})
    weighted = nps.survey_by([9, 3], ["a", "b"], weights=[1, 2])
    with pytest.raises(nps.InputTypeError, match="weighted, or none"):
        nps.banner({"a": PEOPLE, "b": weighted})
    with pytest.raises(nps.OptionError, match="method"):
        nps.banner(PEOPLE, method="guess")


def test_the_appendix_names_the_methods_once():
    said = nps.banner(PEOPLE).explain()
    assert said.count("Method:") == 3
    assert "Holm" in said
    assert "omnibus" not in said
    assert nps.banner(PEOPLE, confidence_level=0.9).confidence_level == 0.9
    weighted = nps.survey_by(RATINGS, {"region": REGIONS}, weights=[1.0, 2.0, 1.0] * 48)
    said = nps.banner(weighted).explain()
    assert said.count("Method:") == len(set(filter(None, said.split("\n\n")[1:-1]))) == 2


def test_it_leaves_as_columns():
    table = nps.banner(PEOPLE)
    found = table.to_dict()
    assert found["letter"] == ["", "A", "B", "C", "D", "E"]
    assert found["adjust"] == table.adjust == "holm"
    assert found["against_total"] == table.to_polars()["against_total"].to_list()
    assert list(table.to_pandas().columns) == [
        name for name in found if name not in {"labels", "confidence_level", "method", "adjust",
                                               "notes"}
    ]  # fmt: skip
