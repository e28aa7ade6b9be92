"""Measures of networks next to the bare libraries, those of a cached city network, and files of a large network."""
