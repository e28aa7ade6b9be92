"""The catalogue: every indicator by its name, which is the name of its file."""

import importlib
import pkgutil
from collections.abc import Mapping
from typing import Final

import graph.coverage.indicators
from graph.coverage.indicator import Indicator


def _read() -> Mapping[str, Indicator]:
    files = [file.name for file in pkgutil.iter_modules(graph.coverage.indicators.__path__)]
    return {name.upper(): importlib.import_module(f"graph.coverage.indicators.{name}").INDICATOR for name in files}


CATALOGUE: Final = _read()
"""Sorted by name."""
