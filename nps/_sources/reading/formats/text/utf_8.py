"""Whether bytes are UTF-8, 64 of them in one step.

Each lead byte says how many bytes continue it; a text is valid where those and no others continue
one, and where none of the few forms stands that the standard forbids (The Unicode Standard, table
3-7, "Well-formed UTF-8 byte sequences").
"""

from __future__ import annotations

from typing import TYPE_CHECKING, BinaryIO

import numpy as np

from nps._sources.reading.formats.text.quotations import WORD_BITS, bits

if TYPE_CHECKING:
    from nps._kernels import BoolArray
    from nps._sources.reading.formats.text.quotations import Bits

BLOCK = 2**20
#: Leads of two bytes or more, of three or more, and of four.
_LEADS = (0xC0, 0xE0, 0xF0)
_NO_LEADS = (0xC0, 0xC1)
_LAST_LEAD = 0xF4
#: Leads that not every byte may continue, and which may.
_SECOND = {0xE0: (0xA0, 0xBF), 0xED: (0x80, 0x9F), 0xF0: (0x90, 0xBF), 0xF4: (0x80, 0x8F)}
_LAST_CONTINUING = -0x41  # 0xBF as a signed byte


def where_utf_8_fails(stream: BinaryIO) -> int | None:
    """Return the place of the first byte of a stream that is no UTF-8; None if all are."""
    begun, checked = b"", 0  # a character that the next block continues; bytes before it
    try:
        while block := stream.read(BLOCK):
            if begun or not block.isascii():
                block = begun + block
                end = _whole(block)
                if not is_utf_8(block[:end]):
                    block[:end].decode()  # says where
                begun = block[end:]
                block = block[:end]
            checked += len(block)
    except UnicodeDecodeError as error:
        return checked + error.start
    return checked if begun else None


def _whole(block: bytes) -> int:
    """Return where the last character begins if it is not whole, else the end."""
    for k in (1, 2, 3):
        if block[-k:][:1] >= b"\xc0":
            needed = 1 + sum(block[-k] >= lead for lead in _LEADS)
            return len(block) - k if needed > k else len(block)
    return len(block)


def is_utf_8(block: bytes) -> bool:
    """Tell whether bytes are whole characters in UTF-8."""
    codes = np.frombuffer(block, dtype=np.uint8)
    most = codes.max(initial=0)
    if most > _LAST_LEAD or any(lead in block for lead in _NO_LEADS):
        return False
    expected: Bits | None = None
    for k, lead in enumerate(_LEADS, start=1):
        if most >= lead:
            later = _later(_bits(codes >= lead), k)
            expected = later if expected is None else np.bitwise_or(expected, later, out=later)
    continuing = codes.view(np.int8) <= _LAST_CONTINUING
    if expected is None:
        return not continuing.any()
    if not np.array_equal(expected, _bits(continuing)):
        return False
    for lead, (low, high) in _SECOND.items():
        if lead in block:
            second = codes[np.flatnonzero(codes == lead) + 1]
            if second.min() < low or second.max() > high:
                return False
    return True


def _bits(mask: BoolArray) -> Bits:
    """Return bits in whole integers, the last filled up with zeros and one more of them."""
    words = np.zeros(len(mask) // WORD_BITS + 2, dtype=np.uint64)
    whole = len(mask) // WORD_BITS * WORD_BITS
    words[:-2] = bits(mask[:whole])
    rest = np.packbits(mask[whole:], bitorder="little")
    words[-2:-1].view(np.uint8)[: len(rest)] = rest
    return words


def _later(which: Bits, most: int) -> Bits:
    """Return what was true so many bytes before."""
    k = np.uint64(most)
    later: Bits = which << k
    later[1:] |= which[:-1] >> (np.uint64(WORD_BITS) - k)
    return later
