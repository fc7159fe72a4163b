# What `nps.examples` shows, and where it lives.

from nps.examples._loaders import callbacks as callbacks
from nps.examples._loaders import comments as comments
from nps.examples._loaders import four_waves as four_waves
from nps.examples._loaders import invitations as invitations
from nps.examples._loaders import revenue as revenue
from nps.examples._loaders import subscribers as subscribers
from nps.examples._loaders import support as support
from nps.examples._loaders import two_waves as two_waves
from nps.examples._loaders import weighted_panel as weighted_panel
from nps.examples._loaders import weighted_panel_population as weighted_panel_population
