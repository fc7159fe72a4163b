"""What the command says about a file: the cohorts put in order, their changes, and as JSON."""

from __future__ import annotations

import math
from collections import Counter
from dataclasses import dataclass, replace
from itertools import pairwise
from typing import TYPE_CHECKING, Any, Literal

import nps
from nps._base.labels.labels import Labels, sort_key
from nps._base.labels.times import label_moments, read_times
from nps._base.results import plain
from nps._base.words.notes import Note, listing
from nps._base.words.saying import speaker
from nps._command.options import UsageError
from nps._inference.differences.telling import told

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping, Sequence

    from nps import Counts
    from nps._base.results import MethodKey
    from nps._base.typing import LanguageName
    from nps._inference.scores.methods import IntervalMethodName
    from nps.results import (
        ClassOutcomes,
        ClassValues,
        Comparison,
        DriverEffects,
        Estimate,
        ResponseBounds,
        SegmentScreen,
        ThemeImpacts,
        Words,
    )

#: One cohort: the values of the --by columns (None: all together), and the wave (None: all).
Key = tuple[tuple[str, ...] | None, str | None]
#: A sample of one cohort; those of one report are all weighted or none is.
Sample = nps.Counts | nps.SurveySample
#: The comparison that goes with a method of estimation; the score method goes with all others.
COMPARISONS: Mapping[str, Literal["score", "wald", "welch"]] = {"wald": "wald", "t": "welch"}
#: How p-values of changes are adjusted for their number.
ADJUST: Literal["holm"] = "holm"


@dataclass(frozen=True, slots=True)
class Change:
    """A wave held against the one before it."""

    group: tuple[str, ...] | None
    before: str
    after: str
    comparison: Comparison


@dataclass(frozen=True, slots=True)
class Target:
    """Everybody, and each group, in its latest wave against the target: one family of tests.

    Everybody is not there where questions are the groups: people would count once for each.
    """

    target: float
    by: Sequence[str]
    wave: str | None
    keys: Sequence[Key]
    comparisons: Sequence[Comparison]

    def summary(self, language: LanguageName) -> str:
        """Return where everybody stands, or how many groups stand where, in a sentence."""
        say, first, (group, wave) = speaker(language), self.comparisons[0], self.keys[0]
        if group is not None:
            k = Counter(map(against, self.comparisons))
            sentence = say("target.counted", above=str(k["above"]), below=str(k["below"]),
                           unclear=str(k["unclear"] + k["no test"]))  # fmt: skip
        else:
            p = first.adjusted_p_value
            subject = say("nps of", label=say.name(wave)) if wave else ""
            found = told(say, first, subject=subject, other=say("target.other"), p_value=p,
                         simultaneous=p is not None)  # fmt: skip
            sentence = say("sentence", text=found)
        return say("target.said", target=f"{self.target:g}", sentence=sentence)

    def to_dict(self) -> dict[str, object]:
        """Return the target and the comparisons as plain Python that JSON takes."""
        rows = [
            {
                "group": dict(zip(self.by, group or (), strict=False)),
                "wave": wave,
                "comparison": _numbers(found),
                "verdict": against(found),
            }
            for (group, wave), found in zip(self.keys, self.comparisons, strict=True)
        ]
        return {"target": self.target, "comparisons": rows}

    def _methods(self) -> list[MethodKey]:
        return self.comparisons[0]._methods()


def against(found: Comparison) -> Literal["above", "below", "unclear", "no test"]:
    """Return where a score stands against a target."""
    p = found.p_value if found.adjusted_p_value is None else found.adjusted_p_value
    if math.isnan(p):
        return "no test"
    if p >= 1.0 - found.confidence_level:
        return "unclear"
    return "above" if found.difference > 0.0 else "below"


@dataclass(frozen=True, slots=True, kw_only=True)
class Report:
    """All that is said about a file. The last cohort is everybody."""

    file: str
    rows: int
    rating: str
    by: Sequence[str]
    wave: str | None
    confidence_level: float
    samples: Mapping[Key, Sample]
    cohorts: Mapping[Key, Estimate]
    changes: Sequence[Change]
    invalid_values: Mapping[object, int]
    notes: Sequence[Note]
    scale: nps.Scale = nps.STANDARD
    drivers: DriverEffects | None = None
    comments: ThemeImpacts | Words | None = None
    response: ResponseBounds | None = None
    segments: SegmentScreen | None = None
    value: ClassValues | ClassOutcomes | None = None
    target: Target | None = None
    title: str | None = None
    author: str | None = None
    by_question: bool = False  # so everybody together is each person once for each question

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
    groups = _in_order(list({group for group, _ in sums if group is not None}))
    steps: Sequence[str | None] = waves or [None]
    ordered: list[Key] = [
        *((None, wave) for wave in waves),
        *((group, wave) for group in groups for wave in steps),
        (None, None),
    ]
    return {key: sums[key] for key in ordered if key in sums}


