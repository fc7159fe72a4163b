"""Options of verbs about words, checked."""

from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING

from nps._base.checks import check_number, check_option, check_whole
from nps._base.columns.containers import can_iterate
from nps._base.errors import InputTypeError, OptionError
from nps._base.text import shown, shown_kind
from nps._samples.ratings import check_scale
from nps.comments._text.columns import read_commented
from nps.comments._text.sums import MOST_GRAMS, count_words
from nps.comments._text.tokens import check_tokenizer, written

if TYPE_CHECKING:
    from nps._samples.ratings import Scale
    from nps.comments._text.sums import Unit, WordSums
    from nps.comments._text.tokens import Tokenizer

PRIORS = ("pooled", "corpus")
#: Words of the prior: so many that z hardly depends on how long the corpus is.
USUAL_PRIOR = 500.0


def check_prior(prior: object) -> float | None:
    """Return the weight of the prior, or None for that of the corpus."""
    if isinstance(prior, str) and prior == "corpus":
        return None
    if isinstance(prior, str):
        check_option("prior", prior, PRIORS)
        return USUAL_PRIOR
    weight = check_number("prior", prior, meaning=' of words, "pooled" or "corpus"')
    if weight <= 0.0:
        raise OptionError(f"prior must be above 0, got {shown(prior)}.")
    return weight


def read_stopwords(stopwords: object) -> set[str]:
    """Return words to leave out as they are compared."""
    table = isinstance(stopwords, Mapping) or getattr(stopwords, "ndim", 1) != 1
    if table or not can_iterate(stopwords):
        raise InputTypeError(f"stopwords must be a list or set of words, got {shown(stopwords)}.")
    listed = list(stopwords)
    for word in listed:
        if not isinstance(word, str):
            raise InputTypeError(f"stopwords must be words, which are text, got {shown(word)}.")
    return {written(word).strip().casefold() for word in listed if isinstance(word, str)}


def read_words(
    comments: object,
    ratings: object,
    *,
    tokenizer: Tokenizer | None,
    ngrams: int,
    unit: Unit,
    scale: Scale,
    invalid: str,
) -> WordSums:
    """Count the words of comments, with options checked."""
    check_scale(scale)
    check_tokenizer(tokenizer)
    longest = check_whole("ngrams", ngrams)
    if not 1 <= longest <= MOST_GRAMS:
        raise OptionError(f"ngrams must be from 1 to {MOST_GRAMS}, got {shown(ngrams)}.")
    if ratings is None:
        raise InputTypeError(
            "words needs ratings beside the comments: who is a promoter and who a detractor. Got"
            f" only {shown_kind(comments)}."
        )
    commented = read_commented(comments, ratings, scale, invalid)
    return count_words(commented, tokenizer, longest, unit)
