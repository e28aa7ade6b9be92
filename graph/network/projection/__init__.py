"""Which actors and ties a network has."""
