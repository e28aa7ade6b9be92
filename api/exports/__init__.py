"""Exports of networks as files."""
