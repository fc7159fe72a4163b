"""What is said in Chinese is Chinese throughout; the notes themselves stay English."""

from __future__ import annotations

import csv
import html
import json
import pickle
import re
from dataclasses import replace
from datetime import date, timedelta
from typing import TYPE_CHECKING

import pytest
from command_line import cli
from hypothesis import given, settings
from hypothesis import strategies as st
from languages import english_words
from strategies import counts
from survey_strategies import kinds, surveys

import nps
from nps._base.words.notes import Note
from nps._base.words.saying import speaker
from nps._base.words.zh.notes import NOTES, PARTS
from nps._inference.differences.benchmark_methods import BENCHMARKS
from nps._inference.differences.methods import DIFFERENCES
from nps._inference.monitoring import monitor
from nps._inference.people.compare_overlapping import METHODS as OVERLAP
from nps._inference.people.compare_paired import METHODS as PAIRED
from nps._inference.scores.methods import INTERVALS
from nps._inference.waves.trend import METHODS as TRENDS
from nps._kernels.many_scores import multiplicity

if TYPE_CHECKING:
    from pathlib import Path

    from nps._base.results import Result

CATALOGUE = {**NOTES, **PARTS}
#: What is drawn varies the words; twelve draws of each kind find those that are not Chinese.
FEW = settings(max_examples=12)
alternatives = st.sampled_from(["two-sided", "greater", "less"])
small = counts(min_n=1, max_n=12)
waves = st.lists(counts(min_n=0, max_n=60), min_size=3, max_size=5).map(
    lambda samples: nps.Cohorts.from_dict(
        {2020: nps.Counts(2, 1, 1), 2021: nps.Counts(1, 2, 1)}
        | {2022 + i: sample for i, sample in enumerate(samples)}
    )
)
answers = st.lists(st.integers(0, 10), min_size=2, max_size=14)


def check(result: Result) -> None:
    """Every word is Chinese, and each note stands there in full."""
    said = result.explain("zh")
    assert not english_words(said), said
    for note in getattr(result, "notes", ()):
        assert type(note) is Note
        assert note.said_by(CATALOGUE) in said
        assert note.said_by(CATALOGUE) != note


@given(small, st.sampled_from(sorted(INTERVALS)), alternatives, st.booleans())
def test_estimates(sample, method, alternative, finite):
    population = 2 * sample.n if finite and not method.startswith(("boot", "bayes", "ex")) else None
    check(
        nps.estimate(sample, method=method, alternative=alternative, population=population)
        if population is None or "mover" not in method
        else nps.estimate(sample, method=method)
    )


@FEW
@given(small, small, st.sampled_from(sorted(DIFFERENCES)), alternatives, st.sampled_from([0, 10]))
def test_comparisons(sample, reference, method, alternative, null):
    check(nps.compare(sample, reference, method=method, alternative=alternative, null=null))


@given(small, st.sampled_from(sorted(BENCHMARKS)))
def test_benchmarks(sample, method):
    check(nps.compare_benchmark(sample, 0.0, method=method))
    check(nps.compare_benchmark(nps.Cohorts.from_dict({"甲": sample}), 0.0, method=method))


@FEW
@given(answers, st.data(), st.sampled_from(sorted(PAIRED)), st.sampled_from(sorted(OVERLAP)))
def test_the_same_people(later, data, paired, overlap):
    some = st.integers(0, 10) | st.none()
    earlier = data.draw(st.lists(some, min_size=len(later), max_size=len(later)))
    moves = nps.Transitions.from_ratings(later, earlier)
    check(moves)
    if moves.n:
        check(nps.compare_paired(moves, method=paired))
        check(moves.bowker())
        check(moves.stuart_maxwell())
        check(moves.bhapkar())
    if moves.n and moves.reference.n:
        check(nps.compare_overlapping(moves, method=overlap))


@FEW
@given(waves, st.sampled_from(sorted(TRENDS)), st.sampled_from(monitor.METHODS), st.booleans())
def test_waves(waves, method, chart, joint):
    check(nps.changes(waves, against="base" if joint else "previous"))
    check(nps.monitor(waves, method=chart, baseline=2 if joint else None))
    if (waves.n > 0).sum() > 2:
        trend = nps.trend(waves, method=method)
        check(trend)
        check(trend.forecast([2020, 2090]))


@FEW
@given(waves, waves, st.sampled_from(sorted({*multiplicity.ADJUSTMENTS, "max-z"})))
def test_groups(cohorts, others, adjust):
    labels = [label for label in cohorts if label in others]
    named = cohorts.select(labels), others.select(labels)
    check(nps.estimate(cohorts))
    check(nps.compare(*named))
    check(nps.compare_many(cohorts, adjust=adjust))
    check(nps.rank(cohorts))
    check(nps.shrink(cohorts))
    check(nps.standardize(cohorts, to=nps.Cohorts.from_dict({2020: [9], 2021: [9, 9]})))
    check(nps.decompose(cohorts, others, method="three-way"))
    check(nps.decompose_series({1: cohorts, 2: others}))


