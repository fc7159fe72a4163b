"""Tables as people see them: in a notebook, on a page, in a document or a spreadsheet.

great     Tables for the package great_tables, which sets them as journals do.
html      Results in a notebook: small tables with bars of plain HTML; no script, nothing from
          outside.
markdown  Tables in Markdown, as chats, wikis and notebooks read them.
measures  What results with numbers and intervals share: both ends, `format`, rows in another order.
pasting   What every result can do for a document: leave as a table that needs no further work.
saving    Files that are written beside the old one and moved into place when they are whole.
sheet     A table as it is pasted: what stands in its head, its cells, above and below it.
workbook  Tables in Excel files: numbers as numbers, text as text, never a formula.
"""
