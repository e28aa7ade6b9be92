"""The GraphQL types that are written by hand."""
