# What `nps.comments` shows, and where it lives.

from nps.comments._themes import Themes as Themes
