"""Cities as folders of CSV files, their loader, and the generator of the bundled city."""
