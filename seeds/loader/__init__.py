"""Reads seed files and loads them into the database."""
