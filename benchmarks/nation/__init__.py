"""Benchmarks on all divisions of China with generated organisations (`make bench-nation`)."""
