"""The data a fresh system starts with: cities as folders of CSV files, the reader that checks them, and the loader."""
