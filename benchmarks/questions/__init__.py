"""Each question beside what a careful person would write by hand for the same result."""
