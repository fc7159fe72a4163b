# What `nps.response` shows, and where it lives.

from nps.response._bounds import bounds as bounds
