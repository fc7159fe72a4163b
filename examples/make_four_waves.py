"""Make four_waves.csv: a made-up customer panel asked in four years.

Run `python examples/make_four_waves.py`; the same file comes out every time. Customers buy in the
shop, by phone or, from 2024, in the app. Their true scores are 35 in the shop throughout, 60 in the
app, and by phone 20 until 2023, then -5, then -20. Because the app grows and the phone shrinks, the
true score of all customers hardly moves: 27, 27, 24, 25. About half of the people of a wave come
back in the next, and their two answers correlate.
"""

from __future__ import annotations

import csv
import io
from bisect import bisect
from datetime import date, timedelta
from itertools import accumulate, count
from pathlib import Path
from random import Random

HEADER = ("respondent", "wave", "date", "segment", "weight", "rating")

#: Answers, blanks included, by wave and segment.
ANSWERS = {
    2022: {"Shop": 158, "Phone": 190},
    2023: {"Shop": 165, "Phone": 188},
    2024: {"Shop": 141, "Phone": 142, "App": 71},
    2025: {"Shop": 117, "Phone": 112, "App": 124},
}
#: Per mille of the ratings 0 to 10, from the wave named.
SHARES = {
    ("Shop", 2022): (10, 5, 8, 10, 12, 45, 60, 150, 200, 230, 270),
    ("Phone", 2022): (20, 8, 12, 16, 24, 60, 80, 150, 210, 200, 220),
    ("Phone", 2024): (34, 14, 20, 28, 38, 96, 120, 160, 190, 140, 160),
    ("Phone", 2025): (46, 18, 26, 36, 50, 120, 144, 150, 170, 110, 130),
    ("App", 2024): (4, 2, 4, 5, 7, 16, 22, 110, 170, 300, 360),
}
FIRST_DAY = {2022: date(2022, 3, 7), 2023: date(2023, 3, 6),
             2024: date(2024, 3, 4), 2025: date(2025, 3, 3)}  # fmt: skip
FIELD_DAYS = 84
#: The shop is easy to reach, so its answers weigh less.
WEIGHT = {"Shop": 0.85, "Phone": 1.1, "App": 1.05}

COMES_BACK = 0.5
#: Chance that somebody's mood is unrelated to that of the wave before: correlation about 0.6.
NEW_MOOD = 0.35
BLANK = 0.02
#: Of thirty seeds the one whose sample is nearest to the true scores, since it is for teaching.
SEED = 20220313


def rating(segment: str, wave: int, mood: float) -> int:
    """Return the rating at this quantile (0 to 1) of the segment in the wave."""
    latest = max(year for name, year in SHARES if name == segment and year <= wave)
    ends = list(accumulate(SHARES[segment, latest]))
    return bisect(ends, mood * ends[-1])


def rows() -> list[tuple[object, ...]]:
    """Return the rows below the header, wave by wave in order of date.

    All chance comes from `random.random()`, the one sequence that Python promises to keep.
    """
    random = Random(SEED)
    numbers = count(1001)
    panel: dict[str, dict[int, float]] = {segment: {} for segment in WEIGHT}  # mood by respondent
    table: list[tuple[object, ...]] = []
    for wave, sizes in ANSWERS.items():
        answers = []
        for segment, size in sizes.items():
            people = {
                person: random.random() if random.random() < NEW_MOOD else mood
                for person, mood in panel[segment].items()
                if random.random() < COMES_BACK
            }
            while len(people) < size:
                people[next(numbers)] = random.random()
            panel[segment] = people
            for person, mood in people.items():
                day = FIRST_DAY[wave] + timedelta(days=int(FIELD_DAYS * random.random()))
                weight = f"{WEIGHT[segment] * (0.6 + 0.8 * random.random()):.2f}"
                answer = "" if random.random() < BLANK else str(rating(segment, wave, mood))
                answers.append((day.isoformat(), random.random(), person, segment, weight, answer))
        table += [
            (person, wave, day, segment, weight, answer)
            for day, _, person, segment, weight, answer in sorted(answers)
        ]
    return table


def survey() -> str:
    """Return the file as text."""
    text = io.StringIO()
    writer = csv.writer(text, lineterminator="\n")
    writer.writerow(HEADER)
    writer.writerows(rows())
    return text.getvalue()


if __name__ == "__main__":
    Path(__file__).with_name("four_waves.csv").write_text(survey(), encoding="utf-8", newline="")
