"""Builds the Strawberry types from the model."""
