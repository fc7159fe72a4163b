"""What the verbs of comments return.

agreements  How well a machine codes what people coded.
changes     How the impact of each theme changed, by volume and by tone.
impacts     How many points each theme costs.
pairs       Themes that are mentioned together.
quotes      What `quotes` returns: comments to show.
words       What `words` returns: how each word goes with promoters and detractors.
"""
