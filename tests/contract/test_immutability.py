"""Nothing changes after it is made, so threads need no locks."""

from __future__ import annotations

import copy
import dataclasses
import pickle
import re
from collections.abc import Iterator, Mapping
from concurrent.futures import ThreadPoolExecutor

import numpy as np
import pytest
from every_result import KINDS
from every_result import RESULTS as EVERY_RESULT

import nps
from nps._base.results import Columnar, Intervals, Result, Table
from nps._base.words.languages import languages

SAMPLE = nps.count([10, 9, 9, 8, 7, 3])
MANY = nps.count_by([10, 9, 9, 8, 7, 3], ["a", "b", "a", "b", "a", "c"])
RESULTS = [
    SAMPLE, nps.STANDARD, nps.audit([9, 99]), nps.estimate(SAMPLE), nps.compare(SAMPLE, SAMPLE),
    nps.estimate(MANY), nps.compare(MANY, SAMPLE), nps.estimate(MANY).confidence_interval,
]  # fmt: skip


@pytest.mark.parametrize("result", RESULTS, ids=lambda result: type(result).__name__)
def test_results_are_frozen(result):
    for field in dataclasses.fields(result):
        with pytest.raises(dataclasses.FrozenInstanceError, match="cannot assign to field"):
            setattr(result, field.name, None)
        with pytest.raises(dataclasses.FrozenInstanceError, match="cannot delete field"):
            delattr(result, field.name)
    assert not hasattr(result, "__dict__")
    # slotted dataclasses differ in how they refuse a name that they do not know
    with pytest.raises((AttributeError, TypeError)):
        result.remark = "better than last year"


def again(result: Result) -> dict[str, Result]:
    """A result as it is, and as it comes out of copies and other processes."""
    return {
        "itself": result,
        "copied": copy.copy(result),
        "copied deeply": copy.deepcopy(result),
        "pickled": pickle.loads(pickle.dumps(result)),
    }


def arrays(value: object) -> Iterator[np.ndarray]:
    """Every array in a value."""
    if isinstance(value, np.ndarray):
        yield value
    elif isinstance(value, Mapping) and not isinstance(value, Result):
        for part in value.values():
            yield from arrays(part)
    elif isinstance(value, (tuple, list, Intervals)):
        for part in value:
            yield from arrays(part)


def shown_of(result: object) -> dict[str, object]:
    """Every public field and property that has a value."""
    values = {}
    for name in dir(type(result)):
        member = getattr(type(result), name)
        if not name.startswith("_") and not callable(member):
            try:
                values[name] = getattr(result, name)
            except nps.NPSError:  # has none
                continue
    return values


def of_each_kind() -> dict[str, list[Result]]:
    kinds: dict[str, list[Result]] = {}
    for result in EVERY_RESULT:
        kinds.setdefault(type(result).__name__, []).append(result)
    return kinds


OF_EACH_KIND = of_each_kind()


def test_every_kind_is_held_to_it():
    assert OF_EACH_KIND.keys() >= KINDS


@pytest.mark.parametrize("kind", OF_EACH_KIND)
def test_every_array_is_read_only_computed_and_copied_ones_too(kind):
    for result in OF_EACH_KIND[kind]:
        for how, one in again(result).items():
            for name, value in shown_of(one).items():
                for array in arrays(value):
                    assert not array.flags.writeable, (how, name)
                    with pytest.raises(ValueError, match="read-only"):
                        array[...] = array


@pytest.mark.parametrize("kind", OF_EACH_KIND)
def test_every_dictionary_of_a_result_is_read_only(kind):
    for result in OF_EACH_KIND[kind]:
        for one in again(result).values():
            for name in getattr(type(one), "__dataclass_fields__", ()):
                value = getattr(one, name)
                if isinstance(value, dict):
                    with pytest.raises(TypeError, match="read-only"):
                        value["more"] = 1


@pytest.mark.slow
@pytest.mark.parametrize("kind", OF_EACH_KIND)
def test_results_that_hold_the_same_are_equal(kind):
    for result in OF_EACH_KIND[kind]:
        for one in again(result).values():
            assert one == result
            assert not one != result  # noqa: SIM202 - the other operator
            assert result != 1
            if type(result).__hash__ is not None:
                assert hash(one) == hash(result)
    distinct = {repr(result): result for result in OF_EACH_KIND[kind]}
    for one in distinct:
        for other in distinct:
            assert (distinct[one] == distinct[other]) == (one == other)


@pytest.mark.parametrize("kind", OF_EACH_KIND)
def test_no_repr_tells_where_in_memory_something_is(kind):
    for result in OF_EACH_KIND[kind]:
        assert not re.search(r"0x[0-9a-f]{4}|object at", repr(result))


