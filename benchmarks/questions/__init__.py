"""Each question beside careful handwritten code for the same result."""
