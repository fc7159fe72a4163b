"""Response rates that change move a score; the bias that would explain a change is told."""

from __future__ import annotations

import re

import numpy as np
import pytest
from hypothesis import assume, given
from hypothesis import strategies as st
from strategies import counts

import nps

WAVES = nps.Cohorts.from_counts([2023, 2024, 2025], [50, 60, 55], [30, 25, 30], [20, 15, 15])
CHANGED = re.compile(
    r"The response rate is [\d.]+% in (\S+) and [\d.]+% in (\S+): if those who did not answer are"
    r" ([\d.]+) points (below|above)"
)


def told(found):
    return [note for note in found.notes if "response rate" in note]


def test_a_change_of_rates_is_noted_with_what_would_explain_it():
    found = nps.changes(WAVES, invited=[200, 400, 410])
    (note,) = told(found)
    # 15 points up at 50 and 25%: 15 / 0.25
    assert note == (
        "The response rate is 25.0% in 2024 and 50.0% in 2023: if those who did not answer are"
        " 60.0 points below those who did, in both, the score of all who were asked did not change."
    )
    assert not told(nps.changes(WAVES))
    assert not told(nps.changes(WAVES, invited=200))
    falling = nps.changes(WAVES, invited=[400, 200, 210])
    assert "60.0 points above those who did" in told(falling)[0]


@given(
    counts(min_n=1, max_n=500), counts(min_n=1, max_n=500), st.integers(0, 900), st.integers(0, 900)
)
def test_with_that_bias_nobody_changed(before, after, silent_before, silent_after):
    invited = [before.n + silent_before, after.n + silent_after]
    waves = nps.Cohorts.from_dict({2023: before, 2024: after})
    rates = np.array([before.n, after.n]) / invited
    notes = told(nps.changes(waves, invited=invited))
    assert len(notes) == (abs(rates[0] - rates[1]) > 0.05)
    assume(notes)
    match = CHANGED.match(notes[0])
    if match is None:
        assert "explains the change" in notes[0]
        assert abs(after.score - before.score) > 200 * abs(rates[0] - rates[1]) - 1e-9
        return
    bias = float(match[3]) * (1 if match[4] == "below" else -1)
    of_all = [
        rate * sample.score + (1 - rate) * (sample.score - bias)
        for rate, sample in zip(rates, (before, after), strict=True)
    ]
    # the bias is printed with one digit
    assert of_all[1] - of_all[0] == pytest.approx(0.0, abs=0.05 * abs(rates[0] - rates[1]) + 1e-9)


def test_missing_answers_are_silence():
    waves = nps.Cohorts.from_dict(
        {2023: nps.Counts(50, 30, 20, missing=100), 2024: nps.Counts(60, 25, 15, missing=300)}
    )
    assert told(nps.changes(waves)) == told(nps.changes(waves, invited=[200, 400]))
    assert len(told(nps.changes(waves))) == 1


def test_the_largest_three_are_named():
    n, size = 100, 9
    waves = nps.Cohorts.from_counts(range(2016, 2025), [50] * size, [30] * size, [20] * size)
    invited = [n * (2 + i % 2) - i for i in range(size)]
    *named, last = told(nps.changes(waves, invited=invited))
    assert len(named) == 3
    assert last == "In 5 more changes the response rates differ by more than 5 points."


def test_waves_without_answers_have_nothing_to_explain():
    waves = nps.Cohorts.from_dict({2023: [9, 3], 2024: [], 2025: [9, 9, 3]})
    found = nps.changes(waves, invited=[4, 5, 30])
    (note,) = told(found)
    assert "in 2025 and 50.0% in 2023" in note


def test_what_is_refused():
    with pytest.raises(nps.OptionError, match=r"invited\[2024\] must be at least the number of"):
        nps.changes(WAVES, invited=[200, 99, 200])
    weighted = nps.survey_by([9, 3, 8, 10], [1, 1, 2, 2], weights=[1, 2, 1, 1])
    with pytest.raises(nps.OptionError, match="invited is for waves without weights"):
        nps.changes(weighted, invited=9)
    assert not told(nps.changes(weighted))
