"""What the verbs of comments return.

quotes   What `quotes` returns: comments to show.
words    What `words` returns: how each word goes with promoters and detractors.
"""
