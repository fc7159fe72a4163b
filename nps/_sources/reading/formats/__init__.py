"""Every format, read into a header and rows of text.

blocks         text in blocks of bytes, and how often cells occur together in them
delimited      CSV and TSV, as a stream
encodings      which encoding the bytes of a text are in
headers        which rows are the header
json_files     JSON records and lines
labelled       SPSS, Stata and SAS, with the labels of values
layouts        how the characters of a text form cells
opening        paths, pipes, what is packed, and which format it is
parquet        Parquet, some rows at a time
spreadsheets   Excel and OpenDocument
tables         what all of them give
"""
