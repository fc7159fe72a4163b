"""What a plan says and shows: text, tables, sentences in both languages, dictionaries."""

from __future__ import annotations

import copy
import json
import math
import pickle

import pytest

import nps
from nps.planning import ScoreGuess, cohorts, detectable_difference, power, sample_size
from nps.planning._results.curves import percent_text, probability_text

KNOWN, OTHER = nps.Shares(0.5, 0.3, 0.2), nps.Shares(0.3, 0.4, 0.3)

PILOT = nps.Counts(20, 12, 8)

MOVES = nps.Transitions([[35, 5, 0], [15, 20, 5], [10, 5, 5]])

WAVES = {wave: ScoreGuess(20 + wave, passives=0.3) for wave in range(12)}

SAID = {
    "benchmark": (
        lambda: sample_size(KNOWN, null=10),
        "To see a score 20 points above 10 with 80% probability you need 129 answers.",
        "要以 80% 的概率看出得分比 10 高 20 分，需要 129 份回答。",
    ),
    "below": (
        lambda: power(KNOWN, n=50, null=60),
        "With 50 answers the test sees a score 30 points below 60 with 86% probability.",
        "有 50 份回答时，检验以 86% 的概率看出得分比 60 低 30 分。",
    ),
    "tracker": (
        lambda: sample_size(KNOWN, KNOWN, difference=5, response_rate=0.2),
        "To see a rise of 5 points with 80% probability you need 3,757 answers in each sample: at"
        " a response rate of 20% invite 18,785 people.",
        "要以 80% 的概率看出上升 5 分，需要每个样本各 3,757 份回答：按 20% 的应答率需邀请 18,785"
        " 人。",
    ),
    "ratio": (
        lambda: power(OTHER, KNOWN, n=80, n_reference=120),
        "With 80 answers in the sample and 120 in the reference the test sees a fall of 30 points"
        " with 76% probability.",
        "有样本 80 份、参照 120 份回答时，检验以 76% 的概率看出下降 30 分。",
    ),
    "null": (
        lambda: power(KNOWN, OTHER, n=400, null=10, calculation="asymptotic"),
        "With 400 answers in each sample the test sees a rise of 30 points (against +10.0) with"
        " 95.0% probability.",
        "有每个样本各 400 份回答时，检验以 95.0% 的概率看出上升 30 分（原假设 +10.0）。",
    ),
    "panel": (
        lambda: sample_size(MOVES),
        "To see a rise of 30 points with 81% probability you need 54 people who answer both times.",
        "要以 81% 的概率看出上升 30 分，需要 54 人两次都作答。",
    ),
    "guess": (
        lambda: sample_size(ScoreGuess(30), margin_of_error=5),
        "To know the score within 5 points (95% confidence) you need 1,395 answers; 320 may do if"
        " answers vary less.",
        "要把得分的误差控制在 5 分以内（置信水平 95%），需要 1,395 份回答；若回答较为集中，320"
        " 份也许就够。",
    ),
    "range": (
        lambda: power(ScoreGuess(35), ScoreGuess(30), n=1000, calculation="asymptotic"),
        "With 1,000 answers in each sample the test sees a rise of 5 points with 22% probability;"
        " between 22 and 67%, depending on how much answers vary.",
        "有每个样本各 1,000 份回答时，检验以 22% 的概率看出上升 5 分；视回答的分散程度，在 22% 到"
        " 67% 之间。",
    ),
    "chance": (
        lambda: sample_size(PILOT, margin_of_error=5, method="wald"),
        "To know the score within 5 points (95% confidence) you need 938 answers; the chance that"
        " the margin is kept is 54%.",
        "要把得分的误差控制在 5 分以内（置信水平 95%），需要 938 份回答；误差不超过该值的概率为"
        " 54%。",
    ),
    "pilot": (
        lambda: power(PILOT, n=129, null=10),
        "With 129 answers the test sees a score 20 points above 10 with 80% probability; averaged"
        " over what the pilot leaves open, 65%.",
        "有 129 份回答时，检验以 80% 的概率看出得分比 10 高 20 分；对预调查未能确定之处取平均为"
        " 65%。",
    ),
    "assured": (
        lambda: sample_size(PILOT, null=10, assurance=0.97),
        "No number of answers makes it as sure as wanted to see a score 20 points above 10;"
        " averaged over what the pilot leaves open, 94%.",
        "多少回答都不足以有所要的把握看出得分比 10 高 20 分；对预调查未能确定之处取平均为 94%。",
    ),
    "never": (
        lambda: sample_size(KNOWN, KNOWN),
        "No number of answers is enough to see a difference.",
        "多少回答都不足以看出差异。",
    ),
    "equivalence": (
        lambda: power(KNOWN, KNOWN, n=1500, margin=10, difference=2),
        "With 1,500 answers in each sample the test sees that two scores differ by less than 10"
        " points while the scores differ by +2.0 with 87% probability.",
        "有每个样本各 1,500 份回答时，检验以 87% 的概率看出两个得分相差不到 10 分（得分实际相差"
        " +2.0）。",
    ),
    "non-inferiority": (
        lambda: power(KNOWN, KNOWN, n=1500, margin=5, alternative="greater"),
        "With 1,500 answers in each sample the test sees that a score is no worse by 5 points or"
        " more with 54% probability.",
        "有每个样本各 1,500 份回答时，检验以 54% 的概率看出得分没有差 5 分以上。",
    ),
    "difference": (
        lambda: detectable_difference(KNOWN, n=400, n_reference=400),
        "With 400 answers in each sample the test sees a rise of 15 points with 80% probability.",
        "有每个样本各 400 份回答时，检验以 80% 的概率看出上升 15 分。",
    ),
    "out of reach": (
        lambda: detectable_difference(nps.Shares(0.95, 0.03, 0.02), n=20, n_reference=20),
        "With 20 answers in each sample no difference is seen with the wanted probability.",
        "有每个样本各 20 份回答时，没有哪个差异能以所要的概率看出。",
    ),
    "omnibus": (
        lambda: cohorts({"a": KNOWN, "b": OTHER, "c": KNOWN}),
        "To see that cohorts 30 points apart are not alike with 80% probability you need 98"
        " answers in each cohort.",
        "要以 80% 的概率看出相差 30 分的群组并不相同，需要每个群组各 98 份回答。",
    ),
    "trend": (
        lambda: cohorts(WAVES, test="trend"),
        "To see a trend of 1 points per unit of time with 80% probability you need 348 answers in"
        " each cohort.",
        "要以 80% 的概率看出每单位时间 1 分的趋势，需要每个群组各 348 份回答。",
    ),
    "pairs": (
        lambda: cohorts({"a": KNOWN, "b": OTHER, "c": KNOWN}, test="pairs", n=100),
        "With 100 answers in each cohort the test sees a difference of 30 points with 61%"
        " probability.",
        "有每个群组各 100 份回答时，检验以 61% 的概率看出相差 30 分。",
    ),
}


