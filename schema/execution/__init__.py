"""Executes operations."""
