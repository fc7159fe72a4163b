"""The pictures can be read: texts stand apart, show literally, in any language and any number."""

from __future__ import annotations

import io
import logging
import pickle
import subprocess
import sys
import warnings
from concurrent.futures import ThreadPoolExecutor
from functools import cache

import matplotlib as mpl
import numpy as np
import pytest
from fontTools.ttLib import TTFont
from hypothesis import HealthCheck, example, given, settings
from hypothesis import strategies as st
from matplotlib.figure import Figure
from matplotlib.font_manager import findfont
from pictures import element, has_colour, pixels, shown_texts, unreadable, words

import nps
from nps._base.results import PICTURES
from nps.plot._drawing import canvas, style

FUNCTIONS = sorted(set(nps.plot.__all__) - {"spec"})
#: What the font that comes with Matplotlib has.
DEJAVU = TTFont(findfont("DejaVu Sans"))["cmap"].getBestCmap()
#: A name of 80 characters.
LONG = "A very long name of somebody or something that goes on and on until nobody reads"
PILOT = nps.Counts(50, 30, 20)
#: Those that have more to show of more cohorts.
GROWING = {
    "segments",
    "response",
    "decomposition",
    "forest",
    "shares",
    "waves",
    "drivers",
    "importance",
    "steps",
    "impacts",
    "theme_changes",
    "value",
    "words",
    "ranks",
    "shrinkage",
    "mix_and_rate",
}


@cache
def cohorts(size: int, seed: int = 1) -> nps.Cohorts:
    """Cohorts of all sizes, with a long label, a formula, one answer and none at all."""
    rng = np.random.default_rng(seed)
    sizes = rng.integers(5, 3000, size)
    rows = np.array([rng.multinomial(n, rng.dirichlet([5, 3, 2])) for n in sizes])
    if size > 3:
        rows[2:4] = [[1, 0, 0], [0, 0, 0]]
    labels = [f"Region {i}" for i in range(size)]
    labels[:2] = [LONG, "$5_off & $6^up"]
    return nps.Cohorts.from_counts(labels, *rows.T)


@cache
def months(size: int) -> nps.Cohorts:
    """Waves that fall in the middle, one without answers and one left out."""
    rng = np.random.default_rng(2)
    kept = [i for i in range(size + 1) if i != 5]
    shares = ([0.6, 0.3, 0.1], [0.3, 0.3, 0.4])
    rows = [rng.multinomial(300, shares[i > size / 2]) for i in kept]
    if size > 3:
        rows[3] = [0, 0, 0]
    names = [f"{2020 + i // 12}-{i % 12 + 1:02d}" for i in kept]
    return nps.Cohorts.from_counts(names[:size], *np.array(rows)[:size].T)


@cache
def segments(size: int, waves: int = 4) -> nps.Cohorts:
    """So many segments over some waves, the last without the first wave."""
    rng = np.random.default_rng(6)
    names = [LONG, "$5_off & $6^up"]
    names += [f"Segment {i}" for i in range(2, size)]
    labels = [(2020 + i, name) for name in names[:size] for i in range(waves)][1:]
    rows = rng.multinomial(200, [0.5, 0.3, 0.2], len(labels))
    rows[-1] = [10, 20, 170]
    return nps.Cohorts.from_counts(labels, *rows.T, keys=["year", "segment"])


@cache
def followed(size: int) -> tuple[nps.results.Changes, nps.results.ControlChart]:
    """Changes and control chart of so many waves."""
    return nps.changes(months(size)), nps.monitor(months(size))


@cache
def driven(size: int, seed: int = 3) -> tuple[np.ndarray, dict[str, np.ndarray]]:
    """Ratings and so many drivers, with a long name and a formula."""
    rng = np.random.default_rng(seed)
    names = [LONG, "$5_off & $6^up"]
    names += [f"driver {i}" for i in range(2, size)]
    happy = rng.normal(size=60 * size)
    factors = {
        name: np.clip(np.rint(3 + happy + rng.normal(size=60 * size)), 1, 5)
        for name in names[:size]
    }
    return np.clip(np.rint(7 + 2 * happy), 0, 10), factors


#: Results that the pictures of drivers are drawn of.
OF_DRIVERS = {
    "drivers": lambda size: nps.drivers.effects(*driven(size)),
    "importance": lambda size: nps.drivers.importance(*driven(size), n_resamples=20, rng=1),
    "steps": lambda size: nps.drivers.steps(*driven(size)),
    "driver_changes": lambda size: nps.drivers.compare(
        nps.drivers.effects(*driven(size)), nps.drivers.effects(*driven(size, 4))
    ),
}


