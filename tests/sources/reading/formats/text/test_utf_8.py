from __future__ import annotations

from io import BytesIO

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from nps._sources.reading.formats.text import utf_8
from nps._sources.reading.formats.text.utf_8 import is_utf_8, where_utf_8_fails

CHARACTERS = ["a", "é", "很", "\u0800", "\ud7ff", "\ue000", "\U00010000", "\U0010ffff", "x" * 61]
#: The bytes beside which a form begins or ends to be forbidden, and sequences that are.
BYTES = [0x80, 0x8F, 0x90, 0x9F, 0xA0, 0xBF, 0xC0, 0xC1, 0xC2, 0xDF, 0xE0, 0xED, 0xF0, 0xF4, 0xF5]
PIECES = [*(c.encode() for c in CHARACTERS * 4), *(bytes([b]) for b in BYTES)]


def decoded(content: bytes) -> int | None:
    """Return what decoding says."""
    try:
        content.decode()
    except UnicodeDecodeError as error:
        return error.start
    return None


@given(st.lists(st.sampled_from(PIECES), max_size=30).map(b"".join), st.integers(1, 90))
@example("很".encode() * 64, 64)  # characters lie in two blocks and in two integers
@example("😀".encode() * 3, 3)  # three bytes of four end a block
@example(b"\xe4\xb8", 90)  # ends before its last character does
@example(b"x" * 63 + b"\xf0", 90)
@example(b"\xe4\xb8\xad\xbf", 90)  # one byte more
def test_utf_8_fails_where_decoding_does(content: bytes, size: int) -> None:
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(utf_8, "BLOCK", size)
        assert where_utf_8_fails(BytesIO(content)) == decoded(content)


@given(st.text(max_size=200))
def test_text_is_utf_8_and_is_not_once_a_byte_is_lost_or_added(text: str) -> None:
    content = text.encode()
    assert is_utf_8(content)
    assert not is_utf_8(content + b"\x80")
    whole = f"{text}é很😀".encode()
    for lead in (-9, -7, -4):
        assert not is_utf_8(whole[:lead] + whole[lead + 1 :])


@pytest.mark.parametrize("lead", range(0x80, 0x100))
def test_every_lead_before_bytes_at_the_bounds(lead: int) -> None:
    for second in (0x7F, *BYTES):
        for rest in (b"", b"\x80", b"\xbf\xbf"):
            content = b"x" * 62 + bytes([lead, second]) + rest
            assert where_utf_8_fails(BytesIO(content)) == decoded(content)
