"""The private parts that tests of tables look at, in one place."""

from nps._base import text as display
from nps._base.results import Columnar
from nps._base.tables import great, html, markdown, sheet, workbook
from nps._base.words.languages import languages
from nps._base.words.saying import Name, speaker
from nps._inference.families.banners import banner_result, keys

__all__ = [
    "Columnar",
    "Name",
    "banner_result",
    "display",
    "great",
    "html",
    "keys",
    "languages",
    "markdown",
    "sheet",
    "speaker",
    "workbook",
]