@pytest.mark.parametrize("kind", SAID)
def test_plans_speak_both_languages(kind):
    make, english, chinese = SAID[kind]
    plan = make()
    assert plan.summary() == english
    assert plan.summary("zh") == chinese
    for language in ("en", "zh"):
        told = plan.explain(language)
        assert told.startswith(plan.summary(language))
        # every note is known in every language
        if plan.notes and language == "zh":
            assert not any(note in told for note in plan.notes)


@pytest.mark.parametrize("kind", SAID)
def test_plans_look_like_themselves(kind):
    plan = SAID[kind][0]()
    html = plan._repr_html_()
    assert "margin of error" in html
    assert f"plan: {plan.goal}" in html
    assert str(plan).startswith("n = ")
    assert copy.deepcopy(plan).to_dict() == plan.to_dict()
    assert pickle.loads(pickle.dumps(plan)).to_dict() == plan.to_dict()
    known = json.loads(json.dumps(plan.to_dict()))
    assert known["goal"] == plan.goal
    assert "_model" not in known


def test_numbers_that_are_none_say_so():
    nowhere = detectable_difference(nps.Shares(1.0, 0.0, 0.0), n=50)
    assert math.isnan(nowhere.difference)
    assert "n/a" in str(nowhere)
    assert percent_text(math.nan) == probability_text(math.nan) == "n/a"
    assert probability_text(0.99991) == "> 0.999"
    assert percent_text(0.99951) == "> 99.9"
    assert (percent_text(0.99949), percent_text(1.0)) == ("99.9", "100.0")
    assert "unlimited" in sample_size(KNOWN, KNOWN)._repr_html_()


def test_nearly_certain_is_not_certain():
    plan = power(nps.Counts(70, 20, 10), n=500, null=10)
    assert 0.9999 < plan.power < 1.0
    assert "power > 0.999 for" in str(plan)
    assert "with > 99.9% probability" in plan.summary()


def test_plans_in_a_line():
    for plan, text in (
        (
            sample_size(KNOWN, null=10),
            "n = 129: power 0.803 for +20.0 points from 10.0 (95% two-sided, score method, exact)",
        ),
        (sample_size(KNOWN, margin_of_error=10), "n = 233: margin of error 10.0 points"),
        (
            power(KNOWN, OTHER, n=80, n_reference=120, null=5),
            "n = 80 and 120: power 0.587 for a difference of +30.0 points against +5.0 (95%"
            " two-sided, score method, exact)",
        ),
        (
            power(KNOWN, KNOWN, n=1500, margin=10, difference=2),
            "n = 1,500 each: power 0.874 for equivalence within 10.0 at a difference of +2.0 (95%"
            " two-sided, score method, asymptotic)",
        ),
    ):
        assert str(plan) == text
