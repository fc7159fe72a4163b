"""Comments as text.

columns     Reading a column of comments beside one of ratings.
dictionary  Entries of a dictionary, and what finds them.
folding     Letters as they are compared: width, case, accents, what does not show.
options     Options of verbs about words, checked.
sums        Words by class as sums that add.
tokens      Words of a comment: the tokenizer that `words` has by itself, and anybody's.
"""
