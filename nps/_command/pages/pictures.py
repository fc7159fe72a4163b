"""Which pictures of the scores the page has: everybody and each group over time, and the groups."""

from __future__ import annotations

from typing import TYPE_CHECKING, cast

import nps
from nps._command.pages.figures import Picture
from nps._command.printing import distinct, named
from nps._command.report import cohorts_of, latest_waves
from nps._command.sections.drivers import PICTURED

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping

    from nps._base.typing import LanguageName
    from nps._base.words.saying import Say
    from nps._command.report import Report, Sample
    from nps._inference.scores.methods import IntervalMethodName
    from nps.results import Estimates

#: With more groups than this, lines over time would be a poster.
LINES = 24
#: Names of the keys that groups and waves have in a picture.
GROUP, WAVE = "group", "wave"


def score_pictures(report: Report, say: Say, language: LanguageName) -> Iterator[Picture]:
    """Draw everybody over time, each group over time, and the groups of the latest wave.

    Without verdicts on the target: those of the table are of one family.
    """
    from nps import plot

    aim = None if report.target is None else report.target.target
    known = {key: sample for key, sample in report.samples.items() if sample.n}
    times = {wave: i for i, wave in enumerate(dict.fromkeys(wave for _, wave in known if wave))}
    waves = {wave: one for (group, wave), one in known.items() if group is None and wave}
    if len(waves) > 1:
        found = _estimated(waves, report)
        when = [times[wave] for wave in waves]
        drawn = plot.waves(found, times=when, target=aim, verdict=False, language=language)
        yield Picture(drawn, found.summary(language))
    names = _names({group for group, _ in known if group}, say)
    lines = {(names[group], wave): one for (group, wave), one in known.items() if group and wave}
    if len(waves) > 1 and 1 < len({group for group, _ in lines}) <= LINES:
        found = _estimated(lines, report, (GROUP, WAVE))
        drawn = plot.waves(
            found, time=WAVE, times=times, target=aim, verdict=False, language=language
        )
        yield Picture(drawn, found.summary(language))
    last = {group: wave for group, wave in latest_waves(known).items() if group}
    if 1 < len(last) <= PICTURED:
        several = len(set(last.values())) > 1
        names = _names(
            {(*group, *([wave or ""] if several else [])) for group, wave in last.items()}, say
        )
        rows = {}
        for group, wave in last.items():
            name = names[*group, *([wave or ""] if several else [])]
            rows[name] = known[group, wave]
        found = _estimated(rows, report)
        total = not (several or report.by_question)
        drawn = plot.forest(found, target=aim, verdict=False, total=total, language=language)
        yield Picture(drawn, found.summary(language))


def _names(groups: Iterable[tuple[str, ...]], say: Say) -> dict[tuple[str, ...], str]:
    """Return a name for each group, numbered where others are alike."""
    joined = {group: " / ".join(named(label, say) for label in group) for group in groups}
    return distinct(joined)


def _estimated(
    samples: Mapping[str, Sample] | Mapping[tuple[str, str], Sample],
    report: Report,
    keys: tuple[str, ...] = (),
) -> Estimates:
    method = cast("IntervalMethodName", report.cohorts[None, None].method)
    cohorts = cohorts_of(samples, keys)
    return nps.estimate(cohorts, confidence_level=report.confidence_level, method=method)
