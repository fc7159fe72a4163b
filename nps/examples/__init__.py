"""Small made-up data sets, those of the tutorials and how-to pages (``nps.examples``).

They come with the library, so that what the pages show runs anywhere, without a file or a network.
Each is a plain dictionary of columns, made anew by each call; ``pandas.DataFrame`` and
``polars.DataFrame`` take it as it is. Columns of numbers hold numbers, with None for a blank;
everything else is text as it stands in the file, numbers of respondents and waves too.

Waves:      `two_waves` (an export as it comes, with all its oddities), `four_waves`
Weights:    `weighted_panel`, `weighted_panel_population`
Why:        `support`, `subscribers`, `comments`
Value:      `revenue`
The silent: `invitations`, `callbacks`
"""

from nps._base.doors import open_door

__getattr__, __dir__, __all__ = open_door(__name__)
