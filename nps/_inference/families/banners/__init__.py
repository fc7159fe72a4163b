"""Banner tables: the groups of several keys side by side against all answers.

banner         The table of a research department, with letters for what differs.
banner_result  What `banner` returns: a column for each group, with its letters.
keys           The groups of each key, from cohorts of several keys or from one set of cohorts each.
"""
