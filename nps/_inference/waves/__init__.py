"""Waves in time: changes and trends.

change_results  What `changes` returns: the scores of a series of waves and how they changed.
changes         What changed from wave to wave, as one family of tests.
panel           Waves of ratings with respondent ids: who answered when, and how the scores hang
                together.
trend           Is the score going anywhere? A straight line through waves, with its interval and
                tests.
trend_results   What `trend` returns: a slope with its interval, tests beside it, a forecast.
wave_scores     The scores of waves and how they vary together: counted, of people who return, or
                weighted.
"""
