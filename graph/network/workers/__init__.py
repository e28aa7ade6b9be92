"""Worker processes for long work of network analysis, which end at a deadline and with the server."""
