"""Every format, read into a header and rows of text.

bounds         how large a workbook may be
formulas       formulas of workbooks that nobody has calculated
headers        which rows are the header
json_files     JSON records and lines
labelled       SPSS, Stata and SAS, with the labels of values
opening        paths, pipes, what is packed, and which format it is
parquet        Parquet, some rows at a time
spreadsheets   Excel and OpenDocument
tables         what all of them give
text           CSV, TSV and other delimited text
"""
