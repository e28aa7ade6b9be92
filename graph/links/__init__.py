"""The list of all links."""
