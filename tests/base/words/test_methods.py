"""Which methods stand behind a result: each is named and cited, in every language."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st
from strategies import counts as counts_of

import nps

LANGUAGES = ["en", "zh"]


@given(counts_of(min_n=1), st.sampled_from(LANGUAGES))
def test_papers_are_cited_alike_in_every_language(sample, language):
    result = nps.estimate(sample)
    for said in (result.explain(language), nps.compare(sample, sample).explain(language)):
        assert "doi:10." in said
    assert "doi:10.1002/(SICI)1097-0258(19980430)17:8<891" in result.explain(language)  # Tango


@pytest.mark.parametrize(("language", "heading"), [("en", "Method: "), ("zh", "方法：")])
def test_each_method_has_a_paragraph(language, heading):
    sample = nps.Counts(50, 30, 20)
    kinds = ("score", "wald", "t", "exact", "bayes-jeffreys")
    said = {
        method: nps.estimate(sample, method=method).explain(language).split(heading)[1]
        for method in kinds
    }
    assert len(set(said.values())) == len(kinds)


def test_a_language_that_nobody_has_written():
    with pytest.raises(nps.OptionError, match="language must be one of 'en', 'zh', got 'xx'"):
        nps.estimate([9, 3, 8]).explain("xx")
