"""Loads seed files into the database."""
