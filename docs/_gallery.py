"""The gallery: pictures made from the code that stands beside them.

`make(folder)` runs each piece of code and saves its picture, so none can be out of date.
"""

from __future__ import annotations

from textwrap import dedent
from typing import TYPE_CHECKING, NamedTuple

if TYPE_CHECKING:
    from pathlib import Path


class Picture(NamedTuple):
    """One picture of the gallery: where it is, what it shows, and the code that draws it."""

    file: str
    title: str
    code: str


_PICTURES = (
    Picture(
        "distribution.png",
        "Who gave which rating",
        """
        ratings = [10] * 62 + [9] * 41 + [8] * 38 + [7] * 21 + [6] * 9 + [5] * 8 + [3] * 4 + [0] * 5
        ax = nps.plot.distribution(ratings)
        """,
    ),
    Picture(
        "plan.png",
        "How many answers, if the passives are between 15 and 45%",
        """
        guess = nps.planning.ScoreGuess(30, passives=(0.15, 0.45))
        ax = nps.planning.sample_size(guess, null=20).plot()
        """,
    ),
    Picture(
        "looks.png",
        "Five looks at one test, and when to stop",
        """
        ax = nps.planning.looks(5).plot()
        """,
    ),
    Picture(
        "response.png",
        "What 1,905 customers who did not answer leave open",
        """
        answers = nps.Counts(292, 192, 111)
        ax = nps.response.bounds(answers, invited=2500, plausible=(-20, 30)).plot()
        """,
    ),
    Picture(
        "callbacks.png",
        "Did calling them help? Called detractors against others",
        """
        called, others = nps.Counts(62, 57, 76), nps.Counts(36, 53, 98)
        ax = nps.plot.difference(called, others, names=("called", "not called"))
        """,
    ),
    Picture(
        "segments.png",
        "Which of many groups are further from the rest than the best by chance",
        """
        import numpy as np

        draw = np.random.default_rng(5)
        plan, months = draw.choice(["basic", "pro"], 2000), draw.integers(1, 37, 2000)
        region = draw.choice(["North", "South", "West"], 2000)
        low = (plan == "basic") & (months <= 9)
        ratings = np.where(low, draw.integers(2, 11, 2000), draw.integers(5, 11, 2000))
        known = {"plan": plan, "months": months, "region": region}
        ax = nps.segments.screen(ratings, known, depth=2, rng=1).plot(most=12)
        """,
    ),
    Picture(
        "segment_tree.png",
        "Groups of customers that differ, as a tree",
        """
        import numpy as np

        draw = np.random.default_rng(5)
        plan, months = draw.choice(["basic", "pro"], 4000), draw.integers(1, 37, 4000)
        low = (plan == "basic") & (months <= 9)
        ratings = np.where(low, draw.integers(2, 11, 4000), draw.integers(5, 11, 4000))
        ax = nps.segments.find(ratings, {"plan": plan, "months": months}, rng=1).plot()
        """,
    ),
    Picture(
        "shares.png",
        "What the scores of shops are made of",
        """
        shops = nps.Cohorts.from_counts(
            ["North", "South", "East", "West", "Web"],
            [150, 96, 60, 33, 240],
            [60, 70, 51, 30, 230],
            [31, 40, 44, 30, 310],
        )
        ax = nps.plot.shares(shops)
        """,
    ),
    Picture(
        "forest.png",
        "Shops with intervals, and all of them together",
        """
        shops = nps.Cohorts.from_counts(
            ["North", "South", "East", "West", "Web"],
            [150, 96, 60, 33, 240],
            [60, 70, 51, 30, 230],
            [31, 40, 44, 30, 310],
        )
        ax = nps.plot.forest(shops, order="score")
        """,
    ),
    Picture(
        "ranks.png",
        "Ranks, and how far they may be off",
        """
        shops = nps.Cohorts.from_counts(
            ["North", "South", "East", "West", "Web"],
            [150, 96, 60, 33, 240],
            [60, 70, 51, 30, 230],
            [31, 40, 44, 30, 310],
        )
        ax = nps.rank(shops).plot()
        """,
    ),
    Picture(
        "shrinkage.png",
        "Small shops drawn towards what all have in common",
        """
        shops = nps.Cohorts.from_counts(
            ["North", "South", "East", "West", "Kiosk"],
            [150, 96, 60, 33, 5],
            [60, 70, 51, 30, 1],
            [31, 40, 44, 30, 0],
        )
        ax = nps.shrink(shops).plot()
        """,
    ),
    Picture(
        "density.png",
        "How sure a score is",
        """
        ax = nps.posterior(nps.Counts(50, 30, 20)).plot()
        """,
    ),
    Picture(
        "sequence.png",
        "A score that may be looked at whenever one likes",
        """
        import random

        ratings = random.Random(5).choices([10, 9, 8, 3], k=600)
        ax = nps.ConfidenceSequence().plot(ratings=ratings)
        """,
    ),
    Picture(
        "mix_and_rate.png",
        "Changes of a series: other customers, or customers who think otherwise",
        """
        waves = {
            2023: nps.Cohorts.from_counts(["shop", "web"], [400, 90], [250, 60], [150, 50]),
            2024: nps.Cohorts.from_counts(["shop", "web"], [330, 160], [200, 110], [120, 90]),
            2025: nps.Cohorts.from_counts(["shop", "web"], [210, 260], [120, 180], [70, 160]),
        }
        ax = nps.decompose_series(waves).plot()
        """,
    ),
    Picture(
        "pairs.png",
        "Which shops differ, with intervals that hold together",
        """
        shops = nps.Cohorts.from_counts(
            ["North", "South", "East", "West"],
            [150, 96, 60, 33],
            [60, 70, 51, 30],
            [31, 40, 44, 30],
        )
        ax = nps.compare_many(shops).plot()
        """,
    ),
    Picture(
        "waves.png",
        "Quarters, and which of them changed",
        """
        quarters = nps.Cohorts.from_counts(
            ["2023-Q1", "2023-Q2", "2023-Q3", "2024-Q1", "2024-Q2", "2024-Q3"],
            [240, 262, 251, 310, 316, 270],
            [160, 150, 155, 140, 132, 140],
            [100, 88, 94, 50, 52, 90],
        )
        ax = nps.changes(quarters).plot()
        """,
    ),
    Picture(
        "segments-in-time.png",
        "Segments in time: one of them changed",
        """
        answers = nps.examples.four_waves()
        keys = {"segment": answers["segment"], "wave": answers["wave"]}
        ax = nps.changes(nps.count_by(answers["rating"], keys)).plot()
        """,
    ),
    Picture(
        "control_chart.png",
        "Weeks on a control chart",
        """
        weeks = nps.Cohorts.from_counts(
            range(1, 13),
            [52, 55, 50, 53, 51, 54, 57, 52, 30, 49, 52, 55],
            [30, 28, 31, 29, 30, 28, 25, 31, 30, 30, 29, 28],
            [18, 17, 19, 18, 19, 18, 18, 17, 40, 21, 19, 17],
        )
        ax = nps.monitor(weeks, method="shewhart", baseline=8).plot()
        """,
    ),
    Picture(
        "difference.png",
        "Two years and their difference",
        """
        last_year, this_year = nps.Counts(460, 310, 230), nps.Counts(520, 290, 190)
        ax = nps.plot.difference(this_year, last_year, names=("this year", "last year"))
        """,
    ),
    Picture(
        "transitions.png",
        "The same people twice",
        """
        moves = nps.Transitions([[350, 52, 6], [148, 201, 49], [96, 54, 44]])
        ax = nps.plot.transitions(moves)
        """,
    ),
    Picture(
        "words.png",
        "Words of promoters and words of detractors",
        """
        import random

        draw = random.Random(5)
        sides = {10: ["easy", "friendly staff", "quick"], 2: ["slow", "price", "crashes again"]}
        comments, ratings = [], []
        for _ in range(600):
            rating = draw.choice([10, 10, 8, 2])
            said = draw.choices(["the app", "works", "and", "I use it", "so far", "a lot"], k=3)
            said += draw.choices(sides.get(rating, ["fine"]), k=draw.randint(0, 2))
            comments.append(" ".join(said))
            ratings.append(rating)
        ax = nps.comments.words(comments, ratings).plot()
        """,
    ),
    Picture(
        "decomposition.png",
        "Other customers, or customers who think otherwise",
        """
        last_year = nps.Cohorts.from_counts(
            ["shop", "web", "phone"], [400, 90, 60], [250, 60, 50], [150, 50, 60]
        )
        this_year = nps.Cohorts.from_counts(
            ["shop", "web", "phone"], [210, 260, 40], [120, 180, 30], [70, 160, 20]
        )
        ax = nps.plot.decomposition(this_year, last_year)
        """,
    ),
    Picture(
        "class-values.png",
        "What the classes spend, and their shares of it",
        """
        customers = nps.examples.revenue()
        ratings, spend = customers["rating"], customers["spend"]
        ax = nps.value.by_class(ratings, spend, rng=1).plot()
        """,
    ),
    Picture(
        "point-value.png",
        "What goes with a point more, by who moves",
        """
        customers = nps.examples.revenue()
        ratings, spend = customers["rating"], customers["spend"]
        values = nps.value.by_class(ratings, spend, rng=1)
        ax = nps.value.per_point(values, customers=100_000).plot()
        """,
    ),
    Picture(
        "metrics.png",
        "Which question goes with staying",
        """
        customers = nps.examples.revenue()
        ratings = customers["rating"]
        stayed = [left == 0 for left in customers["left"]]
        metrics = {name: customers[name] for name in ("satisfaction", "effort")}
        found = nps.value.compare_metrics(stayed, metrics, ratings=ratings, reverse="effort")
        ax = found.plot()
        """,
    ),
    Picture(
        "units.png",
        "Churn and scores of branches, the noise of the scores taken out",
        """
        customers = nps.examples.revenue()
        ratings = customers["rating"]
        branches = nps.count_by(ratings, customers["branch"])
        churn = {}
        for branch in branches:
            pairs = zip(customers["left"], customers["branch"])
            left = [one for one, where in pairs if where == branch]
            churn[branch] = 100 * sum(left) / len(left)
        ax = nps.value.link_units(branches, churn).plot()
        ax.set_ylabel("left within the year (%)")
        """,
    ),
)


def pictures() -> list[Picture]:
    """Return the pictures with their code as it is shown."""
    return [picture._replace(code=f"import nps\n{dedent(picture.code)}") for picture in _PICTURES]


def make(folder: Path) -> list[Picture]:
    """Draw all pictures into a folder and return them."""
    folder = folder.resolve()
    folder.mkdir(parents=True, exist_ok=True)
    made = pictures()
    for picture in made:
        names: dict[str, object] = {}
        exec(picture.code, names)
        names["ax"].figure.savefig(folder / picture.file, dpi=150)  # type: ignore[attr-defined]
    return made
