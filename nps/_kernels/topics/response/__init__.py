"""What those who did not answer leave open.

bounds  The score of all who were asked, whatever the silent think, and its interval.
"""
