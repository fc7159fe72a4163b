# What `nps.comments` shows, and where it lives.

from nps.comments._changes import changes as changes
from nps.comments._code import code as code
from nps.comments._impacts import impacts as impacts
from nps.comments._pairs import pairs as pairs
from nps.comments._quotes import quotes as quotes
from nps.comments._tally import Tally as Tally
from nps.comments._tally import tally as tally
from nps.comments._themes import Themes as Themes
from nps.comments._words import words as words
