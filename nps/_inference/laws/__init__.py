"""The law of a score: bootstrap and posterior.

bootstrap      The bootstrap of a score or a difference, exact or simulated.
distributions  What `bootstrap` returns: the law of a resampled score or difference, exact or
               simulated.
posterior      What a sample says about the true score, as a posterior distribution.
priors         Priors of the shares, by name or as three weights.
resampled      Laws of a resampled score or difference, on their lattice of whole numbers.
"""
