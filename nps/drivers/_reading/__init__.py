"""Drivers as they are given.

factors  Reading drivers: ratings, yes/no and categories, from a mapping or a data frame.
"""
