"""Answers how two organisations are linked, and which entities the link depends on."""
