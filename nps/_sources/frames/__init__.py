"""Data frames and engines: the engine counts, only its small table comes back.

choosing  The column of ratings in a frame whose user did not name it: found as in a file.
columns   Columns of a mapping or a data frame by name, as they are.
counting  Counting inside an engine: lazy expressions that mean the same in every one of them.
design    How a survey in a frame was drawn: the columns that say so.
found     The small table that an engine answers with.
opened    A data frame or relation, opened once: its columns, and the rows to be counted.
periods   Times of a frame put into periods: by its engine, of which whole periods come back.
survey    A survey in a data frame: its columns as they are in memory, or its totals from an
          engine.
"""
