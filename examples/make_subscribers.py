"""Make subscribers.csv: a made-up survey of subscribers with what is known of them.

Run `python examples/make_subscribers.py`; the same file comes out every time. People on the basic
plan who came within the last half year are less happy than all others, whose score is the same
whatever their region, channel, device or age. Of some the age is not known. Logins and exports say
how much people use the product; they go with the plan and not with the rating.
"""

from __future__ import annotations

import csv
import io
from pathlib import Path
from random import Random

HEADER = (
    "respondent", "rating", "plan", "months", "region", "channel", "device", "age", "logins",
    "exports",
)  # fmt: skip
PEOPLE = 2400
PLANS = {"basic": 5, "pro": 4, "team": 2}
REGIONS, CHANNELS = ("North", "South", "East", "West"), ("shop", "web", "partner")
DEVICES = ("phone", "laptop", "tablet")
#: Chances of each rating from 0 to 10: of those who are less happy, and of all others.
LOW = (4, 3, 4, 6, 7, 9, 10, 15, 17, 14, 11)
USUAL = (1, 1, 1, 2, 2, 4, 6, 15, 21, 25, 22)


def survey() -> str:
    """Return the file as text."""
    random = Random(20261129)
    out = io.StringIO(newline="")
    table = csv.writer(out, lineterminator="\n")
    table.writerow(HEADER)
    for person in range(1, PEOPLE + 1):
        (plan,) = random.choices(list(PLANS), list(PLANS.values()))
        months = min(int(random.expovariate(1 / 18)) + 1, 72)
        age = "" if random.random() < 0.08 else random.randrange(18, 80)
        heavy = random.random() < {"basic": 0.2, "pro": 0.5, "team": 0.7}[plan]
        logins = max(round(random.gauss(24 if heavy else 8, 4)), 0)
        exports = max(round(random.gauss(12 if heavy else 2, 2)), 0)
        unhappy = plan == "basic" and months <= 6
        (rating,) = random.choices(range(11), LOW if unhappy else USUAL)
        where, how = random.choice(REGIONS), random.choice(CHANNELS)
        table.writerow(
            (person, rating, plan, months, where, how, random.choice(DEVICES), age, logins, exports)
        )
    return out.getvalue()


if __name__ == "__main__":
    path = Path(__file__).with_name("subscribers.csv")
    path.write_text(survey(), encoding="utf-8", newline="")
