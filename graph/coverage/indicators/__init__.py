"""The catalogue of indicators: one file for each, which is all that a new one needs.

A file holds ``INDICATOR``, made of the parts in ``graph/coverage``: the unit, the ways that reach it, what must be recorded for a
verdict, the words, and a worked example of about ten nodes.
"""
