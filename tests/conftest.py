"""Choose how Hypothesis looks for counterexamples.

`gate` (the default) draws the same examples every time, so that a red test is a change of the code;
`quick` draws fewer of them, to see that another Python or the oldest NumPy agrees.
`HYPOTHESIS_PROFILE=random pytest` draws many new ones; run it now and then, and keep what it finds
as an `@example`.
"""

from __future__ import annotations

import os

from hypothesis import HealthCheck, settings

# How fast examples are drawn depends on the machine's other work, so neither profile judges speed.
PATIENT = {"deadline": None, "suppress_health_check": [HealthCheck.too_slow]}

settings.register_profile("gate", derandomize=True, max_examples=50, **PATIENT)
settings.register_profile("quick", derandomize=True, max_examples=10, **PATIENT)
settings.register_profile("random", max_examples=2_000, print_blob=True, **PATIENT)
settings.load_profile(os.environ.get("HYPOTHESIS_PROFILE", "gate"))
