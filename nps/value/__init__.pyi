# What `nps.value` shows, and where it lives.

from nps.value._by_class import by_class as by_class
from nps.value._compare_metrics import compare_metrics as compare_metrics
from nps.value._earned_growth import earned_growth as earned_growth
from nps.value._lifetime import lifetime as lifetime
from nps.value._link_units import link_units as link_units
from nps.value._outcomes import outcomes as outcomes
from nps.value._per_point import per_point as per_point
