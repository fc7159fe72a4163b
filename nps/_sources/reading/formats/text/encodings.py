"""Which encoding the bytes of a text are in, found by trying.

What is valid UTF-8 is UTF-8. Else every encoding of the list reads the bytes around the first that
is not, and the one whose letters make the best text is taken: Chinese characters that are in use
rather than rare ones, accents between plain letters rather than signs. A guess is said.
"""

from __future__ import annotations

import codecs
import re
from collections.abc import Callable
from dataclasses import dataclass
from typing import BinaryIO

from nps._base.words.notes import Note
from nps._sources.reading.formats.text.utf_8 import BLOCK, where_utf_8_fails

#: Bytes around the first that is not UTF-8 by which readings are compared.
_SAMPLE = 2**17
#: A reading is taken if at least this share of its letters beyond ASCII are usual ones.
_CONVINCING = 0.9
#: Text in UTF-8 with less damage than one sequence in so many is UTF-8 all the same.
_DAMAGE = 20

#: In UTF-16 zero bytes stand on one side of a pair, but for one in so many.
_ONE_SIDED = 20

_BYTE_ORDER_MARKS = (
    (codecs.BOM_UTF8, "utf-8-sig"),
    (codecs.BOM_UTF32_LE, "utf-32"),
    (codecs.BOM_UTF32_BE, "utf-32"),
    (codecs.BOM_UTF16_LE, "utf-16"),
    (codecs.BOM_UTF16_BE, "utf-16"),
)
_SEQUENCE = re.compile(
    rb"[\xc2-\xdf][\x80-\xbf]|[\xe0-\xef][\x80-\xbf]{2}|[\xf0-\xf4][\x80-\xbf]{3}"
)
_ACCENTED = re.compile("[^\0-\x7f]+")
_KANA = re.compile("[\u3041-\u30fe]")
_WIDE_SIGNS = "\u3000-\u3017\u2014\u2018-\u201d\u2026\u00b7\uff01-\uff5e"
#: Words that settle what short texts leave open.
_WORDS = re.compile(
    "推荐|推薦|意愿|评分|分数|可能|满意|추천|점수|의향|가능|勧め|薦め|おすすめ|推奨|評価"
    r"|\bże\b|się|ość\b|ł|[ğş]"
)


@dataclass(frozen=True, slots=True)
class Found:
    """An encoding, and what is to be said of the guess.

    Attributes
    ----------
    name : str
        As Python knows it.
    failed_at : int or None
        Where UTF-8 fails, if something else had to be guessed.
    damaged : bool
        It is UTF-8, but for a few bytes that stand for nothing.
    """

    name: str
    failed_at: int | None = None
    damaged: bool = False


def find_encoding(stream: BinaryIO) -> Found | None:
    """Return the encoding of a stream, which is rewound; None if it is no text.

    Text of any language has line ends, digits and delimiters; in UTF-16 each of them has a zero
    byte, before it (big endian) or after it (little endian).
    """
    start = stream.read(BLOCK)
    stream.seek(0)
    for mark, name in _BYTE_ORDER_MARKS:
        if start.startswith(mark):
            return Found(name)
    even, odd = start[0::2].count(0), start[1::2].count(0)
    if (even + odd) * 50 > len(start):
        name = "utf-16-le" if odd > even else "utf-16-be"
        one_sided = min(even, odd) * _ONE_SIDED <= max(even, odd)
        return Found(name) if one_sided and _can_read(name, start, final=False) else None
    failed_at = where_utf_8_fails(stream)
    stream.seek(0)
    if failed_at is None:
        return Found("utf-8")
    sample = _around(stream, failed_at)
    if _is_damaged_utf_8(sample):
        stream.seek(0)
        return Found("utf-8", failed_at, damaged=True)
    name = _best_reading(sample)
    if name != "latin-1" and not _reads_all(name, stream):
        name = "latin-1"
    stream.seek(0)
    return Found(name, failed_at)


def note_on_encoding(found: Found, option: str) -> Note:
    """Say what was guessed, and how another encoding is named."""
    if found.damaged:
        return Note(
            "not quite valid UTF-8 (byte {position}): what stands for no letter was read as \ufffd;"
            " if other letters look wrong, name the encoding with {option}",
            position=str(found.failed_at),
            option=option,
        )
    shown = {"latin-1": "Latin-1", "gb18030": "GB18030", "big5": "Big5", "cp932": "Shift-JIS"}
    return Note(
        "not valid UTF-8 (byte {position}), so read as {name}; if letters look wrong, name the"
        " encoding with {option}, such as cp1252 or gbk",
        position=str(found.failed_at),
        name=shown.get(found.name, found.name),
        option=option,
    )


