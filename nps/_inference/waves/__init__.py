"""Waves in time: changes and trends.

change_results  What `changes` returns: the scores of a series of waves and how they changed.
changes         What changed from wave to wave, as one family of tests.
panel           Waves of ratings with respondent ids: who answered when, and how the scores hang
                together.
references      Which wave each wave is held against, and what there is to say of that.
response_rates  Response rates of waves: a change of them moves a score though nobody thinks
                otherwise.
series          Segments in time: which key of cohorts is the time, and the waves of each segment.
trend           Is the score going anywhere? A straight line through waves, with its interval and
                tests.
trend_fit       The line through the waves of one series, its tests and what there is to say of
                them.
trend_results   What `trend` returns: a slope with its interval, tests beside it, a forecast.
trends          What `trend` returns of segments: a line for each.
wave_scores     The scores of waves and how they vary together: counted, of people who return, or
                weighted.
"""
