"""Letters as they are compared: width, case, accents, what does not show.

Everything here takes time in proportion to the length of a text, whatever it holds.
"""

from __future__ import annotations

import re
import unicodedata

#: Chinese characters and Japanese syllables, which stand without blanks.
CJK = (
    "\u3005-\u3007\u3041-\u3096\u309d-\u309f\u30a1-\u30fa\u30fc-\u30ff\u3400-\u4dbf\u4e00-\u9fff"
    "\uf900-\ufaff\U00020000-\U000323af"
)
#: Other scripts without blanks between words, by the names of their languages.
WITHOUT_BLANKS = {
    "Thai": "\u0e01-\u0e5b",
    "Lao": "\u0e81-\u0edf",
    "Burmese": "\u1000-\u109f",
    "Khmer": "\u1780-\u17ff",
}
#: Marks that belong to letters (vowels of Indic scripts, for one): no letters for `re`.
MARKS = "".join(
    chr(code) for code in range(0x300, 0x1D00) if unicodedata.category(chr(code))[0] == "M"
)
_CLOSE = re.compile(f"[{CJK}]")
_SOFT = re.compile("[\xad\u200c-\u200f\u202a-\u202e\u2060-\u2064\u2066-\u206f\ufe00-\ufe0f\ufeff]")
#: Marks are put in order one by one, so a long row of them takes time with its square. No language
#: has thirty on a letter (UAX 15, stream-safe text); only these two are letters that turn into one.
_LONG_ROW = re.compile("(?:\\W|[\uff9e\uff9f]){30}")
#: Accents of Latin, Greek and Cyrillic, points of Hebrew and Arabic, the Arabic stretcher.
_ACCENTS = re.compile(
    "[\u0300-\u036f\u0591-\u05bd\u05bf\u05c1\u05c2\u05c4\u05c5\u05c7\u0640\u064b-\u065f\u0670]"
)


def normal(text: str) -> str:
    """Return a text in NFKC: full-width letters become narrow, and what does not show goes."""
    if text.isascii():
        return text
    return unicodedata.normalize("NFKC", _LONG_ROW.sub(r"\g<0> ", _SOFT.sub("", text)))


def folded(text: str) -> str:
    """Return a text as it is compared: width, case and accents do not count."""
    if text.isascii():
        return text.lower()
    bare = unicodedata.normalize("NFKD", normal(text).casefold())
    return unicodedata.normalize("NFC", _ACCENTS.sub("", bare))


def has_close(text: str) -> bool:
    """Tell whether Chinese characters or Japanese syllables are in a text."""
    return not text.isascii() and _CLOSE.search(text) is not None
