"""From a survey export to counts: what is read, which column holds the ratings, what cells mean.

anchors     what a header, or the labels of cells, say of the ends of the scale
cells       what the cells of a column are
columns     which column holds the ratings
counts      the counts of a table by its columns
doors       how options are spelled where a message appears
formats     every format, read into a header and rows of text
languages   how the question is asked, in 16 languages
naming      columns by their names
questions   what a header says
shapes      tables whose rows are no respondents
suspects    tables that are no lists of answers
"""
