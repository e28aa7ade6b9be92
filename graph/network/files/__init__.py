"""Networks in CSV files, and the report of all their measures."""
