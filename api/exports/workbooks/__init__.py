"""Workbooks for print: the coverage of a division, and a check-up of its networks."""
