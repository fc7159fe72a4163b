"""From the cells of a table to counts.

batches     chosen columns, some rows at a time
counting    the counts of a table by its columns
decimals    numbers with commas and points, and amounts with currencies
tally       from combinations of cells to counts
weighing    rows with weights
"""
