"""The same strata twice, and the same shares: one difference of many, and one score of many.

compare_shares     Compare the shares of promoters, passives and detractors of two samples, as one
                   family.
compare_strata     Compare two samples within strata: one difference of scores, with its test.
designs            How weighted scores of many cohorts, and differences of two such, vary together.
methods            What computes each method of one difference over strata.
pool               One score of many cohorts whose true scores may differ.
share_changes      What `compare_shares` returns: how one share differs, and all three as one
                   family.
strata_comparison  What `compare_strata` returns: one difference over strata.
"""
