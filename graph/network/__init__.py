"""Network analysis: the actors and ties of a question, their measures and exports."""
