"""Names of cohorts, what they say about time, and how they are kept.

calendar_words  The words of calendars and waves in the languages that exports come in.
days            Dates of answers, and windows of the calendar that end every so often.
keys            Key columns: which groups they hold, and a code for each row.
labels          Names of cohorts: how they sort, which order they have, how they are found again.
periods         Periods of the calendar: the one of a date, and the same a year before.
readings        What one text can mean as a time: a rule for each kind of spelling.
saved           Labels as JSON knows them, each with the type that it had: dates come back as dates.
spellings       What a column of texts means together, and where nobody can tell.
tidying         One spelling for each label: missing is None, NumPy's values are Python's.
times           When waves were taken: positions on one axis, or an order.
zones           Times on the clock: of their own column or text, or moved to a time zone.
"""
