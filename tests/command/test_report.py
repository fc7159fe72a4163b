"""What is said about a file: cohorts added up and put in order, and their changes."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

import nps
from nps._command import report

SHOPS, YEARS = st.sampled_from(["N", "S", "9", "10"]), st.sampled_from(["2023", "2024", "2025"])
SAMPLES = st.builds(nps.Counts, *[st.integers(0, 40)] * 3)


@pytest.mark.parametrize(
    "in_order",
    [
        ["2", "10"],
        ["2024-05", "2024-11", "2025-02"],
        ["31/01/2024", "15/02/2024", "01/01/2025"],
        ["1/31/2024", "2/15/2024", "1/1/2025"],
        ["31.01.24", "15.02.24", "01.01.25"],
        ["12/2023", "01/2024"],
        ["Nov 2023", "Feb 2024", "Apr 2024"],
        ["November 2023", "February 2024"],
        ["Dec-23", "Jan-24"],
        ["Jan", "Feb", "Apr"],
        ["January", "February", "April"],
        ["Welle 2", "Welle 10"],
        ["01/01/2024"],
    ],
)
def test_waves_in_time(in_order: list[str]) -> None:
    for given_order in (in_order, in_order[::-1], sorted(in_order)):
        assert report.order_waves(given_order) == in_order
        assert report.order_waves(["", *given_order]) == [*in_order, ""]


@given(st.dictionaries(st.tuples(SHOPS, YEARS), SAMPLES, min_size=1))
def test_every_sum_is_of_its_parts(counts):
    waves = report.order_waves({wave for _, wave in counts})
    found = report.arrange(counts, waves)
    everybody = sum(counts.values(), nps.Counts(0, 0, 0))
    assert list(found)[-1] == (None, None)
    assert found[None, None] == everybody
    assert sum((found[None, wave] for wave in waves), nps.Counts(0, 0, 0)) == everybody
    for (shop, wave), sample in counts.items():
        assert found[(shop,), wave] == sample
    groups = [group for group, wave in found if group is not None]
    assert groups == sorted(groups, key=lambda group: (group > ("A",), len(group[0]), group))


def test_groups_that_are_times_come_in_the_order_of_time() -> None:
    quarters = ["Q4 2023", "Q1 2024", "Q2 2024", ""]
    counts = {(quarter, shop): nps.Counts(1, 0, 0) for shop in "ba" for quarter in quarters[::-1]}
    found = [group for group, _ in report.arrange(counts, []) if group is not None]
    assert found == [(quarter, shop) for quarter in quarters for shop in "ab"]
    alone = report.arrange({key[:1]: one for key, one in counts.items()}, [])
    assert list(alone) == [*(((quarter,), None) for quarter in quarters), (None, None)]


@given(st.dictionaries(st.tuples(SHOPS, YEARS), SAMPLES, min_size=1))
def test_changes_are_one_family(counts):
    waves = report.order_waves({wave for _, wave in counts})
    samples = report.arrange(counts, waves)
    found = report.changes(samples, confidence_level=0.95, method="score")
    for change in found:
        assert waves.index(change.after) > waves.index(change.before)
        new, old = (samples[change.group, wave] for wave in (change.after, change.before))
        if new.n and old.n:
            alone = nps.compare(new, old)
            assert change.comparison.difference == alone.difference
            assert change.comparison.p_value == pytest.approx(alone.p_value, abs=1e-12)
            (low, high), inner = change.comparison.confidence_interval, alone.confidence_interval
            assert low - 1e-9 <= inner.low <= inner.high <= high + 1e-9
    adjusted = nps.adjust_p_values([change.comparison.p_value for change in found]) if found else []
    assert [change.comparison.adjusted_p_value for change in found] == pytest.approx(
        list(adjusted), nan_ok=True
    )
