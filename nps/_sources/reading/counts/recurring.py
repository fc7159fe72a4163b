"""People who answered more than once, as far as the columns of a file say who answered."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from typing import TYPE_CHECKING

from nps._base.text import shown
from nps._base.words.notes import Note
from nps._sources.reading.counts.tally import filters_of
from nps._sources.reading.naming import named
from nps._sources.reading.questions import folded
from nps._sources.reading.suspects import SCANNED_ROWS

if TYPE_CHECKING:
    from nps._sources.reading.doors import Door
    from nps._sources.reading.formats.tables import Table

#: Among fewer rows nobody is expected twice.
_FEW_PEOPLE = 6
_MAIL = re.compile(r"[^@\s]{1,64}@[^@\s]{1,255}")
#: Words in headers of columns that say who answered.
_PEOPLE = frozenset(
    {"id", "uuid", "email", "mail", "respondent", "customer", "user", "participant", "contact"}
    | {"phone", "邮箱", "手机", "用户", "客户"}
)


def recurring(table: Table, door: Door, where: Mapping[str, Sequence[object]]) -> list[Note]:
    """Note columns of people of whom several occur more than once, as far as the sample shows."""
    sample = table.sample[:SCANNED_ROWS]
    filters = filters_of(table, where)
    rows = [row for row in sample if all(keep(row[i]) for i, keep in filters)]
    notes: list[Note] = []
    for place, name in enumerate(table.header):
        people = [cell for row in rows if (cell := row[place].strip())]
        distinct = len(set(people))
        if len(people) < _FEW_PEOPLE or distinct == len(people) or 2 * distinct < len(people):
            continue
        mails = sum(bool(_MAIL.fullmatch(cell)) for cell in people)
        if 2 * mails > len(people) or _PEOPLE & set(folded(name).split()):
            again = len(people) - distinct
            way = f"{door.option('respondent', shown(name))} {door.option('when', 'TIME')}"
            notes.append(
                Note(
                    "{again} of {rows} rows are of somebody in {column} who answered before: {way}"
                    " counts each once",
                    again=again,
                    rows=len(people),
                    column=named(name),
                    way=way,
                )
            )
    return notes[:2]
