"""The mean of weighted ratings under their design.

A rating x between the ends l and h of the scale is split in two: a promoter of weight w u and a
detractor of weight w (1 - u), u = (x - l)/(h - l), in one cluster. The score of these halves is
2 mean(u) - 1, and its variance under the design that of the mean, whatever the design is.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING, NamedTuple

import numpy as np

from nps._base.columns.containers import read_answers
from nps._base.errors import InputTypeError, OptionError
from nps._base.text import shown_kind
from nps._kernels.numerics.moments import normal_quantile, student_quantile
from nps._kernels.same_people.multinomial import multinomial_interval
from nps._samples.counts import Counts
from nps._samples.ratings import coded
from nps._surveys.design.drawing import read_clusters, read_units, read_weights
from nps._surveys.reading import Calibration
from nps._surveys.samples import SurveySample

if TYPE_CHECKING:
    from nps._kernels import BoolArray, FloatArray
    from nps._samples.ratings import Scale
    from nps._surveys.samples import Lonely

#: Answers that a sample without uncertainty is taken to have, and an error that is none.
CERTAIN, ALMOST_NOTHING = 1e60, 1e-30


class WeightedMean(NamedTuple):
    """On the scale of the ratings."""

    mean: float
    error: float
    limits: tuple[float, float]
    counts: Counts
    effective_n: float
    freedom: float


def weighted_mean(
    ratings: object, scale: Scale, lonely: Lonely, design: Mapping[str, object], out: float
) -> WeightedMean:
    """Return the mean with its error and the limits that leave `out` at each end."""
    if isinstance(ratings, Counts):
        named = next((name for name, value in design.items() if value is not None), "lonely")
        raise InputTypeError(
            f"{named} goes with the ratings of single people, but sample is {shown_kind(ratings)}."
        )
    given: dict[str, object] = dict(design)
    whole = SurveySample(ratings, scale=scale, lonely=lonely, **given)  # type: ignore[arg-type]
    whole.counts._size("mean rating")
    codes = coded(read_answers(ratings), scale)
    levels = np.array(scale.ratings, dtype=np.float64)
    valid = codes < levels.size
    raw = given["weights"]
    if isinstance(raw, Calibration):
        raise OptionError(
            "weights that were calibrated have their own variance, which a mean rating does not"
            " take: pass their .weights to take them as fixed."
        )
    weight = np.ones(codes.size) if raw is None else read_weights(raw, codes.size)
    part = np.where(valid, np.append(levels, [0.0, 0.0])[codes] - levels[0], 0.0)
    part /= levels[-1] - levels[0]
    halves = _halves(given, part, valid, weight, lonely)
    held = np.bincount(codes[valid], weights=weight[valid], minlength=levels.size)
    shares = held / held.sum()
    mean = float(shares @ levels)
    reach = levels[-1] - levels[0]
    error = 0.5 * float(reach) * halves.standard_error / 100.0
    variance = float(shares @ (levels - mean) ** 2)
    if np.count_nonzero(held) == 1:  # the error is rounding, and says nothing
        error, size = 0.0, whole.kish_n
    else:  # a design may be better than chance alone only where much of a population was asked
        most = float(whole.n) if given["population"] is None else CERTAIN
        size = min(most, variance / max(error, ALMOST_NOTHING) ** 2)
    freedom = halves.degrees_of_freedom
    narrower = (normal_quantile(out) / student_quantile(freedom, out)) ** 2
    low, high = multinomial_interval((shares * size * narrower)[None, :], levels, out)
    return WeightedMean(mean, error, (float(low[0]), float(high[0])), whole.counts, size, freedom)


def _halves(
    design: Mapping[str, object],
    part: FloatArray,
    valid: BoolArray,
    weight: FloatArray,
    lonely: Lonely,
) -> SurveySample:
    """Return the halves of all ratings as one sample of the same design."""
    size = part.size
    answers = [10 if known else None for known in valid] + [0 if known else None for known in valid]
    weights = np.concatenate((weight * part, weight * (1.0 - part)))
    replicates, replication = design["replicate_weights"], design["replication"]
    if replicates is not None:
        sets = np.asarray(replicates, dtype=np.float64)
        split = sets, sets  # factors of the weights, which are split already
        if getattr(replication, "combined", True):
            split = sets * part[:, np.newaxis], sets * (1.0 - part)[:, np.newaxis]
        return SurveySample(
            answers, weights=weights, replicate_weights=np.concatenate(split),
            replication=replication, lonely=lonely,  # type: ignore[arg-type]  # read before
        )  # fmt: skip
    strata, population = design["strata"], design["population"]
    stages = read_clusters(design["clusters"], size)
    people: list[object] = list(range(size))
    everybody = (people, np.arange(size, dtype=np.int64))
    if not stages or (isinstance(population, (list, tuple)) and len(population) > len(stages)):
        stages.append(everybody)  # whose halves stay together
    columns = {
        str(i): [*map(labels.__getitem__, codes)] * 2 for i, (labels, codes) in enumerate(stages)
    }
    if strata is not None:
        labels, codes = read_units(strata, "strata", size)
        strata = [*map(labels.__getitem__, codes)] * 2
    return SurveySample(
        answers, weights=weights, strata=strata,
        clusters=columns if len(columns) > 1 else columns["0"],
        population=population, lonely=lonely,  # type: ignore[arg-type]  # read before
    )  # fmt: skip
