"""From the cells of a table to counts.

batches     chosen columns, some rows at a time
counting    the counts of a table by its columns
decimals    numbers with commas and points, and amounts with currencies
numbers     how numbers of answers are written
recurring   people who answered more than once
stamps      numbers that stand for times
tally       from combinations of cells to counts
weighing    rows with weights
"""
