"""What the verbs of this room return.

bounds       What those who did not answer leave open of the score of one sample.
gap          Whether late answers, or those of another channel, differ from the others.
many_bounds  What those who did not answer leave open in many cohorts, in columns.
"""
