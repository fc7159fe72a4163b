"""What the command says about a file: the cohorts put in order, their changes, and as JSON."""

from __future__ import annotations

import re
from dataclasses import dataclass, replace
from datetime import datetime
from itertools import pairwise
from typing import TYPE_CHECKING, Literal

import nps
from nps._base.labels.labels import sort_key
from nps._base.results import plain
from nps._base.words.notes import Note
from nps._command.options import UsageError

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping, Sequence

    from nps import Counts
    from nps._inference.scores.methods import IntervalMethodName
    from nps.results import Comparison, Estimate

#: One cohort: the values of the --by columns (None: all together), and the wave (None: all).
Key = tuple[tuple[str, ...] | None, str | None]
#: A sample of one cohort; those of one report are all weighted or none is.
Sample = nps.Counts | nps.SurveySample
#: The comparison that goes with a method of estimation; the score method goes with all others.
COMPARISONS: Mapping[str, Literal["score", "wald", "welch"]] = {"wald": "wald", "t": "welch"}
#: How p-values of changes are adjusted for their number.
ADJUST: Literal["holm"] = "holm"
#: Dates that do not sort as they stand, after dots, dashes and spaces have become slashes.
DATE_FORMATS = (
    "%d/%m/%Y", "%m/%d/%Y", "%d/%m/%y", "%m/%d/%y", "%m/%Y", "%b/%Y", "%B/%Y", "%b/%y", "%b", "%B"
)  # fmt: skip
#: "Q1 2024", "H1'24", "W05-2024": a part of a year, and the year.
_PART_OF_YEAR = re.compile(
    r"(?P<part>[a-z]{1,8})\s?(?P<number>\d{1,2})[\s\-/'’.]{0,3}(?:fy)?(?P<year>\d{4}|\d{2})",
    re.IGNORECASE,
)


@dataclass(frozen=True, slots=True)
class Change:
    """A wave held against the one before it."""

    group: tuple[str, ...] | None
    before: str
    after: str
    comparison: Comparison


@dataclass(frozen=True, slots=True, kw_only=True)
class Report:
    """All that is said about a file. The last cohort is everybody."""

    file: str
    rows: int
    rating: str
    by: Sequence[str]
    wave: str | None
    confidence_level: float
    cohorts: Mapping[Key, Estimate]
    changes: Sequence[Change]
    invalid_values: Mapping[object, int]
    notes: Sequence[Note]
    scale: nps.Scale = nps.STANDARD

    @property
    def total(self) -> Counts:
        """Everybody together."""
        return self.cohorts[None, None].counts


def arrange(counts: Mapping[tuple[str, ...], Sample], waves: Sequence[str]) -> dict[Key, Sample]:
    """Add up and order: each wave of everybody, each wave of each group, everybody.

    The last part of a label is its wave if there are waves.
    """
    sums: dict[Key, Sample] = {}
    for label, sample in counts.items():
        group, wave = (label[:-1], label[-1]) if waves else (label, None)
        keys: set[Key] = {(group or None, wave), (None, wave), (None, None)}
        for key in keys:
            sums[key] = sums[key] + sample if key in sums else sample
    groups = sorted({group for group, _ in sums if group is not None}, key=_group_order)
    steps: Sequence[str | None] = waves or [None]
    ordered: list[Key] = [
        *((None, wave) for wave in waves),
        *((group, wave) for group in groups for wave in steps),
        (None, None),
    ]
    return {key: sums[key] for key in ordered if key in sums}


def estimates(
    samples: Mapping[Key, Sample], *, confidence_level: float, method: IntervalMethodName
) -> dict[Key, Estimate]:
    """Estimate all cohorts at once."""
    cohorts = _cohorts(dict(enumerate(samples.values())))
    table = nps.estimate(cohorts, confidence_level=confidence_level, method=method)
    # the labels here are mere positions
    return {key: replace(row, label=None) for key, row in zip(samples, table, strict=True)}


def changes(samples: Mapping[Key, Sample], *, confidence_level: float, method: str) -> list[Change]:
    """Compare every wave with the one before it; blank waves have no place in the sequence.

    All changes are one family: the intervals hold at once (Sidak's bound), and the p-values are
    adjusted for how many they are (Holm's method).
    """
    sequences: dict[tuple[str, ...] | None, list[str]] = {}
    for group, wave in samples:
        if wave:
            sequences.setdefault(group, []).append(wave)
    steps = [
        (group, before, after)
        for group, waves in sequences.items()
        for before, after in pairwise(waves)
    ]
    if not steps:
        return []
    pairs = [(samples[step[0], step[2]], samples[step[0], step[1]]) for step in steps]
    tests = max(sum(bool(new.n and old.n) for new, old in pairs), 1)
    table = nps.compare(
        _cohorts({i: new for i, (new, _) in enumerate(pairs)}),
        _cohorts({i: old for i, (_, old) in enumerate(pairs)}),
        confidence_level=confidence_level ** (1.0 / tests),
        method=COMPARISONS.get(method, "score"),
    )
    adjusted = nps.adjust_p_values(table.p_value, method=ADJUST)
    return [
        Change(
            *step,
            replace(
                row,
                label=None,
                confidence_level=confidence_level,
                adjusted_p_value=float(p),
                adjust=ADJUST,
            ),
        )
        for step, row, p in zip(steps, table, adjusted, strict=True)
    ]


