"""Groups too small to be shown: put together so that nobody finds them by subtraction."""

from __future__ import annotations

from typing import TYPE_CHECKING

from nps._base.words.notes import Note

if TYPE_CHECKING:
    from collections.abc import Mapping

    from nps._command.report import Sample

#: What the groups that are put together are called.
OTHERS = "(others)"


def hide_small(
    samples: Mapping[tuple[str, ...], Sample], min_n: int, *, has_waves: bool
) -> tuple[dict[tuple[str, ...], Sample], list[Note]]:
    """Put groups together of which any wave has fewer than `min_n` answers, and leave waves out.

    The others must be as many again: where they are too few, the next smallest group joins them.
    Without that, what is hidden would be the total less what is shown. A wave in which all groups
    together are too few is left out of every total.
    """
    depth = -1 if has_waves else None  # where the wave stands in a label
    kept, notes = _without_small_waves(samples, min_n) if has_waves else (dict(samples), [])
    smallest: dict[tuple[str, ...], int] = {}
    for label, sample in kept.items():
        if sample.n:
            group = label[:depth]
            smallest[group] = min(smallest.get(group, sample.n), sample.n)
    order = sorted(smallest, key=lambda group: (smallest[group], group))
    size = sum(smallest[group] < min_n for group in order)
    if not size or () in smallest:  # or everybody is one group
        return kept, notes
    while size < len(order) and not _enough(kept, set(order[:size]), depth, min_n):
        size += 1
    hidden = set(order[:size])
    pooled: dict[tuple[str, ...], Sample] = {}
    for label, sample in kept.items():
        group = label[:depth]
        name = (*(OTHERS for _ in group), *label[len(group) :]) if group in hidden else label
        pooled[name] = pooled[name] + sample if name in pooled else sample
    notes.append(
        Note(
            "{k} groups with fewer than {n:answer} in some wave, or needed to hide them, are put"
            " together as {name}.",
            k=size,
            n=min_n,
            name=OTHERS,
        )
    )
    return pooled, notes


def _without_small_waves(
    samples: Mapping[tuple[str, ...], Sample], min_n: int
) -> tuple[dict[tuple[str, ...], Sample], list[Note]]:
    sizes: dict[str, int] = {}
    for label, sample in samples.items():
        sizes[label[-1]] = sizes.get(label[-1], 0) + sample.n
    few = {wave for wave, n in sizes.items() if 0 < n < min_n}
    kept = {label: sample for label, sample in samples.items() if label[-1] not in few}
    note = Note(
        "{k} waves with fewer than {n:answer} are left out, and out of the totals.",
        k=len(few),
        n=min_n,
    )
    return kept, [note] * bool(few)


def _enough(
    samples: Mapping[tuple[str, ...], Sample],
    hidden: set[tuple[str, ...]],
    depth: int | None,
    min_n: int,
) -> bool:
    """Tell whether the groups together, two at least, have enough answers in every wave."""
    together: dict[tuple[str, ...], int] = {}
    for label, sample in samples.items():
        if label[:depth] in hidden:
            wave = label[len(label[:depth]) :]
            together[wave] = together.get(wave, 0) + sample.n
    return len(hidden) > 1 and all(n == 0 or n >= min_n for n in together.values())
