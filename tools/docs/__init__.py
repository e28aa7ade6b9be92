"""Generates the SDL and the pages in docs/."""
