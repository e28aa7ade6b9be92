"""Generates the bundled city."""