def _cohorts(samples: Mapping[int, Sample]) -> nps.Cohorts:
    if any(isinstance(sample, nps.SurveySample) for sample in samples.values()):
        return nps.SurveyCohorts.from_dict(samples)  # type: ignore[return-value]  # as good
    return nps.Cohorts.from_dict(samples)


# ---------------------------------------------------------------- the order of waves


def order_waves(
    labels: Iterable[str], by_hand: Sequence[str] = ()
) -> tuple[list[str], Note | None]:
    """Order waves in time, and say so where dates can be read in two ways. Blank comes last.

    Raises
    ------
    UsageError
        If the labels are no times and no order was given.
    """
    present = set(labels)
    named = sorted(filter(None, present), key=sort_key)
    blank = [""] if "" in present else []
    if by_hand:
        lacking = [label for label in named if label not in by_hand]
        if lacking:
            raise UsageError(f"--order must name every wave, it lacks {_some(lacking)}")
        return [label for label in by_hand if label in present] + blank, None
    readings = [order for fmt in DATE_FORMATS if (order := _in_time(named, fmt))]
    if readings:
        note = None
        if readings[0] != readings[-1]:
            note = Note(
                "waves such as {wave} were read as day/month/year; 2024-12-31 leaves no doubt",
                wave=named[0],
            )
        return readings[0] + blank, note
    parts = [_PART_OF_YEAR.fullmatch(label) for label in named]
    if named and all(parts) and len({part["part"].casefold() for part in parts if part}) == 1:
        in_time = sorted(zip(named, parts, strict=True), key=lambda pair: _year_and_part(pair[1]))
        return [label for label, _ in in_time] + blank, None
    if len(named) > 1 and not _is_numbered(named):
        raise UsageError(
            f"the waves {_some(named)} are no times that can be put in order; say which comes"
            " first with --order A,B"
        )
    return named + blank, None


def _year_and_part(found: re.Match[str] | None) -> tuple[int, int]:
    return (int(found["year"]) % 100, int(found["number"])) if found else (0, 0)


def _is_numbered(labels: Sequence[str]) -> bool:
    """Tell whether labels differ in numbers only: one of them, or more behind a year."""
    shapes = {re.sub(r"\d+", "#", label) for label in labels}
    numbers = [re.findall(r"\d+", label) for label in labels]
    if len(shapes) == 1 and len(numbers[0]) == 1:
        return True
    return all(len(found) > 0 and len(found[0]) == 4 for found in numbers) and all(
        re.match(r"\d{4}", label) for label in labels
    )


def _some(labels: Sequence[str]) -> str:
    return ", ".join(map(repr, labels[:8])) + (", ..." if len(labels) > 8 else "")


def _in_time(labels: Sequence[str], fmt: str) -> list[str]:
    separators = str.maketrans(".- ", "///")
    try:
        return sorted(labels, key=lambda x: datetime.strptime(x.translate(separators), fmt))
    except ValueError:
        return []


def _group_order(group: tuple[str, ...]) -> list[tuple[object, ...]]:
    return [(not label, sort_key(label)) for label in group]


# ---------------------------------------------------------------- JSON


def as_dict(report: Report) -> dict[str, object]:
    """Return the report as plain Python that JSON takes; what is undefined is None.

    A group names its columns and their values, and is empty for everybody together. A wave of None
    stands for all waves. Blank labels stay blank.
    """

    def labels(group: tuple[str, ...] | None) -> dict[str, str]:
        return dict(zip(report.by, group or (), strict=False))

    return {
        "file": report.file,
        "rows": report.rows,
        "rating": report.rating,
        "by": list(report.by),
        "wave": report.wave,
        "total": _numbers(report.cohorts[None, None]),
        "cohorts": [
            {"group": labels(group), "wave": wave, **_numbers(estimate)}
            for (group, wave), estimate in report.cohorts.items()
            if (group, wave) != (None, None)
        ],
        "changes": [
            {
                "group": labels(change.group),
                "before": change.before,
                "after": change.after,
                "comparison": _numbers(change.comparison),
            }
            for change in report.changes
        ],
        "missing": report.total.missing,
        "invalid": report.total.invalid,
        "invalid_values": {str(value): k for value, k in report.invalid_values.items()},
        "notes": plain(report.notes),
    }


def _numbers(result: Estimate | Comparison) -> dict[str, object]:
    return {name: value for name, value in result.to_dict().items() if name != "label"}
