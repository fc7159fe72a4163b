"""Make support.csv: a made-up customer survey with drivers, and a question that few were asked.

Run `python examples/make_support.py`; the same file comes out every time. Quality and price really
matter, the look of the app does not, but goes along with both. Who called support is less happy to
begin with, having called makes it worse, and how the call went matters. Only those who called were
asked about it.
"""

from __future__ import annotations

import csv
import io
from pathlib import Path
from random import Random

HEADER = ("respondent", "rating", "quality", "price", "app", "support", "region", "shop")
PEOPLE, SHOPS = 600, 24
REGIONS = ("North", "South", "West")


def within(value: float, low: int, high: int) -> int:
    """Round to a whole number within a scale."""
    return min(max(round(value), low), high)


def survey() -> str:
    """Return the file as text."""
    random = Random(20260105)
    shop_mood = [random.gauss(0, 0.35) for _ in range(SHOPS)]
    out = io.StringIO(newline="")
    table = csv.writer(out, lineterminator="\n")
    table.writerow(HEADER)
    for person in range(1, PEOPLE + 1):
        shop = random.randrange(SHOPS)
        happy = random.gauss(0, 1) + shop_mood[shop]
        quality = within(3.6 + 0.8 * happy + random.gauss(0, 0.6), 1, 5)
        price = within(3.0 + 0.5 * happy + random.gauss(0, 0.9), 1, 5)
        app = within(3.4 + 0.7 * happy + random.gauss(0, 0.7), 1, 5)
        called = random.random() < 0.3 - 0.12 * max(min(happy, 2), -2)
        support = within(3.2 + 0.4 * happy + random.gauss(0, 1.0), 1, 5) if called else ""
        level = 8.1 + 1.3 * (quality - 3.6) + 0.55 * (price - 3.0) + random.gauss(0, 1.7)
        if called:
            level += 1.1 * (support - 3.2) - 0.9
        region = random.choice(REGIONS)
        table.writerow(
            (person, within(level, 0, 10), quality, price, app, support, region, f"shop {shop + 1}")
        )
    return out.getvalue()


if __name__ == "__main__":
    path = Path(__file__).with_name("support.csv")
    path.write_text(survey(), encoding="utf-8", newline="")
