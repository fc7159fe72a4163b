"""Interactive charts from the numbers of the pictures, as Vega-Lite.

marks  What is drawn of rows: dots with intervals, lines, stacked and plain bars.
rows   The rows of a result, in the order of its picture.
spec   The chart of a result.
"""
