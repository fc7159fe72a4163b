"""From files, frames, engines and streams to samples.

answer_file    A file of answers: what was read and why, and its counts.
engines        Counting inside a data frame engine: lazy expressions that mean the same in every
               one of them.
frame_design   How a survey in a frame was drawn: the columns that say so.
frame_periods  Times of a frame put into periods: by its engine, of which whole periods come back.
frames         Any data frame or engine in, counts out: the engine counts, only its small table
               comes back.
read_answers   Any survey export in, the right column or a clear reason why not.
reading        From a survey export to counts: formats, headers, questions, cells.
sql            For whoever has only SQL: the query that counts, as text.
streams        Answers that come in chunks: large files, iterators of frames, batches of ratings.
survey_frames  A survey in a data frame: its columns as they are in memory, or its totals from an
               engine.
"""
