"""Phrases, notes and citations: a folder for each language.

en            English.
method_table  Each method in a sentence, English and Chinese side by side, with its source.
methods       Which methods stand behind a result: name, formula in words, source; for an appendix.
notes         Words that a result carries, such as its notes, in another language than they were
              made in.
pictures      What the pictures say: one table of labels in each language, and how numbers look on
              paper.
saying        The words of one language and how numbers are put into them.
zh            Chinese.
"""
