"""Whatever is put into whatever argument: an answer, or an error of ours that names the argument.

A new public callable joins with an example call in `ARGUMENTS` of tests/hostile_calls.py, a new
argument with a line in `CHECKERS` there. The gate puts a few values into each argument, and
`HYPOTHESIS_PROFILE=random` draws 20,000 calls.
"""

from __future__ import annotations

import itertools
import json
import re

import matplotlib.pyplot as plt
import pytest
from hostile import HOSTILE, KINDS, LABELS, placed, places
from hostile_calls import (
    ARGUMENTS,
    CALLED,
    CHECKERS,
    TAKES,
    calls,
    checker_of,
    public_callables,
    takes,
)
from hypothesis import given, settings
from hypothesis import strategies as st

import nps

CALLS = calls()
#: Every callable, way of calling it, argument and value; names, since values are made anew.
TRIED = [
    (name, way, argument, value)
    for name, ways in CALLS.items()
    for way, call in enumerate(ways)
    for argument in call.tried
    for value in HOSTILE
]
#: What once slipped past a checker, or made a message raise.
FOUND = [
    ("comments.words", 0, "stopwords", "no_rows"),
    ("results.AnswerFile.count", 4, "by", "long_text"),
    ("results.Plan.curve", 0, "n", "bytearray_"),
    ("value.lifetime", 0, "margin", "itself"),
    ("value.lifetime", 0, "margin", "deep_tuple"),
    ("what_moved", 1, "exact", "loud"),
    ("plot.segments", 0, "most", "arrow_scalar"),
    ("read_answers", 0, "missing", "raw"),
    ("Cohorts.from_dict", 0, "keys", "mapped"),
]
#: Every callable, way of calling it, argument, and place in what is given.
PLACES = [
    (name, way, argument, place)
    for name, ways in CALLS.items()
    for way, call in enumerate(ways)
    for argument in call.given
    for place in places(call.given[argument])
]
#: The same with a value that once came through as an error of another library, or a warning.
FOUND_WITHIN = [
    (("value.lifetime", 0, "margin", 0), "reals"),
    (("value.lifetime", 0, "margin", 2), "masked"),
    (("value.by_class", 0, "values", 0), "complex_nan"),
    (("value.by_class", 0, "values", 0), "raw"),
    (("SurveySample", 2, "weights", 0), "complex_nan"),
    (("SurveySample", 2, "weights", 0), "raw"),
    (("drivers.steps", 0, "factors", ("price", 0)), "complex_nan"),
    (("drivers.effects", 0, "factors", ("price", "all")), "big"),
    (("drivers.effects", 1, "factors", ("price", "all")), "text"),
    (("drivers.effects", 1, "clusters", "series"), "signalling"),
    (("drivers.effects", 1, "strata", 0), "long_text"),
    (("drivers.screen", 0, "factors", "price"), "nullable_bools"),
    (("rolling", 0, "dates", "all"), "deep_tuple"),
    (("drivers.Tally.from_dict", 0, "mapping", ("factors", "series")), "durations"),
    (("comments.Tally.from_dict", 0, "mapping", ("themes", "objects")), "loud"),
    (("SurveySample.from_dict", 0, "mapping", ("design", "kind")), "frame"),
    (("ConfidenceSequence.from_dict", 0, "mapping", ("capital", "all")), "complex_nan"),
    (("ConfidenceSequence.from_dict", 0, "mapping", ("capital", "series")), "huge"),
    (("comments.Themes", 1, "mentions", ("price", 0)), "nought_d_object"),
    (("comments.Themes", 0, "mentions", 0), "polars_texts"),
    (("comments.Themes", 0, "mentions", "objects"), "nought_d_text"),
    (("comments.code", 0, "dictionary", "slow"), "nought_d_object"),
    (("compare_overlapping", 0, "sample_times", "all"), "deep_tuple"),
    (("poststratify", 0, "variables", ("age", 0)), "long_text"),
    (("rake", 0, "variables", ("age", "objects")), "loud"),
    (("rake", 0, "targets", ("age", "key")), "long_text"),
    (("response.gap", 0, "order", 0), "decimals"),
    (("response.gap", 0, "order", "series"), "tokens"),
    (("response.gap", 0, "order", "objects"), "masked"),
    (("response.gap", 0, "order", "objects"), "nat"),
    (("response.gap", 0, "order", 0), "expression"),
    (("results.Trend.forecast", 0, "times", 0), "big"),
    (("rolling", 0, "dates", "all"), "no_tuple"),
    (("Cohorts.from_counts", 0, "detractors", 0), "arrow_scalar"),
]
#: How many values the gate puts into each argument, beside those that Hypothesis draws.
EACH = 2
#: Values within this are words of messages too: what is said of a column is said of `columns`.
LONGEST_MESSAGE = 1000


