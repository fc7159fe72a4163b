"""What the numbers of themes alone would hide."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np

from nps._base.text import p_value, points
from nps._base.words.notes import Note, listing
from nps._inference.differences.compare_part import compare_part

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from nps._kernels import BoolArray, FloatArray, IntArray
    from nps._samples.counts import Counts
    from nps.comments._results.agreements import ThemeAgreements

#: Names that a note spells out.
NAMED = 6
#: Mentions below which a theme is said to have few.
FEW = 5
#: Comments that people should have coded.
ENOUGH_HUMAN = 200
NOBODY_CODED = Note("themes need respondents with a valid answer and a coded comment, got none.")


def listed(names: Iterable[str]) -> Note:
    """Return names with commas, and how many more there are."""
    return listing(names, NAMED)


def on_base(counts: Counts, respondents: Counts, n_uncoded: int, base: str) -> list[Note]:
    """Say whose comments count, and how these differ from all who answered."""
    if not n_uncoded:
        return []
    if base == "all":
        return [
            Note(
                "Base: all {n:respondent}. Of these {k:respondent} have no coded comment, and are"
                " taken not to mention any theme.",
                n=respondents.n,
                k=n_uncoded,
            )
        ]
    compared = compare_part(counts, respondents)
    return [
        Note(
            "Base: the {n:respondent} with a coded comment, whose score is {score}; that of all"
            " {all} is {whole} ({p}).",
            n=counts.n,
            score=points(counts.score),
            all=respondents.n,
            whole=points(respondents.score),
            p=Note(p_value(compared.p_value)),
        )
    ]


def on_themes(
    names: Sequence[str],
    mentions: IntArray,
    n: int,
    collinear: Sequence[Sequence[int]],
    corrected: bool,
) -> list[Note]:
    """Say of which themes nothing, or little, can be known."""
    said = []
    if not corrected:
        empty = (mentions == 0) | (mentions == n)
        if empty.any():
            said.append(
                Note(
                    "Mentioned by nobody or by everybody, so there is nothing to compare: {names}.",
                    names=listed(names[j] for j in np.flatnonzero(empty).tolist()),
                )
            )
        few = (mentions < FEW) & ~empty
        if few.any():
            said.append(
                Note(
                    "Few mentions, fewer than {few}: {names}.",
                    few=FEW,
                    names=listed(names[j] for j in np.flatnonzero(few).tolist()),
                )
            )
    return said + [
        Note(
            "These are mentioned together in such a way that none has an adjusted impact of its"
            " own: {names}.",
            names=listed(names[j] for j in group),
        )
        for group in collinear
    ]


def on_validation(names: Sequence[str], agreement: ThemeAgreements) -> list[Note]:
    """Say how well the machine agrees with people, and whether they coded enough."""
    m = int(agreement.n[0])
    kappas = [
        Note("{name} {kappa}", name=name, kappa="n/a" if np.isnan(k) else f"{k:.2f}")
        for name, k in zip(names[:NAMED], agreement.kappa.tolist(), strict=False)
    ]
    said = [
        Note(
            "People coded {m:comment}, which must be a random part of all. Agreement of the machine"
            " with them (kappa): {kappas}.",
            m=m,
            kappas=tuple(kappas),
        )
    ]
    few = agreement.n_human < 10
    if few.any():
        said.append(
            Note(
                "People found fewer than 10 mentions, too few to correct the machine: {names}.",
                names=listed(names[j] for j in np.flatnonzero(few).tolist()),
            )
        )
    if m < ENOUGH_HUMAN:
        said.append(
            Note(
                "With fewer than {enough} comments coded by people intervals are too narrow.",
                enough=ENOUGH_HUMAN,
            )
        )
    return said


def on_corrected(
    names: Sequence[str], few: BoolArray, gone: BoolArray, adjusted: FloatArray
) -> list[Note]:
    """Say which themes could not be corrected, and what that does to the others."""
    said = []
    unsure = gone & ~few
    if unsure.any():
        said.append(
            Note(
                "Corrected by people, the share of respondents who mention these may be 0 or 1, so"
                " that nothing else is known of them: {names}.",
                names=listed(names[j] for j in np.flatnonzero(unsure).tolist()),
            )
        )
    if gone.any() and not np.isnan(adjusted).all():
        said.append(
            Note(
                "Adjusted impacts hold only themes that could be corrected, not these: {names}.",
                names=listed(names[j] for j in np.flatnonzero(gone).tolist()),
            )
        )
    if np.isnan(adjusted).all() and not gone.all():
        said.append(
            Note(
                "Too few comments were coded by people to tell the themes apart, so there are no"
                " adjusted impacts."
            )
        )
    return said


def on_untested(names: Sequence[str], impact: FloatArray, p_value: FloatArray) -> list[Note]:
    """Say of which themes the impact is known, but not how sure it is."""
    untested = ~np.isnan(impact) & np.isnan(p_value)
    if not untested.any():
        return []
    return [
        Note(
            "Too few respondents or clusters, or answers too much alike, to test these: {names}.",
            names=listed(names[j] for j in np.flatnonzero(untested).tolist()),
        )
    ]
