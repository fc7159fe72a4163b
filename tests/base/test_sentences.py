"""Summaries: every number comes from the result, and nothing is claimed that is not shown."""

from __future__ import annotations

import math
import re
from typing import get_args

import numpy as np
import pytest
from every_result import EARLIER, KINDS, LABEL, LATER, MANY, RESULTS, WAVES, Q, R, S
from house import ROOT
from hypothesis import given
from hypothesis import strategies as st
from languages import english_words
from strategies import counts

import nps
from nps._base.results import Result
from nps._base.text import Amount
from nps._base.words.en.methods import METHODS
from nps._base.words.languages import languages
from nps._base.words.methods import method_note
from nps._base.words.notes import Note
from nps._base.words.saying import apart, speaker
from nps._inference.differences.benchmark_methods import BENCHMARKS
from nps._inference.differences.methods import DIFFERENCES
from nps._inference.scores.methods import INTERVALS, SURVEYS


def test_the_list_holds_every_kind_of_result():
    assert {type(result).__name__ for result in RESULTS} >= KINDS


@pytest.mark.parametrize("language", languages())
@pytest.mark.parametrize("result", RESULTS, ids=lambda result: type(result).__name__)
def test_every_result_says_one_line_and_explains_itself(result, language):
    said = result.summary(language)
    assert said.endswith(speaker(language)("sentence", text=""))
    assert "\n" not in said
    assert "nan" not in said.replace("Fernan", "")
    assert "None" not in said.replace("None of", "")
    assert "  " not in said
    appendix = result.explain(language)
    assert appendix.startswith(said)
    notes = getattr(result, "notes", ())
    assert all(type(note) is Note for note in notes), "of text nobody knows the other languages"
    if language == "en":
        assert not notes or appendix.endswith(f"Notes: {' '.join(notes)}")
    if language == "zh":
        assert re.search("[\u4e00-\u9fff]", said)
        for label in (LABEL, "North", "South", "（year）", "（shop）"):
            appendix = appendix.replace(label, "")
        assert not english_words(appendix)


def test_a_kind_without_a_sentence_says_so():
    class Odd(Result):
        pass

    with pytest.raises(NotImplementedError, match="no sentence for Odd"):
        Odd().summary()


def registries() -> dict[str, set[str]]:
    """Every method of every kind, from where the functions themselves look them up."""
    from nps._inference.differences.telling import OF_FAMILIES
    from nps._inference.families import homogeneity, rank, shrink
    from nps._inference.mix import decompose, standardize
    from nps._inference.monitoring import confidence_sequence, monitor
    from nps._inference.people import compare_overlapping, compare_paired
    from nps._inference.scores import estimate_shares, weighted_shares
    from nps._inference.strata import compare_shares, compare_strata
    from nps._inference.waves import trend as trends
    from nps._kernels.many_scores import multiplicity, pooling
    from nps.drivers import _effects as effects
    from nps.drivers import _importance as importance
    from nps.drivers._fitting import regression
    from nps.segments import _screen as segments

    return {
        "interval": set(INTERVALS),
        "difference": set(DIFFERENCES),
        "benchmark": set(BENCHMARKS),
        "paired": set(compare_paired.METHODS),
        "overlap": set(compare_overlapping.METHODS),
        "adjust": {*multiplicity.ADJUSTMENTS, "max-z", "tukey"} - {"none"},
        "many": set(OF_FAMILIES),
        "homogeneity": {*homogeneity.COUNTED, *homogeneity.DESIGNED},
        "shares": {*estimate_shares.METHODS, *weighted_shares.METHODS},
        "trend": set(trends.METHODS),
        "decomposition": set(decompose.METHODS),
        "standardization": set(standardize.METHODS),
        "chart": set(monitor.METHODS),
        "sequence": set(confidence_sequence.METHODS),
        "ranking": set(get_args(rank.RankIntervals)),
        "shrinkage": set(get_args(shrink.ShrinkageMethod)),
        "share change": set(compare_shares.METHODS),
        "strata": set(compare_strata.METHODS),
        "pool": set(pooling.METHODS),
        "survey": set(SURVEYS),
        "transitions": {"stuart-maxwell", "bhapkar", "bowker"},
        "drivers": set(effects.METHODS),
        "driver errors": {*get_args(regression.Errors)},
        "importance": set(importance.METHODS),
        "screen": {*segments.METHODS, "sign-flip"},
        "segments": {"honest", "full"},
        "words": {"comments", "tokens"},
    }


@pytest.mark.parametrize(("kind", "methods"), registries().items())
def test_every_method_has_a_note_and_no_note_is_left_over(kind, methods):
    assert set(METHODS[kind]) == methods


