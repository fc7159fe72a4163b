"""What results carry is English: there is nothing to translate."""

from __future__ import annotations

from collections.abc import Mapping

NOTES: Mapping[str, str] = {}
PARTS: Mapping[str, str] = {}
