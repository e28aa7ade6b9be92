"""The questions about links."""
