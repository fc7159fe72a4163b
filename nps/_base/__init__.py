"""The common ground: what everything stands on and what knows no sample.

checks   One validator per argument name: says the name, the value, what is allowed, what was meant.
columns  Columns of any container, read where they are.
doors    Public doors: each name is written once, in the stub, and loaded when it is first used.
errors   What the library raises: each error is an `NPSError` and a `ValueError` or `TypeError`.
labels   Names of cohorts, what they say about time, and how they are kept.
results  Common ground of the results: frozen, readable as text and HTML, plain as a dictionary.
tables   Tables as people see them: in a notebook, a document or a spreadsheet.
tests    One test of significance, whatever it tests: statistic, degrees of freedom, p-value.
text     How numbers and labels look in text: few digits, one style, one line.
typing   Names for the options that travel through the library.
words    Phrases, notes and citations: a folder for each language.
"""
