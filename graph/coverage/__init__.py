"""Coverage: the units that an indicator counts, which of them it reaches, and which are unknown."""
