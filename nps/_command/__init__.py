"""The command: `python -m nps`.

main    The library from a terminal: `python -m nps FILE` reads a survey export and prints its
        scores.
page    The report of `python -m nps` as one page: no script, nothing from outside, any width.
report  What `python -m nps` says about a file: the cohorts put in order, as text and as JSON.
"""
