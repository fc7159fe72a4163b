"""Weighted samples and what they are worth.

cells       The groups of one survey as cells of one table: their shares of all, and how those vary.
cohorts     Many weighted samples: the groups of one survey, or several surveys side by side.
covariance  How the scores of many weighted samples vary together: one product instead of a sum per
            pair.
design      How a sample was drawn, and how totals vary by it.
kinds       Weighted or not, one sample or many: asked at the door, and what all kinds then
            answer alike.
reading     From a survey to its totals: columns of respondents, or a table that was grouped
            elsewhere.
samples     One weighted sample: what its answers weigh by class, and how the design makes that
            vary.
state       The parts of a survey sample, as plain Python and back, and what makes two of them
            equal.
summaries   What is known of the score of a survey beside the score.
survey_by   Groups of one weighted survey, which keep their place in its design.
weights     Weights: made, trimmed and judged.
"""