@cache
def mentioned(size: int, seed: int = 3) -> nps.results.ThemeImpacts:
    """Impacts of so many themes, with a long name and a formula."""
    rng = np.random.default_rng(seed)
    names = [LONG, "$5_off & $6^up"]
    names += [f"theme {i}" for i in range(2, size)]
    themes = rng.random((60 * size, size)) < 0.2
    ratings = np.clip(np.rint(rng.normal(8, 2, 60 * size) - 2 * themes[:, 0]), 0, 10)
    return nps.comments.impacts(ratings, nps.comments.Themes(themes, names=names[:size]))


@cache
def spoken(size: int) -> nps.results.Words:
    """Words of comments, ten times as many on each side as said, most of them beyond chance."""
    rng = np.random.default_rng(6)
    sides = [
        [f"{name}{chr(97 + i // 26 % 26)}{chr(97 + i % 26)}" for i in range(10 * size)]
        for name in ("easyandlonger", "slow")
    ]
    texts = [" ".join(rng.choice(sides[i % 2], 3)) + " app" for i in range(400)]
    return nps.comments.words(texts, [10, 3] * 200)


@cache
def questions(size: int) -> nps.results.MetricComparison:
    """Metrics, one with a long name and one with a formula, as many as wanted."""
    rng = np.random.default_rng(9)
    names = [LONG, "$5_off & $6^up"]
    names += [f"metric {i}" for i in range(size)]
    mood = rng.normal(size=60)
    return nps.value.compare_metrics(
        mood, {name: mood * rng.normal() + rng.normal(size=60) for name in names[:size]}
    )


@cache
def linked(size: int) -> nps.results.UnitLink:
    """Units with scores from one end of the scale to the other."""
    ends = np.arange(size + 3)
    units = nps.Cohorts.from_counts(ends, 5 + 9 * ends, [20] * ends.size, 5 + 9 * ends[::-1])
    return nps.value.link_units(units, 1e4 * ends)


