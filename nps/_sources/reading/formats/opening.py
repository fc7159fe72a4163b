"""From a path to a plain file: pipes, what is packed with gzip or zip, and its format."""

from __future__ import annotations

import errno
import gzip
import os
import re
import sys
import tempfile
import weakref
import zipfile
import zlib
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path, PurePosixPath
from typing import IO, TYPE_CHECKING, BinaryIO

from nps._base.errors import OptionError, TableError
from nps._base.text import shown
from nps._base.words.notes import Note

if TYPE_CHECKING:
    from collections.abc import Iterator

#: Most bytes that come out of a packed file, or out of a pipe: what more would fill the disk.
LARGEST_UNPACKED = 2**35
_BLOCK = 2**20
#: What a disk that is full, a quota or a limit of the process says.
_FULL = (errno.ENOSPC, errno.EFBIG, getattr(errno, "EDQUOT", errno.ENOSPC))
_GZIP, _ZIP, _PARQUET, _OLE = (
    b"\x1f\x8b",
    (b"PK\x03\x04", b"PK\x05\x06"),
    b"PAR1",
    b"\xd0\xcf\x11\xe0",
)
#: First bytes of files that hold no rows and columns, and what they are.
_NO_TABLES = {
    b"%PDF": Note("a PDF document"),
    b"{\\rtf": Note("a text document (RTF)"),
    b"\x89PNG": Note("a picture"),
    b"\xff\xd8\xff": Note("a picture"),
    b"7z\xbc\xaf": Note("packed with 7-Zip: unpack it first"),
    b"Rar!": Note("packed with RAR: unpack it first"),
    b"BZh": Note("packed with bzip2: unpack it first"),
    b"\xfd7zXZ": Note("packed with xz: unpack it first"),
    b"\x28\xb5\x2f\xfd": Note("packed with Zstandard: unpack it first"),
    b"SQLite format 3": Note("an SQLite database: query it, see nps.counts_query"),
}
_PARQUET_NAMES = (".parquet", ".pq")
_STATISTICAL = {
    ".sav": "spss", ".zsav": "spss", ".por": "spss", ".dta": "stata", ".sas7bdat": "sas",
    ".xpt": "sas",
}  # fmt: skip
_JSON_START = re.compile(rb'[\xef\xbb\xbf\s]{0,64}(\{\s{0,64}["}]|\[\s{0,64}[\[{\]])')
_PAGE_START = re.compile(
    rb"[\xef\xbb\xbf\s]{0,64}<(!doctype|html|table|\?xml|head|meta)", re.IGNORECASE
)


@dataclass(frozen=True, slots=True, weakref_slot=True)
class Source:
    """A file on disk that can be read again and again.

    Attributes
    ----------
    name : str
        What messages call it.
    path : Path
        Where the bytes lie: the file itself, or a copy that is removed with this object.
    kind : str
        "text", "json", "parquet", "excel", "spss", "stata" or "sas".
    notes : tuple of Note
        What was unpacked.
    """

    name: str
    path: Path
    kind: str
    notes: tuple[Note, ...] = ()

    def stream(self) -> BinaryIO:
        """Open it for reading."""
        return self.path.open("rb")


def open_source(given: str | os.PathLike[str] | BinaryIO) -> Source:
    """Return what can be read again: the file, or a copy of what cannot be rewound or is packed.

    Raises
    ------
    TableError
        If the file is packed and damaged, holds several files, or is no table.
    """
    if not isinstance(given, (str, os.PathLike)):
        return _of_copy(getattr(given, "name", "stream"), given)
    name = os.fspath(given)
    if name == "-":
        return _of_copy("-", sys.stdin.buffer)
    path = Path(name)
    if not path.exists() and any(letter in name for letter in "*?["):
        raise FileNotFoundError(
            f"there is no file {shown(name)}. Give the files of a pattern, as in"
            " pathlib.Path(...).glob('*.csv')."
        )
    with path.open("rb") as stream:
        if not stream.seekable():
            return _of_copy(name, stream)
        return _unpacked(name, path, stream)


def _of_copy(name: object, stream: IO[bytes]) -> Source:
    copy = _Copy(stream)
    with copy.path.open("rb") as plain:
        return copy.keep_for(_unpacked(str(name), copy.path, plain))


def _unpacked(name: str, path: Path, stream: BinaryIO) -> Source:
    """Return a file as it is, or a copy of what is packed in it."""
    start = stream.read(_BLOCK)
    if start.startswith(_GZIP):
        with path.open("rb") as packed, gzip.open(packed) as content, _telling("gzip"):
            copy = _Copy(content)
        return copy.keep_for(Source(name, copy.path, _kind(_inner_name(name), copy.start())))
    if start.startswith(_ZIP):
        with _telling("zip"), zipfile.ZipFile(path) as archive:
            members = [
                member
                for member in archive.namelist()
                if not member.endswith("/")
                and not PurePosixPath(member).name.startswith((".", "_"))
                and not member.startswith("__MACOSX/")
            ]
            if "[Content_Types].xml" in archive.namelist() or "content.xml" in members:
                return Source(name, path, "excel")
            if len(members) != 1:
                held = ", ".join(map(shown, members[:8])) or "nothing"
                raise TableError(
                    Note(
                        "packed with zip, and it holds {held}: unpack it, give one file", held=held
                    )
                )
            with archive.open(members[0]) as content:
                copy = _Copy(content)
        kind = _kind(members[0], copy.start())
        return copy.keep_for(
            Source(name, copy.path, kind, (Note("unpacked {member}", member=members[0]),))
        )
    return Source(name, path, _kind(name, start))


