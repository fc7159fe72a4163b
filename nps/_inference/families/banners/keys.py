"""The groups of each key, from cohorts of several keys or from one set of cohorts each."""

from __future__ import annotations

from collections.abc import Mapping
from functools import reduce
from operator import add
from typing import TYPE_CHECKING, Any, cast

import numpy as np

from nps._base.errors import InputTypeError, OptionError
from nps._base.labels.labels import Labels
from nps._base.text import shown
from nps._samples.cohorts import Cohorts
from nps._samples.counts import Counts
from nps._surveys.cohorts import SurveyCohorts
from nps._surveys.kinds import is_many, is_weighted

if TYPE_CHECKING:
    from collections.abc import Sequence

    from nps._surveys.kinds import AnyCohorts


#: Label of all answers, and the key that it stands under where every row must name one.
TOTAL, WHOLE = "total", "all answers"


def groups_by_key(cohorts: object) -> dict[str, AnyCohorts]:
    """Return the groups of each key by its name; all of a key together are the same answers."""
    if is_many(cohorts):
        return _named(_margins(cohorts))
    if not isinstance(cohorts, Mapping):
        raise InputTypeError(
            "cohorts must be nps.Cohorts or nps.SurveyCohorts of one or several keys, or a mapping"
            f" from the name of a key to its cohorts, got {type(cohorts)!r}."
        )
    found: dict[str, AnyCohorts] = {}
    for key, groups in cohorts.items():
        if not isinstance(key, str) or not is_many(groups):
            raise InputTypeError(
                "a mapping must go from names of keys to nps.Cohorts or nps.SurveyCohorts, got"
                f" {type(groups)!r} for {shown(key)}."
            )
        found[key] = groups
    _check_same(found)
    return _named(found)


def _named(found: dict[str, AnyCohorts]) -> dict[str, AnyCohorts]:
    """Refuse a key whose name would not show."""
    for key in found:
        if not key.strip():
            raise OptionError(f"cohorts must name its keys, got {shown(key)} as the name of one.")
    return found


def _check_same(found: Mapping[str, AnyCohorts]) -> None:
    """Refuse keys that do not divide the same answers."""
    if not found:
        raise OptionError("cohorts must name at least one key.")
    if len({is_weighted(groups) for groups in found.values()}) > 1:
        raise InputTypeError("all keys must be weighted, or none.")
    tolerance = 1e-9 if any(map(is_weighted, found.values())) else 0.0  # of sums of weights
    totals = {key: np.sum(groups._classes(), axis=1) for key, groups in found.items()}
    (first, whole), *others = totals.items()
    for key, other in others:
        if not np.allclose(whole, other, rtol=tolerance, atol=0.0):
            raise OptionError(
                f"all keys must divide the same answers, but {shown(first)} and {shown(key)} have"
                f" {_said(whole)} and {_said(other)} promoters, passives and detractors. Count"
                " people without a label too, as a group of their own."
            )


def _said(classes: Sequence[float]) -> str:
    return "/".join(f"{x:,.6g}" for x in classes)


def _margins(cohorts: AnyCohorts) -> dict[str, AnyCohorts]:
    """Return the cohorts of each key, those of all other keys put together."""
    labels = cohorts._labels
    columns = labels.columns()
    if len(columns) == 1:
        return dict.fromkeys(columns, cohorts)
    categories = labels.categories or (None,) * len(columns)
    return {
        name: _put_together(cohorts, column, Labels([*dict.fromkeys(column)], (name,),
                            by_hand=labels.by_hand, categories=(known,)))
        for (name, column), known in zip(columns.items(), categories, strict=True)
    }  # fmt: skip


def _put_together(cohorts: AnyCohorts, column: Sequence[object], labels: Labels) -> AnyCohorts:
    members: dict[object, list[Any]] = {label: [] for label in labels}
    for position, label in enumerate(column):
        members[label].append(cohorts._at(position))
    order = None if labels.by_hand else labels.in_order("appearance")
    if order is not None:
        labels = labels.take(order)
    return gathered(cohorts, labels, [reduce(add, members[label]) for label in labels])


def share_of(cohorts: AnyCohorts, *, best: bool) -> Cohorts | None:
    """Return promoters, or detractors, against all others; None if answers are weighted."""
    if not isinstance(cohorts, Cohorts):
        return None
    share = cohorts.promoters if best else cohorts.detractors
    samples = [Counts(k, 0, n - k) for k, n in zip(share.tolist(), cohorts.n.tolist(), strict=True)]
    return Cohorts._from_samples(cohorts._labels, samples)


def gathered(cohorts: AnyCohorts, labels: Labels, samples: Sequence[Any]) -> AnyCohorts:
    """Return samples as cohorts of the same kind as others."""
    if is_weighted(cohorts):
        return SurveyCohorts._make(labels, samples)
    return Cohorts._from_samples(labels, samples)


def side_by_side(found: Mapping[str, AnyCohorts]) -> AnyCohorts:
    """Return all answers, and then the groups of all keys, labelled by key and group."""
    first = next(iter(found.values()))
    names = [(WHOLE, TOTAL), *((key, label) for key, groups in found.items() for label in groups)]
    samples = [first.total]
    for groups in found.values():
        samples += [groups._at(i) for i in range(len(groups))]
    return gathered(first, Labels(names, ("key", "group")), cast("list[Any]", samples))
