"""Groups of one weighted survey, which keep their place in its design."""

from __future__ import annotations

from typing import TYPE_CHECKING

from nps._base.checks import check_option
from nps._base.columns.containers import read_answers
from nps._base.labels.keys import factorize_keys
from nps._base.labels.periods import bin_groups
from nps._samples.labelled import (
    check_label_order,
)
from nps._samples.ratings import STANDARD
from nps._surveys.cohorts import SurveyCohorts
from nps._surveys.reading import read_survey
from nps._surveys.samples import LONELY, SurveySample
from nps._surveys.state import (
    check_freedom,
    parts_of,
)

if TYPE_CHECKING:
    from nps._base.labels.periods import Period
    from nps._base.typing import Invalid, Order, Population
    from nps._samples.ratings import Scale
    from nps._surveys.design.replicate_weights import ReplicateKind, Replication
    from nps._surveys.samples import Lonely


def survey_by(
    ratings: object,
    groups: object,
    *,
    weights: object = None,
    strata: object = None,
    clusters: object = None,
    population: Population = None,
    replicate_weights: object = None,
    replication: Replication | ReplicateKind | None = None,
    degrees_of_freedom: float | None = None,
    lonely: Lonely = "error",
    scale: Scale = STANDARD,
    invalid: Invalid = "raise",
    order: Order = "appearance",
    period: Period = None,
    timezone: str | None = None,
) -> SurveyCohorts:
    """Split a weighted survey into groups that keep their place in its design.

    Parameters
    ----------
    ratings : 1-D collection
        Answers, one for each respondent; containers and missing answers as in `count`.
    groups : 1-D collection, or mapping from name to 1-D collection
        Group of each respondent, or wave where the same clusters were asked again. Several named
        keys give tuples as labels.
    weights, strata, clusters, population : optional
        As in `SurveySample`: the design of the whole survey.
    replicate_weights, replication, degrees_of_freedom : optional
        As in `SurveySample`.
    lonely : {"error", "certainty", "adjust", "average"}, default "error"
        What a stratum with a single cluster adds to the variance.
    scale : Scale, default STANDARD
        Which ratings belong to which class.
    invalid : {"raise", "drop"}, default "raise"
        Answers off the scale are an error, or are counted as invalid.
    order : {"appearance", "sorted"}, list of labels or mapping, default "appearance"
        Order of the cohorts. "appearance": as they first appear, but ordered categories in their
        order and times in the order of time, however they are spelled. "sorted": by category, else
        by time, else by label (2 before 10). A list names every label in the order that holds;
        with several keys a mapping from a key's name to such a list.

    period, timezone : optional
        Put the times of one key into periods, as in `count_by`.

    Returns
    -------
    SurveyCohorts
        Differences of its cohorts allow for the clusters and strata that they share.

    Raises
    ------
    RatingError
        If an answer is off the scale and `invalid` is "raise".
    OptionError
        As in `SurveySample`, or if a key has not one entry for each rating.

    See Also
    --------
    SurveySample : The whole survey as one sample.
    count_by : Groups of answers that all weigh the same.

    Notes
    -----
    A group is a domain: who is not in it has the linearised value 0, and the clusters without
    anybody in it still count in the number of clusters of their stratum. Leaving these rows out of
    the data beforehand would be wrong, since how many of a group were drawn is random too [1]_.

    References
    ----------
    .. [1] Lumley T (2010). Complex Surveys: A Guide to Analysis Using R. Wiley.
       doi:10.1002/9780470580066

    Examples
    --------
    >>> import nps
    >>> by_segment = nps.survey_by(
    ...     [10, 9, 3, 8, 9, 10, 7, 2],
    ...     ["new", "old", "new", "old", "new", "old", "new", "old"],
    ...     weights=[2, 1, 1, 3, 2, 1, 1, 1],
    ...     clusters=["a", "a", "b", "b", "c", "c", "d", "d"],
    ... )
    >>> print(by_segment)
    2 weighted cohorts, n = 8
    new: weighted NPS 50.0  n = 4 (unweighted NPS 25.0), 4 clusters
    old: weighted NPS 16.7  n = 4 (unweighted NPS 25.0), 4 clusters
    """
    check_option("lonely", lonely, LONELY)
    order = check_label_order(order)
    freedom = check_freedom(degrees_of_freedom)
    labels, codes = factorize_keys(bin_groups(groups, period, timezone), len(read_answers(ratings)))
    read = read_survey(
        ratings, codes, len(labels), weights=weights, strata=strata, clusters=clusters,
        population=population, replicate_weights=replicate_weights, replication=replication,
        scale=scale, invalid=invalid,
    )  # fmt: skip
    parts = parts_of(read, scale, lonely, freedom)
    cohorts = SurveyCohorts._make(labels, [*map(SurveySample._make, parts)])
    return cohorts._put_in_order(order)
