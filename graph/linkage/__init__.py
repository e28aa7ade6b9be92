"""Linkage: how two organisations are linked, and through what the link would break."""
