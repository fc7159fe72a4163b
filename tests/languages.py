"""English that has no place in a Chinese text."""

from __future__ import annotations

import re

#: What is typed: options with their values, functions, numbered symbols.
CODE = re.compile(
    r"""--[a-z]+(?:-[a-z]+)*\b"""
    r"""|\b\w+=(?:"[^"]*"|\[[^\]]*\]|[\w.]+(?:\(.*?\))?)|\bnps\.[\w.]+(?:\(.*?\))?"""
    r"""|"[\w/]+"|chi2\(\d*\)"""
)
WORD = re.compile(r"[A-Za-z][A-Za-z'-]+")
#: Names of people and methods, and what has no other name in Chinese.
NAMES = {
    "CSV", "XML", "xlsx", "month", "PDF", "RTF", "RAR", "SQLite", "Zstandard", "bzip", "xz", "Zip",
    "-Zip", "GB",
    "NPS", "JSON", "UTF-", "Latin-", "None", "True", "False", "BCa", "TOST", "EWMA", "CUSUM",
    "MOVER",
    "Agresti-Min", "Benjamini-Hochberg", "Benjamini-Yekutieli", "Bernstein", "Bhapkar",
    "Bonett-Price", "Bonferroni", "Bowker", "Clopper-Pearson", "Cochran", "Dirichlet", "Dirichlet-",
    "Fleiss-Levin-Paik", "Goodman", "Hochberg", "Holm", "Hommel", "Jeffreys", "Kitagawa",
    "Korn-Graubard",
    "Laney", "Lewis-Sauro", "Mann-Whitney", "May-Johnson", "McNemar", "MeasuringU", "Mee",
    "Miettinen", "Tango",
    "Nurminen", "O'Brien-Fleming", "Perks", "Pocock",
    "Quesenberry-Hurst", "REML", "DerSimonian-Laird", "Simes", "Score",
    "Shewhart", "Sison-Glaz", "Stuart-Maxwell", "Wald", "Welch", "Wilcoxon",
    "Wilson", "alpha", "cp", "delta", "gbk", "max-z", "mid-p",
    "CR", "HC", "Shapley",
    "Fisher", "Meng", "Rosenthal", "Rubin", "Zou",
    "Cochran-Armitage", "DeLong", "Fieller", "Koopman",
    "Student", "Tukey", "Games-Howell", "Pearson", "Kruskal-Wallis",
    "Rao-Scott",
    "Cohen", "kappa",
}  # fmt: skip


def english_words(text: str) -> list[str]:
    """Return the words of a text that are English, other than names, code and sources."""
    lines = [line for line in text.splitlines() if not line.startswith("文献")]
    return [word for word in WORD.findall(CODE.sub(" ", "\n".join(lines))) if word not in NAMES]
