"""What the verbs of comments count.

assembly   From rows or sums to impacts.
figures    The figures of themes: from counts, from a weighted sample, or corrected.
mentions   Reading who mentions what: mappings, frames, matrices, lists of labels, text.
notes      What the numbers of themes alone would hide.
rows       Who counts: answers and themes of the same respondents, and how they were drawn.
sums       Sums over comments: themes by themes by classes, which add.
"""
