# What `nps.comments` shows, and where it lives.

from nps.comments._code import code as code
from nps.comments._quotes import quotes as quotes
from nps.comments._themes import Themes as Themes
from nps.comments._words import words as words