@FEW
@given(surveys(), surveys(), kinds)
def test_weighted_samples(one, other, kind):
    sample, reference = one.sample(kind), other.sample(kind)
    for method in ("score", "wald-t"):
        check(nps.estimate(sample, method=method))
        check(nps.compare(sample, reference, method=method))
    check(nps.compare(sample, sample))
    check(nps.estimate_shares(sample))
    check(nps.compare_many(nps.SurveyCohorts.from_dict({"甲": sample, "乙": reference})))


@given(
    st.lists(st.integers(0, 10), min_size=12, max_size=30),
    st.sampled_from(["day", "week", "month", "quarter", "year"]),
    st.integers(1, 2),
    st.booleans(),
)
def test_windows(ratings, unit, k, people):
    first = date(2023, 1, 1)
    days = [None, *(first + timedelta(days=37 * i) for i in range(len(ratings) - 1))]
    ids = [None, *(i % 5 for i in range(len(ratings) - 1))] if people else None
    check(nps.rolling(ratings, window=4, every=k, ids=ids))
    for every in ("day", unit):
        check(
            nps.rolling(
                ratings, dates=days, window=f"{k} {unit}s", every=every, ids=ids, incomplete="keep"
            )
        )


def named(**samples: object) -> nps.Cohorts:
    return nps.Cohorts.from_dict(samples)


WHOLE = nps.Counts(60, 25, 15)
HALF = nps.Cohorts.from_counts(["甲", "乙"], [30, 60], [12, 25], [8, 15])
RARE = {
    "census": lambda: nps.estimate(WHOLE, population=100),
    "finite": lambda: nps.estimate(WHOLE, population=1_000),
    "no score": lambda: nps.estimate(nps.Cohorts.from_dict({"甲": []}))["甲"],
    "known score": lambda: nps.compare(WHOLE, nps.PublishedScore(20, 9)),
    "known scores": lambda: nps.compare(nps.PublishedScore(20, 9), WHOLE),
    "drawn": lambda: nps.compare(
        nps.Counts(700, 600, 500), nps.Counts(600, 500, 700), method="permutation-studentized",
        rng=1, n_resamples=999,
    ),
    "haldane": lambda: nps.posterior([9, 9], prior="haldane"),
    "haldane twice": lambda: nps.posterior([9, 3], prior="haldane"),
    "bootstrap": lambda: nps.bootstrap([9, 9], [9, 9]),
    "bootstrap alone": lambda: nps.bootstrap([9, 9]),
    "part": lambda: nps.compare_part(nps.Counts(6, 2, 1), WHOLE, population=1_000),
    "part of all": lambda: nps.compare_part(nps.Counts(6, 2, 1), WHOLE, population=100),
    "parts": lambda: nps.compare_part(HALF, named(甲=WHOLE, 乙=WHOLE)),
    "moved": lambda: nps.what_moved([10] * 40 + [0] * 20, [9] * 40 + [6] * 20),
    "moved apart": lambda: nps.what_moved(nps.Counts(60, 0, 40), nps.Counts(30, 60, 10)),
    "stream": lambda: nps.ConfidenceSequence().update([10] * 300).update([0] * 900),
    "year ago": lambda: nps.changes(
        {"2023-01": WHOLE, "2024-03": WHOLE}, against="same-period-last-year"
    ),
    "two waves": lambda: nps.trend({2023: WHOLE, 2024: WHOLE}),
    "scatter": lambda: nps.trend({i: nps.Counts(50 + 400 * (i % 2), 9, 99) for i in range(5)}),
    "one answer": lambda: nps.trend({2023: [9, 9, 9], 2024: [9, 9], 2025: [10]}, method="wls"),
    "alike": lambda: nps.compare_many(named(甲=[9, 3], 乙=[9, 3], 丙=[])),
    "nobody": lambda: nps.compare_many(named(甲=[9, 3], 乙=[])),
    "joint": lambda: nps.estimate_shares(WHOLE, method="goodman"),
    "new and gone": lambda: nps.decompose(
        named(甲=WHOLE, **{f"新{i}": [9, 3] for i in range(30)}),
        named(甲=WHOLE, 丁=WHOLE),
    ),
    "unreachable": lambda: nps.rake(
        {"性别": ["女", "女", "男", "男"], "年龄": ["老", "老", "少", "少"]},
        {"性别": {"女": 0.5, "男": 0.5}, "年龄": {"老": 0.1, "少": 0.9}},
        unconverged="note",
    ),
    "target of 0": lambda: nps.rake({"性别": ["女", "男", "男"]}, {"性别": {"女": 1.0, "男": 0.0}}),
    "matched": lambda: nps.compare_overlapping(
        [9, 3, 7], [9, 3, 8], sample_ids=[1, 2, 3], reference_ids=[3, 4, 5], method="gls"
    ),
    "apart": lambda: nps.compare_overlapping(
        [9, 3], [9, 3], sample_ids=[1, 2], reference_ids=[3, 4]
    ),
}  # fmt: skip


