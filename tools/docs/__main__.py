"""Writes the generated files: the SDL, the possible types for Apollo Client, the page's names, the pages from declarations, and the marked
sections of the READMEs.

With `--check` it lists outdated files and exits with status 1.
"""

import re
import sys
from collections.abc import Iterator
from pathlib import Path
from typing import Final

from schema.schema import make_schema
from tools.docs import (
    benchmarks_section,
    coverage_page,
    errors_page,
    figures_page,
    model_page,
    network_measures_page,
    overview_picture,
    page_names,
    seed_files_page,
    settings_page,
)
from tools.docs.language import PageLanguage

ROOT = Path(__file__).parent.parent.parent
_PAGES: Final = {
    "model": model_page.page,
    "coverage": coverage_page.page,
    "errors": errors_page.page,
    "figures": figures_page.page,
    "network-measures": network_measures_page.page,
    "seed-files": seed_files_page.page,
    "settings": settings_page.page,
}


def files() -> dict[str, str]:
    schema = make_schema()
    return {
        "schema/schema.graphql": schema.as_str() + "\n",
        "schema/possibleTypes.json": schema.possible_types() + "\n",
        "web/source/i18n/names.json": page_names.names() + "\n",
        **{f"docs/{name}{language.value}": page(language) for name, page in _PAGES.items() for language in PageLanguage},
        **{f"README{language.value}": _with_sections(language) for language in PageLanguage},
    }


def _with_sections(language: PageLanguage) -> str:
    """Fills the README between `<!-- generated: name -->` and `<!-- end -->`."""
    readme = ROOT / f"README{language.value}"
    sections = {
        "model": f"```mermaid\n{overview_picture.picture()}\n```",
        "benchmarks": benchmarks_section.table(language),
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
