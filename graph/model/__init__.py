"""The model of the graph: kinds, relations and properties, each declared once."""
