"""Delimited text: which encoding and layout, and how its cells are counted.

blocks       text in blocks of bytes, and how often cells occur together in them
cutting      where the cells of a block lie
delimited    CSV and TSV, as a stream
encodings    which encoding the bytes of a text are in
layouts      how the characters of a text form cells
quotations   which bytes of a block stand outside quotation marks
utf_8        whether bytes are UTF-8, and where they are not
"""
