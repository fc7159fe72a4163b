"""What a change is made of.

decompose         Why the score changed: other customers, or customers who think otherwise.
decompose_series  Why the score changed from wave to wave of a series.
decompositions    What `decompose` returns: a change of the score split into parts, by segment and
                  over waves.
ordinal           Are ratings as a whole higher? Of others, under a design, or of the same people.
parts             Parts of a change of the score: one, those of all segments, and those of one
                  segment.
segments          The segments of two waves in one order, counted or weighted, as a decomposition
                  takes them.
standardize       The score at a fixed mix of segments: direct standardisation.
what_moved        What moved: the shares behind the change of a score, and the ratings as a whole.
"""
