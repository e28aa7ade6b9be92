"""Coverage on columns in memory: which units an indicator reaches, without a database.

    columns = Columns.of(snapshot, records)               # property_records.py reads the records of a revision
    evaluator = Evaluator(columns, Days.of([20220922]))   # up to 64 dates at once; remembers what indicators share
    statuses = unit_statuses(evaluator, indicator)        # by unit and home: the days reached, not reached, unknown
    counts = division_counts(evaluator, statuses)         # [status, division, day], all that is below included
    edited = with_edits(columns, edits)                   # what-if: shares every array that the edits leave alone
    after = edited.evaluator(evaluator)                   # takes over all results that the edits cannot change

A set of days is a word: bit `i` says whether something holds on day `i`. Paths are evaluated from their end: which entities the
last step can end at, then, over the valid links of each step, which entities lead there. There are no joins.
"""
