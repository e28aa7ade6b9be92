"""The HTTP server, command line and settings."""