@pytest.mark.parametrize("name", RARE)
def test_rare_notes(name):
    result = RARE[name]()
    assert result.notes
    check(replace(result) if name == "parts" else result)


def test_notes_stay_english_text():
    found = nps.estimate([9, 9, 3])
    assert found.notes == ("A tiny sample: only 3 valid answers.",)
    assert isinstance(found.notes[0], str)
    assert json.loads(json.dumps(found.to_dict()))["notes"] == list(found.notes)
    assert pickle.loads(pickle.dumps(found)).notes == found.notes
    assert found.explain("zh").endswith("\n说明：样本极小：只有 3 份有效回答。")


def test_notes_of_others_stay_as_they_are():
    found = replace(nps.estimate(WHOLE), notes=("Interviewers changed.", "样本极小。"))
    assert found.explain("zh").endswith("\n说明：Interviewers changed.样本极小。")


def test_labels_are_never_translated():
    found = nps.decompose(named(甲=WHOLE, sample=WHOLE), named(甲=WHOLE, once=WHOLE))
    assert "新增：sample。" in found.explain("zh")
    assert "消失：once。" in found.explain("zh")
    chart = nps.monitor(named(a=[9], limit=[3] * 99), method="shewhart", centre=50)
    assert chart["limit"].summary("zh").startswith("limit 失控")


@pytest.mark.parametrize(
    "words",
    [
        *monitor.RULES,
        *monitor.METHODS,
        *({*multiplicity.ADJUSTMENTS} - {"none"}),
        "raking", "post-stratification", "calibration", "trimming",
        "stuart-maxwell", "bhapkar", "bowker",
        "permutation chi-square", "likelihood-ratio chi-square", "Welch F", "Wald F of the design",
        "n/a", "p = n/a", "[no interval]",
    ],
)  # fmt: skip
def test_words_of_sentences(words):
    assert words in CATALOGUE
    assert not english_words(speaker("zh").translated(words))
    assert speaker("en").translated(words) == words


def test_what_is_not_known_is_said_in_chinese():
    nobody = nps.rolling([9, 3], dates=["2024-01-01", "2024-03-01"], window="1 day")
    assert "净推荐值（NPS）为" in nobody.summary("zh")
    empty = nps.compare_many(named(甲=[], 乙=[]))
    assert "p 值无定义" in empty.summary("zh")
    labels = nps.count_by([9, 3, 9, 3], {"店": [None, None, " ", " "], "年": [1, 2, 1, 2]})
    assert "（缺失） / " in nps.estimate(labels[:1]).summary("zh")
    assert "（空白） / " in nps.estimate(labels[2:3]).summary("zh")


@pytest.mark.slow
def test_a_page_is_chinese_throughout(tmp_path: Path, capsys: pytest.CaptureFixture[str]):
    cells = [*"9387987983" * 4, "99", "", "很好", "True", "7.5", "88", "7分"]
    waves = ["02/01/2023", "31/01/2023"]
    rows = [["推荐评分", "rating", "区", "期"]]
    rows += [
        [cells[i % len(cells)], "9", ["东", "西", ""][i % 3], waves[i % 2]] for i in range(240)
    ]
    rows += [["9", "9", "南", "05/06/2024"], ["9", "9", "南"], ["9", "9", "南", "01/01/2025", "多"]]
    rows += [["9" if i else "x", "9", f"区{i}", "05/06/2024"] for i in range(9)]
    rows += [[f"值{i}", "9", "东", "05/06/2024"] for i in range(9)]
    path, page = tmp_path / "文件.csv", tmp_path / "页.html"
    with path.open("w", encoding="utf-8", newline="") as file:
        csv.writer(file).writerows(rows)
    argv = [str(path), "--by", "区", "--wave", "期", "--method", "t", "--html", str(page)]
    assert cli.main([*argv, "--language", "zh"]) == 0
    assert "\n注：" in capsys.readouterr().out
    text = re.sub("(?s)<style.*?</style>|<img[^>]*>", "", page.read_text(encoding="utf-8"))
    lines = html.unescape(re.sub("<[^>]+>", "\n", text)).splitlines()
    known = re.compile("文献：.*|由 nps [0-9.]+ 生成|csv|rating|--method score|'(x|True)'")
    assert not english_words("\n".join(known.sub("", line) for line in lines))
    for note in ("单元格", "未作答", "另有", "评分取自", "样本极小"):
        assert any(note in line for line in lines), note


def test_a_segment_called_as_undefined_numbers_look_keeps_its_name():
    cohorts = nps.Cohorts.from_dict({"n/a": nps.Counts(50, 20, 10), "once": nps.Counts(2, 20, 10)})
    assert "最高为 n/a 的" in nps.estimate(cohorts).explain("zh")
