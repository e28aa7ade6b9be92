"""Coverage on columns in memory, without a database.

    columns = Columns.of(snapshot, records)               # property_records.py reads the records of a revision
    evaluator = Evaluator(columns, Days.of([20220922]))   # up to 64 dates at once; caches what indicators share
    statuses = unit_statuses(evaluator, indicator.rule)   # by unit and home: the days reached, not reached, unknown
    counts = division_counts(evaluator, statuses)         # [number, division, day], of the division and all below it
    edited = with_edits(columns, edits)                   # what-if: shares every unchanged array
    after = edited.evaluator(evaluator)                   # takes over all results that the edits cannot change

A set of days is a word: bit `i` says whether something holds on day `i`. Paths are evaluated backwards without joins: from the
possible ends of the last step, over each step's valid links, to the entities that lead there.
"""
