"""How the numbers of a plan come about, at given numbers of answers.

arguments  The arguments that the verbs of this room share, read and checked.
exact      Exact power and assurance, and where they are quick enough.
families   Several cohorts tested together: all differences at once, or a trend over waves.
figures    Power, assurance and range of a question, or of many, at given numbers of answers.
formula    Power, assurance and sizes by formula, from two standard errors.
margins    Margins of error to expect, and the sizes that give one.
notes      What the numbers of a plan alone would hide.
planned    A plan put together: one question, answered at given numbers of answers.
question   What is asked of a plan: the claim, its level and test, and how answers are gathered.
simulated  Power by drawing samples and testing them.
solving    How many answers: for one question, or for many at once.
"""
