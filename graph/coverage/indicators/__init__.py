"""The catalogue of indicators. Each file declares one as ``INDICATOR``, with a worked example of about ten nodes."""
