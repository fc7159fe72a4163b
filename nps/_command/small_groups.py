"""Groups too small to be shown: put together so that nobody finds them by subtraction."""

from __future__ import annotations

from itertools import chain, count
from typing import TYPE_CHECKING, TypeAlias

from nps._base.words.notes import Note
from nps._command.options import UsageError

if TYPE_CHECKING:
    import argparse
    from collections.abc import Iterable, Mapping

    from nps._command.report import Sample

Label: TypeAlias = tuple[str, ...]
#: What the groups that are put together are called.
OTHERS = Note("(others)")


def refuse_small(options: argparse.Namespace) -> None:
    """Refuse what would show small groups all the same, before anything is read."""
    if options.min_n is None:
        return
    if options.min_n < 2:
        raise UsageError(
            Note("--min-n must be a whole number of 2 or more, got {n}", n=str(options.min_n))
        )
    for option in ("drivers", "segments", "comments"):
        if getattr(options, option):
            raise UsageError(
                Note(
                    "--min-n cannot be combined with {option}: its section tells of groups that"
                    " --min-n hides",
                    option=f"--{option}",
                )
            )


def hide_small(
    samples: Mapping[Label, Sample], min_n: int, *, has_waves: bool, by_question: bool = False
) -> tuple[dict[Label, Sample], list[Note]]:
    """Put groups together of which any wave has fewer than `min_n` answers, and leave waves out.

    The others must be as many again: where they are too few, the next smallest group joins them.
    Without that, what is hidden would be the total less what is shown. A wave in which all groups
    together are too few is left out of every total. Questions, the first part of a label, are
    looked at one by one.

    Raises
    ------
    UsageError
        If all answers are too few, or no two groups can be shown.
    """
    if by_question:
        kept: dict[Label, Sample] = {}
        notes: list[Note] = []
        for question in dict.fromkeys(label[0] for label in samples):
            own = {label[1:]: one for label, one in samples.items() if label[0] == question}
            shown, said = hide_small(own, min_n, has_waves=has_waves)
            kept |= {(question, *label): one for label, one in shown.items()}
            notes += said
        return kept, notes
    total = sum(sample.n for sample in samples.values())
    if 0 < total < min_n:
        raise UsageError(
            Note("there are fewer than {n:answer} in all, so --min-n hides everything", n=min_n)
        )
    depth = -1 if has_waves else None  # where the wave stands in a label
    kept, notes = _without_small_waves(samples, min_n) if has_waves else (dict(samples), [])
    smallest: dict[Label, int] = {}
    for label, sample in kept.items():
        if sample.n:
            group = label[:depth]
            smallest[group] = min(smallest.get(group, sample.n), sample.n)
    for label in kept:
        smallest.setdefault(label[:depth], 0)  # nobody answered, but somebody was asked
    order = sorted(smallest, key=lambda group: (smallest[group], group))
    size = sum(smallest[group] < min_n for group in order)
    if not size or () in smallest:  # or everybody is one group
        return kept, notes
    while size < len(order) and not _enough(kept, set(order[:size]), depth, min_n):
        size += 1
    if size == len(order):
        raise UsageError(
            Note(
                "no group can be shown without showing one of fewer than {n:answer}: leave --by"
                " out, or take a smaller --min-n",
                n=min_n,
            )
        )
    hidden, others = set(order[:size]), _others(order)
    pooled: dict[Label, Sample] = {}
    for label, sample in kept.items():
        group = label[:depth]
        name = (*(others for _ in group), *label[len(group) :]) if group in hidden else label
        pooled[name] = pooled[name] + sample if name in pooled else sample
    notes.append(
        Note(
            "{k} groups with fewer than {n:answer}, or needed to hide those, are put together as"
            " {name}.",
            k=size,
            n=min_n,
            name=others,
        )
    )
    return pooled, notes


def _others(groups: Iterable[Label]) -> Note:
    """Return a name that no group has."""
    known = {part for group in groups for part in group}
    names = chain([OTHERS], (Note("(others {k})", k=str(k)) for k in count(2)))
    return next(name for name in names if name not in known)


def _without_small_waves(
    samples: Mapping[Label, Sample], min_n: int
) -> tuple[dict[Label, Sample], list[Note]]:
    sizes: dict[str, int] = {}
    for label, sample in samples.items():
        sizes[label[-1]] = sizes.get(label[-1], 0) + sample.n
    few = {wave for wave, n in sizes.items() if 0 < n < min_n}
    kept = {label: sample for label, sample in samples.items() if label[-1] not in few}
    note = Note(
        "Left out, and out of the totals: {k:wave} with fewer than {n:answer}.",
        k=len(few),
        n=min_n,
    )
    return kept, [note] * bool(few)


def _enough(
    samples: Mapping[Label, Sample],
    hidden: set[Label],
    depth: int | None,
    min_n: int,
) -> bool:
    """Tell whether the groups together, two at least, have enough answers in every wave."""
    together: dict[Label, int] = {}
    for label, sample in samples.items():
        if label[:depth] in hidden:
            wave = label[len(label[:depth]) :]
            together[wave] = together.get(wave, 0) + sample.n
    return len(hidden) > 1 and all(n == 0 or n >= min_n for n in together.values())