def _around(stream: BinaryIO, position: int) -> bytes:
    """Return whole lines from the one that holds a byte on."""
    begin = max(0, position - _SAMPLE // 2)
    stream.seek(begin)
    sample = stream.read(_SAMPLE)
    if begin:
        line = sample.rfind(b"\n", 0, position - begin) + 1
        sample = sample[line:]
    if len(sample) > 2**12 and (end := sample.rfind(b"\n")) > 0:
        sample = sample[:end]
    return sample


def _is_damaged_utf_8(sample: bytes) -> bool:
    sequences = len(_SEQUENCE.findall(sample))
    rest = _SEQUENCE.sub(b"", sample)
    odd = sum(byte > 127 for byte in rest)
    return sequences >= _DAMAGE * max(odd, 1)


def _reads_all(name: str, stream: BinaryIO) -> bool:
    decoder = codecs.getincrementaldecoder(name)()
    stream.seek(0)
    try:
        while block := stream.read(BLOCK):
            decoder.decode(block)
        decoder.decode(b"", final=True)
    except UnicodeDecodeError:
        return False
    return True


def _can_read(name: str, sample: bytes, *, final: bool) -> bool:
    try:
        codecs.getincrementaldecoder(name)().decode(sample, final)
    except UnicodeDecodeError:
        return False
    return True


# ---------------------------------------------------------------- which reading makes text


def _best_reading(sample: bytes) -> str:
    best, merit = "latin-1", _CONVINCING
    for name, usual in _READINGS.items():
        try:
            text = codecs.getincrementaldecoder(name)().decode(sample)
        except UnicodeDecodeError:
            continue
        worth = usual(text) + 0.2 * bool(_WORDS.search(text))
        if worth > merit:
            best, merit = name, worth
    return best


def _share(usual: str) -> Callable[[str], float]:
    """Return what measures the share of a text's characters beyond ASCII that are usual."""
    pattern = re.compile(f"[{usual}{_WIDE_SIGNS}]")

    def measure(text: str) -> float:
        beyond = "".join(_ACCENTED.findall(text))
        return len(pattern.findall(beyond)) / max(len(beyond), 1)

    return measure


def _in_first_level(name: str, first: int, last: int) -> Callable[[str], float]:
    """Return what measures the share of characters in the part of a charset that is in use.

    Charsets of Chinese and Japanese hold the characters of daily use first; whatever is read in the
    wrong charset falls among the rare ones.
    """
    signs = re.compile(f"[{_WIDE_SIGNS}]")

    def measure(text: str) -> float:
        beyond = "".join(_ACCENTED.findall(text))
        usual = 0
        for letter in beyond:
            code = letter.encode(name, "replace")
            usual += (first <= code[0] <= last and len(code) == 2) or bool(signs.match(letter))
        return usual / max(len(beyond), 1)

    return measure


_gb_level = _in_first_level("gb2312", 0xB0, 0xD7)
_jis_level = _in_first_level("cp932", 0x88, 0x97)
_big5_level = _in_first_level("big5", 0xA4, 0xC6)


def _chinese(text: str) -> float:
    return 0.0 if _KANA.search(text) else _gb_level(text)


def _japanese(text: str) -> float:
    """Return the share of kana and usual kanji; Japanese without any kana is rare."""
    kana = len(_KANA.findall(text))
    if not kana:
        return 0.0
    bare = _KANA.sub("", text)
    beyond = len("".join(_ACCENTED.findall(bare)))
    return (kana + _jis_level(bare) * beyond) / (kana + beyond)


def _latin(letters: str, *, longest: int = 2) -> Callable[[str], float]:
    """Return what measures the share of foreign letters that stand as they do in words.

    An accented letter has plain letters or nothing around it; of more than `longest` together there
    are none, nor of signs within words.
    """
    accented = re.compile(f"[{letters}]{{1,{longest}}}")
    signs = re.compile("[\u2010-\u203a€£°§«»¿¡…·–—©®™²³½¼´]+")

    def measure(text: str) -> float:
        good = total = 0
        for found in _ACCENTED.finditer(text):
            run = found[0]
            total += len(run)
            before, after = text[found.start() - 1 : found.start()], text[found.end() :][:1]
            beside_letters = before.isalpha() or after.isalpha()
            if accented.fullmatch(run):
                good += len(run) * (beside_letters or len(run) == 1)
            elif signs.fullmatch(run) and not (before.isalpha() and after.isalpha()):
                good += len(run)
            elif run[:1] in "«¿¡„“‘" or run[-1:] in "»…”’":
                good += len(run) * bool(accented.search(run))
        return good / max(total, 1)

    return measure


def _cyrillic(text: str) -> float:
    """Return the share of letters in Cyrillic words; most of them are small."""
    letters = "".join(re.findall(r"(?<![a-zA-Z])[А-яЁё]+(?![a-zA-Z])", text))
    small = sum(letter.islower() for letter in letters)
    beyond = "".join(_ACCENTED.findall(text))
    usual = len(letters) + len(re.findall("[«»–—…№“”„]", beyond))
    return usual / max(len(beyond), 1) * (2 * small >= len(letters))


_WESTERN = "àâäáãåæçéèêëíìîïñóòôöõøœúùûüýÿßÀÂÄÁÃÅÆÇÉÈÊËÍÌÎÏÑÓÒÔÖÕØŒÚÙÛÜŸ"
#: Encodings and how plausible text reads in them, in order of preference where two are alike.
_READINGS: dict[str, Callable[[str], float]] = {
    "cp1252": _latin(_WESTERN + "’"),
    "cp1254": _latin("çğıöşüâîûÇĞİÖŞÜÂÎÛ’", longest=3),
    "cp1250": _latin("ąćęłńóśźżĄĆĘŁŃÓŚŹŻáčďéěíňřšťúůýžÁČĎÉĚÍŇŘŠŤÚŮÝŽőűŐŰäöüßÄÖÜ’"),
    "iso8859_2": _latin("ąćęłńóśźżĄĆĘŁŃÓŚŹŻáčďéěíňřšťúůýžÁČĎÉĚÍŇŘŠŤÚŮÝŽőűŐŰäöüßÄÖÜ"),
    "cp1251": _cyrillic,
    "cp949": _share("가-힣"),
    "gb18030": _chinese,
    "cp932": _japanese,
    "euc_jp": _japanese,
    "big5": _big5_level,
}
