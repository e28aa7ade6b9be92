"""Makes the bundled city: its official divisions, what is published about them, and an illustrative rest from a fixed seed."""
