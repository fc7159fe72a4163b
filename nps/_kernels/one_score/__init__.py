"""One score: limits and tests.

exact_sign     The sign test: are promoters, of promoters and detractors, more or fewer than half.
melded         The exact interval of Fay and Lumbard, melded from two Clopper-Pearson intervals.
mover          Square-and-add (MOVER) intervals: limits for two shares combined into limits for the
               score.
score          The score interval and test for one sample (Tango 1998), in closed form.
shares         Intervals for the share of one class, alone or for all classes at once.
skewness       The skewness-corrected asymptotic score (SCAS) interval for one sample.
unconditional  The exact unconditional interval: the score test with its exact distribution.
wald           Intervals of the form centre +- critical value * standard error, and two relatives
               of theirs.
"""
