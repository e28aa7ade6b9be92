"""How two organisations are linked, and on which entities the link depends."""
