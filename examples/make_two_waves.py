"""Make two_waves.csv: a made-up customer survey asked in two years.

Run `python examples/make_two_waves.py`; the same file comes out every time. Promoters really grow
by about eleven percentage points among small businesses and not at all among enterprises. The rest
is what exports look like: a whole question as a header, blanks, "NA", a 99 for "don't know", an 11,
labels beside the end points, stray spaces, comments with commas, quotation marks and line breaks.
"""

from __future__ import annotations

import csv
import io
from bisect import bisect
from datetime import date, timedelta
from itertools import accumulate
from pathlib import Path
from random import Random
from typing import TypeVar

T = TypeVar("T")

QUESTION = "On a scale of 0-10, how likely are you to recommend us to a friend or colleague?"
HEADER = ("respondent", "wave", "segment", "date", QUESTION, "why")

#: Per mille of the ratings 0 to 10, by segment and wave.
SHARES = {
    ("Small business", 2024): (30, 10, 14, 22, 28, 86, 90, 150, 210, 160, 200),
    ("Small business", 2025): (24, 8, 10, 16, 20, 62, 70, 130, 190, 200, 270),
    ("Enterprise", 2024): (14, 6, 10, 14, 18, 58, 70, 180, 250, 190, 190),
    ("Enterprise", 2025): (14, 6, 10, 14, 18, 58, 70, 180, 250, 190, 190),
}
ANSWERS = {("Small business", 2024): 268, ("Small business", 2025): 291,
           ("Enterprise", 2024): 154, ("Enterprise", 2025): 149}  # fmt: skip
FIRST_DAY = {2024: date(2024, 5, 6), 2025: date(2025, 5, 5)}

COMMENTS = {
    "promoter": (
        "Quick, friendly, and it just works.",
        'Your support team said "leave it to us", and they meant it.',
        "Saves us hours every week.\nWould miss it badly.",
        "Très bon service, équipe à l'écoute.",
    ),
    "passive": (
        "Good, but the price went up again.",
        "Does the job.",
        'It is "fine"; nothing more, nothing less.',
    ),
    "detractor": (
        "Two outages in one month, no explanation.",
        "Invoices:\n- wrong in March,\n- wrong again in April.",
        'I was told "tomorrow" three times.',
    ),
}

#: What the form or the people who typed it in made of some answers, by row number.
ODDITIES = {17: "", 60: "NA", 113: "99", 171: "11", 240: "10 - Extremely likely", 305: "9 ",
            342: "0 - Not at all likely", 390: "", 455: "N/A", 520: " 8", 601: "", 688: "",
            740: "NA"}  # fmt: skip
NO_SEGMENT = {88, 402, 777}


def pick(random: Random, options: tuple[T, ...], weights: tuple[int, ...] | None = None) -> T:
    """Draw one option from `random.random()`, the one sequence that Python promises to keep."""
    ends = list(accumulate(weights or (1,) * len(options)))
    return options[bisect(ends, random.random() * ends[-1])]


def rows() -> list[tuple[object, ...]]:
    """Return the rows below the header in order of date."""
    random = Random(20250505)
    answers = []
    for (segment, wave), size in ANSWERS.items():
        for _ in range(size):
            day = FIRST_DAY[wave] + timedelta(days=int(21 * random.random() ** 2))
            rating = pick(random, tuple(range(11)), SHARES[segment, wave])
            kind = "promoter" if rating >= 9 else "passive" if rating >= 7 else "detractor"
            why = pick(random, COMMENTS[kind]) if random.random() < 0.35 else ""
            answers.append((day.isoformat(), random.random(), wave, segment, str(rating), why))
    answers.sort()
    return [
        (1000 + i, wave, "" if i in NO_SEGMENT else segment, day, ODDITIES.get(i, rating), why)
        for i, (day, _, wave, segment, rating, why) in enumerate(answers, start=1)
    ]


def survey() -> str:
    """Return the file as text."""
    text = io.StringIO()
    writer = csv.writer(text, lineterminator="\n")
    writer.writerow(HEADER)
    writer.writerows(rows())
    return text.getvalue()


if __name__ == "__main__":
    Path(__file__).with_name("two_waves.csv").write_text(survey(), encoding="utf-8", newline="")
