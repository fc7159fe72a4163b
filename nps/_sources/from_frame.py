"""Any data frame or engine in, counts out: the engine counts, only its small table comes back."""

from __future__ import annotations

import warnings
from collections.abc import Sequence
from typing import TYPE_CHECKING, Literal, overload

from nps._base.checks import check_name, check_option
from nps._base.errors import OptionError
from nps._base.text import shown
from nps._samples.cohorts import Cohorts, count_by
from nps._samples.count import count
from nps._samples.counts import Counts
from nps._samples.labelled import check_label_order
from nps._samples.ratings import STANDARD
from nps._samples.tallying.rows import sum_codes
from nps._sources.frames.choosing import choose_column, refuse_other_cells
from nps._sources.frames.counting import count_people, count_rows, key_roles
from nps._sources.frames.design import FrameDesign
from nps._sources.frames.found import Found
from nps._sources.frames.opened import OpenedTable
from nps._sources.frames.periods import FramePeriods
from nps._sources.frames.survey import survey_frame
from nps._surveys.cohorts import SurveyCohorts

if TYPE_CHECKING:
    from nps._base.labels.periods import Period
    from nps._base.typing import Invalid, Order, Population
    from nps._samples.ratings import Scale
    from nps._surveys.design.replicate_weights import ReplicateKind, Replication
    from nps._surveys.samples import Lonely, SurveySample

    Keep = Literal["latest", "first"]

KEEP = ("latest", "first")


