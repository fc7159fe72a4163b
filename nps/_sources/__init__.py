"""From files, frames, engines and streams to samples.

answer_file   A file of answers: what was read and why, and its counts.
frames        Data frames and engines: opened tables, and what is counted in them.
from_frame    Any data frame or engine in, counts out: the engine counts, only its small table
              comes back.
kinds         Whether answers stand in a file: asked without loading what reads files.
read_answers  Any survey export in, the right column or a clear reason why not.
reading       From a survey export to counts: formats, headers, questions, cells.
respondents   Ratings, factors and the design of a sample from columns of a file of answers.
sql           For whoever has only SQL: the query that counts, as text.
streams       Answers that come in chunks: large files, iterators of frames, batches of ratings.
"""
