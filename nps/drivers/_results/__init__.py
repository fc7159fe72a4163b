"""What the verbs return.

changes     What `compare` returns: a difference of two scores in parts.
design      The regression on drivers as matrices.
effect      What goes with one driver: a row of what `effects` returns.
effects     What `effects` returns: the effect of each driver in points, and what belongs to it.
importance  What `importance` returns: shares of drivers in what they explain together.
steps       What `steps` returns: penalty and reward of each driver.
"""
