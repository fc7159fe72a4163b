"""What the topic rooms add to the command: their options, and their sections of the report.

comments  What comments go with, by the columns of a file that --comments and --themes name.
drivers   What goes with the score, by the columns of a file that --drivers names.
findings  What to read first: the latest wave, the clear changes by size, and a line for each group.
response  What those who did not answer leave open, for the number that --invited names.
segments  Which groups stand out, by the columns of a file that --segments names.
target    Where everybody and each group stand against the target that --target names.
"""
