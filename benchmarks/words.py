"""Words and themes of a hundred thousand comments, half English, half Chinese, on one core.

    OMP_NUM_THREADS=1 python benchmarks/words.py

Prints processor seconds, and how long that is beside the least that a loop over comments can do:
make them small, split them at blanks and count. Comments are drawn word by word with the
frequencies of a language (the i-th word 1/i as often as the first), 3 to 30 words each.
"""

from __future__ import annotations

import itertools
import random
import time
from collections import Counter

import numpy as np

import nps

COMMENTS, WORDS, THEMES, ENTRIES = 100_000, 9000, 50, 11


def vocabulary(rng: random.Random) -> tuple[list[str], list[str]]:
    """Return English words of one to four syllables and Chinese ones of two characters."""
    english = {
        "".join(
            rng.choice("bcdfghlmnprstvw") + rng.choice("aeiou") for _ in range(rng.randint(1, 4))
        )
        for _ in range(WORDS)
    }
    characters = [chr(0x4E00 + i) for i in range(2500)]
    return sorted(english), ["".join(rng.choices(characters, k=2)) for _ in range(WORDS)]


def written(n: int) -> list[str]:
    """Return so many comments."""
    rng = random.Random(1)
    weights = list(itertools.accumulate(1 / (i + 1) for i in range(WORDS)))
    english, chinese = vocabulary(rng)
    found = []
    for i in range(n):
        k = rng.randint(3, 30)
        if i % 2:
            words = rng.choices(english, cum_weights=weights[: len(english)], k=k)
            found.append(f"{' '.join(words).capitalize()}.")
        else:
            words = rng.choices(chinese, cum_weights=weights, k=k // 2 + 1)
            found.append(f"{''.join(words)}，App{words[0]}。")
    return found


def main() -> None:
    """Time each verb, and the least there is to do."""
    comments = written(COMMENTS)
    ratings = np.random.default_rng(1).integers(0, 11, COMMENTS)
    found = nps.comments.words(comments, ratings)
    listed = list(map(str, found.labels))
    dictionary = {
        f"theme {i}": [*listed[i * (ENTRIES - 1) : (i + 1) * (ENTRIES - 1)], "zz*"]
        for i in range(THEMES)
    }

    def least() -> None:
        counted: Counter[str] = Counter()
        for comment in comments:
            counted.update(set(comment.lower().split()))

    ways = {
        "lower, split, count": least,
        "words": lambda: nps.comments.words(comments, ratings),
        "words, pairs too": lambda: nps.comments.words(comments, ratings, ngrams=2),
        f"code, {THEMES} themes of {ENTRIES}": lambda: nps.comments.code(comments, dictionary),
        "quotes": lambda: nps.comments.quotes(comments, ratings),
    }
    floor = 0.0
    for name, way in ways.items():
        start = time.process_time()
        way()
        seconds = time.process_time() - start
        floor = floor or seconds
        print(f"{name:24} {seconds:6.2f} s {seconds / floor:6.1f}")


if __name__ == "__main__":
    main()
