"""Heads and words of tables are English: there is nothing to translate."""

from __future__ import annotations

from collections.abc import Mapping

HEADINGS: Mapping[str, str] = {}
