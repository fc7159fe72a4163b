"""Tables as people see them: in a notebook, on a page, in a document or a spreadsheet.

html      Results in a notebook: small tables with bars of plain HTML; no script, nothing from
          outside.
measures  What results with numbers and intervals share: both ends, `format`, rows in another order.
"""
