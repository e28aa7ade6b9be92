"""Seed data: cities as folders of CSV files, the loader that checks and loads them, and the generator of the bundled city."""
