"""The endpoint /revision: the data revision as JSON or as server-sent events."""
