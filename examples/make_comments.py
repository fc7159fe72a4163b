"""Make comments.csv: a made-up survey whose comments a model has coded, and people some of them.

Run `python examples/make_comments.py`; the same file comes out every time. Price and delivery make
people unhappy, staff makes them happy, the range does neither. The model misses one mention in five
and finds some that are none, as models do. People have read a random 200 of the comments: there
`human` holds their codes, "none" where they found no theme; elsewhere it is blank.
"""

from __future__ import annotations

import csv
import io
from pathlib import Path
from random import Random

HEADER = ("respondent", "rating", "comment", "model", "human")
PEOPLE, READ = 1600, 200
#: How often a theme is mentioned, what it does to the rating, how often the model finds it, how
#: often it finds it where it is not, and what people write.
THEMES = {
    "price": (
        0.24,
        -2.1,
        0.80,
        0.03,
        ("far too expensive", "the price went up again", "not worth it"),
    ),
    "delivery": (0.18, -1.6, 0.82, 0.03, ("it came three days late", "the parcel was damaged")),
    "staff": (0.30, 1.1, 0.84, 0.05, ("the people in the shop are lovely", "great help by phone")),
    "range": (0.15, 0.0, 0.80, 0.02, ("I find what I look for", "more sizes would be nice")),
}
NOTHING = ("all fine", "nothing to add", "as always", "been a customer for years")


def codes(found: list[str], otherwise: str) -> str:
    """Return themes as they are written in one cell."""
    return ";".join(found) or otherwise


def survey() -> str:
    """Return the file as text."""
    random = Random(20260211)
    rows = []
    for person in range(1, PEOPLE + 1):
        mood = random.gauss(8.2, 1.8)
        told = [name for name, theme in THEMES.items() if random.random() < theme[0]]
        rating = min(max(round(mood + sum(THEMES[name][1] for name in told)), 0), 10)
        model = [
            name
            for name, (_, _, finds, invents, _) in THEMES.items()
            if random.random() < (finds if name in told else invents)
        ]
        parts = [random.choice(THEMES[name][4]) for name in told] or [random.choice(NOTHING)]
        # who is happy writes less often
        wrote = random.random() < (0.75 if rating < 9 else 0.6)
        text = ", ".join(parts) if wrote else ""
        rows.append([person, rating, text, codes(model, "") if wrote else "", "", told])
    written = [row for row in rows if row[2]]
    for row in random.sample(written, READ):
        row[4] = codes(row[5], "none")
    out = io.StringIO(newline="")
    table = csv.writer(out, lineterminator="\n")
    table.writerow(HEADER)
    table.writerows(row[:5] for row in rows)
    return out.getvalue()


if __name__ == "__main__":
    path = Path(__file__).with_name("comments.csv")
    path.write_text(survey(), encoding="utf-8", newline="")
