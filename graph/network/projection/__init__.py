"""The actors and ties of a network."""
