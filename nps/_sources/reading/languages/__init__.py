"""How the question is asked, one table for each language.

east_asian  Chinese, Japanese, Korean
germanic    English, German, Dutch, Swedish, Danish
others      Polish, Russian, Finnish, Turkish
romance     French, Spanish, Portuguese, Italian
vocabulary  what a table holds
"""
