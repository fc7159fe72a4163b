"""The banner table of research departments: groups side by side, with letters for what differs."""

from __future__ import annotations

from typing import TYPE_CHECKING, cast

from nps._base.checks import TINY
from nps._base.words.notes import Note
from nps._inference.families.banners.banner_result import Banner
from nps._inference.families.banners.keys import groups_by_key, share_of, side_by_side
from nps._inference.families.compare_many import compare_many, undefined_by_method
from nps._inference.scores.estimate import estimate

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from nps._base.typing import Rng
    from nps._inference.differences.methods import DifferenceMethodName
    from nps._inference.families.compare_many import AdjustName
    from nps._inference.families.comparisons import ManyComparisons
    from nps._inference.scores.methods import SurveyMethodName
    from nps._kernels import IntArray
    from nps._surveys.kinds import AnyCohorts


def banner(
    cohorts: AnyCohorts | Mapping[str, AnyCohorts],
    *,
    adjust: AdjustName | None = None,
    method: DifferenceMethodName | SurveyMethodName = "score",
    confidence_level: float = 0.95,
    rng: Rng = None,
) -> Banner:
    r"""Return a banner table: the groups of several keys side by side, against all answers.

    A column for all answers and one for each group of each key; rows for the base, the shares of
    the three classes, the score and its interval. Letters tell which groups of the same key have
    a significantly lower score, or share of promoters or detractors, arrows which groups score
    above or below all answers.

    Parameters
    ----------
    cohorts : Cohorts, SurveyCohorts, or mapping from str to such
        Of one or several keys, as `from_frame` with ``by=["region", "age"]`` or `count_by` with a
        mapping give; weighted ones from `survey_by`. Of several keys each is shown by itself, all
        others put together. A mapping names keys that were counted one by one; all must divide the
        same answers.
    adjust : str, optional
        How p-values are adjusted for the number of comparisons within a key, as in `compare_many`:
        "holm" (default), "max-z", "none" and others.
    method : str, default "score"
        How two scores are compared, as in `compare`: "score", "wald-t" or "wald" for weighted
        cohorts.
    confidence_level : float, default 0.95
        Of the intervals, each for itself; letters and arrows stand where the adjusted p-value is
        below ``1 - confidence_level``.
    rng : int, SeedSequence or Generator, optional
        For the permutation methods with more answers than they work out exactly, as in `compare`.

    Returns
    -------
    Banner
        With a row for each column of the table; `to_markdown`, `to_html`, `to_excel` and
        `to_great_tables` give it as it is handed over.

    Raises
    ------
    InputTypeError
        If `cohorts` is neither cohorts nor a mapping to cohorts.
    OptionError
        If an option is not allowed, or the keys divide different answers.

    See Also
    --------
    compare_many : One key, with all differences and their intervals.
    compare_part : One group against the whole that contains it.

    Notes
    -----
    Each key is a family: letters come from ``compare_many(groups, against="pairs")``, arrows from
    ``compare_many(groups, against="rest")``. A group and all answers are not independent, since the
    answers of the group are among all. With a share f of the answers in the group,

    .. math:: d_{group} - d_{all} = (1 - f)\,(d_{group} - d_{rest}),

    so that a group differs from all answers exactly if it differs from the rest, and this is what
    is tested [1]_. Across keys nothing is compared: their groups overlap.

    Shares of promoters and detractors have letters of their own, from the score test of two
    proportions [2]_ whatever `method` is, with p-values adjusted in the same way for the pairs of
    the key. Weighted shares have none.

    References
    ----------
    .. [1] Cochran WG (1977). Sampling Techniques, 3rd ed., sec. 2.12 and 5A.14. Wiley.
    .. [2] Miettinen O, Nurminen M (1985). Comparative analysis of two rates. Statistics in Medicine
       4(2), 213-226. doi:10.1002/sim.4780040211

    Examples
    --------
    >>> import nps
    >>> people = nps.Cohorts.from_counts(
    ...     [("North", "new"), ("North", "old"), ("South", "new"), ("South", "old")],
    ...     [60, 50, 30, 35],
    ...     [25, 30, 35, 30],
    ...     [15, 20, 35, 35],
    ...     keys=["region", "customer"],
    ... )
    >>> table = nps.banner(people)
    >>> table.letters
    ('', 'A', 'B', 'C', 'D')
    >>> table.higher_than
    ('', 'B', '', '', '')
    >>> print(table.to_markdown().splitlines()[2])
    |  | total | region: North (A) | region: South (B) | customer: new (C) | customer: old (D) |
    """
    keys = groups_by_key(cohorts)
    pairs, rests = (
        tuple(
            compare_many(
                groups,
                against=against,
                adjust=adjust,
                method=method,
                confidence_level=confidence_level,
                rng=rng,
            )
            for groups in keys.values()
        )
        for against in ("pairs", "rest")
    )
    promoters, detractors = (
        tuple(
            compare_many(share, adjust=adjust, confidence_level=confidence_level)
            for groups in keys.values()
            if (share := share_of(groups, best=best)) is not None
        )
        for best in (True, False)
    )
    estimates = estimate(side_by_side(keys), confidence_level=confidence_level)
    n, families = estimates.counts.n[1:], (*pairs, *rests)
    return Banner(
        estimates=estimates,
        pairs=pairs,
        rests=rests,
        promoter_pairs=promoters,
        detractor_pairs=detractors,
        notes=(
            *_legend(pairs[0].adjust, confidence_level, shares=bool(promoters)),
            *_notes_on_groups(n),
            *_notes_on_tests(families),
        ),
    )


