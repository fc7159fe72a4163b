"""What hardly anybody gives: each is refused by name, or answered as it stands."""

from __future__ import annotations

import numpy as np
import polars as pl
import pytest
from command_line import cli

import nps

WAVES = nps.Cohorts.from_counts([2023, 2024], [5, 6], [3, 3], [2, 2])


def nested(depth: int) -> object:
    label: object = "x"
    for _ in range(depth):
        label = (label,)
    return label


@pytest.mark.parametrize(
    ("ask", "message"),
    [
        (lambda: nps.adjust_p_values([np.zeros((2, 3)), np.zeros((2, 4))]), "^p_values"),
        (lambda: nps.count_by([9, 3], ["a", "b"], order=[{}, "b"]), "^order must hold labels"),
        (lambda: nps.count_by([9], ["2024-01-01"], period={}), "^period must name a key"),
        (lambda: nps.Cohorts.from_counts([nested(200)], [1], [1], [1]), "nested deeper than"),
        (lambda: nps.rolling([9, 3], [[1], [2]], window="1 day"), "^dates"),
        (lambda: nps.read_answers("a\0b.csv"), "^source must be the path of a file"),
        (lambda: nps.read_answers("a\ud800b.csv"), "^source must be the path of a file"),
        (lambda: nps.rake(pl.DataFrame({"a": ["x"]}).lazy(), {"a": {"x": 1}}), "got a LazyFrame"),
        (lambda: nps.comments.Themes(["a", "b"]).rows([[1], [1, 0]]), "^kept must be"),
        (lambda: nps.planning.design_effect(cluster_size=1e300), "^cluster_size must be at most"),
        (
            lambda: nps.planning.sample_size(
                nps.Counts(5, 3, 2), margin_of_error=5, response_rate=1e-300
            ),
            "^response_rate must be at least",
        ),
        (
            lambda: nps.planning.sample_size(
                nps.Counts(5, 3, 2), margin_of_error=5, design_effect=1e300
            ),
            "^design_effect must be at most",
        ),
    ],
)
def test_it_is_refused_by_name(ask, message):
    with pytest.raises((nps.NPSError, TypeError), match=message):
        ask()


def test_files_are_asked_for_what_they_have(tmp_path):
    path = tmp_path / "answers.csv"
    path.write_text("nps,date\n9,2024-01-01\n3,2024-02-01\n", encoding="utf-8")
    file = nps.read_answers(path)
    with pytest.raises(nps.InputTypeError, match="name must be the name of a column, got None"):
        file.column(None)
    with pytest.raises(nps.InputTypeError, match="period must name keys by text, got 5"):
        file.count(by="date", period={5: "month"})
    broken = tmp_path / "broken.csv"
    broken.write_bytes(b"n\x00p\x00s\x00\n\x009\x00\n\x00\x41\xdc9\x00\n\x00")
    with pytest.raises(nps.TableError, match="looks like a binary file"):
        nps.read_answers(broken)


def test_times_of_attoseconds_are_days():
    times = np.array([1, 2], dtype="datetime64[as]")
    with pytest.raises(nps.OptionError, match="two different times"):
        nps.trend(WAVES, times=times)


def test_a_label_that_cannot_say_what_it_is_shows_all_the_same():
    class Broken:
        def __str__(self) -> str:
            raise ValueError

        def __repr__(self) -> str:
            return "<broken>"

    cohorts = nps.Cohorts.from_counts([Broken()], [5], [3], [2])
    assert "<broken>: NPS 30.0" in str(cohorts)


def test_labels_of_unequal_lengths_are_no_keys():
    odd = nps.Cohorts.from_counts([("a", 1), ("b", 2), ("c", 3, 4)], [5, 6, 7], [1] * 3, [2] * 3)
    assert "from a / 1" in str(nps.changes(odd)[("b", 2)])


def test_themes_print_what_they_add_up_to():
    found = nps.comments.impacts([10, 9, 3, 8, 2, 9], ["a", "a;b", "b", "", "b", "a"])
    assert "without any theme: score" in str(found)
    assert "without any theme" not in str(nps.comments.impacts([9, 3], ["a", "a"]))


def test_bounds_of_many_show_in_a_notebook():
    found = nps.response.bounds(WAVES, invited=[40, 50])
    assert "if the silent score" not in found._repr_html_().replace("0 if the silent score", "")


def test_names_at_the_top_stay_inside():
    labels = [(year, f"S{i}") for i in range(6) for year in (2023, 2024)]
    ax = nps.plot.waves(
        nps.Cohorts.from_counts(labels, [50] * 12, [0] * 12, [0] * 12, keys=["year", "shop"])
    )
    assert max(text.get_position()[1] for text in ax.texts) <= ax.get_ylim()[1]


def test_a_page_has_no_poster_of_a_hundred_themes(tmp_path, capsys):
    rows = [f"{9 if i % 2 else 3},said,t{i};t{(i + 1) % 61};t{(i + 2) % 61}" for i in range(61)]
    path = tmp_path / "many.csv"
    path.write_text("\n".join(["nps,why,codes", *rows, *rows]), encoding="utf-8")
    page = tmp_path / "page.html"
    argv = [str(path), "--rating", "nps", "--comments", "why", "--themes", "codes"]
    assert cli.main([*argv, "--html", str(page)]) == 0
    assert "t60" in capsys.readouterr().out
    assert "<figure>" not in page.read_text(encoding="utf-8")
