"""The list of all links, by relation, ends, and division."""
