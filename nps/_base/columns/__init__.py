"""Columns of any container, read where they are.

containers    What people keep answers in: any one-dimensional container in, plain NumPy out.
frozen        Frozen through: arrays are read-only however a value came to be, and values equal by
              content.
giving_back   Columns out: what was computed of a column, in the kind of container that came in.
integer_keys  Key columns as integers: rows with equal integers have equal labels, so no label is
              compared.
later         A field of a result that is computed when it is first read.
numbers       Numbers of any shape, as an array of floats; what is none is named and refused.
"""
