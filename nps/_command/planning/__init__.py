"""`nps plan`.

options  How the options of `nps plan` are typed, and what their values mean.
output   Plans as people and other programs read them.
plan     The plan that its options ask for.
"""
