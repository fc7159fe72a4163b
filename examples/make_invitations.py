"""Make invitations.csv: 2,500 customers were asked, and about every fifth answered.

Run `python examples/make_invitations.py`; the same file comes out every time. Happy customers
answer sooner, and oftener: some to the invitation, some to the first or the second reminder, most
not at all. A row for each who was asked; the rating is blank where nobody answered, and so is the
mailing that was answered.
"""

from __future__ import annotations

import csv
import io
from collections.abc import Iterator
from pathlib import Path
from random import Random

HEADER = ("customer", "channel", "mailing", "rating")
PEOPLE = 2_500
#: How likely an average customer answers each mailing, if none before.
RATES = (0.10, 0.07, 0.05)


def people() -> Iterator[tuple[int, str, int | str, int]]:
    """Yield a customer, the channel, the mailing that was answered, and what all would answer."""
    random = Random(20260402)
    for customer in range(1, PEOPLE + 1):
        mood = random.gauss(0, 1)
        channel = "email" if random.random() < 0.6 else "text message"
        ease = 1.0 if channel == "email" else 1.35
        mailing: int | str = ""
        for number, rate in enumerate(RATES):
            if random.random() < rate * ease * min(max(1 + 0.55 * mood, 0.1), 2.5):
                mailing = number
                break
        given = min(max(round(7.2 + 2.3 * mood + random.gauss(0, 0.8)), 0), 10)
        yield customer, channel, mailing, given


def survey() -> str:
    """Return the file as text."""
    out = io.StringIO(newline="")
    table = csv.writer(out, lineterminator="\n")
    table.writerow(HEADER)
    for customer, channel, mailing, given in people():
        table.writerow((customer, channel, mailing, "" if mailing == "" else given))
    return out.getvalue()


if __name__ == "__main__":
    path = Path(__file__).with_name("invitations.csv")
    path.write_text(survey(), encoding="utf-8", newline="")