def _legend(adjust: str, confidence_level: float, *, shares: bool) -> list[Note]:
    """Say what letters and arrows mean."""
    alpha = f"{1.0 - confidence_level:g}"
    of_shares = Note(
        "Letters below promoters and detractors: the same of these shares, by the score test of two"
        " proportions."
    )
    if adjust == "none":
        return [
            Note(
                "Letters: groups of the same key that score significantly lower"
                " (p < {alpha}, each pair tested on its own).",
                alpha=alpha,
            ),
            *[of_shares] * shares,
            Note(
                "↑ ↓: significantly above or below all answers, tested against the rest"
                " (p < {alpha}, each group on its own).",
                alpha=alpha,
            ),
        ]
    return [
        Note(
            "Letters: groups of the same key that score significantly lower"
            " (p < {alpha}, adjusted for all pairs of the key, {adjust}).",
            alpha=alpha,
            adjust=Note(adjust),
        ),
        *[of_shares] * shares,
        Note(
            "↑ ↓: significantly above or below all answers, tested against the rest"
            " (p < {alpha}, adjusted for all groups of the key, {adjust}).",
            alpha=alpha,
            adjust=Note(adjust),
        ),
    ]


def _notes_on_groups(n: IntArray) -> list[Note]:
    """Say how many groups are empty or tiny."""
    empty, tiny = int((n == 0).sum()), int(((n > 0) & (n < TINY)).sum())
    notes = []
    if empty:
        notes.append(
            Note("Of {size:group}, {empty:has|have} no valid answer.", empty=empty, size=n.size)
        )
    if tiny:
        notes.append(
            Note(
                "Of {size:group}, {tiny:has|have} fewer than {few} valid answers.",
                tiny=tiny,
                size=n.size,
                few=TINY,
            )
        )
    return notes


def _notes_on_tests(families: Sequence[ManyComparisons]) -> list[Note]:
    """Say once what holds of the tests behind letters and arrows."""
    notes = cast("list[Note]", [note for family in families for note in family.notes])
    undefined = sum(cast("int", note.values.get("undefined", 0)) for note in notes)
    about = cast("list[Note]", [note for one in families for note in one.comparisons.notes])
    distinct = dict.fromkeys(note for note in about if "rows" not in note.values)  # empty groups
    return [*([undefined_by_method(undefined)] if undefined else []), *distinct]
