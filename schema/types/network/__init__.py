"""Network analysis."""
