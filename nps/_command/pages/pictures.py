"""Which pictures of the scores the page has: everybody and each group over time, and the groups."""

from __future__ import annotations

from typing import TYPE_CHECKING, cast

import nps
from nps._command.pages.figures import Picture
from nps._command.report import cohorts_of
from nps._command.sections.drivers import PICTURED

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    from nps._base.typing import LanguageName
    from nps._base.words.saying import Say
    from nps._command.report import Key, Report, Sample
    from nps._inference.scores.methods import IntervalMethodName
    from nps.results import Estimates

#: With more groups than this, lines over time would be a poster.
LINES = 24
#: Names of the keys that groups and waves have in a picture.
GROUP, WAVE = "group", "wave"


def score_pictures(report: Report, say: Say, language: LanguageName) -> Iterator[Picture]:
    """Draw everybody over time, each group over time, and the groups of the latest wave."""
    from nps import plot

    aim = None if report.target is None else report.target.target
    known = {key: sample for key, sample in report.samples.items() if sample.n}
    times = {wave: i for i, wave in enumerate(dict.fromkeys(wave for _, wave in known if wave))}
    waves = {wave: one for (group, wave), one in known.items() if group is None and wave}
    if len(waves) > 1:
        found = _estimated(waves, report)
        drawn = plot.waves(
            found, times=[times[wave] for wave in waves], target=aim, language=language
        )
        yield Picture(drawn, found.summary(language))
    lines = {
        (_name(group, say), wave): one for (group, wave), one in known.items() if group and wave
    }
    if len(waves) > 1 and 1 < len({group for group, _ in lines}) <= LINES:
        found = _estimated(lines, report, (GROUP, WAVE))
        drawn = plot.waves(found, time=WAVE, times=times, target=aim, language=language)
        yield Picture(drawn, found.summary(language))
    rows = _latest(known, say)
    if 1 < len(rows) <= PICTURED:
        found = _estimated(rows, report)
        drawn = plot.forest(found, target=aim, language=language)
        yield Picture(drawn, found.summary(language))


def _latest(known: Mapping[Key, Sample], say: Say) -> dict[str, Sample]:
    """Return each group in the latest of its waves, which is named where there are several."""
    last = {group: (wave, one) for (group, wave), one in known.items() if group}
    several = len({wave for wave, _ in last.values()}) > 1
    return {
        _name((*group, *([wave or ""] if several else [])), say): one
        for group, (wave, one) in last.items()
    }


def _name(group: tuple[str, ...], say: Say) -> str:
    return " / ".join(label if label.strip() else say("blank label") for label in group)


def _estimated(
    samples: Mapping[str, Sample] | Mapping[tuple[str, str], Sample],
    report: Report,
    keys: tuple[str, ...] = (),
) -> Estimates:
    method = cast("IntervalMethodName", report.cohorts[None, None].method)
    cohorts = cohorts_of(samples, keys)
    return nps.estimate(cohorts, confidence_level=report.confidence_level, method=method)
