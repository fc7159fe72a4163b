"""From the cells of a table to counts.

batches     chosen columns, some rows at a time
counting    the counts of a table by its columns
tally       from combinations of cells to counts
weighing    rows with weights, and how weights are written
"""
