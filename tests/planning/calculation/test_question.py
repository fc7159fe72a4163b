"""Questions that cannot be asked."""

from __future__ import annotations

import pytest

import nps
from nps.planning import sample_size

KNOWN = nps.Shares(0.5, 0.3, 0.2)


@pytest.mark.parametrize(
    ("options", "message"),
    [
        ({"sample": 30}, r"write nps.planning.ScoreGuess\(30\)"),
        ({"sample": nps.PublishedScore(30, 200)}, r"write\s+nps.planning.ScoreGuess\(30\)"),
        ({"sample": nps.Shares(50, 30, 20)}, "fractions, not percentages"),
        ({"sample": nps.Shares(0.5, 0.3, 0.1)}, "sum to 1"),
        ({"sample": nps.Shares(-0.1, 0.9, 0.2)}, "from 0 to 1"),
        ({"power": 80}, r"power must be strictly between 0 and 1, got 80\. Did you mean 0.8\?"),
        ({"power": 0.05}, r"power must be above 1 - confidence_level = 0.05"),
        ({"power": 0.0}, "strictly between 0 and 1"),
        ({"alternative": "less"}, r'speaks|Did you mean "greater"\?'),
        ({"alternative": "greater", "null": 50}, r'Did you mean "less"\?'),
        ({"confidence_level": 0.4, "alternative": "greater"}, "above 0.5 to plan a one-sided test"),
        ({"margin": 0}, "margin must be above 0"),
        ({"margin": 5}, r"cannot be shown to hold, since the assumed difference is \+20.0"),
        ({"margin": 5, "null": 50, "alternative": "greater"}, "cannot be shown to hold"),
        ({"margin_of_error": 0}, "margin_of_error must be above 0"),
        ({"margin_of_error": 101}, "between -100 and 100"),
        ({"difference": 95}, r"difference=95 is not reachable .* is \+90.0 points"),
        ({"difference": -150}, r"is -110.0 points"),
        ({"difference": 45, "shift": "detractors-to-passives"}, "not reachable"),
        ({"shift": "up"}, "shift must be one of"),
        ({"method": "welch"}, "method must be one of"),
        ({"calculation": "simulation"}, "calculation must be one of"),
        ({"assurance": 0.8}, "give the pilot's nps.Counts"),
        ({"ratio": 2}, "give a reference"),
        ({"overlap": 0.5}, "give a reference"),
        ({"ratio": "optimal"}, "give a reference"),
        ({"reference": KNOWN, "ratio": 0}, "ratio must be above 0"),
        ({"reference": KNOWN, "ratio": "best"}, "ratio must be a number"),
        ({"reference": KNOWN, "cost_ratio": 2}, 'cost_ratio belongs to ratio="optimal"'),
        ({"reference": nps.Shares(1, 0, 0), "ratio": "optimal"}, "answers vary"),
        ({"reference": KNOWN, "overlap": 1.5}, "overlap must lie between 0 and 1"),
        ({"reference": KNOWN, "correlation": 0.5}, "say with overlap which share"),
        ({"reference": KNOWN, "overlap": 1, "ratio": 2}, "leave out ratio"),
        ({"reference": KNOWN, "overlap": 0.5, "method": "t"}, "samples that share people"),
        ({"reference": KNOWN, "overlap": 1, "calculation": "exact"}, "too many tables"),
        ({"method": "adjusted-wald", "calculation": "exact"}, "rule of thumb"),
        ({"design_effect": 0}, "design_effect must be above 0"),
        ({"response_rate": 20}, r"must be at most 1, got 20\. Did you mean 0.2\?"),
        ({"response_rate": 1000}, r"must be at most 1, got 1000\.$"),
        ({"population": 0}, "population must be at least 1"),
        ({"n_tests": 0}, "n_tests must be at least 1"),
        ({"n_tests": 2**53}, "n_tests must be small enough .* confidence_level=0.95"),
        ({"calculation": "exact", "null": 9.9, "difference": 0.05}, "goes up to 100,000 answers"),
    ],
)  # fmt: skip
def test_what_cannot_be_planned_is_refused(options, message):
    given = {"sample": KNOWN, "null": 10, **options}
    reference = given.pop("reference", None)
    with pytest.raises((nps.OptionError, nps.InputTypeError), match=message):
        sample_size(given.pop("sample"), reference, **given)