@pytest.mark.parametrize(("kind", "method"), [(k, m) for k in METHODS for m in METHODS[k]])
def test_notes_name_formula_and_source(kind, method):
    note = method_note(kind, method)
    assert not note.name.endswith(".")
    assert note.words.endswith(".")
    assert re.search(r"\(\d{4}\)", note.source) or note.source.startswith("Textbook")
    assert not note.source.endswith(".")
    assert not note.when or note.when.endswith(".")
    chinese = method_note(kind, method, "zh")
    assert chinese.words.endswith("。")
    assert re.search("[\u4e00-\u9fff]", chinese.name + chinese.words)
    assert (chinese.source == note.source) == bool(re.search(r"\(\d{4}\)", note.source))


def test_the_appendix_names_every_method_behind_a_family():
    text = nps.compare_many(MANY).explain()
    assert text.count("\nSource: ") == 3
    assert "Method: Holm adjustment." in text
    assert "doi:10.1002/sim.4780040211" in text
    assert "adjustment" not in nps.changes(WAVES, adjust="none").explain().partition("Method")[2]
    panel = nps.changes({1: EARLIER, 2: LATER}, ids={1: range(12), 2: range(12)})
    assert "partially overlapping" in panel.explain()


# ---------------------------------------------------------------- sentences that can be checked


def test_a_change_that_was_found():
    found = nps.compare_paired([10] * 40 + [5] * 20, [10] * 20 + [7] * 20 + [5] * 20)
    low, high = found.confidence_interval
    assert found.summary() == (
        "NPS rose by 33.3 points, from 0.0 to 33.3 among the 60 people who answered twice"
        f" (95% CI {low:.1f} to {high:.1f}, p = {found.p_value:.3f})."
    )


def test_a_change_that_was_not_found():
    said = nps.compare(Q, nps.Counts(45, 32, 23)).summary()
    low, high = nps.compare(Q, nps.Counts(45, 32, 23)).confidence_interval
    assert f"anything from {-low:.1f} points lower to {high:.1f} points higher" in said
    assert "does not differ detectably" in said


def test_more_digits_where_fewer_would_hide_the_side():
    # scores of 30 and 23.2 from so many answers that p is just below 0.05
    found = nps.compare(S, R, confidence_level=1 - nps.compare(S, R).p_value * 1.0001)
    assert "higher" in found.summary()
    low = re.search(r"CI ([\d.]+) to", found.summary())
    assert low is not None
    assert float(low[1]) > 0.0 or found.confidence_interval.low < 5e-5


words = st.sampled_from(["score", "wald", "adjusted-wald", "mover", "welch"])


@given(
    counts(min_n=1, max_n=500),
    counts(min_n=1, max_n=500),
    words,
    st.sampled_from(["two-sided", "greater", "less"]),
    st.sampled_from([0.0, -5.0, 12.5]),
    st.sampled_from([0.9, 0.95]),
)
def test_what_is_said_is_what_was_found(sample, reference, method, alternative, null, level):
    found = nps.compare(
        sample, reference, method=method, alternative=alternative, null=null, confidence_level=level
    )
    said = found.summary()
    significant = found.p_value < 1.0 - level
    above = "points higher than" in said.partition(";")[0] or "detectably above" in said
    below = "points lower than" in said.partition(";")[0] or "detectably below" in said
    assert (above or below) == (significant and found.difference != null)
    assert not above or found.difference > null
    assert not below or found.difference < null
    from_result = [
        sample.score, reference.score, found.difference, found.p_value, *found.confidence_interval,
        100 * level, null, min(sample.n, reference.n), 0.001,
    ]  # fmt: skip
    for text in re.findall(r"(?<![\w.])[-+]?\d[\d,]*(?:\.\d+)?(?![\w])", said):
        digits = len(text.partition(".")[2])
        near = [abs(abs(float(text.replace(",", ""))) - abs(x)) for x in from_result if x == x]
        assert min(near) <= 0.5 * 10.0**-digits + 1e-9, (text, said)
    chinese = found.summary("zh")
    numbers = re.compile(r"\d+\.\d+")
    assert sorted(numbers.findall(said)) == sorted(numbers.findall(chinese))


