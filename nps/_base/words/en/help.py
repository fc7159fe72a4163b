"""What --help says is English: there is nothing to translate."""

from __future__ import annotations

from collections.abc import Mapping

HELP: Mapping[str, str] = {}
