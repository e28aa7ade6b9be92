"""Runs the reliability checks and writes `docs/reliability.md`."""
