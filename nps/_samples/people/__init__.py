"""The same people seen twice.

grids        Square tables of people: checked, turned, added and summed into classes.
homogeneity  Did the shares of promoters, passives and detractors change? Tests on people seen
             twice.
matching     Find people again: two columns of answers with respondent ids become one row for each
             person.
shares       What a table of transitions says at once: both margins, who stayed, who moved.
transitions  People seen twice: who stayed, who moved, and whether the shares of the classes
             changed.
"""
