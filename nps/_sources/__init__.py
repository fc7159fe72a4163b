"""From files, frames, engines and streams to samples.

delimited      Survey exports as a stream of rows: which encoding, which delimiter, which rows do
               not fit.
engines        Counting inside a data frame engine: lazy expressions that mean the same in every
               one of them.
frames         Any data frame or engine in, counts out: the engine counts, only its small table
               comes back.
opening        From a path to bytes: pipes, what is packed with gzip, and which files are Parquet.
sql            For whoever has only SQL: the query that counts, as text.
streams        Answers that come in chunks: large files, iterators of frames, batches of ratings.
survey_frames  A survey in a data frame: its columns as they are in memory, or its totals from an
               engine.
"""