@overload
def from_frame(
    frame: object,
    rating: str | None = None,
    *,
    by: None = None,
    respondent: str | None = None,
    when: str | None = None,
    keep: Keep = "latest",
    scale: Scale = STANDARD,
    invalid: Invalid = "raise",
) -> Counts: ...
@overload
def from_frame(
    frame: object,
    rating: str | None = None,
    *,
    by: str | Sequence[str],
    respondent: str | None = None,
    when: str | None = None,
    keep: Keep = "latest",
    scale: Scale = STANDARD,
    invalid: Invalid = "raise",
    order: Order = "sorted",
    period: Period = None,
    timezone: str | None = None,
) -> Cohorts: ...
@overload
def from_frame(
    frame: object,
    rating: str | None = None,
    *,
    by: None = None,
    weight: str | None = None,
    strata: str | None = None,
    clusters: str | Sequence[str] | None = None,
    population: str | Population = None,
    replicate_weights: Sequence[str] | None = None,
    replication: Replication | ReplicateKind | None = None,
    degrees_of_freedom: float | None = None,
    lonely: Lonely = "error",
    scale: Scale = STANDARD,
    invalid: Invalid = "raise",
) -> SurveySample: ...
@overload
def from_frame(
    frame: object,
    rating: str | None = None,
    *,
    by: str | Sequence[str],
    weight: str | None = None,
    strata: str | None = None,
    clusters: str | Sequence[str] | None = None,
    population: str | Population = None,
    replicate_weights: Sequence[str] | None = None,
    replication: Replication | ReplicateKind | None = None,
    degrees_of_freedom: float | None = None,
    lonely: Lonely = "error",
    scale: Scale = STANDARD,
    invalid: Invalid = "raise",
    order: Order = "sorted",
    period: Period = None,
    timezone: str | None = None,
) -> SurveyCohorts: ...
def from_frame(
    frame: object,
    rating: str | None = None,
    *,
    by: str | Sequence[str] | None = None,
    weight: str | None = None,
    strata: str | None = None,
    clusters: str | Sequence[str] | None = None,
    population: str | Population = None,
    replicate_weights: Sequence[str] | None = None,
    replication: Replication | ReplicateKind | None = None,
    degrees_of_freedom: float | None = None,
    lonely: Lonely = "error",
    respondent: str | None = None,
    when: str | None = None,
    keep: Keep = "latest",
    scale: Scale = STANDARD,
    invalid: Invalid = "raise",
    order: Order = "sorted",
    period: Period = None,
    timezone: str | None = None,
) -> Counts | Cohorts | SurveySample | SurveyCohorts:
    """Count promoters, passives and detractors in a data frame or database relation.

    Columns in memory are counted where they lie. A lazy frame or a relation (Polars LazyFrame,
    DuckDB, PySpark, Dask, Ibis, SQLFrame) is grouped and counted by its own engine; what comes back
    is a table of at most 13 rows for each cohort, however many answers there are.

    Parameters
    ----------
    frame : data frame or relation
        Of pandas, Polars, PyArrow, DuckDB, PySpark, Dask, Ibis or another that narwhals carries.
    rating : str, optional
        Column with the answers: whole or floating-point numbers, or decimals. Null and NaN are
        missing. By default it is found by its header and its first 5,000 cells, as `read_answers`
        finds it: two candidates are an error that lists both, and a warning says which columns
        with a promising header were left out, and why. Text, booleans and dates are refused; a
        column without any value is all missing.
    by : str or sequence of str, optional
        Columns that say which cohort a row belongs to. Several give tuples as labels.
    weight, strata, clusters : str, optional
        Columns with the weights, the strata and the clusters of a survey, as in `SurveySample`.
        Several columns of clusters are the stages that they were drawn in, the first stage first.
        An engine adds weights and their squares up: of these at most 13 rows come back for each
        combination of cohort, stratum and cluster that occurs. Of several stages, and with
        replicate weights, the columns named here come into memory, a row for each respondent.
    population : str, int or mapping, optional
        Column that says in each row how many clusters (respondents, if there are none) the
        population has, or has in the row's stratum. Or this number, or a mapping from stratum to
        number, as in `SurveySample`, or a tuple of these for several stages of clusters.
    replicate_weights : sequence of str, optional
        Columns with replicate weights, in place of strata and clusters.
    replication : Replication or str, optional
        What they are, as in `SurveySample`.
    degrees_of_freedom, lonely : optional
        As in `SurveySample`.
    respondent : str, optional
        Column that says who answered. Each person counts once in each cohort, by the answer that
        `keep` and `when` choose. Rows without a respondent each count as of somebody else.
    when : str, optional
        Column of dates, times or numbers that says when; needed with `respondent`. In memory also
        times as text, read as by `count_by`, all with a time zone or none.
    keep : {"latest", "first"}, default "latest"
        Which valid answer of a person counts. Of several at the same time the least favourable
        one counts, whatever the order of the rows. Who gave no valid answer counts once, as
        invalid if there is an answer off the scale, else as missing.
    scale : Scale, default STANDARD
        Which ratings belong to which class.
    invalid : {"raise", "drop"}, default "raise"
        Answers off the scale (11, -1, 8.5, infinity) are an error, or are left out and counted as
        ``invalid``.
    order : {"sorted"}, list of labels or mapping, default "sorted"
        Order of the cohorts, as in `count_by`. Engines keep no order of appearance.
    period, timezone : optional
        Put the times of one key into periods, as in `count_by`: engines do it themselves, in the
        zone of their connection where the column does not know one.

    Returns
    -------
    Counts or Cohorts, or SurveySample or SurveyCohorts
        Without `by` the `Counts` of the whole frame: there is nothing to label. With `by` the
        `Cohorts`, sorted by category, time or label (2 before 10), since engines keep no order;
        rows without a label form the cohort None, which comes last. With weights, strata or
        clusters the `SurveySample`, or the `SurveyCohorts` of one survey.

    Raises
    ------
    RatingError
        If an answer is off the scale and `invalid` is "raise", or the column cannot hold ratings.
    OptionError
        If the frame has no such column, no column can be the one that is not named or several can,
        a valid answer of a named respondent has no time, or a column with the population has
        several numbers in one stratum.
    ModuleNotFoundError
        If narwhals is not installed: ``pip install "nps[frames]"``.

    See Also
    --------
    count_by : The same from columns.
    count_stream : From files and frames that come in chunks.
    counts_query : The query as text, for whoever has only SQL.

    Examples
    --------
    >>> import nps
    >>> import polars as pl
    >>> answers = pl.LazyFrame({"shop": ["N", "S", "N", None], "rating": [10, 3, None, 8]})
    >>> nps.from_frame(answers, "rating")
    Counts(promoters=1, passives=1, detractors=1, missing=1)
    >>> list(nps.from_frame(answers, "rating", by="shop"))
    ['N', 'S', None]
    """
    check_frame_order(order, by)
    design = FrameDesign(
        weight, strata, clusters, population, degrees_of_freedom, lonely, replicate_weights,
        replication,
    )  # fmt: skip
    check_option("keep", keep, KEEP)
    named = {"weight": weight, "strata": strata, "clusters": clusters}
    for option, column in {"weight": weight, "respondent": respondent, "when": when}.items():
        check_name(option, column)
    choice = None
    if rating is None:
        rating, choice = choose_column(frame, scale)
        for note in choice.notes:
            warnings.warn(note, stacklevel=2)
    sample: Counts | Cohorts | SurveySample | SurveyCohorts
    if any(x is not None for x in (*named.values(), replicate_weights)):
        if (respondent, when, keep) != (None, None, "latest"):
            raise OptionError(
                "respondent, when and keep cannot be combined with weight, strata or clusters:"
                " weights belong to the answers that count, so keep one row for each person before"
                " weighting."
            )
        table = OpenedTable.read(frame, rating, scale, invalid)
        sample = survey_frame(table, table.keys(by), design, period, timezone)
    else:
        design.refuse_options()
        if respondent is None and (when, keep) != (None, "latest"):
            option = "keep" if when is None else "when"
            raise OptionError(
                f"{option} needs respondent: it says which answer of a person counts."
            )
        if respondent is not None and when is None:
            raise OptionError("respondent needs when: the column that says when each answered.")
        sample = count_frame(
            frame, rating, by, scale, invalid, respondent=respondent, when=when, keep=keep,
            period=period, timezone=timezone,
        )  # fmt: skip
    if choice is not None:
        refuse_other_cells(sample, rating, choice)
    return sample._put_in_order(order) if isinstance(sample, (Cohorts, SurveyCohorts)) else sample


