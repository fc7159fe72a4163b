"""What all cohorts have in common: a mapping from label to sample that keeps its order."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, KeysView, Mapping, Sequence
from typing import TYPE_CHECKING, ClassVar, Literal, Self, TypeVar, cast, overload

import numpy as np

from nps._base import text
from nps._base.checks import check_flag, check_option
from nps._base.columns.containers import as_column, as_objects
from nps._base.errors import InputTypeError
from nps._base.labels.labels import Labels
from nps._base.labels.saved import read_label, save_label
from nps._base.labels.tidying import tidy
from nps._base.results import SHOWN_ROWS, Columnar
from nps._base.text import shown
from nps._base.typing import Scored
from nps._kernels.numerics.moments import steady_variance

if TYPE_CHECKING:
    from nps._base.typing import Order
    from nps._base.words.saying import Say
    from nps._kernels import BoolArray, FloatArray, IntArray

Sample = TypeVar("Sample", bound=Scored)
SORTINGS = ("label", "score", "n")
#: How cohorts may be ordered when they are counted, beside a list of labels.
ORDERS = ("appearance", "sorted")
LABEL_KEYS = ("label", "label_type")


class LabelledSamples(Columnar, Mapping[object, Sample]):
    """Samples by label, frozen. A subclass says how it keeps them."""

    __slots__ = ("_labels",)

    __eq__ = Mapping.__eq__  # as mappings compare: whatever the order
    __hash__ = None  # type: ignore[assignment]  # compared by content, never a key itself

    #: Phrases for their score, and for what is said of all of them together.
    _phrases: ClassVar[tuple[str, str]] = ("score", "cohorts")

    @classmethod
    def _new(cls, **parts: object) -> Self:
        new = object.__new__(cls)
        for name, part in parts.items():
            object.__setattr__(new, name, part)
        return new

    def __setattr__(self, name: str, value: object) -> None:
        raise AttributeError(f"cohorts are immutable, cannot set {name!r}.")

    def __delattr__(self, name: str) -> None:
        raise AttributeError(f"cohorts are immutable, cannot delete {name!r}.")

    # ------------------------------------------------------------ what a subclass knows

    @property
    def n(self) -> IntArray:
        """Valid answers of each cohort."""
        raise NotImplementedError

    @property
    def score(self) -> FloatArray:
        """Score of each cohort in points; NaN where there is no valid answer."""
        raise NotImplementedError

    @property
    def total(self) -> Sample:
        """All cohorts together."""
        raise NotImplementedError

    def _at(self, position: int) -> Sample:
        raise NotImplementedError

    def _take(self, positions: Sequence[int] | IntArray, *, by_hand: bool | None = None) -> Self:
        """Return the cohorts at these positions; `by_hand` says whether somebody chose the order.

        None leaves what is known of it.
        """
        raise NotImplementedError

    def _relabelled(self, positions: IntArray, labels: Labels) -> Self:
        """Return the samples at these positions, under other labels."""
        raise NotImplementedError

    def _classes(self) -> tuple[FloatArray, FloatArray, FloatArray]:
        raise NotImplementedError

    def _answers(self) -> FloatArray:
        return self.n.astype(np.float64)

    def _variance_of_one(self) -> tuple[FloatArray, BoolArray]:
        return steady_variance(*self._classes())

    # ------------------------------------------------------------ a mapping

    def __iter__(self) -> Iterator[object]:
        return iter(self._labels)

    def __contains__(self, label: object) -> bool:
        return label in self._labels

    @overload
    def __getitem__(self, label: slice) -> Self: ...  # type: ignore[overload-overlap]
    @overload
    def __getitem__(self, label: object) -> Sample: ...
    def __getitem__(self, label: object) -> Sample | Self:
        """Return the sample of one label, or the cohorts at a slice of positions.

        Of cohorts with several keys a label of one key selects: ``cohorts["DE"]`` are the cohorts
        of DE, by the other keys.
        """
        if isinstance(label, slice):
            return self._take(range(len(self))[label])
        if label not in self._labels and (found := self._labels.having(label)) is not None:
            rows, labels = found
            return self._relabelled(np.array(rows), labels)
        return self._at(self._labels.position(label))

    def select(self, labels: Sequence[object]) -> Self:
        """Return the cohorts with these labels, in this order.

        Parameters
        ----------
        labels : sequence
            Labels that are there; an unknown one is a KeyError that names some that are.
        """
        if isinstance(labels, str):
            raise InputTypeError(f"labels must be a list of labels, write [{shown(labels)}].")
        chosen = read_labels(labels.keys() if isinstance(labels, Mapping) else labels)
        return self._take([self._labels.position(label) for label in chosen], by_hand=True)

    def sort_by(
        self, key: Literal["label", "score", "n"] = "label", *, descending: bool = False
    ) -> Self:
        """Return the cohorts in another order.

        Parameters
        ----------
        key : {"label", "score", "n"}, default "label"
            Labels sort as people expect: 2 before 10, "Week 2" before "Week 10", missing last.
        descending : bool, default False
            Largest first. Cohorts without a valid answer stay last when sorting by score.

        Returns
        -------
        Cohorts
            Or `SurveyCohorts`, where these are weighted.
        """
        check_option("key", key, SORTINGS)
        descending = check_flag("descending", descending)
        if key == "label":
            order = self._labels.by_label(descending=bool(descending))
            return self._take(order, by_hand=False)
        values = self.score if key == "score" else self.n.astype(np.float64)
        places = np.argsort(-values if descending else values, kind="stable")
        return self._take(places, by_hand=False)

    def _put_in_order(self, order: Order) -> Self:
        """Return the cohorts as `order` says, which `check_order_of` has read."""
        if order == "sorted":
            return self.sort_by("label")
        if order == "appearance":
            found = self._labels.in_order("appearance")
            return self if found is None else self._take(found)
        return self._take(self._labels.by_list(order), by_hand=True)

    def __radd__(self, other: object) -> Self:
        """Let `sum` start from its 0."""
        return self if isinstance(other, int) and other == 0 else NotImplemented

    # ------------------------------------------------------------ in and out

    def _saved(self, samples: Iterable[Mapping[str, object]]) -> dict[str, object]:
        """Return the labels beside their samples as plain Python."""
        rows = [
            {**save_label("label", label), **sample}
            for label, sample in zip(self.labels, samples, strict=True)
        ]
        return {"keys": list(self.key_names), "by_hand": self._labels.by_hand, "cohorts": rows}

    def __repr__(self) -> str:
        return f"<{type(self).__name__}: {len(self)} labels, n = {int(self.n.sum())}>"

    def __str__(self) -> str:
        rows = [
            f"{text.label_text(label)}: {self._at(i)}"
            for i, label in enumerate(self.labels[:SHOWN_ROWS])
        ]
        return "\n".join([self._headline(), *rows, *self._rest()])

    def _sentence(self, say: Say) -> str:
        total, (subject, together) = self.total, self._phrases
        if not total.n:
            return say("empty", subject=say(subject))
        return say(together, k=len(self), score=text.points(total.score), n=total.n)


def check_label_order(order: object) -> Order:
    """Return how cohorts are to be ordered, if it is a way that there is."""
    if isinstance(order, (str, bytes)) or not isinstance(order, (Sequence, Mapping)):
        check_option("order", order, ORDERS)
    return cast("Order", order)


def read_labels(labels: object) -> list[object]:
    """Return labels as they are spelled; the keys of a mapping are in order, a set is in none."""
    given = list(labels) if isinstance(labels, KeysView) else labels
    return tidy(as_objects(as_column(given, "labels")))


def is_saved(given: Mapping[object, object]) -> bool:
    """Tell what `to_dict` gave from cohorts that are called keys and cohorts."""
    rows = given.get("cohorts")
    return (
        set(given) - {"designs", "by_hand"} == {"keys", "cohorts"}
        and isinstance(given["keys"], list)
        and isinstance(rows, list)
        and all(isinstance(row, Mapping) and "label" in row for row in rows)
    )


def read_state(state: Mapping[object, object]) -> tuple[Labels, list[dict[str, object]]]:
    """Return the labels of what `to_dict` gave, and the samples that stood beside them."""
    rows = cast("list[Mapping[str, object]]", state["cohorts"])
    labels = [read_label("label", row) for row in rows]
    samples = [{k: v for k, v in row.items() if k not in LABEL_KEYS} for row in rows]
    by_hand = state.get("by_hand") is True
    return Labels(labels, cast("list[str]", state["keys"]), by_hand=by_hand), samples
