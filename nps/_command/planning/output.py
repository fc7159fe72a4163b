"""Plans as people and other programs read them."""

from __future__ import annotations

import json
import math
from typing import TYPE_CHECKING, Any

import nps
from nps._base import text
from nps._base.results import plain
from nps._base.words.methods import method_note
from nps._base.words.saying import speaker
from nps._command.output import comma_separated
from nps._command.planning.options import typed
from nps._command.printing import SHOWN_NOTES, Table, as_markdown, as_text, ended, said_left_out

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping, Sequence

    from nps._base.typing import LanguageName
    from nps._base.words.saying import Say
    from nps._command.planning.plan import Asked
    from nps._command.printing import Part
    from nps.results import LookPlan, Plan, PlanCurve

#: What programs are told of a plan, in this order.
COLUMNS = (
    "goal", "solved_for", "n", "n_reference", "n_total", "n_invited", "n_low", "n_high", "power",
    "power_low", "power_high", "assurance", "margin_of_error", "difference", "null", "margin",
    "confidence_level", "alternative", "method", "calculation",
)  # fmt: skip
#: And of a curve.
OF_CURVE = ("power", "power_low", "power_high", "margin_of_error", "margin_low")


def _count(n: float) -> str:
    return "-" if math.isinf(n) else f"{int(n):,}"


def _probability(p: float) -> str:
    return "> 0.999" if 0.9995 <= p < 1.0 else f"{p:.3f}"


def _signed(x: float) -> str:
    return text.points(x, signed=True)


#: What people are told of a plan, and how it is written.
SHOWN: Mapping[str, Callable[[Any], str]] = {
    **dict.fromkeys(("n", "n_reference", "n_total", "n_invited", "n_low", "n_high"), _count),
    **dict.fromkeys(("power", "power_low", "power_high", "assurance"), _probability),
    "margin_of_error": text.points,
    "difference": _signed,
    "null": text.points,
    "margin": text.points,
}


def render_plan(asked: Asked, form: str, language: LanguageName) -> str:
    """Return a plan in a format."""
    if form == "json":
        return json.dumps(_as_dict(asked, language), allow_nan=False, indent=2) + "\n"
    if form == "csv":
        return comma_separated(_for_programs(asked))
    say = speaker(language)
    told = [asked.plan, *([] if asked.looks is None else [asked.looks])]
    parts: list[Part] = [found.summary(language) for found in told]
    for rows in _tables(asked, say):
        parts += ["", Table(rows)]
    parts += ["", *_pilot(asked, say), *_tests(asked, say)]
    parts += [say("terminal.note", note=typed(ended(note, say))) for note in _notes(asked, say)]
    return (as_markdown if form == "markdown" else as_text)(parts)


def _pilot(asked: Asked, say: Say) -> list[str]:
    """Return what the file of a pilot holds."""
    if asked.pilot is None:
        return []
    pilot = asked.pilot
    return [pilot.summary(say.language), said_left_out(pilot, {}, say)]


def _tests(asked: Asked, say: Say) -> list[str]:
    """Return how the plans were made, each way once."""
    ways = [
        say(
            "plan.how",
            level=text.level_percent(plan.confidence_level),
            alternative=say(f"plan.{plan.alternative}"),
            method=plan.method,
            name=method_note(*plan._methods()[0], language=say.language).name,
            calculation=say(f"plan.{plan.calculation}"),
        )
        for plan in _rows_of(asked).values()
    ]
    return list(dict.fromkeys(ways))


def _notes(asked: Asked, say: Say) -> list[str]:
    """Return what holds for all plans, then what holds for one, by its score."""
    common = asked.plan.notes
    of_one = [
        say("report.group", group=label, sentence=say.translated(note))
        for label, plan in _rows_of(asked).items()
        for note in plan.notes
        if note not in common
    ]
    more = len(of_one) - SHOWN_NOTES
    return [
        *map(say.translated, common),
        *of_one[:SHOWN_NOTES],
        *([say("report.more notes", k=more)] if more > 0 else []),
    ]


def _rows_of(asked: Asked) -> dict[str, Plan]:
    plan = asked.plan
    if isinstance(plan, nps.results.Plans):
        return {str(label): plan[label] for label in plan.labels}
    return {"": plan}


# ---------------------------------------------------------------- for programs


def _as_dict(asked: Asked, language: LanguageName) -> dict[str, object]:
    """Return what JSON takes: the plan, its sentence, and what was asked for besides."""
    many = isinstance(asked.plan, nps.results.Plans)
    found: dict[str, object] = {
        "plans" if many else "plan": asked.plan.to_dict(),
        "summary": asked.plan.summary(language),
    }
    if asked.looks is not None:
        answers = _answers(asked, asked.looks)
        found["looks"] = {**asked.looks.to_dict(), "answers": list(answers)}
    if asked.curve is not None:
        found["curve"] = asked.curve.to_dict()
    return found


