# What `nps.response` shows, and where it lives.

from nps.response._bounds import bounds as bounds
from nps.response._gap import gap as gap
