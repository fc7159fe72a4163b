"""One score, its shares and the mean rating.

estimate              The score of a sample and its interval.
estimate_mean_rating  The mean rating with its interval, for those who report it beside the score.
estimate_shares       The shares of promoters, passives and detractors, each with its interval.
estimates             What `estimate` returns: one score with its interval, or many in columns.
methods               What computes each interval method, loaded when the method is asked for.
population            The size of a finite population: of one sample, or of each cohort.
weighted              Weighted scores with intervals: Tango's on effective counts, or a t on the
                      linearised variance.
weighted_mean         The mean of weighted ratings under their design.
weighted_shares       Intervals for the weighted shares of a survey: those of counts, on the
                      effective sample size.
"""
