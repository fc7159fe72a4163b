# What `nps.drivers` shows, and where it lives.

from nps.drivers._compare import compare as compare
from nps.drivers._effects import effects as effects
from nps.drivers._importance import importance as importance
from nps.drivers._screen import screen as screen
from nps.drivers._steps import steps as steps
from nps.drivers._tally import Tally as Tally
from nps.drivers._tally import tally as tally
