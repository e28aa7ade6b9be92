"""A name of a class or of a type stands for one concept: two modules of the product do not define the same one."""

import ast
from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping
from pathlib import Path
from typing import Final

from product_server import ROOT

FOLDERS: Final = ("api", "graph", "schema/builder", "schema/execution", "seeds")
"""In `schema/types`, a type of the API has the name of the result that it shows."""
SAME_CONCEPT: Final[Mapping[str, str]] = {"AsOf": "the date of a question, and the argument of the API that gives it"}
"""The reason, by name, that two modules define it."""


def defined_names(source: str) -> Iterator[str]:
    """Yields the classes of a module, and its names of types."""
    for statement in ast.parse(source).body:
        match statement:
            case ast.ClassDef(name=name):
                yield name
            case ast.Assign(targets=[ast.Name(id=name)], value=ast.Subscript() | ast.BinOp()) if (
                not name.isupper() and name[0].isupper()
            ):
                yield name
            case _:
                pass


def modules_by_name(files: Iterable[tuple[str, str]]) -> dict[str, list[str]]:
    """Takes paths and sources. Returns the modules of each name that several define."""
    modules: defaultdict[str, list[str]] = defaultdict(list)
    for path, source in files:
        for name in set(defined_names(source)):
            modules[name].append(path)
    return {name: paths for name, paths in modules.items() if len(paths) > 1}


def _sources() -> Iterator[tuple[str, str]]:
    for folder in FOLDERS:
        for file in sorted((ROOT / folder).rglob("*.py")):
            yield file.relative_to(ROOT).as_posix(), Path(file).read_text("utf-8")


def test_one_name_stands_for_one_concept() -> None:
    found = modules_by_name(_sources())
    assert found.keys() == SAME_CONCEPT.keys(), {name: paths for name, paths in found.items() if name not in SAME_CONCEPT}


def test_a_name_with_two_meanings_is_found() -> None:
    files = [
        ("a.py", "class Page:\n    class Inner: ...\n"),
        ("b.py", "Page = tuple[int, str]\nMAX = LIMITS[0]\n"),
        ("c.py", "MAX = 1"),
    ]
    assert modules_by_name(files) == {"Page": ["a.py", "b.py"]}
