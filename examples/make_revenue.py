"""Make revenue.csv: made-up customers with their answers, and what they did in the year after.

Run `python examples/make_revenue.py`; the same file comes out every time. Happy customers rate
higher, spend a little more and stay longer; but large customers spend most whatever they think,
detractors leave for other reasons as well, and who is satisfied, finds it easy and would recommend
is much the same person. So a part of what goes with the classes is not what they cause.
"""

from __future__ import annotations

import csv
import io
import math
from pathlib import Path
from random import Random

HEADER = ("customer", "rating", "satisfaction", "effort", "branch", "spend", "left", "rating_then")
PEOPLE, BRANCHES = 1200, 24


def within(value: float, low: int, high: int) -> int:
    """Round to a whole number within a scale."""
    return min(max(round(value), low), high)


def revenue() -> str:
    """Return the file as text."""
    random = Random(20261129)
    branch_mood = [random.gauss(0, 0.35) for _ in range(BRANCHES)]
    out = io.StringIO(newline="")
    table = csv.writer(out, lineterminator="\n")
    table.writerow(HEADER)
    for customer in range(1, PEOPLE + 1):
        branch = random.randrange(BRANCHES)
        lasting = random.gauss(0, 0.9) + branch_mood[branch]
        happy = lasting + random.gauss(0, 0.5)
        before = lasting + random.gauss(0, 0.5)
        rating = within(8.0 + 1.8 * happy + random.gauss(0, 0.9), 0, 10)
        rating_then = within(7.9 + 1.8 * before + random.gauss(0, 0.9), 0, 10)
        satisfaction = within(3.9 + 0.8 * happy + random.gauss(0, 0.5), 1, 5)
        effort = within(2.3 - 0.5 * happy + random.gauss(0, 0.8), 1, 5)
        large = random.random() < 0.12
        buys = random.random() < 0.85
        level = 4.2 + 0.22 * happy + (1.5 if large else 0.0) + random.gauss(0, 0.8)
        spend = f"{math.exp(level):.2f}" if buys else "0"
        left = random.random() < 1 / (1 + math.exp(2.1 + 0.8 * happy))
        asked_then = random.random() < 0.7
        table.writerow(
            (customer, rating, satisfaction, effort, f"branch {branch + 1}", spend, int(left),
             rating_then if asked_then else "")
        )  # fmt: skip
    return out.getvalue()


if __name__ == "__main__":
    path = Path(__file__).with_name("revenue.csv")
    path.write_text(revenue(), encoding="utf-8", newline="")
