"""Scores in time.

betting        Confidence sequences for the mean of a stream: intervals that hold at all times
               together.
charts         Control charts for scores of unequal sample sizes.
decomposition  How much of a change of the overall score is mix, how much is rate (Kitagawa).
trend          Straight lines through scores whose sampling variances are known, and tests of a
               trend.
"""
