"""Which words go with promoters and which with detractors: `words`."""

from __future__ import annotations

from collections.abc import Iterable
from typing import TYPE_CHECKING, Any, Literal, NamedTuple, TypeAlias

import numpy as np

from nps._base.checks import check_confidence_level, check_option, check_whole
from nps._base.errors import EmptySampleError, OptionError
from nps._base.labels.labels import Labels
from nps._base.results import Intervals
from nps._base.words.notes import Note
from nps._inference.evidence import p_values, tail
from nps._kernels.many_scores.multiplicity import ADJUSTMENTS, adjusted
from nps._kernels.numerics.moments import normal_quantile
from nps._kernels.topics.comments.keyness import log_odds, signed_likelihood_ratio
from nps._kernels.two_scores.score import Pairs, score_inference
from nps._samples.ratings import STANDARD
from nps.comments._results.words import Words
from nps.comments._tally import Tally
from nps.comments._text.folding import has_close
from nps.comments._text.options import check_prior, read_stopwords, read_words
from nps.comments._text.sums import UNITS, WordSums
from nps.comments._text.tokens import BLANK

if TYPE_CHECKING:
    from nps._base.typing import Invalid
    from nps._kernels import FloatArray, IntArray
    from nps._kernels.many_scores.multiplicity import AdjustmentName
    from nps._samples.ratings import Scale
    from nps.comments._text.sums import Unit
    from nps.comments._text.tokens import Tokenizer

WordPrior: TypeAlias = Literal["pooled", "corpus"]
LANGUAGES = {
    "Thai": Note("Thai"),
    "Lao": Note("Lao"),
    "Burmese": Note("Burmese"),
    "Khmer": Note("Khmer"),
}