def _inner_name(name: str) -> str:
    return name[: -len(".gz")] if name.casefold().endswith(".gz") else name


@contextmanager
def _telling(packer: str) -> Iterator[None]:
    try:
        yield
    except (
        gzip.BadGzipFile, zipfile.BadZipFile, EOFError, zlib.error, NotImplementedError,
        RuntimeError,
    ) as error:  # fmt: skip
        raise TableError(
            Note(
                "packed with {packer}, and damaged or protected: {error}",
                packer=packer,
                error=str(error),
            )
        ) from None


def _kind(name: str, start: bytes) -> str:
    """Tell the format of a file by its first bytes, or where they say nothing by its name."""
    suffix = Path(name).suffix.casefold()
    if start.startswith(_PARQUET) or suffix in _PARQUET_NAMES:
        return "parquet"
    if start.startswith(_OLE):
        return "excel"
    if start.startswith((b"$FL2", b"$FL3")):
        return "spss"
    if start.startswith(b"<stata_dta>"):
        return "stata"
    if suffix in _STATISTICAL:
        return _STATISTICAL[suffix]
    for magic, what in _NO_TABLES.items():
        if start.startswith(magic):
            raise TableError(Note("this is no table but {what}", what=what))
    if suffix in (".json", ".jsonl", ".ndjson") or _JSON_START.match(start):
        return "json"
    if _PAGE_START.match(start):
        raise TableError(
            Note(
                "this is a web page or XML, whatever its name: open it in a spreadsheet and save it"
                " as CSV or .xlsx"
            )
        )
    return "text"


@contextmanager
def _telling_of_full_disk(name: str) -> Iterator[None]:
    """Name the copy where it does not fit, not what it is made from."""
    try:
        yield
    except OSError as error:
        if error.errno in _FULL:
            raise OSError(error.errno, error.strerror, name) from None
        raise


class _Copy:
    """A temporary file that is removed when nobody needs it any more."""

    def __init__(self, stream: IO[bytes] | gzip.GzipFile) -> None:
        handle, name = tempfile.mkstemp(prefix="nps-")
        self.path = Path(name)
        self._remove = weakref.finalize(self, _remove, self.path)
        try:
            with _telling_of_full_disk(name), os.fdopen(handle, "wb") as copy:
                _copy(stream, copy)
        except BaseException:
            self._remove()  # the error may be held for long, and this with it
            raise

    def start(self) -> bytes:
        """Return the first bytes."""
        with self.path.open("rb") as stream:
            return stream.read(_BLOCK)

    def keep_for(self, source: Source) -> Source:
        """Keep the copy as long as a source that lies in it; return the source."""
        if source.path == self.path:
            self._remove.detach()
            weakref.finalize(source, _remove, self.path)
        return source


def _copy(stream: IO[bytes] | gzip.GzipFile, copy: IO[bytes]) -> None:
    size = 0
    while block := stream.read(_BLOCK):
        size += len(block)
        if size > LARGEST_UNPACKED:
            raise TableError(
                f"more than {LARGEST_UNPACKED // 2**30:,} GiB come out of it; split it"
            )
        copy.write(block)


def _remove(path: Path) -> None:
    path.unlink(missing_ok=True)


def is_parquet(path: Path) -> bool:
    """Tell by the name of a file, or else by its first bytes."""
    if not path.exists() and any(letter in str(path) for letter in "*?["):
        raise FileNotFoundError(
            f"there is no file {shown(str(path))}. Give the files of a pattern, as in"
            " pathlib.Path(...).glob('*.csv')."
        )
    if path.suffix.casefold() in _PARQUET_NAMES:
        return True
    if not path.is_file():  # what cannot be rewound is read once
        return False
    with path.open("rb") as file:
        return file.read(len(_PARQUET)) == _PARQUET


def parquet_parts(directory: Path) -> list[Path]:
    """Return the Parquet files of a directory as engines write it, without what they hide."""
    found = sorted(
        path
        for path in directory.rglob("*")
        if path.suffix.casefold() in _PARQUET_NAMES
        and path.is_file()
        and not any(part.startswith((".", "_")) for part in path.relative_to(directory).parts)
    )
    if not found:
        raise OptionError(
            f"source: there is no Parquet file in the directory {shown(str(directory))}. Text files"
            " are given by their paths, such as pathlib.Path(...).glob('*.csv')."
        )
    return found
