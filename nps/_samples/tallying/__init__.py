"""From columns to tables of counts.

codes       Ratings as codes: 0..K-1 for the ratings of a scale, K for missing, K + 1 for off the
            scale.
grouped     The answers of each group: which groups there are, and a table of their counts.
rows        Rows of a GROUP BY: the keys, a rating and how many answers gave it.
shares      Whole numbers that come nearest to published shares.
suspicions  What looks odd about counted answers: codes for none, unused ends of the scale.
"""
