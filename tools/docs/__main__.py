"""Writes the generated files: the SDL, the possible types for Apollo Client, the pages from declarations, and the marked sections of the READMEs.

`python -m tools.docs` writes them. With `--check` it lists outdated files and exits with status 1.
"""

import re
import sys
from collections.abc import Iterator
from pathlib import Path

from schema.schema import make_schema
from tools.docs import (
    benchmarks_section,
    coverage_page,
    errors_page,
    figures_page,
    model_page,
    network_measures_page,
    seed_files_page,
    settings_page,
)

ROOT = Path(__file__).parent.parent.parent


def files() -> dict[str, str]:
    """Returns the content of all generated files by path."""
    schema = make_schema()
    return {
        "schema/schema.graphql": schema.as_str() + "\n",
        "schema/possibleTypes.json": schema.possible_types() + "\n",
        "docs/model.md": model_page.page(),
        "docs/coverage.md": coverage_page.page(),
        "docs/errors.md": errors_page.page(),
        "docs/figures.md": figures_page.page(),
        "docs/network-measures.md": network_measures_page.page(),
        "docs/seed-files.md": seed_files_page.page(),
        "README.md": _with_sections(ROOT / "README.md"),
        "README.zh.md": _with_sections(ROOT / "README.zh.md"),
    }


def _with_sections(readme: Path) -> str:
    """Returns the page with new content from `<!-- generated: name -->` to `<!-- end -->`."""
    sections = {
        "model": f"```mermaid\n{model_page.picture()}\n```",
        "settings": settings_page.table(),
        "benchmarks": benchmarks_section.table(),
    }

    def section(match: re.Match[str]) -> str:
        return f"<!-- generated: {match[1]} -->\n{sections[match[1]]}\n<!-- end -->"

    return re.sub(r"<!-- generated: (\w+) -->.*?<!-- end -->", section, readme.read_text("utf-8"), flags=re.DOTALL)


def outdated() -> Iterator[str]:
    for path, content in files().items():
        file = ROOT / path
        if not file.exists() or file.read_text("utf-8") != content:
            yield path


def main() -> int:
    stale = list(outdated())
    if "--check" in sys.argv:
        for path in stale:
            print(f"{path} is out of date. Run: make docs")
        return 1 if stale else 0
    for path, content in files().items():
        (ROOT / path).write_text(content, "utf-8")
    return 0


if __name__ == "__main__":
    sys.exit(main())