def latest_waves(samples: Mapping[Key, Sample]) -> dict[tuple[str, ...] | None, str | None]:
    """Return the latest wave with answers of everybody and of each group that answered.

    A wave without a name is no time: it, or all waves together, counts where there is no other.
    """
    latest: dict[tuple[str, ...] | None, str | None] = {}
    for (group, wave), sample in samples.items():
        if sample.n and (wave or group not in latest):
            latest[group] = wave
    return latest


def estimates(
    samples: Mapping[Key, Sample], *, confidence_level: float, method: IntervalMethodName
) -> dict[Key, Estimate]:
    """Estimate all cohorts at once."""
    cohorts = cohorts_of(dict(enumerate(samples.values())))
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
        cohorts_of({i: new for i, (new, _) in enumerate(pairs)}),
        cohorts_of({i: old for i, (_, old) in enumerate(pairs)}),
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


def cohorts_of(samples: Mapping[Any, Sample], keys: Sequence[str] = ()) -> nps.Cohorts:
    """Return samples as cohorts, weighted where they are."""
    weighted = any(isinstance(sample, nps.SurveySample) for sample in samples.values())
    kind = nps.SurveyCohorts if weighted else nps.Cohorts
    return kind.from_dict(samples, keys=keys)  # type: ignore[return-value]  # as good


# ---------------------------------------------------------------- the order of waves


def order_waves(labels: Iterable[str], by_hand: Sequence[str] = ()) -> list[str]:
    """Order waves in time, by hand or as their labels say. Blank comes last.

    Raises
    ------
    UsageError
        If the labels are no times that can be read in one way, and no order was given.
    """
    present = set(labels)
    named = sorted(filter(None, present), key=sort_key)
    blank = [""] if "" in present else []
    if by_hand:
        lacking = [label for label in named if label not in by_hand]
        if lacking:
            raise UsageError(
                Note("--order must name every wave, it lacks {waves}", waves=_some(lacking))
            )
        return [label for label in by_hand if label in present] + blank
    known = Labels(named)
    moments = label_moments(known)
    if isinstance(moments, tuple):
        places = read_times(None, known, None).position
        return [named[i] for i in places.argsort(kind="stable").tolist()] + blank
    if len(named) > 1:
        reason = moments or Note("the waves {waves} are no times", waves=_some(named))
        raise UsageError(Note("{reason}; say which comes first with --order A,B", reason=reason))
    return named + blank


def _some(labels: Sequence[str]) -> Note:
    return listing(map(repr, labels), 8)


def _in_order(groups: Sequence[tuple[str, ...]]) -> list[tuple[str, ...]]:
    """Sort groups by their columns in turn: in time, or as people sort text; blank comes last."""
    named = [tuple(part or None for part in group) for group in groups]
    several = any(len(parts) > 1 for parts in named)
    labels: list[object] = [parts if several else parts[0] for parts in named]
    keys = [str(i) for i in range(max(map(len, named), default=1))]
    return [groups[i] for i in Labels(labels, keys).sorted()]


# ---------------------------------------------------------------- JSON


def as_dict(report: Report) -> dict[str, object]:
    """Return the report as plain Python that JSON takes; what is undefined is None.

    A group names its columns and their values, and is empty for everybody together. A wave of None
    stands for all waves. Blank labels stay blank. Drivers are there if columns were named.
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
        **({} if report.target is None else {"target": report.target.to_dict()}),
        **({} if report.drivers is None else {"drivers": report.drivers.to_dict()}),
        **({} if report.comments is None else {"comments": report.comments.to_dict()}),
        **({} if report.response is None else {"response": _numbers(report.response)}),
        **({} if report.segments is None else {"segments": report.segments.to_dict()}),
        **({} if report.value is None else {"value": report.value.to_dict()}),
    }


def _numbers(result: Estimate | Comparison | ResponseBounds) -> dict[str, object]:
    return {name: value for name, value in result.to_dict().items() if name != "label"}
