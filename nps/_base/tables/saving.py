"""Files that are written beside the old one and moved into place when they are whole."""

from __future__ import annotations

import contextlib
import os
import secrets
from collections.abc import Iterator
from pathlib import Path


def is_device(path: str) -> bool:
    """Return whether something is there that is no file, such as a pipe."""
    target = Path(path)
    return target.exists() and not target.is_file()


@contextlib.contextmanager
def _naming(path: str) -> Iterator[None]:
    """Say of an error which file it is about, as it was typed.

    Raises
    ------
    OSError
        With the name of the file.
    """
    try:
        yield
    except OSError as error:
        raise OSError(error.errno, error.strerror or str(error), path) from None


def write_file(path: str, content: str | bytes) -> None:
    """Write beside the file and move it into place, so that a failure leaves the old one.

    Raises
    ------
    OSError
        With the name of the file that was to be written.
    """
    data = content.encode("utf-8", "backslashreplace") if isinstance(content, str) else content
    with _naming(path):
        if is_device(path):  # a pipe or a device is written to as it is, and may have no real name
            Path(path).write_bytes(data)
            return
        target = Path(path).resolve()
        beside = target.with_name(f".nps-{secrets.token_hex(4)}.part")
        try:
            with beside.open("xb") as stream:
                stream.write(data)
                stream.flush()
                os.fsync(stream.fileno())
            if target.exists():
                beside.chmod(target.stat().st_mode & 0o777)
            beside.replace(target)
        finally:
            with contextlib.suppress(OSError):
                beside.unlink(missing_ok=True)