def _for_programs(asked: Asked) -> list[list[object]]:
    """Return a header and a row for each look, each number of the curve, or each plan."""
    if asked.looks is not None:
        names = ("information", "boundaries", "nominal_p", "spent")
        columns = [getattr(asked.looks, name).tolist() for name in names]
        answers = _answers(asked, asked.looks) or [""] * len(asked.looks)
        return [
            ["look", "answers", *names],
            *map(list, zip(asked.looks.labels, answers, *columns, strict=True)),
        ]
    if asked.curve is not None:
        columns = [map(_number, getattr(asked.curve, name).tolist()) for name in OF_CURVE]
        return [["n", *OF_CURVE], *map(list, zip(asked.curve.labels, *columns, strict=True))]
    many = isinstance(asked.plan, nps.results.Plans)
    head: list[object] = [*(["score"] if many else []), *COLUMNS]
    rows = [
        [*([label] if many else []), *map(_number, _values(plan).values())]
        for label, plan in _rows_of(asked).items()
    ]
    return [head, *rows]


def _values(plan: Plan) -> dict[str, object]:
    n_low, n_high = plan.n_range or (plan.n, plan.n)
    low, high = plan.power_range or (plan.power, plan.power)
    ends = {"n_low": n_low, "n_high": n_high, "power_low": low, "power_high": high}
    return {name: ends[name] if name in ends else getattr(plan, name) for name in COLUMNS}


def _number(value: object) -> object:
    """Return a number as it is; what does not exist, or never comes to an end, is blank."""
    known = plain(value)
    return "" if known is None else known


def _answers(asked: Asked, looks: LookPlan) -> tuple[int, ...]:
    """Return how many answers each look has; none where no number is enough."""
    (plan,) = _rows_of(asked).values()
    return () if math.isinf(plan.n) else looks.answers(plan)


# ---------------------------------------------------------------- for people


def _tables(asked: Asked, say: Say) -> list[list[list[str]]]:
    found = [_table_of_plans(asked, say)]
    if asked.looks is not None:
        found.append(_table_of_looks(asked, asked.looks, say))
    if asked.curve is not None:
        found.append(_table_of_curve(asked.curve, say))
    return found


def _table_of_plans(asked: Asked, say: Say) -> list[list[str]]:
    """Return a row for each quantity of one plan, or for each of several plans."""
    plans = _rows_of(asked)
    cells = {label: _cells(plan) for label, plan in plans.items()}
    used = [name for name in SHOWN if any(one[name] for one in cells.values())]
    if len(plans) == 1:
        (one,) = cells.values()
        return [["", ""], *([say(f"plan.of {name}"), one[name]] for name in used)]
    head = [say(f"plan.of {name}") for name in ("score", *used)]
    return [head, *([label, *(one[name] for name in used)] for label, one in cells.items())]


def _cells(plan: Plan) -> dict[str, str]:
    """Return what people are told of a plan; blank where it says nothing."""
    values = _values(plan)
    silent = {
        "n_low": plan.n_range is None,
        "n_high": plan.n_range is None or plan.n_range[1] == plan.n,
        "power_low": plan.power_range is None or plan.power_range[0] == plan.power,
        "power_high": plan.power_range is None or plan.power_range[1] == plan.power,
        "n_invited": plan.response_rate == 1.0,
        "n_total": plan.n_total == plan.n,
        "null": plan.goal != "benchmark",
    }
    return {
        name: "" if silent.get(name) or values[name] is None else write(values[name])
        for name, write in SHOWN.items()
    }


def _table_of_looks(asked: Asked, looks: LookPlan, say: Say) -> list[list[str]]:
    head = [say(f"plan.of {name}") for name in ("look", "information", "n", "z", "p")]
    answers: Sequence[str] = [f"{n:,}" for n in _answers(asked, looks)] or ["-"] * len(looks)
    rows = [
        [str(label), text.percent(t), n, f"{z:.4f}", text.p_number(p)]
        for label, t, n, z, p in zip(
            looks.labels, looks.information.tolist(), answers, looks.boundaries.tolist(),
            looks.nominal_p.tolist(), strict=True,
        )
    ]  # fmt: skip
    return [head, *rows]


def _table_of_curve(curve: PlanCurve, say: Say) -> list[list[str]]:
    columns = {name: getattr(curve, name).tolist() for name in OF_CURVE}
    kept = [name for name in OF_CURVE if not math.isnan(columns[name][0])]
    if columns["power_low"] == columns["power_high"]:
        kept = [name for name in kept if name not in ("power_low", "power_high")]
    if columns["margin_low"] == columns["margin_of_error"]:
        kept.remove("margin_low")
    head = [say(f"plan.of {name}") for name in ("n", *kept)]
    rows = [
        [f"{n:,}", *(
            text.points(columns[name][i]) if name.startswith("margin")
            else _probability(columns[name][i]) for name in kept
        )]
        for i, n in enumerate(curve.labels)
    ]  # fmt: skip
    return [head, *rows]
