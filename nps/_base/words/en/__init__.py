"""English.

help       What --help says is English: there is nothing to translate.
methods    Each method in a sentence, with its source; where one may choose, also when to use it.
notes      What results carry is English: there is nothing to translate.
pictures   What the pictures say in English.
sentences  What the summaries say in English; `{n:answer}` gives "1 answer" or "2 answers".
tables     Heads and words of tables are English: there is nothing to translate.
"""
