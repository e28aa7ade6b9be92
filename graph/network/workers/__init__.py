"""Worker processes for long work, which end at a deadline and with the server."""
