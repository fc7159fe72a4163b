"""Nothing is left in English where Chinese is asked for: of results, and of the command."""

from __future__ import annotations

import html
import re

import pytest
from command_line import main
from every_result import RESULTS
from languages import english_words

#: Labels, keys and metrics of the results, and letters of banner tables.
LABELS = {
    "cohort",
    "North",
    "South",
    "West",
    "North-South",
    "sex",
    "shop",
    "year",
    "class",
    "AB",
    "AC",
    "BC",
}
#: Names of statistics in tables that have no other.
SIGNS = {"tau", "phi", "AUC"}
#: Arguments that a note says to write.
ARGUMENTS = re.compile(r"factor\\?_scales=|reverse=\\?\[")
#: Options and what is typed with them, columns, labels and files of the examples.
TYPED = {
    "TIME", "COLUMN", "csv", "examples", "four_waves", "four", "waves", "two", "rating", "rating'",
    "then", "wave", "segment", "respondent", "respondent'", "date", "App", "Phone", "Shop", "nps",
    "support", "quality", "price", "app", "region", "shop", "North", "South", "West", "comments",
    "comment", "human", "delivery", "range", "none", "staff", "Enterprise", "Small", "business",
    "autumn", "spring", "callbacks", "called", "no", "yes", "Consumer", "Midmarket", "Mid-market",
}  # fmt: skip
#: The pages' own words, sources in their appendix, and options with what is typed after them.
SOURCE = re.compile(r"文献：[^\n]*|由 nps [0-9.]+ 生成|--(?:method|shift) [a-z-]+")
RUNS = [
    "four_waves.csv --wave wave --by segment --target 30 --html PAGE --method wald",
    "four_waves.csv --wave date --period quarter --weight weight --by segment",
    "support.csv --drivers quality price app support region --skipped not-asked --segments region"
    " shop --invited rows --html PAGE",
    "comments.csv --comments comment --themes human",
    "four_waves.csv --respondent respondent --when date --keep first --min-n 300 --by segment",
    "callbacks.csv --rating autumn --by called --invited 2500",
    "callbacks.csv --rating autumn spring --target 30 --format markdown",
    "plan --score 30 --margin-of-error 5 --curve",
    "plan --score 30 --margin 5 --method wald",
    "plan --pilot 20:12:8 --target 10 --assurance 0.8 --looks 3",
    "plan --score 0 20 --passives 15-45% --difference 5 --response-rate 20% --format markdown",
]


def test_results_are_chinese_throughout():
    left: dict[str, set[str]] = {}
    for result in RESULTS:
        keys = {str(key) for key in getattr(result, "key_names", ())}
        for text in (result.explain("zh"), result.to_markdown("zh")):
            words = set(english_words(ARGUMENTS.sub(" ", SOURCE.sub(" ", html.unescape(text)))))
            left.setdefault(type(result).__name__, set()).update(words - keys - LABELS - SIGNS)
    assert {kind: words for kind, words in left.items() if words} == {}


@pytest.mark.slow
def test_the_command_is_chinese_throughout(tmp_path, capsys):
    page = tmp_path / "page.html"
    for run in RUNS:
        argv = [
            str(page) if word == "PAGE" else f"examples/{word}" if word.endswith(".csv") else word
            for word in run.split()
        ]
        assert main([*argv, "--language", "zh"]) == 0
        text = capsys.readouterr().out
        if "PAGE" in run:
            shown = re.sub("(?s)<style.*?</style>", "", page.read_text(encoding="utf-8"))
            text += "\n".join(re.findall('(?:alt|title|aria-label)="([^"]*)"', shown))
            text += html.unescape(re.sub("<[^>]+>", "\n", shown))
        assert set(english_words(SOURCE.sub(" ", text))) - TYPED == set(), run
