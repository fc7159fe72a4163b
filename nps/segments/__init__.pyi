# What `nps.segments` shows, and where it lives.

from nps.segments._find import find as find
from nps.segments._screen import screen as screen
