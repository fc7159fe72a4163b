"""How a sample was drawn, and how totals vary by it.

drawing            How a survey drew its respondents: strata, the clusters in them, and how many
                   there are in all.
joining            Several surveys as one: their designs together, and how their totals vary on it.
replicate_weights  How replicate weights were made, and so how a variance comes from them.
replicating        Replicates made of the clusters of a survey: which are left out, halved or drawn
                   again.
scatter            How the weighted class totals of a survey vary: by respondents, by clusters or
                   by replicates.
"""
