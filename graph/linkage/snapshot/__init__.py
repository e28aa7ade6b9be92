"""The snapshot in memory, and its simple graphs by date."""
