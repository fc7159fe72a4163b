"""What `banner` returns: a column for each group, with its letters."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from string import ascii_uppercase
from typing import TYPE_CHECKING, cast

import numpy as np

from nps._base import text
from nps._base.labels.labels import Labels
from nps._base.results import SHOWN_ROWS, Columnar, plain
from nps._base.tables import html
from nps._base.tables.sheet import DOWN, UP, Sheet
from nps._base.text import CLASSES
from nps._base.words.saying import NAMED, Name
from nps._inference.families.banners.keys import TOTAL

if TYPE_CHECKING:
    from nps._base.results import Column, MethodKey
    from nps._base.words.saying import Say
    from nps._inference.families.comparisons import ManyComparisons
    from nps._inference.scores.estimates import Estimates
    from nps._kernels import FloatArray, IntArray


@dataclass(frozen=True, slots=True, kw_only=True, eq=False)
class Banner(Columnar):
    """The groups of several keys side by side, against all answers.

    Attributes
    ----------
    labels : tuple
        Pairs of key and group; the first, ``("", "total")``, is all answers.
    letters : tuple of str
        The letter of each group, "" for all answers.
    higher_than : tuple of str
        Letters of the groups of the same key that score significantly lower.
    promoters_higher_than, detractors_higher_than : tuple of str
        Letters of the groups of the same key whose share is significantly lower; "" everywhere if
        answers are weighted.
    against_total : ndarray of int64, shape (columns,)
        1 where a group is significantly above all answers, -1 where it is below, 0 elsewhere.
    shares : ndarray of float64, shape (columns, 3)
        Of promoters, passives and detractors; NaN where there is no valid answer.
    estimates : Estimates
        Score and interval of each column, each for itself.
    pairs, rests : tuple of ManyComparisons
        The families of tests behind letters and arrows, one for each key.
    promoter_pairs, detractor_pairs : tuple of ManyComparisons
        Those behind the letters of shares, each with a share as promoters and all others as
        detractors; empty if answers are weighted.
    confidence_level, method, adjust : float or str
        As used for all.
    notes : tuple of str
        What letters and arrows mean, and what the numbers alone would hide.

    Examples
    --------
    >>> import nps
    >>> shops = nps.Cohorts.from_counts(["A", "B"], [50, 30], [30, 30], [20, 40], keys="shop")
    >>> print(nps.banner(shops))
    Banner of 1 key with 2 groups, 95% CI (score method), tests by score, adjust = holm
    total: NPS 10.0  [-1.6, 21.3], n = 200
    shop / A (A): NPS 30.0  [14.0, 44.3], n = 100, higher than B, above all
    shop / B (B): NPS -10.0  [-25.8, 6.4], n = 100, below all
    """

    estimates: Estimates
    pairs: tuple[ManyComparisons, ...]
    rests: tuple[ManyComparisons, ...]
    promoter_pairs: tuple[ManyComparisons, ...] = ()
    detractor_pairs: tuple[ManyComparisons, ...] = ()
    notes: tuple[str, ...] = ()

    @property
    def _labels(self) -> Labels:
        labels = self.estimates._labels
        return Labels([("", TOTAL), *labels.values[1:]], labels.keys)

    @property
    def confidence_level(self) -> float:
        """Level of the intervals; letters and arrows are significant at the rest to 1."""
        return self.estimates.confidence_level

    @property
    def method(self) -> str:
        """How two scores were compared."""
        return self.pairs[0].method

    @property
    def adjust(self) -> str:
        """How p-values were adjusted within a key."""
        return self.pairs[0].adjust

    @property
    def letters(self) -> tuple[str, ...]:
        """The letter of each group: A to Z, then AA to AZ and so on; "" for all answers."""
        return ("", *map(_letter, range(len(self) - 1)))

    @property
    def higher_than(self) -> tuple[str, ...]:
        """Letters of the groups of the same key that score significantly lower."""
        return self._letters_below(self.pairs)

    @property
    def promoters_higher_than(self) -> tuple[str, ...]:
        """Letters of the groups of the same key with a significantly lower share of promoters."""
        return self._letters_below(self.promoter_pairs)

    @property
    def detractors_higher_than(self) -> tuple[str, ...]:
        """Letters of the groups of the same key with a significantly lower share of detractors."""
        return self._letters_below(self.detractor_pairs)

    def _letters_below(self, families: Sequence[ManyComparisons]) -> tuple[str, ...]:
        """Return for each column the letters of those that are significantly lower."""
        if not families:
            return ("",) * len(self)
        found, letters, start = [""], self.letters, 1
        apart = " " if len(letters[-1]) > 1 else ""  # "AB" is A and B, or one group
        for family in families:
            size = len(family.cohorts)
            lower: list[list[str]] = [[] for _ in range(size)]
            rows = zip(
                *np.triu_indices(size, 1), family.significant, family.difference, strict=True
            )
            for first, second, significant, difference in rows:
                if significant and difference:
                    above, below = (first, second) if difference > 0 else (second, first)
                    lower[above].append(letters[start + below])
            found += [apart.join(names) for names in lower]
            start += size
        return tuple(found)

    @property
    def against_total(self) -> IntArray:
        """1 where a group is significantly above all answers, -1 where below, 0 elsewhere."""
        signs = [
            np.where(family.significant, np.sign(np.nan_to_num(family.difference)), 0.0)
            for family in self.rests
        ]
        return np.concatenate([[0.0], *signs]).astype(np.int64)

    @property
    def shares(self) -> FloatArray:
        """Shares of promoters, passives and detractors in each column, weighted if they are."""
        if self.estimates.survey is not None:
            return self.estimates.survey.shares
        columns = self.estimates._columns()
        classes = np.array([columns[name] for name in CLASSES], dtype=np.float64).T
        with np.errstate(invalid="ignore"):
            found: FloatArray = classes / classes.sum(axis=1, keepdims=True)
        return found

    def _columns(self) -> dict[str, Column]:
        low, high = self.estimates.confidence_interval
        survey = self.estimates.survey
        p_value = np.concatenate([[np.nan], *(family.adjusted_p_value for family in self.rests)])
        weights = {} if survey is None else {"sum_of_weights": survey.sum_of_weights}
        return {
            "letter": self.letters,
            "n": np.asarray(self.estimates._columns()["n"]),
            **weights,
            **{f"{name}_share": self.shares[:, i] for i, name in enumerate(CLASSES)},
            "score": self.estimates.score,
            "low": low,
            "high": high,
            "higher_than": self.higher_than,
            "promoters_higher_than": self.promoters_higher_than,
            "detractors_higher_than": self.detractors_higher_than,
            "against_total": self.against_total,
            "total_p_value": p_value,
        }

    def to_dict(self) -> dict[str, object]:
        """Return the columns and the settings as plain Python that `json.dumps` takes."""
        settings = ("confidence_level", "method", "adjust", "notes")
        return {
            "labels": plain(self.labels),
            **{name: plain(column) for name, column in self._columns().items()},
            **{name: plain(getattr(self, name)) for name in settings},
        }

    def _headline(self) -> str:
        level = text.level(self.confidence_level)
        return (
            f"Banner of {text.noun(len(self.pairs), 'key')} with"
            f" {text.noun(len(self) - 1, 'group')}, {level}"
            f" ({self.estimates.method} method), tests by {self.method}, adjust = {self.adjust}"
        )

    def _label_text(self, label: object) -> str:
        key, group = cast("tuple[str, object]", label)
        return Name(text.label_text((key, group) if key else group))

    def __str__(self) -> str:
        low, high = (end.tolist() for end in self.estimates.confidence_interval)
        lines, beyond = [self._headline()], {1: ", above all", 0: "", -1: ", below all"}
        letters, higher, signs = self.letters, self.higher_than, self.against_total.tolist()
        score, n = self.estimates.score, self._bases()
        for i, label in enumerate(self.labels[:SHOWN_ROWS]):
            letter = f" ({letters[i]})" if i else ""
            more = f", higher than {higher[i]}" if higher[i] else ""
            lines.append(
                f"{self._label_text(label)}{letter}: NPS {text.points(score[i])}"
                f"  {text.interval(low[i], high[i])}, n = {n[i]:,}{more}{beyond[signs[i]]}"
            )
        return "\n".join([*lines, *self._rest()])

    def _bases(self) -> list[int]:
        """Return how many valid answers each column has."""
        return list(map(int, self.estimates._columns()["n"]))  # type: ignore[arg-type]  # counts

    def _pairs(self) -> list[tuple[str, object]]:
        """Return the key and the label of each group."""
        return cast("list[tuple[str, object]]", list(self.labels[1:]))

    def _arrows(self) -> list[str]:
        return [{1: UP, 0: "", -1: DOWN}[sign] for sign in self.against_total.tolist()]

    def _html_columns(self, rows: int) -> Mapping[str, Sequence[object]]:
        low, high = (end[:rows].tolist() for end in self.estimates.confidence_interval)
        score = self.estimates.score[:rows].tolist()
        return {
            "letter": list(self.letters[:rows]),
            "n": self._bases()[:rows],
            "shares": [html.shares_bar(parts) for parts in self.shares[:rows].tolist()],
            "NPS": score,
            text.level(self.confidence_level): [
                text.interval(*ends) for ends in zip(low, high, strict=True)
            ],
            "-100 to 100": html.interval_bars(score, low, high, reach=html.SCORES),
            "higher than": list(self.higher_than[:rows]),
            "against all": self._arrows()[:rows],
        }

    def _sheet(self, say: Say) -> Sheet:
        columns = self._columns()
        low, high = (end.tolist() for end in self.estimates.confidence_interval)
        rows: list[list[object]] = [["base", *self._bases()]]
        if "sum_of_weights" in columns:
            weights = np.asarray(columns["sum_of_weights"]).tolist()
            rows.append(["weighted base", *(text.decimals(x, 1) for x in weights)])
        for i, name in enumerate(CLASSES):
            rows.append([name, *text.percentages(self.shares[:, i].tolist())])
            if self.promoter_pairs and name != "passives":
                rows.append([f"{name} higher than", *getattr(self, f"{name}_higher_than")])
        rows += [
            ["NPS", *self.estimates.score.tolist()],
            [
                text.level(self.confidence_level),
                *(text.interval(*ends) for ends in zip(low, high, strict=True)),
            ],
            ["higher than", *self.higher_than],
            ["against all", *self._arrows()],
        ]
        names = [
            Name(say("banner.group", group=say.name(group), of=letter))
            for (_, group), letter in zip(self._pairs(), self.letters[1:], strict=True)
        ]
        head = ["", "total", *names]
        keys = ["", "", *(key for key, _ in self._pairs())]
        return self._translated(say, head, rows, spans=keys)

    def _sentence(self, say: Say) -> str:
        total = replace(next(iter(self.estimates)), label=None)._sentence(say)
        found = [
            say(f"banner.{name}", names=self._named(say, sign))
            for name, sign in (("above", 1), ("below", -1))
            if (self.against_total == sign).any()
        ]
        tested = any(not np.isnan(family.adjusted_p_value).all() for family in self.rests)
        return say.joined(total, *(found or [say(f"banner.{'none' if tested else 'undefined'}")]))

    def _named(self, say: Say, sign: int) -> str:
        """Return the groups that stand furthest above or below, and how many more there are."""
        distance = sign * (self.estimates.score - self.estimates.score[0])
        rows = np.flatnonzero(self.against_total == sign)
        rows = rows[np.argsort(-distance[rows], kind="stable")]
        pairs = [self._pairs()[i - 1] for i in rows[:NAMED].tolist()]
        names = [say("banner.group", of=key, group=say.name(group)) for key, group in pairs]
        more = len(rows) - NAMED
        return say.listed([*names, say("banner.more", k=more)] if more > 0 else names)

    def _methods(self) -> list[MethodKey]:
        first = self.pairs[0]
        omnibus = first.omnibus._methods()
        own = [method for method in first._methods() if method not in omnibus]
        shares = self.promoter_pairs[0].comparisons._methods() if self.promoter_pairs else []
        return list(dict.fromkeys([*self.estimates._methods(), *own, *shares]))


def _letter(position: int) -> str:
    """Return A to Z, then AA, AB and so on, as the columns of a spreadsheet are called."""
    name, rest = "", position + 1
    while rest:  # one letter less each time
        rest, last = divmod(rest - 1, 26)
        name = ascii_uppercase[last] + name
    return name
