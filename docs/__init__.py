"""The generated pages of the documentation; the others are written by hand and run by the tests."""
