"""How the pictures look: colours that everybody can tell apart, and texts that can be read."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import partial
from typing import TYPE_CHECKING, NamedTuple, TypeAlias

from nps._base.checks import check_flag, did_you_mean
from nps._base.errors import InputTypeError, OptionError, needing
from nps._base.text import shown
from nps._base.words.pictures import picture_words
from nps.plot._drawing.canvas import About

if TYPE_CHECKING:
    from nps._base.results import Result
    from nps._base.typing import LanguageName
    from nps._base.words.pictures import Words

#: What people may give for colours.
Colours: TypeAlias = "Mapping[str, str] | Sequence[str] | None"


class Palette(NamedTuple):
    """One colour, or one hatch, for each class."""

    promoters: str
    passives: str
    detractors: str


#: Blue, grey and vermilion: a CAM02-UCS distance of 34 or more between any two of them with each
#: full colour-vision deficiency. Red, amber and green come down to 5.
DEFAULT = Palette("#0072B2", "#BBBBBB", "#D55E00")
#: Blue and vermilion are about as dark as each other, so on paper without colour lines tell them
#: apart.
HATCHES = Palette("", "", "////")
#: Black on a colour.
BLACK = "#010101"


@dataclass(frozen=True, slots=True)
class Look:
    """Colours, hatches and words of one picture."""

    palette: Palette
    hatches: Palette
    words: Words
    language: LanguageName

    def names(self) -> Palette:
        """Return the names of the classes."""
        return Palette(self.words.promoters, self.words.passives, self.words.detractors)

    def about(self, name: str, found: Result) -> About:
        """Return what a picture of a result says of itself."""
        return About(self.words.titles[name], partial(found.summary, self.language))

    def gain(self, change: float) -> tuple[str, str]:
        """Return colour and hatch of a change: blue for gains, vermilion for losses."""
        kind = "promoters" if change > 0.0 else "detractors" if change < 0.0 else "passives"
        return getattr(self.palette, kind), getattr(self.hatches, kind)


def check_look(palette: Colours, hatch: bool, language: LanguageName) -> Look:
    """Return the look that these options ask for."""
    hatches = HATCHES if check_flag("hatch", hatch) else Palette("", "", "")
    return Look(_check_palette(palette), hatches, picture_words(language), language)


def _check_palette(palette: object) -> Palette:
    with needing("plot", "pictures need Matplotlib"):
        from matplotlib.colors import is_color_like, to_hex

    if palette is None:
        return DEFAULT
    if isinstance(palette, Mapping):
        for key in palette:
            if key not in Palette._fields:
                raise OptionError(
                    f"palette must have colours for {', '.join(Palette._fields)}, got"
                    f" {shown(key)}.{did_you_mean(key, Palette._fields)}"
                )
        colours = list({**DEFAULT._asdict(), **palette}.values())
    elif isinstance(palette, Sequence) and not isinstance(palette, str):
        colours = list(palette)
    else:
        raise InputTypeError(
            "palette must be a mapping from class to colour or three colours, for promoters,"
            f" passives and detractors, got {shown(palette)}."
        )
    if len(colours) != 3:
        raise OptionError(
            f"palette must have three colours, for promoters, passives and detractors, got"
            f" {len(colours)}."
        )
    for colour in colours:
        if not is_color_like(colour):
            raise OptionError(
                f"palette must hold colours that Matplotlib knows, such as '#0072B2' or 'navy',"
                f" got {shown(colour)}."
            )
    return Palette(*(to_hex(colour) for colour in colours))


def ink_on(colour: str) -> str:
    """Return black or white, whichever stands out more on a colour.

    The contrast of two luminances L is (L1 + 0.05)/(L2 + 0.05), as in the Web Content Accessibility
    Guidelines 2.2. The black is a shade off, so that it is not taken for the ink of the paper,
    which is light in a dark theme.
    """
    from matplotlib.colors import to_rgb

    linear = [c / 12.92 if c <= 0.04045 else ((c + 0.055) / 1.055) ** 2.4 for c in to_rgb(colour)]
    luminance = 0.2126 * linear[0] + 0.7152 * linear[1] + 0.0722 * linear[2]
    return "white" if 1.05 / (luminance + 0.05) > (luminance + 0.05) / 0.05 else BLACK


def backing(colour: str, hatch: str) -> dict[str, object] | None:
    """Return the box that keeps the lines of a hatch away from a text."""
    return {"facecolor": colour, "edgecolor": "none", "pad": 1.5} if hatch else None


def tint(colour: str, strength: float) -> str:
    """Return a colour mixed with white: strength 0 is white, 1 the colour itself."""
    from matplotlib.colors import to_hex, to_rgb

    red, green, blue = (1.0 - strength * (1.0 - c) for c in to_rgb(colour))
    return to_hex((red, green, blue))
