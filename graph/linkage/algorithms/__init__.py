"""Graph algorithms on a network: BFS, path enumeration, maximum flow and components."""
