"""The rows of a result, in the order of its picture."""

from __future__ import annotations

from itertools import count
from typing import TYPE_CHECKING, Any, cast

import numpy as np

from nps._base.results import plain
from nps._base.text import label_text
from nps._base.words import pictures

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from nps._base.results import Intervals
    from nps._base.words.pictures import Words
    from nps._inference.families.comparisons import ManyComparisons
    from nps._inference.scores.estimates import Estimates
    from nps._kernels import FloatArray, IntArray

    Row = dict[str, Any]


def named(labels: Iterable[object]) -> list[str]:
    """Return labels as texts that differ: of two that read alike the second gets a number."""
    texts = [label_text(label) for label in labels]
    taken = set(texts)
    last: dict[str, int] = {}
    for i, text in enumerate(texts):
        if text in last:
            last[text] = next(k for k in count(last[text] + 1) if f"{text} ({k})" not in taken)
            texts[i] = f"{text} ({last[text]})"
            taken.add(texts[i])
        else:
            last[text] = 1
    return texts


def intervals(
    names: Sequence[str],
    value: FloatArray,
    ends: Intervals,
    n: IntArray,
    order: Iterable[int] | None = None,
) -> list[Row]:
    """Return rows of a number with its interval; what is undefined is None."""
    columns = {"value": value, "low": ends.low, "high": ends.high, "n": n}
    known = {name: cast("list[object]", plain(column)) for name, column in columns.items()}
    places = range(len(names)) if order is None else order
    return [
        {"label": names[i], **{name: column[i] for name, column in known.items()}} for i in places
    ]


def scores(found: Estimates) -> list[Row]:
    """Return a row for each cohort, in the order given."""
    return intervals(named(found.labels), found.score, found.confidence_interval, found.counts.n)


def pairs(found: ManyComparisons) -> list[str]:
    """Return the names of pairs of cohorts."""
    both = cast("Sequence[tuple[object, object]]", found.labels)
    return named(f"{label_text(one)} {pictures.MINUS} {label_text(other)}" for one, other in both)


def shares(found: Estimates, order: Iterable[int], words: Words) -> list[Row]:
    """Return a row for each class of each cohort, in per cent of its answers."""
    told = (words.promoters, words.passives, words.detractors)
    known, held = scores(found), found.counts
    parts = np.stack([held.promoters, held.passives, held.detractors])
    rows: list[Row] = []
    for i in order:
        one = known[i]
        said = {name: one[name] for name in ("label", "low", "high", "n")}
        for at, kind in enumerate((2, 1, 0)):
            share = 100.0 * float(parts[kind, i]) / one["n"] if one["n"] else None
            row = {"class": told[kind], "share": share, "place": at, "score": one["value"]}
            rows.append({**said, **row})
    return rows


def ratings(bars: Iterable[tuple[str, int, str]], n: int) -> list[Row]:
    """Return a row for each rating, or for each class where these alone are known."""
    return [
        {"label": name or kind, "class": kind, "share": 100.0 * answers / n, "n": answers}
        for name, answers, kind in bars
    ]


def text_of(found: object) -> str:
    """Return the names of the keys that labels come from."""
    return " / ".join(getattr(found, "key_names", ()))
