"""The command: `nps`, or `python -m nps`.

main          The library from a terminal: `nps FILE` reads a survey export and prints its scores.
options       How options are typed, and what was meant where they are not known.
output        What is written: tables for other programs, as text or as a workbook.
pages         The report as one page: no script, nothing from outside, any width.
planning      `nps plan`.
printing      The report as people read it on a terminal.
progress      How far a file has been read: one line on a terminal, gone when it is done.
report        What the command says about a file: cohorts in order, their changes, and as JSON.
sections      What the topic rooms add to the command: their options, and their sections of the
              report.
small_groups  Groups too small to be shown: put together so that nobody finds them by subtraction.
writing       Where the command reads and writes: files moved into place when they are whole, and
              streams.
"""