@cache
def divided(size: int) -> tuple[np.ndarray, dict[str, np.ndarray]]:
    """Ratings and so many groups that differ, with a long name and a formula, and a number."""
    rng = np.random.default_rng(6)
    names = [LONG, "$5_off & $6^up"]
    names += [f"group {i}" for i in range(2, size)]
    group = np.repeat(np.arange(size), 100)
    ratings = np.clip(rng.normal(3 + 8 * (group % 2), 4), 0, 10).round()
    seats = np.repeat(np.arange(100 * size // 10), 10)
    return ratings, {"group": np.array(names[:size])[group], "$seats": seats}


#: Results that the pictures of segments are drawn of.
OF_SEGMENTS = {
    "segments": lambda size: nps.segments.screen(*divided(size), n_permutations=99, rng=1),
    "segment_tree": lambda size: nps.segments.find(*divided(size), honest=False),
}


#: Results of several cohorts, and of one sample, that have a picture of their own.
OF_COHORTS = {
    "ranks": lambda size: nps.rank(cohorts(size)),
    "shrinkage": lambda size: nps.shrink(cohorts(size)),
    "mix_and_rate": lambda size: nps.decompose_series(
        {f"wave {i}": cohorts(3, i) for i in range(size + 1)}
    ),
    "density": lambda size: nps.posterior(nps.Counts(50 * size, 30, 20)),
    "sequence": lambda size: nps.ConfidenceSequence().update([10, 9, 3, 8] * 5 * size),
}


@cache
def shown(name: str, size: int) -> tuple[object, ...]:
    """What the picture of this name shows of so many cohorts, as far as it has any."""
    if name == "waves":
        return (followed(size)[0],)
    if name in ("shares", "forest"):
        return (cohorts(size),)
    if name == "decomposition":
        return cohorts(size, 4), cohorts(size, 5)
    if name == "transitions":
        return (nps.Transitions([[35, 5, 0], [15, 20 * size, 5], [10, 5, 5]]),)
    if name == "plan":
        guess = nps.planning.ScoreGuess(30, passives=(0.15, 0.45))
        return (nps.planning.sample_size(guess, null=30 - 10 * size),)
    if name == "response":
        return (nps.response.bounds(cohorts(size), invited=3 * cohorts(size).n),)
    if name == "difference":
        return nps.Counts(50 * size, 30, 20), nps.Counts(40 * size, 30, 30)
    of_size = {
        "value": questions,
        "unit_link": linked,
        "words": spoken,
        "impacts": mentioned,
        "theme_changes": lambda size: nps.comments.changes(mentioned(size), mentioned(size, 4)),
        **OF_SEGMENTS,
        **OF_COHORTS,
        **OF_DRIVERS,
    }
    return (of_size[name](size),) if name in of_size else ([10, 9, 9, 8, 7, 3] * size,)


def drawn(name: str, size: int, **options: object) -> object:
    """The picture of this name with so many cohorts."""
    usual: dict[str, object] = {}
    if name == "waves":
        usual = {"chart": followed(size)[1]}
    elif name == "segments":
        usual = {"most": size}
    elif name == "impacts":
        usual = {"kind": "shares"}
    elif name == "drivers" and "crosshairs" not in options:
        usual = {"kind": "effects"}
    return getattr(nps.plot, name)(*shown(name, size), **usual | options)


#: Rows, size of text in points and size of a figure that is given, in inches: of all of them, which
#: take minutes, so many that each size meets new and given figures, and each of these few and many
#: rows. None is the size that Matplotlib has.
LAYOUTS = [
    (2, None, None),
    (12, 20, None),
    (60, 8, None),
    (12, 10, (4.0, 3.0)),
    (2, 16, (6.0, 4.0)),
    (60, 12, (5.0, 3.5)),
]
#: Those of pictures that show no rows.
PLAIN_LAYOUTS = [(2, None, None), (2, 20, None), (2, 12, (5.0, 3.5)), (2, 8, (4.0, 3.0))]


@pytest.mark.slow
@pytest.mark.sampled(2)
@pytest.mark.parametrize(
    ("name", "rows", "size", "given_size"),
    [
        (name, *layout)
        for name in FUNCTIONS
        for layout in (LAYOUTS if name in GROWING else PLAIN_LAYOUTS)
    ],
)
def test_texts_find_room_with_any_rows_and_sizes(name, rows, size, given_size):
    sizes = {} if size is None else {"font.size": size, "figure.dpi": 60}
    with mpl.rc_context(sizes):
        before, ax = dict(mpl.rcParams), None
        if given_size:
            ax = Figure(figsize=given_size, layout="constrained").subplots()
        picture = drawn(name, rows, ax=ax)
        assert not unreadable(picture)
        assert dict(mpl.rcParams) == before  # nothing global changes
    assert not (given_size and picture.get_title())
    for text, _ in shown_texts(picture):
        if not text[:1].isdigit():  # years and months keep their hyphens
            assert "-" not in text, text  # minus signs are real


@given(st.text("ab 甲", max_size=60), st.integers(1, 20))
def test_lines_are_broken_at_blanks_only(text, columns):
    lines = canvas.wrapped(text, columns).split("\n")
    assert " ".join(lines).split() == text.split()
    for line in lines:
        assert canvas.width(line) <= columns or " " not in line.strip()


EXTREMES = {
    "one class": lambda: nps.plot.distribution([10] * 5),
    "one answer": lambda: nps.plot.distribution([0]),
    "millions": lambda: nps.plot.distribution(nps.Counts(10**12, 1, 0)),
    "one cohort": lambda: nps.plot.shares({"only": [10]}),
    "nobody": lambda: nps.plot.shares({"nobody": [], "somebody": [0]}),
    "nobody at all": lambda: nps.plot.forest({"nobody": []}),
    "end of the scale": lambda: nps.plot.forest({"nobody": [], "one": [10], "all": [10] * 50}),
    "one-sided": lambda: nps.estimate(cohorts(6), alternative="greater").plot(),
    "no interval": lambda: nps.estimate(cohorts(6), method="t").plot(),
    "one wave": lambda: nps.plot.waves({2024: [10, 3]}),
    "waves without answers": lambda: nps.plot.waves({2024: [], 2025: []}),
    "uneven times": lambda: nps.plot.waves({2000: [9], 2001: [9], 2002: [3], 2024: [10]}),
    "six segments": lambda: nps.changes(segments(6)).plot(),
    "lines of trends": lambda: nps.trend(segments(3)).plot(),
    "small pictures": lambda: nps.changes(segments(9)).plot(),
    "more segments than fit": lambda: nps.plot.waves(segments(60, 12)),
    "charts of segments": lambda: nps.monitor(segments(2), method="shewhart").plot(),
    "trends of many segments": lambda: nps.trend(segments(8)).plot(),
    "nobody in a segment": lambda: nps.plot.waves(
        nps.Cohorts.from_dict({(2024, "a"): [9], (2024, "b"): []}, keys=["year", "shop"])
    ),
    "a target": lambda: nps.plot.forest(cohorts(60), most=12, order="n", target=30),
    "a target over time": lambda: nps.plot.waves(months(60), target=45.5),
    "a target of segments": lambda: nps.plot.waves(segments(5), target=-20),
    "a target of small pictures": lambda: nps.plot.waves(segments(30), target=0),
    "some of many": lambda: nps.plot.shares(cohorts(60), most=2, order="label"),
    "some of many groups": lambda: OF_SEGMENTS["segments"](60).plot(most=12),
    "largest difference": lambda: nps.plot.difference([10], [0]),
    "no difference": lambda: nps.plot.difference([10] * 9, [10] * 4),
    "no one moved": lambda: nps.plot.transitions([10], [10]),
    "many moved": lambda: nps.Transitions([[0, 0, 0], [0, 0, 0], [10**5, 10**6, 10**5]]).plot(),
    "margin": lambda: nps.planning.sample_size(PILOT, margin_of_error=3).plot(),
    "no plan": lambda: nps.planning.sample_size(PILOT, null=30).plot(),
    "nothing stands out": lambda: nps.segments.screen(
        [10, 9, 3, 7] * 20, {"a": [1, 1, 1, 1, 2, 2, 2, 2] * 10}, rng=1
    ).plot(),
    "a tree of one leaf": lambda: nps.segments.find(
        [10, 9, 3, 7] * 20, {"a": [1, 1, 1, 1, 2, 2, 2, 2] * 10}, honest=False
    ).plot(),
    "a tree of weighted leaves": lambda: nps.segments.find(
        *divided(2), honest=False, weights=np.arange(200) + 1.0
    ).plot(),
    "hardly anybody answered": lambda: nps.response.bounds([10, 9], invited=500).plot(),
    "nearly everybody answered": lambda: nps.response.bounds([10] * 98, invited=99).plot(),
    "half answered": lambda: nps.response.bounds(PILOT, invited=2 * PILOT.n).plot(),
    "a guess": lambda: nps.response.bounds(PILOT, invited=500, plausible=(-100, 100)).plot(),
    "tiny plan": lambda: nps.planning.power(PILOT, n=1).plot(),
    "impacts": lambda: mentioned(12).plot(),
    "many dots": lambda: OF_DRIVERS["drivers"](30).plot(),
    "dots in one place": lambda: nps.drivers.effects(
        [9, 3, 8, 10, 7, 2], {"a": [1, 2, 1, 2, 1, 2], "b": [1, 1, 2, 2, 1, 2]}
    ).plot(crosshairs="median"),
    "potentials": lambda: OF_DRIVERS["drivers"](3).plot(kind="potential"),
    "shares of sums": lambda: nps.drivers.importance(nps.drivers.tally(*driven(3))).plot(),
    "large amounts": lambda: nps.value.lifetime([1e9, 2e9, -3e9], 0.9, discount=0.9).plot(),
    "a class without people": lambda: nps.value.outcomes([10, 3, 2, 9], [0, 1, 1, 0]).plot(),
    "one route down": lambda: nps.value.per_point(
        {"promoter": 1, "passive": 3, "detractor": 2}, customers=10**6
    ).plot(),
    "no change": lambda: nps.plot.decomposition(*[nps.Cohorts.from_dict({"a": [10]})] * 2),
}


#: Those that go ways of the code which no other quick test goes.
ELSEWHERE = {
    "no interval", "small pictures", "trends of many segments", "nobody in a segment", "many dots",
}  # fmt: skip


@pytest.mark.parametrize(
    "case",
    [pytest.param(x, marks=() if x in ELSEWHERE else pytest.mark.slow) for x in EXTREMES],
)
def test_extreme_data_can_be_read_too(case):
    ax = EXTREMES[case]()
    assert not unreadable(ax)
    assert pixels(ax).min() < 100


@pytest.mark.parametrize("name", ["shares", "forest", "decomposition"])
def test_small_axes_show_fewer_labels_and_say_so(name):
    figure = Figure(figsize=(5, 3), layout="constrained")
    ax = drawn(name, 60, ax=figure.subplots())
    assert ax.figure is figure
    assert not unreadable(ax)
    assert "not every label is shown" in words(ax)


def test_thousands_of_cohorts_still_make_a_picture():
    many = nps.Cohorts.from_counts(range(2000), *np.tile([[5], [3], [2]], 2000))
    ax = nps.plot.forest(many)
    assert ax.figure.get_figheight() == pytest.approx(30.0)
    assert element(ax, "_values").get_xdata() == pytest.approx(np.full(2000, 30.0))
    assert "not every label is shown" in ax.get_xlabel()


def test_narrow_axes_do_without_the_columns_beside():
    figure = Figure(figsize=(3, 3), layout="constrained")
    ax = nps.plot.forest(cohorts(4), ax=figure.subplots())
    assert "[" not in words(ax)
    assert "\N{HORIZONTAL ELLIPSIS}" in words(ax)
    small = Figure(figsize=(1.4, 3), layout="constrained")
    one_column = nps.plot.shares({"a": [10, 3]}, ax=small.subplots())
    assert one_column.get_legend()._ncols == 1


# ------------------------------------------------------------------ texts


def test_labels_show_literally():
    ax = nps.plot.forest({"$5_off & $6^up": [10, 9, 3], "100%": [9]})
    assert "$5_off & $6^up (n = 3)" in words(ax)
    assert not any(text.get_parse_math() for text in ax.get_yticklabels())
    title = ax.set_title("$x^2$")  # what comes later is the reader's own
    assert title.get_parse_math()


def test_texts_that_were_there_stay_as_they_are():
    ax = Figure().subplots()
    formula = ax.text(0, 0, "$x^2$")
    nps.plot.forest({"a": [10]}, ax=ax)
    assert formula.get_parse_math()


@pytest.mark.parametrize("name", FUNCTIONS)
def test_chinese_words_need_no_warning(name, chinese_font, caplog):
    with caplog.at_level(logging.WARNING):
        ax = drawn(name, 2, language="zh", **({} if name in NO_HATCH else {"hatch": True}))
        assert not unreadable(ax)
        pixels(ax)
    assert not caplog.records
    assert any("\u4e00" <= character <= "\u9fff" for character in words(ax))


def test_chinese_labels_in_an_english_picture(chinese_font):
    ax = nps.plot.shares({"北京旗舰店": [10, 9, 3], "Berlin": [9, 8]}, order="given")
    assert not unreadable(ax)
    one, other = ax.get_yticklabels()
    assert other.get_fontfamily() == mpl.rcParams["font.family"]
    assert one.get_fontfamily() == [*mpl.rcParams["font.family"], chinese_font]


@pytest.mark.parametrize("name", ["forest", "transitions", "waves"])
def test_without_a_font_one_warning_says_what_to_install(name, no_chinese_font):
    options = {} if name in NO_HATCH else {"hatch": True}
    with pytest.warns(nps.FontWarning, match=r"no font here has .*\bNoto Sans CJK\b") as caught:
        ax = drawn(name, 5, language="zh", **options)
    assert len(caught) == 1
    assert caught[0].filename == __file__
    assert not unreadable(ax)  # measured and drawn without a warning of Matplotlib's
    assert ax._repr_png_().startswith(b"\x89PNG")
    assert any("\u4e00" <= character <= "\u9fff" for character in words(ax))


def test_the_warning_names_what_is_missing(no_chinese_font):
    with pytest.warns(nps.FontWarning, match="characters 甲, so the"):
        nps.plot.forest({"甲 Ä": [10, 9, 3]})
    with pytest.warns(nps.FontWarning, match=r"characters 一七三上下 and 2 more, so"):
        nps.plot.forest({"一七三上下不与": [10, 9, 3]})
    with pytest.warns(nps.FontWarning, match="fonts in .*matplotlib") as caught:
        nps.estimate(nps.Cohorts.from_dict({"甲": [10, 9, 3]})).plot()
    assert caught[0].filename == __file__


def test_only_what_is_missing_is_a_box(no_chinese_font):
    def picture(label: str) -> np.ndarray:
        return pixels(nps.plot.forest({label: [10, 9, 3]}))

    with pytest.warns(nps.FontWarning):
        one, other, third = picture("甲 shop"), picture("乙 shop"), picture("甲 shed")
    assert np.array_equal(one, other)
    assert not np.array_equal(one, third)


def test_annotations_get_boxes_too(no_chinese_font):
    ax = Figure().subplots()
    with pytest.warns(nps.FontWarning), canvas.drawing(ax, 1.0, 1.0, None):
        note = ax.annotate("甲", (0.5, 0.5), (0.6, 0.6), arrowprops={})
    picture = pixels(ax)
    assert picture.min() < 100
    assert note.get_text() == "甲"
    (copy,) = pickle.loads(pickle.dumps(ax.figure)).axes
    assert np.array_equal(pixels(copy), picture)


def test_the_reader_of_an_svg_has_other_fonts(no_chinese_font):
    def saved(**options: str) -> str:
        file = io.BytesIO()
        with mpl.rc_context(options):
            ax.figure.savefig(file, format="svg")
        return file.getvalue().decode("utf-8")

    with pytest.warns(nps.FontWarning):
        ax = nps.plot.forest({"甲": [10, 9, 3]})
    assert "甲 (n = 3)</text>" in saved(**{"svg.fonttype": "none"})
    assert "</text>" not in saved(**{"svg.fonttype": "path"})


def test_a_style_with_no_font_at_all_takes_that_of_matplotlib(chinese_font, caplog):
    with mpl.rc_context({"font.family": "no such font"}), caplog.at_level(logging.ERROR):
        assert "Ä (n = 3)" in words(nps.plot.forest({"Ä": [10, 9, 3]}))


@pytest.mark.slow
@settings(max_examples=20, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(st.text(st.characters(exclude_categories=["C", "Z"]), min_size=1, max_size=9))
@example("甲" * 9)
@example("\N{MINUS SIGN}Ä")
def test_the_warning_comes_when_a_character_is_missing(no_chinese_font, label):
    missing = [one for one in dict.fromkeys(label) if ord(one) not in DEJAVU]
    with warnings.catch_warnings(record=True) as caught:
        warnings.simplefilter("always")
        ax = nps.plot.forest({label: [10, 9, 3]})
        assert f"{label} (n = 3)" in words(ax)
    assert [warning.category for warning in caught] == [nps.FontWarning] * bool(missing)
    for warning in caught:
        assert f"characters {''.join(missing[:5])}" in str(warning.message)


@given(st.text(max_size=80))
def test_short_labels_are_short(label):
    text = canvas.short(label)
    assert canvas.width(text) <= canvas.LONGEST_LABEL
    assert text.strip()
    assert "\n" not in text


# ------------------------------------------------------------------ colours

NO_HATCH = {
    "forest", "waves", "difference", "plan", "importance", "steps", "driver_changes", "response",
    "words", "theme_changes", "value", "unit_link", "segments",
    "ranks", "shrinkage", "mix_and_rate", "density", "sequence",
}  # fmt: skip


@given(st.tuples(*[st.floats(0, 1)] * 3))
def test_ink_stands_out(colour):
    contrasts = {}
    for name, light in ((style.BLACK, 0.0), ("white", 1.0)):
        linear = [c / 12.92 if c <= 0.04045 else ((c + 0.055) / 1.055) ** 2.4 for c in colour]
        luminance = np.dot([0.2126, 0.7152, 0.0722], linear)
        bright, dark = max(light, luminance) + 0.05, min(light, luminance) + 0.05
        contrasts[name] = bright / dark
    chosen = contrasts[style.ink_on(mpl.colors.to_hex(colour))]
    # black or white reaches 4.58 on the worst of colours; the hex code rounds to 1/255
    assert chosen >= 4.5
    assert chosen == pytest.approx(max(contrasts.values()), rel=0.02)


def test_grey_gets_dark_text():
    assert style.ink_on(style.DEFAULT.passives) == style.BLACK


@pytest.mark.parametrize("name", sorted(set(FUNCTIONS) - NO_HATCH))
def test_hatches_are_for_losses(name):
    plain, hatched = drawn(name, 2), drawn(name, 2, hatch=True)
    assert not any(patch.get_hatch() for patch in plain.patches)
    assert any(patch.get_hatch() for patch in hatched.patches)
    assert not all(patch.get_hatch() for patch in hatched.patches)


@pytest.mark.parametrize(
    "name", sorted(set(FUNCTIONS) - {"forest", "driver_changes", "ranks", "shrinkage"})
)
def test_palettes(name):
    picture = pixels(drawn(name, 2, palette={"promoters": "#123456", "detractors": "#654321"}))
    assert has_colour(picture, "#123456") or name in {"difference", "transitions"}
    assert not has_colour(picture, "#0072B2")
    assert not has_colour(picture, "#D55E00")


def test_a_palette_may_be_a_list():
    assert has_colour(pixels(drawn("shares", 2, palette=["navy", "0.8", "firebrick"])), "firebrick")


BAD = {
    "palette": ["navy", 5, ["navy"], {"promoter": "navy"}, ["navy", "grey", "no colour"], {1, 2}],
    "hatch": [None, 1, "yes"],
    "language": ["de", None, "EN"],
    "ax": ["axes", 5, Figure()],
    "order": ["Score", None, "random"],
}


@pytest.mark.parametrize(
    ("name", "option"),
    [
        (name, option)
        for name in FUNCTIONS
        for option in getattr(nps.plot, name).__kwdefaults__
        if option in BAD
    ],
)
def test_bad_options_are_refused_by_name(name, option):
    for value in BAD[option]:
        with pytest.raises((nps.OptionError, nps.InputTypeError), match=f"^{option} must"):
            drawn(name, 2, **{option: value})


def test_a_misspelt_class_is_recognised():
    with pytest.raises(nps.OptionError, match=r"got 'promoter'\. Did you mean 'promoters'"):
        nps.plot.shares({"a": [10]}, palette={"promoter": "navy"})


def test_what_is_no_cohort_is_refused():
    for draw in (nps.plot.shares, nps.plot.forest, nps.plot.waves):
        with pytest.raises(nps.InputTypeError, match=r"(cohorts|waves) must be nps\.Cohorts"):
            draw([10, 9, 3])
        with pytest.raises(nps.EmptySampleError, match="no cohorts to draw"):
            draw({})


# ------------------------------------------------------------------ nothing global


def test_neither_import_loads_matplotlib_and_no_picture_loads_pyplot():
    program = """
import sys, nps
assert "nps.plot" not in sys.modules
nps.plot
assert "matplotlib" not in sys.modules
ax = nps.plot.forest({"a": [10, 9, 3]})
ax._repr_png_()
assert "matplotlib" in sys.modules
assert "matplotlib.pyplot" not in sys.modules
"""
    old = "ignore::DeprecationWarning"  # an old matplotlib warns of a new pyparsing
    subprocess.run([sys.executable, "-W", "error", "-W", old, "-c", program], check=True)


def test_without_matplotlib_the_error_names_the_extra():
    program = """
import sys, nps
sys.modules["matplotlib"] = sys.modules["matplotlib.figure"] = None
for draw, data in ((nps.plot.forest, {"a": [10]}), (nps.plot.distribution, [10])):
    try:
        draw(data)
    except ImportError as error:
        assert 'pip install "nps[plot]"' in str(error)
    else:
        raise AssertionError
"""
    subprocess.run([sys.executable, "-c", program], check=True)


def test_the_error_is_ours(monkeypatch):
    monkeypatch.setitem(sys.modules, "matplotlib.colors", None)
    with pytest.raises(ImportError, match=r"pip install \"nps\[plot\]\""):
        nps.plot.forest({"a": [10]})


def test_threads_may_draw_at_the_same_time():
    before = dict(mpl.rcParams)
    samples = [[10, 9, 3, seed % 11] for seed in range(4)]
    with ThreadPoolExecutor(4) as threads:
        axes = list(threads.map(nps.plot.distribution, samples))
    assert dict(mpl.rcParams) == before
    shown = [element(ax.child_axes[0], "_score").get_xdata()[0] for ax in axes]
    assert shown == [nps.score(sample) for sample in samples]


# ------------------------------------------------------------------ in a notebook


def test_a_notebook_shows_the_axes_of_a_new_figure():
    formatters = pytest.importorskip("IPython.core.formatters")
    ax = nps.plot.distribution([10, 9, 3])
    data, _ = formatters.DisplayFormatter().format(ax)
    assert data["image/png"].startswith(b"\x89PNG")
    own = Figure().subplots()
    assert nps.plot.distribution([10, 9, 3], ax=own) is own
    assert not hasattr(own, "_repr_png_")  # whoever made the figure shows it


RESULTS = {
    "SegmentScreen": lambda: OF_SEGMENTS["segments"](2),
    "SegmentTree": lambda: OF_SEGMENTS["segment_tree"](2),
    "ResponseBounds": lambda: nps.response.bounds(PILOT, invited=500),
    "ManyResponseBounds": lambda: nps.response.bounds(cohorts(3), invited=10**9),
    "Plan": lambda: nps.planning.sample_size(PILOT, null=20),
    "Counts": lambda: nps.Counts(5, 3, 2),
    "SurveySample": lambda: nps.SurveySample([10, 9, 3, 8], weights=[1, 2, 1, 3]),
    "Ranking": lambda: nps.rank(cohorts(4)),
    "Shrinkage": lambda: nps.shrink(cohorts(4)),
    "Posterior": lambda: nps.posterior([10, 9, 3]),
    "BootstrapDistribution": lambda: nps.bootstrap([10, 9, 3], [9, 9, 3]),
    "ConfidenceSequence": lambda: nps.ConfidenceSequence().update([10, 9, 3]),
    "Decompositions": lambda: nps.decompose_series({1: cohorts(2), 2: cohorts(2, 3)}),
    "Estimate": lambda: nps.estimate([10, 9, 3]),
    "Cohorts": lambda: cohorts(4),
    "SurveyCohorts": lambda: nps.SurveyCohorts.from_dict({"a": [10, 9, 3]}),
    "Estimates": lambda: nps.estimate(cohorts(4)),
    "Comparisons": lambda: nps.compare(cohorts(4), nps.Counts(5, 3, 2)),
    "ManyComparisons": lambda: nps.compare_many(cohorts(2)),
    "Comparison": lambda: nps.compare([10, 9, 3], [9, 9, 3]),
    "Comparison of the same people": lambda: nps.compare_paired([10, 9, 3], [9, 9, 3]),
    "Comparison of some people": lambda: nps.compare_overlapping(
        [9, 10, 3], [9, 8, 3], sample_ids=[1, 2, 3], reference_ids=[2, 3, 4]
    ),
    "Equivalence": lambda: nps.equivalence([10, 9, 3], [9, 9, 3], margin=10.0),
    "Transitions": lambda: nps.Transitions.from_ratings([10, 9, 3], [9, 9, 3]),
    "Changes": lambda: nps.changes(months(3)),
    "ControlChart": lambda: nps.monitor(months(3)),
    "Trend": lambda: nps.trend(months(3)),
    "Trends": lambda: nps.trend(segments(2)),
    "ControlCharts": lambda: nps.monitor(segments(2), method="shewhart"),
    "Rolling": lambda: nps.rolling([10, 9, 3, 8], window=2),
    "Decomposition": lambda: nps.decompose(cohorts(3), cohorts(3, 2)),
    "DriverEffects": lambda: OF_DRIVERS["drivers"](2),
    "DriverImportance": lambda: OF_DRIVERS["importance"](2),
    "DriverSteps": lambda: OF_DRIVERS["steps"](2),
    "DriverChanges": lambda: OF_DRIVERS["driver_changes"](2),
    "Words": lambda: spoken(2),
    "ThemeImpacts": lambda: mentioned(2),
    "ThemeChanges": lambda: nps.comments.changes(mentioned(2), mentioned(2, 4)),
    "MetricComparison": lambda: questions(3),
    "UnitLink": lambda: linked(3),
    "PointValue": lambda: nps.value.per_point({"promoter": 3, "passive": 2, "detractor": 1}),
    "ClassValues": lambda: nps.value.lifetime([5, 4, 3], 0.9, discount=0.9),
    "ClassOutcomes": lambda: nps.value.outcomes(nps.Counts(50, 30, 20), nps.Counts(2, 3, 4)),
}


@pytest.mark.filterwarnings("ignore::nps.FontWarning")
@settings(max_examples=8)
@given(st.sampled_from(sorted(RESULTS)), st.sampled_from(["en", "zh"]))
def test_results_draw_themselves(name, language):
    result = RESULTS[name]()
    assert type(result).__name__ == name.split()[0]
    ax = result.plot(language=language)
    function = getattr(nps.plot, result._picture)
    assert result._picture in nps.plot.__all__
    assert ax.get_xlabel() == function(result, language=language).get_xlabel()


def test_every_picture_of_a_result_is_tested():
    public = {name: getattr(nps, name) for name in nps.__all__}
    drawn = {name for name in public if "_picture" in getattr(public[name], "__dict__", ())}
    assert drawn <= set(RESULTS)


def test_the_slot_of_the_results_holds_every_picture():
    assert set(PICTURES) == set(FUNCTIONS)
    assert {RESULTS[name]()._picture for name in RESULTS} == set(PICTURES)


def test_results_without_a_picture_say_which_there_are():
    with pytest.raises(nps.InputTypeError, match=r"of Audit or a part of it; nps\.plot has .*fore"):
        nps.audit([10, 9, 3]).plot()


def test_completion_shows_the_pictures():
    assert dir(nps.plot) == sorted(nps.plot.__all__)
