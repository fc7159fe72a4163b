"""One answer, one sample, many samples: counts, without weights.

audit      What does a column of answers hold? Look before counting.
codes      Ratings as codes: 0..K-1 for the ratings of a scale, K for missing, K + 1 for off the
           scale.
cohorts    Many samples: labelled counts kept in columns.
counts     One sample: three whole numbers that say all there is to know about its score.
grouped    The answers of each group: which groups there are, and a table of their counts.
labelled   What all cohorts have in common: a mapping from label to sample that keeps its order.
parsing    From text to ratings: the ways in which survey tools write down an answer.
people     The same people seen twice.
published  A score known only from a publication: the score and the number of answers.
ratings    One answer: what is a rating, which class it falls into, and what a column of answers
           holds.
rows       Rows of a GROUP BY: the keys, a rating and how many answers gave it.
"""
