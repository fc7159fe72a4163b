"""Drivers as they are given.

answer_file  Ratings, drivers and the design of a sample from columns of a file of answers.
factors      Reading drivers: ratings, yes/no and categories, from a mapping or a data frame.
"""
