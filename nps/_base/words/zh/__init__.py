"""Chinese.

help       What --help says in Chinese, by the English of the options.
methods    Each method in a sentence in Chinese; sources are those of the English notes.
notes      The notes of the results in Chinese, by their English templates.
pictures   What the pictures say in Chinese.
sentences  What the summaries say in Chinese; the same keys and numbers as in English.
tables     Heads and words of tables in Chinese, by the English ones that results carry.
"""
