"""The GraphQL explorer at `/`."""
