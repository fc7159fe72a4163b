"""The command: `nps`, or `python -m nps`.

drivers       What goes with the score, by the columns of a file that --drivers names.
main          The library from a terminal: `nps FILE` reads a survey export and prints its scores.
options       How options are typed, and what was meant where they are not known.
output        What is written: tables for other programs, as text or as a workbook.
page          The report as one page: no script, nothing from outside, any width.
plan          `nps plan`: the plan that its options ask for.
plan_options  How the options of `nps plan` are typed, and what their values mean.
plan_output   Plans as people and other programs read them.
printing      The report as people read it on a terminal.
report        What the command says about a file: cohorts in order, their changes, and as JSON.
writing       Where the command reads and writes: files moved into place when they are whole, and
              streams.
"""
