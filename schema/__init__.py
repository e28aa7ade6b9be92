"""What a caller can ask: one file per concept, declared as Strawberry types over the model of the graph."""
