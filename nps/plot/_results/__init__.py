"""Pictures of what one kind of result says.

density        Laws of a score: a posterior, or that of bootstrap samples.
mix_and_rate   Mix and rate of each wave of a series.
ranks          Ranks with the range that the data allow.
sequence       A confidence sequence, look by look.
shrinkage      Scores drawn towards what all have in common.
"""
