"""What all pictures share.

bars      Rows with bars and intervals beside a line at 0.
canvas    Where the pictures are drawn: axes without global state, texts that stay as they are
          written.
charts    What a control chart adds to scores over time, and the charts of moving averages and sums.
fonts     Characters that no font of a text has: a warning, and boxes in their place.
names     Names beside dots, where they stand clear of each other.
rows      One row for each cohort: where it stands, what is written beside it, how many fit.
scores    Scores over time, a line through them, and the waves that changed.
segments  Series of several segments in one picture: a line for each, or a small picture for each.
style     How the pictures look: colours that everybody can tell apart, and texts that can be read.
svg       A picture for a page: SVG whose texts are texts, with no setting of Matplotlib's touched.
timeline  The axis of time: where waves stand, where the line breaks, which labels fit.
"""
