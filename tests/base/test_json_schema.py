"""What `to_dict` returns is what docs/reference/results.schema.json promises."""

from __future__ import annotations

import json

import pytest
from house import ROOT
from jsonschema import Draft202012Validator, ValidationError

import nps

SCHEMA = json.loads((ROOT / "docs" / "reference" / "results.schema.json").read_text("utf-8"))
SOME, OTHER, NOBODY = nps.count([10, 9, 8, 3, None]), nps.Counts(5, 3, 2), nps.Counts(0, 0, 0)
MANY = nps.Cohorts.from_dict({("N", 2024): SOME, ("S", 2025): NOBODY}, keys=["region", "year"])
OTHERS = nps.Cohorts.from_dict({("N", 2024): OTHER, ("S", 2025): OTHER}, keys=["region", "year"])
WEIGHTED = nps.SurveySample([10, 9, 8, 3, None], weights=[1, 2, 1, 3, 1])
WAVES = nps.SurveyCohorts.from_dict({2024: WEIGHTED, 2025: nps.SurveySample([10, 2, 9, 8])})

RESULTS = {
    "counts": SOME,
    "counts without ratings": OTHER,
    "cohorts": MANY,
    "estimate": nps.estimate(SOME, population=100),
    "estimate without interval": nps.estimate(nps.Counts(1, 0, 0), method="t"),
    "estimate of one cohort": next(iter(nps.estimate(MANY))),
    "estimates": nps.estimate(MANY),
    "comparison": nps.compare(SOME, OTHER),
    "comparison by t": nps.compare(SOME, OTHER, method="welch", alternative="greater"),
    "comparison with a benchmark": nps.compare_benchmark(SOME, 10),
    "comparison with a published score": nps.compare(SOME, nps.PublishedScore(38, 1200)),
    "comparisons": nps.compare(MANY, OTHERS),
    "comparisons by t": nps.compare(MANY, OTHERS, method="welch"),
    "equivalence": nps.equivalence(SOME, OTHER, margin=5),
    "weighted estimate": nps.estimate(WEIGHTED),
    "weighted estimates": nps.estimate(WAVES),
    "weighted comparison": nps.compare(WEIGHTED, SOME),
    "weighted comparisons": nps.compare(WAVES, WEIGHTED),
    "survey": WEIGHTED.describe(),
    "surveys": WAVES.describe(),
    "comparison of a family": next(iter(nps.compare_many(OTHERS))),
    "comparison of the same people": nps.compare_paired([10, 9, 3], [8, 9, 4]),
    "comparison of some people": nps.compare_overlapping(
        [10, 9, 3], [8, 9, 4], sample_ids=[1, 2, 3], reference_ids=[2, 3, 4]
    ),
}

ROOM, GUESS = nps.planning, nps.planning.ScoreGuess(30)
RESULTS |= {
    "guess": GUESS,
    "guess with passives": ROOM.ScoreGuess(30, passives=(0.1, 0.3)),
    "plan": ROOM.sample_size(OTHER, null=10),
    "plan of a guess": ROOM.power(GUESS, GUESS, n=50, difference=20, population=900),
    "plan for a margin": ROOM.sample_size(GUESS, margin_of_error=5, response_rate=0.2),
    "plan without end": ROOM.sample_size(GUESS, null=30),
    "plan out of reach": ROOM.detectable_difference(OTHER, n=2),
    "plan of cohorts": ROOM.cohorts({"N": OTHER, "S": SOME}, test="reference", reference="S"),
    "plan of a panel": ROOM.sample_size(nps.Transitions.from_ratings([10, 9, 3], [8, 9, 4])),
    "plans": ROOM.sample_size({"N": GUESS, "S": OTHER}, null=30),
    "plans for margins": ROOM.sample_size([GUESS, OTHER], margin_of_error=9),
    "curve": ROOM.power(GUESS, n=50, null=10).curve([50, 90]),
    "curve of margins": ROOM.sample_size(GUESS, margin_of_error=9).curve([50, 90]),
    "looks": ROOM.looks(3),
}


@pytest.fixture(scope="module")
def validator():
    Draft202012Validator.check_schema(SCHEMA)

    def validate(name, document):
        schema = {"$ref": f"#/$defs/{name}", "$defs": SCHEMA["$defs"]}
        Draft202012Validator(schema).validate(document)

    return validate


@pytest.mark.parametrize("result", RESULTS.values(), ids=RESULTS)
def test_results_are_as_documented(result, validator):
    document = json.loads(json.dumps(result.to_dict(), allow_nan=False))
    name = type(result).__name__
    validator(name, document)
    about = SCHEMA["$defs"][name]
    assert set(about["required"]) <= set(document) <= set(about["properties"])


def test_every_key_of_the_schema_is_in_some_result():
    for name, about in SCHEMA["$defs"].items():
        found = {key for x in RESULTS.values() if type(x).__name__ == name for key in x.to_dict()}
        assert not found or found == set(about["properties"])


@pytest.mark.parametrize("result", RESULTS.values(), ids=RESULTS)
def test_the_keys_that_are_always_there_are_required(result, validator):
    document = result.to_dict()
    for key in document.keys() & SCHEMA["$defs"][type(result).__name__]["required"]:
        with pytest.raises(ValidationError, match=f"'{key}' is a required property"):
            validator(type(result).__name__, {k: v for k, v in document.items() if k != key})


def test_the_schema_sees_a_wrong_number(validator):
    plan = RESULTS["plan"].to_dict()
    for wrong in ({"n": 10.5}, {"n_range": [3]}, {"calculation": "auto"}, {"power": 80.0}):
        with pytest.raises(ValidationError):
            validator("Plan", plan | wrong)
    document = RESULTS["comparison"].to_dict()
    with pytest.raises(ValidationError, match="greater than the maximum"):
        validator("Comparison", document | {"p_value": 1.5})