@pytest.mark.parametrize("kind", OF_EACH_KIND)
def test_what_leaves_can_be_written_to_and_the_result_stays(kind):
    for result in OF_EACH_KIND[kind]:
        before = repr(result.to_dict())
        left = result.to_dict()
        left.clear()
        if isinstance(result, Columnar):
            frame = result.to_pandas()
            for column in frame.select_dtypes(["number", "bool"]):
                frame.loc[:, column] = frame[column].dtype.type(0)
            for series in result.to_polars():
                if series.dtype.is_numeric() and len(series):
                    series[0] = 0
        assert repr(result.to_dict()) == before


def given_arrays() -> dict[str, np.ndarray]:
    """What a caller may hand over and change later."""
    return {
        "ratings": np.array([10.0, 9, 3, 8, 9, 2, 9, 7]),
        "other": np.array([9.0, 3, 3, 8, 10, 2, 6, 7]),
        "groups": np.array(list("NNNNSSSS")),
        "weights": np.array([1.0, 2, 1, 1, 1, 2, 1, 1]),
        "replicates": np.array([[2.0, 0], [0, 2]] * 4),
        "columns": np.array([[70, 50], [20, 30], [10, 20]]),
        "grid": np.array([[5, 1, 0], [1, 5, 0], [0, 0, 5]]),
        "p_values": np.array([0.01, 0.04]),
        "shares": np.array([0.5, 0.3, 0.2]),
        "times": np.array([2021.0, 2022.0]),
    }


TAKES = {
    "count": lambda a: nps.count(a["ratings"]),
    "count_by": lambda a: nps.count_by(a["ratings"], a["groups"]),
    "from_counts": lambda a: nps.Cohorts.from_counts(["a", "b"], *a["columns"]),
    "Transitions": lambda a: nps.Transitions(a["grid"]),
    "SurveySample": lambda a: nps.SurveySample(a["ratings"], weights=a["weights"]),
    "strata": lambda a: nps.SurveySample(a["ratings"], weights=a["weights"], strata=a["groups"]),
    "replicates": lambda a: nps.SurveySample(
        a["ratings"], replicate_weights=a["replicates"], replication="brr"
    ),
    "survey_by": lambda a: nps.survey_by(a["ratings"], a["groups"], weights=a["weights"]),
    "rake": lambda a: nps.rake(
        {"side": a["groups"]}, {"side": {"N": 0.6, "S": 0.4}}, base_weights=a["weights"]
    ),
    "trim_weights": lambda a: nps.trim_weights(a["weights"], upper=1.5),
    "compare_paired": lambda a: nps.compare_paired(a["ratings"], a["other"]),
    "trend": lambda a: nps.trend(
        nps.Cohorts.from_counts(["a", "b"], *a["columns"]), times=a["times"]
    ),
    "rolling": lambda a: nps.rolling(a["ratings"], window=3),
    "ConfidenceSequence": lambda a: nps.ConfidenceSequence().update(a["ratings"]),
    "effects": lambda a: nps.drivers.effects(a["ratings"], {"price": a["other"]}),
    "screen": lambda a: nps.segments.screen(
        a["ratings"], {"price": a["other"], "side": a["groups"]}, min_n=2, rng=1
    ),
    "find": lambda a: nps.segments.find(a["ratings"], {"price": a["other"]}, rng=1),
    "weighted effects": lambda a: nps.drivers.effects(
        a["ratings"], {"price": a["other"]}, weights=a["weights"]
    ),
    "adjust_p_values": lambda a: nps.adjust_p_values(a["p_values"]),
    "audit": lambda a: nps.audit(a["ratings"]),
    "classify": lambda a: nps.classify(a["ratings"]),
    "parse_ratings": lambda a: nps.parse_ratings(a["ratings"]),
    "to_points": lambda a: nps.to_points(a["ratings"]),
}


@pytest.mark.parametrize("name", TAKES)
def test_arrays_of_a_caller_stay_theirs(name):
    given = given_arrays()
    result = TAKES[name](given)
    assert all(array.flags.writeable for array in given.values())
    for array in given.values():
        array[...] = array[::-1] * 0 if array.dtype.kind in "fi" else "X"
    again = TAKES[name](given_arrays())
    if isinstance(result, np.ndarray):
        assert np.array_equal(result, again)
    else:
        assert result == again


#: What would hide in a label, turn it around or end its line.
UNSEEN = "\u202e\u2066\u200b\u200f\u00ad\ufeff\u2060\ud800\n\x1b\u3164"


