"""What is known of a language: the words by which a header asks, or does not ask, the question."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Vocabulary:
    """Words of one language, each text a list of them between spaces.

    Accents and capitals make no difference. A word that ends in ``*`` is a stem: whatever begins
    with it counts. Where a script has no spaces between words, all are looked for anywhere, and
    ``_`` stands for a space.

    Attributes
    ----------
    recommend
        To recommend; of a header that asks who would.
    likely
        That it is asked how likely or willing somebody is. They outweigh `doubtful`.
    doubtful
        Beside `recommend` these make it a question of something else (what is recommended, how
        often, by whom), unless the header asks how likely it is.
    never
        Beside `recommend` or "NPS" these make it something else in any case: reasons, comments,
        recommendations that were received.
    noun
        To recommend as a thing: "recommendation" rather than "recommend". In a short header that
        does not ask how likely it is, and beside words that are not of a rating, it is a weak sign.
    things
        Beside `noun` these make it something else: letters, products, who recommended. Words that
        begin with a stem of `noun` may end so, too.
    nouns
        In a short header these make a column of something else: groups, dates, numbers of answers.
    rating
        Words for a rating or a score, which are a weak sign when nothing else is said.
    filler
        Words that may stand beside those of `rating`.
    counts
        Headers of a column that says how many gave an answer.
    total
        Cells that say that a row adds up the others.
    """

    name: str
    recommend: str
    likely: str
    doubtful: str
    never: str
    nouns: str
    rating: str
    filler: str = ""
    counts: str = ""
    total: str = ""
    noun: str = ""
    things: str = ""
    spaced: bool = True
