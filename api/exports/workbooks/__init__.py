"""Workbooks for print."""
