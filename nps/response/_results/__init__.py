"""What the verbs of this room return.

bounds       What those who did not answer leave open of the score of one sample.
many_bounds  What those who did not answer leave open in many cohorts, in columns.
"""
