"""How many answers: before a survey, a wave or a test (``nps.planning``).

Every calculator that plans with a normal approximation promises more than the test of a lopsided
score keeps. Here the power is that of the very test that will be used, summed over all outcomes
where that is quick, and what is not known beforehand is shown as a range or averaged over a pilot.

What is assumed:    `ScoreGuess`, besides `Counts` (a pilot) and `Shares`
How many answers:   `sample_size`
What they can show: `power`, `detectable_difference`, `assurance`
More than two:      `cohorts`
More than one look: `looks`
Clusters, weights:  `design_effect`
"""

from nps._base.doors import open_door

__getattr__, __dir__, __all__ = open_door(__name__)
