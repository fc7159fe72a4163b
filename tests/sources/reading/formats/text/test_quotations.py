"""Bits say of each byte what a walk over the bytes says."""

from __future__ import annotations

import numpy as np
from hypothesis import example, given
from hypothesis import strategies as st

from nps._sources.reading.formats.text.quotations import WORD_BITS, outside_quotations

LENGTH = 3 * WORD_BITS


def walked(text: str) -> list[bool] | None:
    """Return where the text is outside of quotations, byte by byte; None if a mark is amiss."""
    within, found = False, []
    for i, letter in enumerate(text):
        if letter == '"':
            beside = text[i + 1] if within else text[i - 1]
            if beside not in ('",\n\r' if within else '",\n'):
                return None
            within = not within
        found.append(not within)
    return found


PIECES = ['"a"', '""', ",", "\n", '"x\n,y"', "x" * 9, ',"', '",', "\r\n", '"b"', '"']


@given(
    st.text(st.sampled_from('"",\n\rx'), max_size=9)
    | st.lists(st.sampled_from(PIECES)).map("".join).map(lambda text: text[: LENGTH - 2])
)
@example('"' + "x" * (WORD_BITS - 2) + '"')  # a quotation ends where an integer does
@example("x" * (WORD_BITS - 1) + '"')  # and a mark amiss begins the next
@example('"' + "x" * (2 * WORD_BITS))  # never closed
def test_what_is_outside(text: str) -> None:
    whole = f"\n{text}".ljust(LENGTH, "\n")
    codes = np.frombuffer(whole.encode(), dtype=np.uint8)
    returns = codes == ord("\r")
    ends = (codes == ord("\n")) | (codes == ord(","))
    found = outside_quotations(codes == ord('"'), ends, returns if returns.any() else None)
    assert (None if found is None else found.tolist()) == walked(whole)
