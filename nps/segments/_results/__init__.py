"""What the verbs of the room return.

screen  What `screen` returns: all groups that were looked at, held against the best by chance.
split   One split of a tree.
tree    What `find` returns: who belongs together, and the score of each group.
"""
