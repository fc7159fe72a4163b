"""Make callbacks.csv: customers asked in spring and autumn; half of the unhappy ones were called.

Run `python examples/make_callbacks.py`; the same file comes out every time. Each customer has an
attitude that does not change, and both answers scatter about it, so that two answers of one person
correlate at 0.6. Of those who answered 0 to 6 in spring, chance chose half to be called; a call
lifts the attitude a little. One in five does not answer again, the unhappier the likelier.
"""

from __future__ import annotations

import csv
import io
from pathlib import Path
from random import Random

HEADER = ("customer", "spring", "called", "autumn")
PEOPLE = 1_500
RELIABILITY = 0.6
CALL = 0.5


def rating(level: float) -> int:
    """Return what somebody answers on the scale from 0 to 10 who stands there."""
    return min(max(round(7.6 + 2.6 * level), 0), 10)


def survey() -> str:
    """Return the file as text."""
    random = Random(20260311)
    out = io.StringIO(newline="")
    table = csv.writer(out, lineterminator="\n")
    table.writerow(HEADER)
    for customer in range(1, PEOPLE + 1):
        attitude = random.gauss(0, RELIABILITY**0.5)
        before = rating(attitude + random.gauss(0, (1 - RELIABILITY) ** 0.5))
        called = before <= 6 and random.random() < 0.5
        attitude += CALL * called
        silent = random.random() < min(max(0.2 - 0.12 * attitude, 0.02), 0.6)
        after = rating(attitude + random.gauss(0, (1 - RELIABILITY) ** 0.5))
        table.writerow((customer, before, "yes" if called else "no", "" if silent else after))
    return out.getvalue()


if __name__ == "__main__":
    path = Path(__file__).with_name("callbacks.csv")
    path.write_text(survey(), encoding="utf-8", newline="")
