"""``make bench-nation``: the divisions of a whole country with generated bodies, loaded and measured."""
