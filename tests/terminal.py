"""The command, as the tests of its sections call it."""

from __future__ import annotations

from nps._command.main import main as main