def words(
    comments: object,
    ratings: object = None,
    *,
    tokenizer: Tokenizer | None = None,
    ngrams: int = 1,
    min_comments: int = 5,
    stopwords: Iterable[str] = (),
    prior: WordPrior | float = "pooled",
    test: Unit = "comments",
    adjust: AdjustmentName = "benjamini-hochberg",
    confidence_level: float = 0.95,
    scale: Scale = STANDARD,
    invalid: Invalid = "raise",
) -> Words:
    r"""Say which words promoters write more often than detractors, and which the other way round.

    The unit is the comment: whether a word is in it, not how often. Words of one comment are not
    independent, and tests that count them as if they were call a tenth to a fifth of ordinary words
    distinctive at a level of 5%; this one keeps its level.

    Parameters
    ----------
    comments : 1-D collection of text, or Tally
        What people wrote; None, NaN and blank text are comments not given. A `Tally` that was given
        comments takes the place of rows.
    ratings : 1-D collection
        Their answers, in the same order. Not needed beside a `Tally`.
    tokenizer : callable, optional
        What turns a comment into a list of words, such as ``jieba.lcut``. Blanks, punctuation and
        digits among them do not count. Without one words are runs of letters, and Chinese and
        Japanese are counted as overlapping pairs of characters; Thai, Lao, Burmese and Khmer need
        one, and a note says so.
    ngrams : int, default 1
        Up to so many words that follow each other count as one too: with 2 "not good" is a word
        beside "not" and "good". At most 5.
    min_comments : int, default 5
        Words in fewer comments are left out.
    stopwords : collection of str, default ()
        Words to leave out. None by default: those that everybody writes come last by themselves.
    prior : {"pooled", "corpus"} or float, default "pooled"
        Weight of the prior of the log-odds, in words. "pooled": 500, so that z does not depend on
        how much was written. "corpus": as many as promoters and detractors wrote, which pulls
        harder towards 0.
    test : {"comments", "tokens"}, default "comments"
        - "comments": the score test of two shares, those of the promoters' and of the detractors'
          comments that have the word [1]_.
        - "tokens": the likelihood ratio of its occurrences, known as keyness [2]_, to reproduce
          what other software prints. It takes the words of one comment as independent, so its
          p-values are too small.
    adjust : str, default "benjamini-hochberg"
        How p-values are adjusted for the number of words, as in `adjust_p_values`.
    confidence_level : float, default 0.95
        Of the intervals of the differences, each by itself.
    scale : Scale, default STANDARD
        Which ratings belong to which class.
    invalid : {"raise", "drop"}, default "raise"
        Answers off the scale are an error, or are left out and counted as ``invalid``.

    Returns
    -------
    Words
        A row for each word, the most distinctive first.

    Raises
    ------
    EmptySampleError
        If there is no comment with a valid answer.
    InputTypeError
        If `comments` does not hold text, or `tokenizer` does not give a list of it.
    RatingError
        If an answer is off the scale and `invalid` is "raise".

    See Also
    --------
    code : Comments that mention a theme, by a dictionary.
    quotes : Comments that show what these words are about.
    tally : Words of parts, which add up.

    Notes
    -----
    The order comes from log-odds with a Dirichlet prior [3]_. A word is in :math:`y_1` comments of
    promoters and :math:`y_2` of detractors, which sum up to :math:`n_1` and :math:`n_2` over all
    words; :math:`a` is its share of all that is written, by passives too, times the weight of the
    prior :math:`a_0`:

    .. math::

        \delta = \log\frac{y_1 + a}{n_1 + a_0 - y_1 - a}
               - \log\frac{y_2 + a}{n_2 + a_0 - y_2 - a}, \qquad
        z = \frac{\delta}{\sqrt{1/(y_1 + a) + 1/(y_2 + a)}}

    It is pulled towards 0 where a word is rare, so that rare words do not come first. z is for
    ordering and for the picture; whether a word differs by more than chance is told by the p-value.
    Upper and lower case and the width of letters do not count.

    References
    ----------
    .. [1] Miettinen O, Nurminen M (1985). Comparative analysis of two rates. Statistics in Medicine
       4(2), 213-226. doi:10.1002/sim.4780040211
    .. [2] Dunning T (1993). Accurate methods for the statistics of surprise and coincidence.
       Computational Linguistics 19(1), 61-74.
    .. [3] Monroe BL, Colaresi MP, Quinn KM (2008). Fightin' words: lexical feature selection and
       evaluation for identifying the content of political conflict. Political Analysis 16(4),
       372-403. doi:10.1093/pan/mpn018

    Examples
    --------
    >>> import nps
    >>> comments = ["Easy to use", "So easy!", "easy", "Too slow", "Slow and pricey", "slow"]
    >>> found = nps.comments.words(comments * 10, [10, 9, 10, 2, 0, 5] * 10)
    >>> for word in found:
    ...     print(f"{word.label:6} {word.promoters:2} {word.detractors:2} {word.z:+.1f}")
    easy   30  0 +2.4
    slow    0 30 -2.4
    and     0 10 -1.1
    pricey  0 10 -1.1
    so     10  0 +1.1
    to     10  0 +1.1
    too     0 10 -1.1
    use    10  0 +1.1
    """
    check_option("test", test, UNITS)
    check_option("adjust", adjust, ADJUSTMENTS)
    level = check_confidence_level(confidence_level)
    least = check_whole("min_comments", min_comments)
    weight = check_prior(prior)
    left_out = read_stopwords(stopwords)
    if isinstance(comments, Tally):
        _refuse_beside_tally(ratings, tokenizer, ngrams, test, scale, invalid)
        sums = _words_of(comments)
    else:
        sums = read_words(
            comments, ratings, tokenizer=tokenizer, ngrams=ngrams, unit=test, scale=scale,
            invalid=invalid,
        )  # fmt: skip
    if not sums.counts.n:
        raise EmptySampleError(Note("words need comments with a valid answer, got none."))
    spoken = [word for word in sums.words if not left_out.issuperset(word.split(BLANK))]
    table = sums.table(spoken)
    totals = table.sum(axis=0).astype(np.float64)
    n = table.sum(axis=1)
    kept = np.flatnonzero(n >= max(least, 1))
    found = _ordered([sums.label(spoken[i]) for i in kept], table[kept], totals, weight)
    promoters, passives, detractors = found.table.T
    evidence = _evidence(sums, promoters, detractors, totals, level)
    return Words(
        _labels=Labels(found.labels, ("word",)),
        n=found.table.sum(axis=1),
        promoters=promoters,
        passives=passives,
        detractors=detractors,
        **evidence,
        adjusted_p_value=adjusted(evidence["p_value"], adjust, found.z.size),
        log_odds=found.log_odds,
        z=found.z,
        counts=sums.counts,
        n_words=len(spoken),
        test=sums.unit,
        adjust=adjust,
        prior=prior if isinstance(prior, str) else float(prior),
        ngrams=sums.ngrams,
        min_comments=least,
        confidence_level=level,
        notes=tuple(_notes(sums, found.labels, least)),
    )


