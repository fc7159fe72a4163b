"""Names of cohorts, what they say about time, and how they are kept.

days    Dates of answers, and windows of the calendar that end every so often.
labels  Names of cohorts: which groups a key column holds, how they sort, how they are found again.
saved   Labels as JSON knows them, each with the type that it had: dates come back as dates.
times   When waves were taken: numbers, dates, periods or ISO text in, positions on one axis out.
"""
