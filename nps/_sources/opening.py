"""From a path to bytes: pipes, what is packed with gzip, and which files are Parquet."""

from __future__ import annotations

import gzip
import shutil
import sys
import tempfile
import zlib
from pathlib import Path
from typing import BinaryIO

from nps._base.errors import NPSError, OptionError

#: First bytes of a file that is packed with gzip, and of one in Parquet.
_GZIP, _PARQUET = b"\x1f\x8b", b"PAR1"
_PARQUET_NAMES = (".parquet", ".pq")


class TableError(NPSError, ValueError):
    """A file that cannot be read as rows and columns."""


def open_bytes(path: str) -> BinaryIO:
    """Open for reading and rewinding; what cannot be rewound is copied to a temporary file."""
    if path == "-":
        return _unpacked(_copy(sys.stdin.buffer))
    stream = Path(path).open("rb")  # noqa: SIM115  # closed by DelimitedFile
    if stream.seekable():
        return _unpacked(stream)
    with stream:
        return _unpacked(_copy(stream))


def _unpacked(stream: BinaryIO) -> BinaryIO:
    """Return the stream, or a copy of what is packed in it."""
    start = stream.read(len(_PARQUET))
    stream.seek(0)
    if start == _PARQUET:
        stream.close()
        raise TableError("this is a Parquet file: nps.count_stream and nps.from_frame read it")
    if not start.startswith(_GZIP):
        return stream
    with stream, gzip.open(stream) as packed:
        try:
            return _copy(packed)
        except (gzip.BadGzipFile, EOFError, zlib.error) as error:
            raise TableError(f"packed with gzip, and damaged: {error}") from None


def _copy(stream: BinaryIO | gzip.GzipFile) -> BinaryIO:
    copy = tempfile.TemporaryFile()  # noqa: SIM115  # closed by DelimitedFile
    try:
        shutil.copyfileobj(stream, copy)
    except BaseException:
        copy.close()
        raise
    copy.seek(0)
    return copy


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
            f"source: there is no Parquet file in the directory {str(directory)!r}. Text files are"
            " given by their paths, such as pathlib.Path(...).glob('*.csv')."
        )
    return found


def is_parquet(path: Path) -> bool:
    """Tell by the name of a file, or else by its first bytes."""
    if not path.exists() and any(letter in str(path) for letter in "*?["):
        raise FileNotFoundError(
            f"there is no file {str(path)!r}. Give the files of a pattern, as in"
            " pathlib.Path(...).glob('*.csv')."
        )
    if path.suffix.casefold() in _PARQUET_NAMES:
        return True
    if not path.is_file():  # what cannot be rewound is read once
        return False
    with path.open("rb") as file:
        return file.read(len(_PARQUET)) == _PARQUET
