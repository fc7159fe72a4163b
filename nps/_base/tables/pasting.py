"""What every result can do for a document: leave as a table that needs no further work."""

from __future__ import annotations

from typing import TYPE_CHECKING

from nps._base.checks import check_path
from nps._base.errors import OptionError
from nps._base.tables import html
from nps._base.text import shown
from nps._base.words.saying import speaker

if TYPE_CHECKING:
    import os

    from great_tables import GT

    from nps._base.tables.sheet import Sheet
    from nps._base.typing import LanguageName
    from nps._base.words.saying import Say


class Pasted:
    """What results share: tables for documents and spreadsheets, in any language.

    The label stands first, numbers are rounded as everywhere, intervals are text, arrows tell what
    is significant, and the notes stand below. `to_pandas` gives the columns as they are.
    """

    __slots__ = ()

    def _sheet(self, say: Say) -> Sheet:
        """Return the table as it is pasted."""
        raise NotImplementedError

    def to_markdown(self, language: LanguageName = "en") -> str:
        """Return the result as a table in Markdown, for a wiki, a chat or a notebook.

        Parameters
        ----------
        language : str, default "en"
            Code of a language, such as "zh" for Chinese.

        Returns
        -------
        str
            The summary, the table, and the notes; all rows. One result is one row.

        Examples
        --------
        >>> import nps
        >>> shops = nps.Cohorts.from_counts(["A", "B"], [50, 40], [30, 30], [20, 30])
        >>> print(nps.rank(shops).to_markdown().splitlines()[2])
        | cohort | n | NPS | rank | could be | best with probability |
        """
        from nps._base.tables.markdown import document

        say = speaker(language)
        return document(self._sheet(say), say)

    def to_html(self, language: LanguageName = "en") -> str:
        """Return the result as a table in HTML, for a page, a mail or a word processor.

        Parameters
        ----------
        language : str, default "en"
            Code of a language, such as "zh" for Chinese.

        Returns
        -------
        str
            A ``<table>`` with its style in it, and the notes below; labels are escaped.

        Examples
        --------
        >>> import nps
        >>> nps.estimate(nps.Counts(50, 30, 20)).to_html().count("<tr>")
        2
        """
        sheet = self._sheet(speaker(language))
        foot = "\n".join(sheet.notes)
        return html.table(sheet.head, sheet.rows, sheet.title, foot, spans=sheet.runs())

    def to_excel(self, path: str | os.PathLike[str], language: LanguageName = "en") -> None:
        """Write the result to an Excel file, with numbers that can be computed with.

        Numbers have all their digits and show as in the other tables. Labels are never formulas,
        however they begin.

        Parameters
        ----------
        path : str or path-like
            The file, such as "scores.xlsx". One that is there is replaced when the new one is
            whole.
        language : str, default "en"
            Code of a language, such as "zh" for Chinese.

        Raises
        ------
        InputTypeError
            If `path` is no name of a file.
        OptionError
            If it does not end in ".xlsx".
        ModuleNotFoundError
            If XlsxWriter is not installed: ``pip install 'nps[excel]'``.
        OSError
            If the file cannot be written.

        Examples
        --------
        >>> import nps, tempfile, pathlib
        >>> path = pathlib.Path(tempfile.mkdtemp()) / "score.xlsx"
        >>> nps.estimate(nps.Counts(50, 30, 20)).to_excel(path)
        >>> path.exists()
        True
        """
        from nps._base.tables.saving import write_file
        from nps._base.tables.workbook import page_of, workbook

        file = check_path("path", path)
        if file.suffix.lower() != ".xlsx":
            raise OptionError(f'path must end in ".xlsx", got {shown(path)}.')
        content = workbook([page_of(self._sheet(speaker(language)), "NPS")])
        write_file(str(file), content)

    def to_great_tables(self, language: LanguageName = "en") -> GT:
        """Return the result as a table of the package great_tables, to style and save further.

        Parameters
        ----------
        language : str, default "en"
            Code of a language, such as "zh" for Chinese.

        Returns
        -------
        great_tables.GT
            Of text, with the summary as its title and the notes below.

        Raises
        ------
        ModuleNotFoundError
            If great_tables is not installed: ``pip install "nps[tables]"``.
        """
        from nps._base.tables.great import great_table

        return great_table(self._sheet(speaker(language)))
