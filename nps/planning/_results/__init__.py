"""What the verbs of this room return.

curves     Power and margin along numbers of answers, and how such numbers are written.
decisions  What one of several looks at the data says.
plans      What a plan is: numbers of answers, what they can show, and what is assumed for it.
tables     Many plans in columns, as they are compared with each other.
"""
