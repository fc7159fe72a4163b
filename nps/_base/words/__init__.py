"""Phrases, notes and citations: a folder for each language.

en         English.
languages  Which languages there are: each folder of this room is one, with six files of words.
methods    Which methods stand behind a result: name, formula in words, source; for an appendix.
notes      Words that a result carries, such as its notes: English text that remembers how it was
           made.
pictures   What every language says in pictures, and how numbers look on paper.
saying     The words of one language and how numbers are put into them.
zh         Chinese.
"""
