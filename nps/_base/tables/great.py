"""Tables for the package great_tables, which sets them as journals do."""

from __future__ import annotations

import html
from typing import TYPE_CHECKING

from nps._base.errors import needing

if TYPE_CHECKING:
    from great_tables import GT

    from nps._base.tables.sheet import Sheet


def great_table(sheet: Sheet) -> GT:
    """Return a table of great_tables with title, spanners and notes.

    Raises
    ------
    ModuleNotFoundError
        If great_tables or pandas is not installed.
    """
    with needing("tables", "such tables are made by great_tables; to_html needs nothing"):
        import pandas as pd
        from great_tables import GT
        from great_tables import html as markup
    names = [f"c{i}" for i in range(len(sheet.head))]
    texts = [[_text(value) for value in row] for row in sheet.rows]
    frame = pd.DataFrame(texts, columns=names, dtype=object)
    table = GT(frame).cols_label(
        {name: markup(html.escape(head)) for name, head in zip(names, sheet.head, strict=True)}
    )
    table = table.cols_align("left", columns=names[:1])
    if names[1:]:
        table = table.cols_align("right", columns=names[1:])
    for i, (span, first, last) in enumerate(sheet.runs()):
        if span:
            label = markup(html.escape(span))
            table = table.tab_spanner(label, columns=names[first : last + 1], id=f"s{i}")
    if sheet.title:
        table = table.tab_header(title=markup(html.escape(sheet.title)))
    for note in sheet.notes:
        table = table.tab_source_note(markup(html.escape(note)))
    return table


def _text(value: object) -> str:
    return html.escape(f"{value:,}" if isinstance(value, int) else str(value))
