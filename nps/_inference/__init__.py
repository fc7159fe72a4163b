"""What may be concluded from counts and from totals.

differences  Two scores.
evidence     What a method says about a difference or a score, and how statistics become p-values.
families     Many cohorts as one family.
laws         The law of a score: bootstrap and posterior.
mix          What a change is made of.
monitoring   Control charts, rolling windows, intervals that may be looked at all the time.
people       The same people twice.
scores       One score, its shares and the mean rating.
strata       The same strata twice.
waves        Waves in time: changes and trends.
"""
