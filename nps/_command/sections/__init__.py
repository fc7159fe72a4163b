"""What the topic rooms add to the command: their options, and their sections of the report.

comments  What comments go with, by the columns of a file that --comments and --themes name.
drivers   What goes with the score, by the columns of a file that --drivers names.
findings  What to read first: the latest wave, the clear changes, and a line for each group.
refusals  What options mean nothing by themselves, and how errors are said of an option.
response  What those who did not answer leave open, for the number that --invited names.
rows      What sections about the rows of one file share: what they refuse, and how they read.
segments  Which groups stand out, by the columns of a file that --segments names.
target    Where everybody and each group stand against the target that --target names.
value     What each class was worth since, by the column of a file that --value names.
"""
