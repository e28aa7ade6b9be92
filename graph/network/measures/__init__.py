"""Measures of a network: pure functions on `NetworkArrays`, with results of 12 significant digits. `catalogue.compute` gives
a measure of all actors; `work.plan` decides beforehand how it runs.
"""
