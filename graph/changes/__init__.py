"""Entities and links that began or ended between two dates, found on the snapshot."""