def _refuse_beside_tally(
    ratings: object, tokenizer: object, ngrams: object, test: str, scale: object, invalid: object
) -> None:
    again = ratings is not None or tokenizer is not None or ngrams != 1 or test != "comments"
    if again or scale != STANDARD or invalid != "raise":
        raise OptionError(
            "a Tally holds words by class, which are not read again: ratings, tokenizer, ngrams,"
            " scale and invalid are for nps.comments.tally, and occurrences need the comments."
        )


def _words_of(tally: Tally) -> WordSums:
    """Return the words of a tally, which are not split again."""
    if tally._words is None:
        raise OptionError(
            "this Tally holds no words: give the comments to nps.comments.tally(..., comments=)."
        )
    return tally._words


class _Found(NamedTuple):
    """Words in their order, with their comments by class, log-odds and z."""

    labels: list[str]
    table: IntArray
    log_odds: FloatArray
    z: FloatArray


def _ordered(
    labels: list[str], table: IntArray, totals: FloatArray, weight: float | None
) -> _Found:
    """Return words with their log-odds, the most distinctive first, then by their letters."""
    both = totals[0] + totals[2]
    delta, error = log_odds(
        table[:, 0].astype(np.float64),
        table[:, 2].astype(np.float64),
        table.sum(axis=1).astype(np.float64),
        (totals[0], totals[2], totals.sum()),
        max(both, 1.0) if weight is None else weight,
    )
    z = delta / error
    order = sorted(range(len(labels)), key=lambda i: (-abs(z[i]), labels[i]))
    return _Found([labels[i] for i in order], table[order], delta[order], z[order])


def _evidence(
    sums: WordSums, promoters: IntArray, detractors: IntArray, totals: FloatArray, level: float
) -> dict[str, Any]:
    """Return shares, their difference and its test, by comments or by occurrences."""
    mine, theirs = promoters.astype(np.float64), detractors.astype(np.float64)
    if sums.unit == "comments":
        n1, n2 = float(sums.counts.promoters), float(sums.counts.detractors)
        # a share is half a score of those with the word against those without, plus one half
        none = np.zeros_like(mine)
        pairs = Pairs(mine, none, n1 - mine, theirs, none, n2 - theirs)
        low, high, statistic = score_inference(
            pairs, none, normal_quantile(tail("two-sided", 1.0 - level))
        )
        low, high = 0.5 * low, 0.5 * high
        p_value = p_values(statistic, "two-sided")
    else:
        from scipy.special import chdtrc

        n1, n2 = totals[0], totals[2]
        statistic = signed_likelihood_ratio(mine, theirs, (n1, n2))
        low = high = np.full_like(mine, np.nan)
        p_value = np.asarray(chdtrc(1.0, np.abs(statistic)))
    with np.errstate(invalid="ignore"):
        shares = [np.divide(mine, n1), np.divide(theirs, n2)]
    return {
        "promoter_share": shares[0],
        "detractor_share": shares[1],
        "share_difference": shares[0] - shares[1],
        "confidence_interval": Intervals(low, high),
        "statistic": statistic,
        "p_value": p_value,
    }


def _notes(sums: WordSums, labels: list[str], least: int) -> list[str]:
    """Say what the numbers alone would hide."""
    notes: list[str] = []
    silent = sums.respondents.n - sums.counts.n
    if silent:
        notes.append(Note("{n:answer} without a comment.", n=silent))
    unrated = sums.counts.missing + sums.counts.invalid
    if unrated:
        notes.append(Note("{n:comment} without a valid answer, left out.", n=unrated))
    if not (sums.counts.promoters or sums.counts.detractors):
        notes.append(
            Note("Neither promoters nor detractors commented: there are no words to test.")
        )
    elif not (sums.counts.promoters and sums.counts.detractors):
        notes.append(Note("Only one side commented: there is nothing to test words against."))
    if not labels:
        notes.append(Note("No word is in {n:comment} or more.", n=least))
    if sums.scripts:
        names = [name for name in LANGUAGES if name in sums.scripts]
        notes.append(
            Note(
                "{n:comment} in {languages}, which has no blanks between words: give a tokenizer.",
                n=sum(sums.scripts[name] for name in names),
                languages=tuple(LANGUAGES[name] for name in names),
            )
        )
    if sums.tokenizer == "default" and any(map(has_close, labels)):
        notes.append(
            Note(
                "Chinese and Japanese are counted in pairs of characters; a tokenizer gives words."
            )
        )
    if sums.unit == "tokens":
        notes.append(
            Note(
                "Occurrences in one comment are not independent: these p-values are too small."
                ' test="comments" keeps its level.'
            )
        )
    return notes