def with_unseen_labels() -> list[Result]:
    names = [f"North{UNSEEN}", "South", f"{UNSEEN}West"]
    before = nps.Cohorts.from_counts(names, [70, 80, 30], [20, 30, 30], [10, 20, 40])
    after = nps.Cohorts.from_counts(names, [60, 50, 30], [20, 30, 30], [10, 20, 40])
    ratings, price = [10, 9, 3, 7, 8, 6, 9, 10], [5, 4, 2, 4, 3, 2, 4, 5]
    survey = nps.survey_by(ratings, [names[0]] * 4 + [names[2]] * 4, weights=[1, 2] * 4)
    drivers = nps.drivers
    tables: list[Columnar] = [
        before, nps.estimate(before), nps.compare(after, before), nps.compare_many(before),
        nps.changes(before), nps.decompose(after, before), nps.rank(before), nps.shrink(before),
        nps.monitor(before, method="shewhart"), nps.estimate_shares(before), survey,
        nps.estimate(survey), survey.describe(), nps.decompose_series({1: before, 2: after}),
        drivers.effects(ratings, {names[0]: price}), drivers.steps(ratings, {names[0]: price}),
        drivers.importance(ratings, {names[0]: price, "taste": price[::-1]}),
        nps.segments.screen(ratings, {names[0]: price}, min_n=2, rng=1),
        nps.rake({names[0]: ["f", "f", "m"]}, {names[0]: {"f": 0.5, "m": 0.5}}),
    ]  # fmt: skip
    return [*tables, *(next(iter(table)) for table in tables if isinstance(table, Table))]


@pytest.mark.parametrize("result", with_unseen_labels(), ids=lambda result: type(result).__name__)
def test_what_hides_in_a_label_is_made_visible(result):
    said = {"str": str(result), "page": result._repr_html_()}
    for language in languages():
        said[f"summary {language}"] = result.summary(language)
        said[f"explained {language}"] = result.explain(language)
    for how, text in said.items():
        hidden = set(UNSEEN.replace("\n", "")) & set(text)
        assert not hidden, (how, hidden, text)


def test_what_hides_in_a_name_is_made_visible_elsewhere_too(tmp_path, capsys):
    from nps._command.main import main

    hidden = "".join(set(UNSEEN) - set("\ud800\n\x1b\u3164"))  # neither a file nor `repr` has those
    tally = nps.drivers.tally([10, 9, 3, 7], {f"price{hidden}": [5, 4, 2, 4]})
    path = tmp_path / "survey.csv"
    path.write_text(f"nps,shop{hidden}\n9,a{hidden}\n3,b\n10,c\n", encoding="utf-8")
    argv = [str(path), "--by", f"shop{hidden}", "--format"]
    assert [main([*argv, form]) for form in ("table", "markdown")] == [0, 0]
    for text in (str(tally), repr(tally), repr(nps.read_answers(path)), capsys.readouterr().out):
        assert not set(hidden) & set(text)


def test_columns_of_cohorts_are_read_only():
    for name in ("promoters", "passives", "detractors", "missing", "invalid", "distribution"):
        column = getattr(MANY, name)
        with pytest.raises(ValueError, match="read-only"):
            column[...] = 0
    for part in (MANY[1:], MANY.sort_by("n"), MANY.select(["a"]), MANY + MANY):
        assert not part.promoters.flags.writeable


def test_what_went_in_stays_as_it_was():
    answers, groups = np.array([9.0, 3.0, np.nan]), np.array([1, 2, 1])
    answers.flags.writeable = groups.flags.writeable = False
    nps.audit(answers)
    nps.classify(answers)
    nps.estimate(nps.count_by(answers, groups))
    assert np.array_equal(answers, [9.0, 3.0, np.nan], equal_nan=True)
    assert answers.dtype == np.float64


def work(seed: int) -> tuple[object, ...]:
    promoters, passives, detractors = (seed * k % 97 + 1 for k in (31, 57, 71))
    sample = nps.Counts(promoters, passives, detractors)
    method = ("score", "wald", "t", "adjusted-wald")[seed % 4]
    estimate = nps.estimate(sample, method=method, confidence_level=0.8 + seed % 19 / 100)
    # a comparison by score takes milliseconds, so a few of them will do
    comparison = nps.compare(sample, SAMPLE) if seed % 40 == 0 else None
    many = nps.estimate(nps.count_by([9, 3, seed % 11], [seed % 5, 1, 2]))
    return str(estimate), estimate, comparison, many.confidence_interval.low.tolist()


@pytest.mark.slow
def test_sixteen_threads_get_what_one_gets():
    alone = [work(seed) for seed in range(1000)]
    with ThreadPoolExecutor(16) as threads:
        together = list(threads.map(work, range(1000)))
    assert together == alone
