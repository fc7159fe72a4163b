"""Results on words of comments, one of each kind that their sentences tell apart."""

from __future__ import annotations

from typing import TYPE_CHECKING

import nps

if TYPE_CHECKING:
    from nps._base.results import Result

#: In Chinese the words are read as they are.
COMMENTS = ["客服很好", "很好用", "很好", "太贵了", "太贵", "价格太贵", "", "好贵"]
RATINGS = [10, 9, 10, 2, 0, 5, 3, None]


def word_results() -> list[Result]:
    """At least one of each kind of result and of each kind of row."""
    words = nps.comments.words
    several = list("甲乙丙丁戊己")
    found = words(COMMENTS, RATINGS, min_comments=2)
    many = words(several * 9 + [" ".join(several)] * 9, [10] * 54 + [0] * 9, min_comments=2)
    tokens = words(COMMENTS, RATINGS, test="tokens", min_comments=2, adjust="none")
    return [
        found, found["太贵"], many, tokens, tokens["很好"], words(COMMENTS, RATINGS),
        words(["好", "好", "贵", "好"], [10, 9, 0, 2], min_comments=1), words(["สวย"], [10]),
        *nps.comments.quotes(COMMENTS, RATINGS, min_length=4),
    ]  # fmt: skip