def put(name: str, way: int, argument: str, value: str) -> None:
    """Call with one hostile value, and judge what comes of it."""
    kind, make = HOSTILE[value]
    call = CALLS[name][way]
    checker = checker_of(name, argument)
    try:
        call.function(**call.given | {argument: make()})
    except nps.NPSError as error:
        text = "\n".join([str(error), *getattr(error, "__notes__", ())])
        assert len(text) < LONGEST_MESSAGE
        if not (kind == "none" and optional(name, argument)) and kind not in TAKES[checker]:
            other = CALLED.get(argument, argument)
            named = rf"\b({argument.removesuffix('s')}|{other})"
            assert re.search(named, text), f"does not name {argument}: {text}"
    except OSError:
        assert checker in ("file", "ratings or file"), "no file was asked for"
        assert kind in ("text", "texts")
    except (TypeError, ValueError):
        assert checker == "function", "no error of ours"
        assert kind in TAKES[checker], "what was called has errors of its own"
    except KeyError:
        assert checker == "known labels"
    except nps.FontWarning:
        assert name.startswith("plot.")
    else:
        default = kind == "none" and optional(name, argument)
        assert default or kind in TAKES[checker], f"{argument} took {value}, which is {kind}"
    finally:
        plt.close("all")


def optional(name: str, argument: str) -> bool:
    import inspect

    return inspect.signature(public_callables()[name]).parameters[argument].default is None


def test_every_public_callable_is_called() -> None:
    lacking = public_callables().keys() - ARGUMENTS.keys()
    assert not lacking, (
        f"{sorted(lacking)} lack an example call: add one to ARGUMENTS in tests/hostile_calls.py"
    )
    gone = ARGUMENTS.keys() - public_callables().keys()
    assert not gone, f"{sorted(gone)} are not public: remove them from tests/hostile_calls.py"


def test_every_argument_has_a_checker() -> None:
    known = {
        (name, argument) for name, one in public_callables().items() for argument in takes(one)
    }
    lacking = sorted({a for name, a in known if checker_of(name, a) is None})
    assert not lacking, (
        f"nothing checks {lacking}: add a line for each to CHECKERS in tests/hostile_calls.py, such"
        f" as 'whole' or 'labels'; there are {sorted(TAKES)}"
    )
    of_one = {name for name in CHECKERS if "." in name}
    assert of_one <= {f"{name}.{a}" for name, a in known}, "no such argument"
    assert CHECKERS.keys() - of_one <= {a for _, a in known}, "no such argument"
    assert set(CHECKERS.values()) <= TAKES.keys()
    assert set().union(*TAKES.values()) <= KINDS


@pytest.mark.parametrize("name", CALLS)
def test_the_example_call_works(name: str) -> None:
    for call in CALLS[name]:
        call.function(**call.given)
    plt.close("all")


@pytest.mark.parametrize("name", CALLS)
def test_a_few_values_in_each_argument(name: str) -> None:
    # Which ones goes round, so that all are put somewhere.
    start = 7 * sum(map(ord, name))
    values = itertools.islice(itertools.cycle(HOSTILE), start % len(HOSTILE), None)
    for way, call in enumerate(CALLS[name]):
        for argument in call.tried:
            for value in itertools.islice(values, EACH):
                try:
                    put(name, way, argument, value)
                except Exception as error:
                    error.add_note(f"{argument}={value!r} of tests/hostile.py")
                    raise


@pytest.mark.parametrize("tried", FOUND, ids=lambda tried: f"{tried[0]}-{tried[3]}")
def test_what_once_slipped_through_is_caught(tried: tuple[str, int, str, str]) -> None:
    put(*tried)


def put_within(where: tuple[str, int, str, object], value: str) -> None:
    """Call with one hostile value within an argument; how much of that is right, others test."""
    name, way, argument, place = where
    call = CALLS[name][way]
    try:
        given = placed(call.given[argument], place, HOSTILE[value][1])
    except (TypeError, ValueError, RecursionError):
        return  # no key, or no element of such a container
    try:
        call.function(**call.given | {argument: given})
    except nps.NPSError as error:
        text = str(error)
        assert len(text) < LONGEST_MESSAGE
    except OSError:
        assert checker_of(name, argument) in ("file", "ratings or file")
    except KeyError:
        assert checker_of(name, argument) == "known labels"
    except nps.FontWarning:
        assert name.startswith("plot.")
    finally:
        plt.close("all")


@pytest.mark.parametrize(("where", "value"), FOUND_WITHIN, ids=str)
def test_what_once_slipped_through_within_an_argument_is_caught(where, value) -> None:
    put_within(where, value)


@given(st.sampled_from(PLACES), st.sampled_from([*HOSTILE]))
@settings(max_examples=10 * settings().max_examples)
def test_any_value_within_any_argument(where, value) -> None:
    put_within(where, value)


@given(st.sampled_from(TRIED))
@settings(max_examples=10 * settings().max_examples)
def test_any_value_in_any_argument(tried: tuple[str, int, str, str]) -> None:
    put(*tried)


@pytest.mark.parametrize("name", LABELS)
def test_any_label_comes_out_again(name: str) -> None:
    label = LABELS[name]()
    cohorts = nps.Cohorts.from_counts([label, "other"], [50, 30], [30, 40], [20, 30])
    for result in (
        cohorts, nps.estimate(cohorts), nps.compare_many(cohorts), nps.rank(cohorts),
        nps.changes(nps.Cohorts.from_dict(dict(cohorts))),
    ):  # fmt: skip
        for language in ("en", "zh"):
            result.summary(language=language).encode()
        str(result).encode()
        repr(result).encode()
        result._repr_html_().encode()
        json.dumps(result.to_dict()).encode()
        assert len(result.to_pandas()) == len(result.to_polars()) == result.to_arrow().num_rows
