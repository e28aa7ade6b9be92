"""The catalogue of indicators. Each file declares one as `INDICATOR`, with an example of about ten nodes."""
