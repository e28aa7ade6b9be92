"""Checks the sources of the page."""
