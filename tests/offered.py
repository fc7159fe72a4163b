"""What an option may be: the values that an error names when it refuses another."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

import pytest

import nps

if TYPE_CHECKING:
    from collections.abc import Callable


def offered(ask: Callable[[str], object]) -> tuple[str, ...]:
    """The values of the option that `ask` hands on."""
    with pytest.raises(nps.OptionError) as refused:
        ask("no such value")
    allowed, _, _ = str(refused.value).partition(", got ")
    return tuple(re.findall(r"'([^']+)'", allowed))
