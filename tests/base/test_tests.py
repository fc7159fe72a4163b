"""A test reads alike whatever it tests, and says in a sentence what was found."""

from __future__ import annotations

import json

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from nps.results import Test

NAN = float("nan")
#: For each question a method, what is said where something is found and what else.
QUESTIONS = {
    "scores": ("Welch F", "The cohorts differ", "No difference between the cohorts"),
    "trend": ("lack of fit", "The test is significant", "The test is not significant"),
    "transitions": ("bhapkar", "of the classes changed", "did not change detectably"),
    "ratings": ("Mann-Whitney", "Ratings are ", "do not differ detectably"),
    "strata": ("Cochran's Q", "not the same in all strata", "do not differ detectably in it"),
    "drivers": ("Wald", "together go with the score (", "no more than by chance"),
    "driver effects": ("Wald", "drivers changed", "did not change detectably"),
}


LAWS = {(None, None): "z", (3, None): "chi2(3)", (2.0, 40.25): "F(2, 40.25)"}
#: Tables of people asked twice are tested by chi-squared alone; its sentence counts the degrees.
POSSIBLE = [(q, law) for q in QUESTIONS for law in LAWS if q != "transitions" or law == (3, None)]


@given(st.sampled_from(POSSIBLE), st.floats(0.0, 1.0), st.floats(0.0, 50.0))
@example(("transitions", (3, None)), 0.0, 0.0)
def test_numbers_read_alike(possible, p, statistic):
    question, (first, second) = possible
    found = Test(
        question=question,
        method=QUESTIONS[question][0],
        statistic=statistic,
        degrees_of_freedom=first,
        denominator_degrees_of_freedom=second,
        p_value=p,
    )
    law, _, rest = str(found).partition(f" = {statistic:.2f}, p ")
    sign, number, method = rest.split(maxsplit=2)
    assert (law, method) == (LAWS[first, second], f"({found.method})")
    assert abs(float(number) - p) <= 0.0005 if sign == "=" else p < float(number) or p > 0.999
    state = json.loads(json.dumps(found.to_dict()))
    assert state["p_value"] == p
    assert "superiority" not in state
    assert found.explain().startswith(found.summary())


@pytest.mark.parametrize("question", QUESTIONS)
@given(p=st.floats(0.0, 1.0), superiority=st.floats(0.0, 1.0))
def test_what_is_found_is_what_the_p_value_says(question, p, superiority):
    method, some, none = QUESTIONS[question]
    more = {"superiority": superiority, "levels": 11} if question == "ratings" else {}
    found = Test(
        question=question, method=method, statistic=1.0, degrees_of_freedom=1, p_value=p, **more
    )
    said, other = (some, none) if p < 0.05 else (none, some)
    assert said in found.summary()
    assert other not in found.summary()
    assert found.summary("zh") != found.summary()


@pytest.mark.parametrize(
    ("question", "said"),
    [("scores", "undefined"), ("trend", "undefined"), ("transitions", "no test for these data")],
)
def test_what_is_undefined_is_said_to_be(question, said):
    found = Test(
        question=question, method="bowker", statistic=NAN, degrees_of_freedom=2, p_value=NAN
    )
    assert str(found) == "undefined (bowker)"
    assert said in found.summary()
    assert found.to_dict()["statistic"] is None


@pytest.mark.parametrize(("levels", "what"), [(11, "11 ratings"), (3, "3 classes")])
def test_ratings_say_how_likely_a_higher_one_is(levels, what):
    found = Test(
        question="ratings",
        method="Mann-Whitney",
        statistic=2.0,
        p_value=0.04,
        superiority=0.6,
        levels=levels,
    )
    test = f"z = 2.00, p = 0.040 (Mann-Whitney on {what})"
    assert str(found) == f"an answer is higher with probability 0.600, {test}"
    assert found.to_dict()["superiority"] == 0.6


def test_pytest_does_not_collect_it():
    assert not Test.__test__
