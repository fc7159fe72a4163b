"""From a survey export to counts: what is read, which column holds the ratings, what cells mean.

batches     chosen columns, some rows at a time
cells       what the cells of a column are
columns     which column holds the ratings
counting    the counts of a table by its columns
doors       how options are spelled where a message appears
formats     every format, read into a header and rows of text
languages   how the question is asked, in 16 languages
naming      columns by their names
questions   what a header says
suspects    tables that are no lists of answers
tally       from combinations of cells to counts
"""
