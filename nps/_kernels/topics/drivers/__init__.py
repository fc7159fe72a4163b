"""What goes with the answers, and how strongly.

Designs are tuples of columns, one entry for each respondent; blocks have a row for each column and
begin with a row of ones. Outcomes are +1, 0 and -1 for the score and 0 and 1 for a class.

blocks             Columns of respondents as a matrix, a block at a time, and their sums, which add.
classes            Models of the three classes: their fit, slopes and differences on average.
clusters           Errors of a regression for few clusters, with degrees of freedom for each
                   contrast (CR2).
cumulative_logit   Proportional odds: two thresholds on one line.
importance         Shares of R squared: how much of what the drivers explain goes to each.
joint              Contrasts of coefficients, and several of them tested at once.
least_squares      Least squares from sums of products, with what the data cannot tell apart.
multinomial_logit  The multinomial logit: each class but one has a line of its own.
newton             The maximum of a concave log-likelihood, or the news that there is none.
sandwich           Errors of a regression for unequal variances, and those of a survey design.
two_waves          Whether the levels of the drivers changed, or what they do.
"""
