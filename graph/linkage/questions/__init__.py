"""Reads the arguments of each question about linkage, runs its search, and projects the result."""
