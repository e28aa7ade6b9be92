"""Measures the figures in README and docs with one command."""
