"""Coverage: which units an indicator counts, which it reaches, and which it cannot tell about."""
