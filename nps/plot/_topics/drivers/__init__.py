"""Pictures of what goes with the score.

driver_changes  A difference of two scores in the parts of levels and effects.
drivers         Effects of drivers: against their level, with their parts, or as a potential.
importance      Shares of drivers, beside those that they would have without an effect.
quadrant        Effect against level of each driver, with intervals on both axes.
steps           What bad and good ratings of each driver go with.
"""
