"""City data as CSV files, their loader, and the generator of the bundled city."""
