"""Measures of a network, as pure functions on `NetworkArrays`.

`catalogue.compute(arrays, measure)` gives a measure of all actors; `work.plan` says beforehand how it should run. Measures of
the whole network are functions of their modules. All results have 12 significant digits.
"""
