"""Results: plain numbers out, nothing from a label gets into the page, nothing is lost."""

from __future__ import annotations

import json
from html.parser import HTMLParser

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from strategies import counts

import nps

labels = st.lists(
    st.text(max_size=12) | st.integers() | st.floats(allow_nan=False) | st.booleans() | st.none()
    | st.dates() | st.tuples(st.text(max_size=4), st.none() | st.integers()),
    min_size=1, max_size=5, unique=True,
)  # fmt: skip
SINGLE = {
    nps.estimate: nps.results.Estimate,
    nps.estimate_shares: nps.results.ShareEstimates,
    nps.audit: nps.results.Audit,
}


class Page(HTMLParser):
    """Collect tags and text as a browser would."""

    def __init__(self, page: str) -> None:
        super().__init__()
        self.tags: list[str] = []
        self.text = ""
        self.feed(page)
        self.close()

    def handle_starttag(self, tag: str, attrs: object) -> None:
        self.tags.append(tag)

    def handle_data(self, data: str) -> None:
        self.text += data


ALLOWED = {"table", "caption", "thead", "tbody", "tr", "th", "td", "div"}


def check(result: object) -> None:
    json.dumps(result.to_dict(), allow_nan=False)
    page = Page(result._repr_html_())
    assert set(page.tags) <= ALLOWED
    assert str(result).strip()
    assert "None" not in str(result)
    assert repr(result)


@settings(max_examples=30)
@given(st.lists(st.integers(0, 10), min_size=1, max_size=30))
def test_results_of_one_sample(answers):
    estimate, report = nps.estimate(answers), nps.audit(answers)
    shares, mean = nps.estimate_shares(answers), nps.estimate_mean_rating(answers)
    comparison = nps.compare(answers, answers)
    assert type(estimate) is nps.results.Estimate
    assert type(report) is nps.results.Audit
    assert type(shares) is nps.results.ShareEstimates
    assert type(mean) is nps.results.MeanRating
    assert type(comparison) is nps.results.Comparison
    assert all(type(row) is nps.results.ShareEstimate for row in shares)
    for result in (estimate, report, shares, mean, comparison, nps.count(answers)):
        check(result)
    assert len(str(estimate).splitlines()) == len(str(comparison).splitlines()) == 1


@settings(max_examples=30)
@given(labels, st.data())
def test_results_of_many_samples(names, data):
    parts = [data.draw(counts(min_n=0, max_n=50)) for _ in names]
    many = nps.Cohorts.from_dict(dict(zip(names, parts, strict=True)))
    found = nps.estimate(many)
    for result in (many, found, nps.compare(many, many)):
        check(result)
        # a label is one line of text, whatever is in it
        assert len(str(result).splitlines()) == len(many) + 1
        frame, table = result.to_pandas(), result.to_polars()
        assert len(frame) == len(table) == len(many) == len(result)
        assert frame["n"].tolist() == table["n"].to_list() == many.n.tolist()
    for label in names:
        assert many[label] == found[label].counts


@given(st.text(alphabet="<>&\"'/script \n\x1b=", min_size=1, max_size=20))
def test_labels_never_become_markup(label):
    many = nps.Cohorts.from_counts([label, 0], [5, 5], [3, 3], [2, 2])
    page = Page(nps.estimate(many)._repr_html_())
    assert set(page.tags) <= ALLOWED
    assert page.tags.count("tr") == 3


wrong = (
    st.sampled_from([0, 1, 95, -0.5, 1.5, float("nan")]) | st.floats(1, 1e300) | st.floats(-9, 0)
)


@given(wrong)
def test_levels_outside_their_range_are_named(level):
    with pytest.raises(nps.OptionError, match="confidence_level must be"):
        nps.estimate([9], confidence_level=level)


@given(st.text() | st.none() | st.booleans() | st.complex_numbers() | st.binary())
def test_levels_of_the_wrong_kind_are_type_errors(level):
    with pytest.raises(nps.InputTypeError, match="confidence_level must be a number"):
        nps.compare([9], [9], confidence_level=level)
