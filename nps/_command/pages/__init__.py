"""The report as one page: no script, nothing from outside, any width.

figures   Pictures inside the page: SVG whose ink is that of the page, and whose texts are texts.
page      The sections of the page.
pictures  Which pictures of the scores the page has.
style     How the page looks: in light and dark, on a phone and on paper.
"""
