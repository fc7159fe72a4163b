"""From columns of respondents to slopes and their errors.

coding       The columns of a regression, and what the rows of a result are made of.
engine_sums  Sums of drivers that an engine adds up itself: only the small table of sums comes back.
likelihood   Average effects on the three classes, from the ordinal or the multinomial logit.
notes        What the numbers of a regression on drivers alone would hide.
people       Who counts: answers and drivers of the same respondents, and how they were drawn.
quantities   What is told of a driver beside its effect: potential, contribution, correlation.
regression   Least squares of score, promoters and detractors, with errors that fit the design.
sharing      Shares of drivers in what they explain together, observed and resampled.
sources      Sums of drivers from data frames, engines and files.
sums         Sums of products of drivers and answers, which add up over parts of the data.
"""
