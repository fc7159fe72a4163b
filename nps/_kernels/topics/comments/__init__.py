"""Comments: themes by class, and what they cost; words that go with a class.

adjusted   What each theme adds to the score, the other themes held.
agreement  How well a machine codes what people coded.
cells      Distinct sets of themes by class, and the themes that go together.
corrected  Impacts of themes coded by a machine, corrected by codes of people for some.
impact     Impact of a theme: its error, and an interval that keeps the sign of the difference.
keyness    Which words go with one class rather than another: log-odds and likelihood ratio.
linear     Variances of sums over respondents or clusters.
"""
