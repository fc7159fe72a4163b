"""Which pictures of the scores the page has: everybody and each group over time, and the groups."""

from __future__ import annotations

from typing import TYPE_CHECKING, cast

import numpy as np

import nps
from nps._base.words.pictures import picture_words, tick
from nps._command.pages.figures import Picture
from nps._command.printing import distinct, named
from nps._command.report import cohorts_of, latest_waves
from nps._command.sections.drivers import PICTURED

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping

    from matplotlib.axes import Axes

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
        yield Picture(_without_verdicts(drawn, aim, language), found.summary(language))
    names = _names({group for group, _ in known if group}, say)
    lines = {(names[group], wave): one for (group, wave), one in known.items() if group and wave}
    if len(waves) > 1 and 1 < len({group for group, _ in lines}) <= LINES:
        found = _estimated(lines, report, (GROUP, WAVE))
        drawn = plot.waves(found, time=WAVE, times=times, target=aim, language=language)
        yield Picture(_without_verdicts(drawn, aim, language), found.summary(language))
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
        drawn = plot.forest(found, target=aim, language=language)
        if several or report.by_question:
            _without_total(drawn)
        yield Picture(_without_verdicts(drawn, aim, language), found.summary(language))


def _names(groups: Iterable[tuple[str, ...]], say: Say) -> dict[tuple[str, ...], str]:
    """Return a name for each group, numbered where others are alike."""
    joined = {group: " / ".join(named(label, say) for label in group) for group in groups}
    return distinct(joined)


def _without_verdicts(axes: Axes, target: float | None, language: LanguageName) -> Axes:
    """Return a picture without verdicts on the target: those of the table are of one family."""
    from matplotlib.text import Text

    if target is None:
        return axes
    told = picture_words(language).target.partition("{verdict}")[0].format(target=tick(target))
    figure = axes.get_figure()
    assert figure is not None
    for text in figure.findobj(Text):
        before, found, _ = text.get_text().partition(told)
        if found:
            text.set_text(before + told.rstrip(" :："))
    return axes


def _without_total(axes: Axes) -> None:
    """Take away the line of all together, where that is no one score."""
    for line in [line for line in axes.lines if line.get_label() == "_line"]:
        at = float(np.asarray(line.get_xdata())[0])
        for text in [text for text in axes.texts if getattr(text, "xy", (None,))[0] == at]:
            text.remove()
        line.remove()


def _estimated(
    samples: Mapping[str, Sample] | Mapping[tuple[str, str], Sample],
    report: Report,
    keys: tuple[str, ...] = (),
) -> Estimates:
    method = cast("IntervalMethodName", report.cohorts[None, None].method)
    cohorts = cohorts_of(samples, keys)
    return nps.estimate(cohorts, confidence_level=report.confidence_level, method=method)