@given(st.lists(counts(min_n=1, max_n=300), min_size=2, max_size=4))
def test_only_significant_changes_rose_or_fell(samples):
    waves = nps.Cohorts.from_dict(dict(enumerate(samples)))
    found = nps.changes(waves)
    significant = found.adjusted_p_value < 0.05
    said = found.summary()
    assert len(re.findall("NPS (rose|fell)", said)) == min(int(significant.sum()), 3)
    for i, row in enumerate(found):
        if not math.isnan(row.change):
            direction = re.search("NPS (rose|fell)", row.summary())
            assert (direction is not None) == bool(significant[i])
            assert direction is None or (direction[1] == "rose") == (row.change > 0)
    slope = nps.trend(waves)
    assert ("NPS rose" in slope.summary()) == (slope.p_value < 0.05 and slope.slope > 0)
    assert ("NPS fell" in slope.summary()) == (slope.p_value < 0.05 and slope.slope < 0)


@given(counts(min_n=1, max_n=300), counts(min_n=1, max_n=300))
def test_what_moved_says_which_shares_rose_or_fell(sample, reference):
    found = nps.what_moved(sample, reference)
    parts = found.summary().split("; ")
    for name in ("promoters", "passives", "detractors"):
        (part,) = [x for x in parts if x.startswith(f"the share of {name}")]
        low, high = getattr(found, name).confidence_interval
        assert ("rose" in part, "fell" in part) == (low > 0, high < 0)
    assert any(part.startswith("ratings") for part in parts)


@given(counts(min_n=1, max_n=1000), counts(min_n=1, max_n=1000), st.floats(0.5, 60))
def test_equivalence_is_claimed_only_where_it_is_shown(sample, reference, margin):
    found = nps.equivalence(sample, reference, margin=margin)
    assert found.summary().startswith("It was not shown") == (not found.equivalent)


def test_weighted_scores_are_called_weighted():
    one = nps.SurveySample([10, 9, 3, 8, 10, 6], weights=[1, 2, 1, 1, 3, 2])
    several = nps.SurveyCohorts.from_dict({"a": one, "b": one})
    assert "answers: the weighted Net Promoter Score runs" in nps.estimate(several).summary()
    assert "加权净推荐值（NPS）最低" in nps.estimate(several).summary(language="zh")
    alone = nps.SurveyCohorts.from_dict({"a": one})
    assert nps.estimate(alone).summary().startswith("The weighted Net Promoter Score of a is")


def test_a_slope_of_nothing_has_no_minus():
    level = nps.Cohorts.from_counts([1, 2, 3], [50, 51, 50], [30, 30, 30], [20, 19, 20])
    assert nps.trend(level).slope == pytest.approx(0.0, abs=1e-9)  # abs: about a true 0
    assert "-0.0" not in str(nps.trend(level))
    assert "slope of +0.0 points" in nps.trend(level).summary()


def test_labels_are_text_and_never_fields():
    assert LABEL in nps.estimate(MANY).summary()
    named = nps.estimate(nps.count_by([9, 9], [None, None]))
    assert named.summary().startswith("The Net Promoter Score of (missing) is")
    assert named.summary("zh").startswith("（缺失） 的净推荐值")
    assert named[None].summary().startswith("The Net Promoter Score is")


def test_an_interval_that_ends_at_no_difference():
    found = nps.compare(nps.Counts(1, 1, 0), nps.Counts(0, 2, 0), method="bootstrap")
    assert found.confidence_interval == (0.0, 100.0)
    assert "from no difference to 100.0 points higher" in found.summary()
    assert "从无差异到高 100.0 分" in found.summary("zh")


def test_numbers_too_near_the_null_for_four_digits():
    assert apart(0.04, 0.0) == "0.04"
    assert apart(-0.00004, 0.0) == "0.0"
    assert apart(0.0, 0.0) == "0.0"
    assert apart(5.01, 5.0) == "5.01"


def test_amounts_bring_their_nouns():
    one, many = Amount(1), Amount(1_234)
    assert f"{one:answer} {one:person|people} {one}" == "1 answer 1 person 1"
    assert f"{many:answer} {many:person|people} {many}" == "1,234 answers 1,234 people 1,234"
    assert f"{Amount(0):answer}" == "0 answers"


def test_sentences_are_computed_only_when_asked():
    import subprocess
    import sys

    phrases = "nps._base.words.en.sentences"
    code = f"import nps, sys; nps.estimate([9, 3]); print('{phrases}' in sys.modules)"
    root = ROOT
    found = subprocess.run(
        [sys.executable, "-c", code], capture_output=True, check=True, text=True, cwd=root
    )
    assert found.stdout.strip() == "False"
    assert np.isfinite(nps.score([9, 3]))


def test_a_test_that_does_not_exist_finds_nothing():
    undefined = nps.Transitions([[0, 5, 0], [0, 0, 0], [0, 0, 0]]).bhapkar()
    assert undefined.summary().startswith("The method has no test for these data (bhapkar: ")
    assert undefined.summary("zh").startswith("此方法无法对这些数据作检验")
