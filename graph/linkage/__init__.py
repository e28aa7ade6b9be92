"""How two organisations are linked, and on which entities this depends."""
