# The verbs of planning, and where they live.

from nps.planning._assurance import assurance as assurance
from nps.planning._cohorts import cohorts as cohorts
from nps.planning._design_effect import design_effect as design_effect
from nps.planning._detectable_difference import detectable_difference as detectable_difference
from nps.planning._guesses import ScoreGuess as ScoreGuess
from nps.planning._looks import looks as looks
from nps.planning._power import power as power
from nps.planning._sample_size import sample_size as sample_size
