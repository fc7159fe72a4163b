"""English.

sentences  What the summaries say in English; `{n:answer}` gives "1 answer" or "2 answers".
"""
