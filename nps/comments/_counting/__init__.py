"""What the verbs of comments count.

mentions   reading who mentions what: mappings, frames, matrices, lists of labels, separated text
"""
