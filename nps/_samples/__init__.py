"""One answer, one sample, many samples: counts, without weights.

audit      What does a column of answers hold? Look before counting.
classify   Answers by name or in points: the class of each, in the container that came in.
cohorts    Many samples: labelled counts kept in columns.
count      Ratings in, counts out: the one pass that touches the data.
counts     One sample: three whole numbers that say all there is to know about its score.
labelled   What all cohorts have in common: a mapping from label to sample that keeps its order.
parsing    From text to ratings: the ways in which survey tools write down an answer.
people     The same people seen twice.
published  A score known only from a publication: the score and the number of answers.
ratings    One answer: what is a rating, which class it falls into, and what a column of answers
           holds.
tallying   From columns to tables of counts: codes, groups, rows, shares.
"""