def count_frame(
    frame: object,
    rating: str,
    by: str | Sequence[str] | None,
    scale: Scale,
    invalid: Invalid,
    *,
    respondent: str | None = None,
    when: str | None = None,
    keep: Keep = "latest",
    period: Period = None,
    timezone: str | None = None,
) -> Counts | Cohorts:
    """Do what `from_frame` does, but for the order of the cohorts."""
    table = OpenedTable.read(frame, rating, scale, invalid)
    names = table.keys(by)
    periods = FramePeriods.read(table, names, period, timezone)
    if respondent is None and table.held is not None:
        return _count_columns(table, names, periods)
    moment = ""
    if respondent is not None and when is not None:
        table, moment = table.timed(when)
    cut, columns = periods.cut(table, names)
    keys, called = key_roles(columns), dict(zip(key_roles(columns), names, strict=True))
    if respondent is None or when is None:
        found = Found.of(count_rows(cut.rows(keys), list(keys)))
        n, off_scale = found.whole("n"), found.off_scale(table.scale)
    else:
        periods.refuse_people()
        roles = {"person": table.column("respondent", respondent), "when": moment}
        found = Found.of(count_people(cut.rows(keys | roles), list(keys), table.scale, keep))
        n, off_scale = found.whole("n") + found.whole("alone"), int(found.whole("invalid").sum())
        if undated := int(found.whole("undated").sum()):
            raise OptionError(
                f"when: {undated} valid answers of named respondents have no time in column"
                f" {shown(when)}, so that it cannot be said which answer counts. Leave those rows"
                " out."
            )
    table.refuse_off_scale(off_scale)
    codes = found.whole("bucket") - table.scale.low
    if not keys:
        return Counts._from_table(sum_codes(codes, n, table.scale)[0], table.scale)
    labels = {name: periods.labels(found, key, name) for key, name in called.items()}
    return Cohorts._from_long(labels, codes, n, table.scale, names)


def check_frame_order(order: object, by: object) -> None:
    """Refuse an order that no engine keeps."""
    known = check_label_order(order)
    if known != "sorted" and by is None:
        raise OptionError(f"order needs by, whose cohorts it orders, got order={shown(order)}.")
    if known == "appearance":
        raise OptionError(
            'order="appearance" is not to be had: engines keep no order of rows. Take "sorted", or'
            " a list of labels."
        )


def _count_columns(
    table: OpenedTable, names: Sequence[str], periods: FramePeriods
) -> Counts | Cohorts:
    """Count columns in memory where they lie."""
    answers, *groups = map(table.native, (table.rating, *names))
    if not names:
        return count(answers, scale=table.scale, invalid=table.invalid)
    keys = dict(zip(names, groups, strict=True))
    return count_by(
        answers, keys, scale=table.scale, invalid=table.invalid, period=periods.names or None,
        timezone=periods.timezone,
    )  # fmt: skip
