"""What the library raises can be caught by kind, and comes through a process unharmed."""

from __future__ import annotations

import pickle

import pytest

import nps

ERRORS = {
    nps.RatingError: ValueError,
    nps.EmptySampleError: ValueError,
    nps.OptionError: ValueError,
    nps.InputTypeError: TypeError,
    nps.TableError: ValueError,
    nps.RatingTypeError: TypeError,
}


@pytest.mark.parametrize(("error", "kind"), ERRORS.items())
def test_each_error_is_of_ours_and_of_pythons(error, kind):
    assert issubclass(error, nps.NPSError)
    assert issubclass(error, kind)
    assert (error.__module__, error.__doc__ is None) == ("nps", False)
    again = pickle.loads(pickle.dumps(error("ratings: 11")))
    assert (type(again), again.args) == (error, ("ratings: 11",))


@pytest.mark.parametrize(
    ("call", "error"),
    [
        (lambda: nps.count([11]), nps.RatingError),
        (lambda: nps.count(["9"]), nps.RatingTypeError),
        (lambda: nps.count(9), nps.RatingTypeError),
        (lambda: nps.score([]), nps.EmptySampleError),
        (lambda: nps.estimate([9], method="wold"), nps.OptionError),
        (lambda: nps.estimate([9], confidence_level="95"), nps.InputTypeError),
        (lambda: nps.read_answers(__file__), nps.NPSError),
    ],
)
def test_what_is_wrong_says_its_kind(call, error):
    with pytest.raises(error) as caught:
        call()
    assert len(caught.value.args) == 1


def test_a_warning_is_no_error():
    assert issubclass(nps.FontWarning, UserWarning)
    assert not issubclass(nps.FontWarning, nps.NPSError)
