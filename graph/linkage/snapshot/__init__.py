"""The links in memory."""
