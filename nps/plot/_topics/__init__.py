"""The pictures of the topic rooms.

comments  Themes of comments: what they cost, who mentions them, and what changed.
drivers   Drivers: their effects, importance, steps and changes.
plan      What a plan promises, and what it does not.
response  What those who did not answer leave open.
segments  Groups of people that differ: all that were looked at, and those of a tree.
value     What classes, points and scores of units go with.
words     Words of comments: how distinctive they are against how often they are written.
"""
