"""Laws of a score: resampled and posterior.

bootstrap              Bootstrap intervals without resampling: quantiles of the exact law of the
                       resampled score.
contour                The law of a score whose three shares have a Dirichlet law, exact and for
                       any parameters.
convolution            The exact law of a resampled score: n draws from the observed answers,
                       summed.
dirichlet              Posterior law of the score: intervals, quantiles, and which of two scores is
                       higher.
dirichlet_multinomial  How much cohorts differ beyond chance: the Dirichlet-multinomial law of
                       their counts.
studentized            The exact law of the studentized resampled score t* = (d* - d)/se*, without
                       resampling.
"""
