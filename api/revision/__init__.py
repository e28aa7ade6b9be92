"""The endpoint /revision: the data revision as JSON or as a stream of server-sent events."""
