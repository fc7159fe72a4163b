"""Control charts, rolling windows, intervals that may be looked at all the time.

chart_notes          What the limits of a control chart rest on, and how often it cries wolf.
chart_series         What `monitor` returns of segments: a control chart for each.
confidence_sequence  An interval that may be looked at after every answer: confidence sequences.
control_charts       What `monitor` returns: a control chart in columns.
monitor              Control charts: tell a signal from the noise in scores that come in regularly.
rolling              Rolling windows over dated answers, each person's latest answer counting once.
rolling_periods      Rolling windows over counts by period: so many months or waves, added up.
rolling_results      What `rolling` returns: scores of overlapping windows.
sequence_state       What a confidence sequence remembers of its stream: sums and capitals, never
                     the answers.
"""
