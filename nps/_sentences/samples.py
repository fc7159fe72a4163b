"""What is said of one sample: its score, its shares, what is known of them."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import TYPE_CHECKING

import numpy as np

from nps._base import text as display
from nps._base.checks import TINY
from nps._base.words.saying import (
    CLASSES,
    TWO_SIDED,
    Say,
    are,
    capital,
    end_texts,
    limits_text,
    subject_of,
    uncapital,
    with_sign,
)

if TYPE_CHECKING:
    from nps._inference.laws.bootstrap import BootstrapDistribution
    from nps._inference.laws.posterior import Posterior
    from nps._inference.mix.standardize import Standardized
    from nps._inference.monitoring.confidence_sequence import ConfidenceSequence
    from nps._inference.scores.estimate_mean_rating import MeanRating
    from nps._inference.scores.estimate_shares import ShareEstimate, ShareEstimates
    from nps._inference.scores.estimates import Estimate, Estimates
    from nps._inference.scores.weighted import SurveyEstimate, SurveyEstimates
    from nps._samples.audit import Audit
    from nps._samples.cohorts import Cohorts
    from nps._samples.counts import Counts
    from nps._samples.published import PublishedScore
    from nps._surveys.cohorts import SurveyCohorts
    from nps._surveys.samples import SurveySample
    from nps._surveys.summaries import SurveySummaries, SurveySummary
    from nps._surveys.weights.weightings import Weighting


def _estimate_evidence(say: Say, found: Estimate) -> str:
    kind = "credible" if found.method.startswith("bayes") and found.alternative == TWO_SIDED else ""
    limits = found.confidence_interval
    return limits_text(say, limits, found.confidence_level, found.alternative, kind=kind)


def _estimate(say: Say, found: Estimate, subject: str = "") -> str:
    subject, n = subject or subject_of(say, found.label), found.counts.n
    if not n:
        return say("empty", subject=subject)
    return say(
        "estimate.tiny" if n < TINY else "estimate",
        subject=subject,
        score=display.points(found.score),
        evidence=_estimate_evidence(say, found),
        n=n,
        are=are(n),
    )


def _estimates(say: Say, found: Estimates, what: str = "score") -> str:
    n = found.counts.n
    answered = np.flatnonzero(n > 0)
    empty = int(n.size - answered.size)
    without = say("estimates.empty", k=empty) if empty else ""
    if not answered.size:
        return say("empty", subject=say(what))
    order = answered[np.argsort(found.score[answered], kind="stable")]
    bottom, top = found._row(int(order[0])), found._row(int(order[-1]))
    if answered.size == 1:
        subject = say(f"{what} of", label=say.name(top.label))
        return say.joined(_estimate(say, top, subject), without)
    text = say(
        "estimates",
        k=int(answered.size),
        subject=uncapital(say(what)),
        lowest=display.points(bottom.score),
        bottom=say.name(bottom.label),
        bottom_evidence=_estimate_evidence(say, bottom),
        highest=display.points(top.score),
        top=say.name(top.label),
        top_evidence=_estimate_evidence(say, top),
    )
    return say.joined(text, without)


def _counts(say: Say, found: Counts) -> str:
    if not found.n:
        return say("empty", subject=say("score"))
    return say(
        "counts",
        subject=say("score"),
        score=display.points(found.score),
        n=found.n,
        promoters=found.promoters,
        passives=found.passives,
        detractors=found.detractors,
        shares=say("comma").join(display.percentages(found.shares)),
    )


def _cohorts(say: Say, found: Cohorts) -> str:
    total = found.total
    if not total.n:
        return say("empty", subject=say("score"))
    return say("cohorts", k=len(found), score=display.points(total.score), n=total.n)


def _published(say: Say, found: PublishedScore) -> str:
    return say("published", score=display.points(found.score), n=found.n)


def _mean(say: Say, found: MeanRating) -> str:
    low, high = (f"{end:.2f}" for end in found.confidence_interval)
    level = display.level_percent(found.confidence_level)
    evidence = say(found.alternative, level=level, low=low, high=high)
    return say("mean", mean=f"{found.mean:.2f}", evidence=evidence, n=found.counts.n)


def _share_evidence(say: Say, found: ShareEstimate) -> str:
    low, high = (display.percent(end) for end in found.confidence_interval)
    level = display.level_percent(found.confidence_level)
    return say(TWO_SIDED, level=level, low=low, high=high)


def _share(say: Say, found: ShareEstimate) -> str:
    if not found.n:
        return capital(say("empty", subject=say("class")))
    share, evidence = display.percent(found.share), _share_evidence(say, found)
    return say("share", share=share, evidence=evidence, count=found.count, n=found.n)


def _shares(say: Say, found: ShareEstimates) -> str:
    rows = [found._row(i) for i in range(len(found)) if found.n[i]]
    if not rows:
        return capital(say("empty", subject=say("class")))
    if len(found) == len(CLASSES):
        parts = [
            say(
                "share of",
                share=display.percent(row.share),
                name=say(name),
                evidence=_share_evidence(say, row),
            )
            for row, name in zip(rows, CLASSES, strict=True)
        ]
        return say("shares", n=rows[0].n, parts=say.listed(parts))
    promoters = sorted(rows[::3], key=lambda row: row.share)
    detractors = sorted(row.share for row in rows[2::3])
    return say(
        "shares of cohorts",
        k=len(promoters),
        lowest=display.percent(promoters[0].share),
        bottom=say.name(_without_class(promoters[0].label)),
        highest=display.percent(promoters[-1].share),
        top=say.name(_without_class(promoters[-1].label)),
        least=display.percent(detractors[0]),
        most=display.percent(detractors[-1]),
    )


def _without_class(label: object) -> object:
    parts = label[:-1] if isinstance(label, tuple) else (label,)
    return parts[0] if len(parts) == 1 else parts


def _audit(say: Say, found: Audit) -> str:
    text = say(
        "audit",
        total=found.total,
        valid=found.valid,
        are=are(found.valid),
        missing=found.missing,
        invalid=found.invalid,
    )
    k = len(found.suspicions)
    return say.joined(text, say("audit.suspicions", k=k, are=are(k)) if k else "")


def _bootstrap(say: Say, found: BootstrapDistribution) -> str:
    low, high = end_texts(found.confidence_interval("bca"))
    values = {"error": display.points(found.standard_error), "low": low, "high": high}
    n = found.sample.n
    if found.reference is None:
        return say("bootstrap", value=display.points(found.observed), n=n, **values)
    m = found.reference.n
    return say("bootstrap.difference", value=with_sign(found.observed), n=n, m=m, **values)


def _posterior(say: Say, found: Posterior) -> str:
    low, high = end_texts(found.credible_interval())
    return say("posterior", low=low, high=high, mean=display.points(found.mean), n=found.counts.n)


def _sequence(say: Say, found: ConfidenceSequence) -> str:
    if not found.n:
        return say("sequence.empty")
    low, high = end_texts(found.confidence_interval)
    level = display.level_percent(found.confidence_level)
    score = display.points(found.score)
    return say("sequence", n=found.n, score=score, level=level, low=low, high=high)


def _standardized(say: Say, found: Standardized) -> str:
    return say(
        "standardized",
        score=display.points(found.score),
        evidence=limits_text(say, found.confidence_interval, found.confidence_level),
        crude=display.points(found.crude_score),
        n=found.cohorts.total.n,
    )


# ---------------------------------------------------------------- weighted samples


def _survey_estimate(say: Say, found: SurveyEstimate) -> str:
    subject, survey = subject_of(say, found.label, "weighted score"), found.survey
    if not survey.n:
        return say("empty", subject=subject)
    return say(
        "survey estimate",
        subject=subject,
        score=display.points(found.score),
        evidence=_estimate_evidence(say, found),
        n=survey.n,
        effective=display.points(survey.effective_n),
        unweighted=display.points(survey.unweighted_score),
    )


def _survey_estimates(say: Say, found: SurveyEstimates) -> str:
    return _estimates(say, found, "weighted score")


def _survey(say: Say, found: SurveySample | SurveySummary) -> str:
    subject = subject_of(say, getattr(found, "label", None), "weighted score")
    if not found.n:
        return say("empty", subject=subject)
    score, unweighted = display.points(found.score), display.points(found.unweighted_score)
    return say("survey", subject=subject, score=score, n=found.n, unweighted=unweighted)


def _survey_cohorts(say: Say, found: SurveyCohorts) -> str:
    total = found.total
    if not total.n:
        return say("empty", subject=say("weighted score"))
    return say("survey.cohorts", k=len(found), score=display.points(total.score), n=total.n)


def _survey_summaries(say: Say, found: SurveySummaries) -> str:
    effective = display.points(float(np.nansum(found.effective_n)))
    return say("survey.summaries", k=len(found), n=int(found.n.sum()), effective=effective)


def _weighting(say: Say, found: Weighting) -> str:
    text = say(
        "weighting",
        n=found.weights.size,
        method=say.translated(found.method),
        smallest=f"{found.smallest:.4g}",
        largest=f"{found.largest:.4g}",
        effective=display.points(found.effective_n),
        design=f"{found.design_effect:.2f}",
    )
    return say.joined(text, "" if found.converged else say("weighting.missed"))


SAMPLES: Mapping[str, Callable[..., str]] = {
    "Audit": _audit,
    "BootstrapDistribution": _bootstrap,
    "Cohorts": _cohorts,
    "ConfidenceSequence": _sequence,
    "Counts": _counts,
    "Estimate": _estimate,
    "Estimates": _estimates,
    "MeanRating": _mean,
    "Posterior": _posterior,
    "PublishedScore": _published,
    "ShareEstimate": _share,
    "ShareEstimates": _shares,
    "Standardized": _standardized,
    "SurveyCohorts": _survey_cohorts,
    "SurveyEstimate": _survey_estimate,
    "SurveyEstimates": _survey_estimates,
    "SurveySample": _survey,
    "SurveySummaries": _survey_summaries,
    "SurveySummary": _survey,
    "Weighting": _weighting,
}
