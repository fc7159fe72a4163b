"""Interactive charts from the numbers of the pictures, as Vega-Lite.

marks     What is drawn of rows: dots with intervals, stacked and plain bars.
rows      The rows of a result, in the order of its picture.
spec      The chart of a result.
timeline  Scores over time: lines with ribbons, at their times, with what a result found in them.
"""
