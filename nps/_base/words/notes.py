"""Words that a result carries, such as its notes, in another language than they were made in.

A catalogue maps English templates to those of the other language. ``{n}`` stands for a value that
is carried over as it is, ``{side:part}`` for words that the catalogue itself translates and
``{sides:parts}`` for a list of such words.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from functools import cache

#: A value within a template, and what kind of words it is.
FIELD = re.compile(r"\{(\w+):?(\w*)\}")


@cache
def pattern(template: str) -> re.Pattern[str]:
    """Return what finds the values in a text that was made from a template."""
    literal = re.split(r"\{[^}]*\}", template)
    groups = [f"(?P<{name}>.+?)" for name, _ in FIELD.findall(template)]
    pieces = [re.escape(literal[0])]
    for group, text in zip(groups, literal[1:], strict=True):
        pieces += [group, re.escape(text)]
    return re.compile("".join(pieces), re.DOTALL)


def translated(text: str, catalogue: Mapping[str, str]) -> str:
    """Return a text in the language of a catalogue; what it does not know stays as it is."""
    for template, phrase in catalogue.items():
        found = pattern(template).fullmatch(text)
        if found:
            kinds = dict(FIELD.findall(template))
            values = found.groupdict()
            return phrase.format_map(
                {name: _value(values[name], kinds[name], catalogue) for name in values}
            )
    return text


def _value(value: str, kind: str, catalogue: Mapping[str, str]) -> str:
    if kind == "parts":
        return "、".join(translated(part, catalogue) for part in value.split(", "))
    return translated(value, catalogue) if kind else value
