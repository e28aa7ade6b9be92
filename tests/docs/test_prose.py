"""Prose and names are plain: no private dialect, no vague file or constant names, one Chinese word per concept."""

import ast
import io
import json
import re
import tokenize
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any, Final, NamedTuple

import pytest
from product_server import ROOT

PYTHON_FOLDERS: Final = ("api", "benchmarks", "examples", "graph", "schema", "seeds", "tests", "tools")
SKIPPED_FOLDERS: Final = {"node_modules", ".venv", "__pycache__", "built", "dist", "generated"}
PAGES: Final = ("README*.md", "CONTRIBUTING.md", "CHANGELOG.md", "docs/**/*.md")
CHINESE_TEXTS: Final = (
    *PAGES,
    "schema/schema.graphql",
    "web/**/*.html",
    "web/**/*.ts",
    "web/**/*.tsx",
    "web/**/*.js",
    "web/**/*.graphql",
    "web/source/i18n/*.json",
    "api/**/*.py",
    "graph/**/*.py",
    "schema/**/*.py",
    "seeds/**/*.py",
    "tools/**/*.py",
)
FORBIDDEN_PROSE: Final = {
    "vague pronoun": r"(?i)\b(whoever|whomever|somebody|anybody|nobody|everybody|whatever)\b",
    "`where` for `if`": r"(?i)\bwhere\b(?! (a|the) record comes)(?! (would|does|do|it would|it matters|they meet|they begin|GraphQL's)\b)",
    "fraction for a percentage": r"(?i)\b(a|one|two|three) (half|thirds?|quarters?|fifths?|sixths?|sevenths?|eighths?|ninths?|tenths?) (of|off)\b",
    "dialect": r"(?i)\b(is|are|was|were) (told|held against|asked of|passed on)\b|\b(of its own accord|put right|by chance|there is none)\b",
    "reference to a neighbour": r"^The same\b",
}
FORBIDDEN_MODULES: Final = [
    "fitness",
    "matches",
    "parts",
    "asking",
    "hanging_up",
    "one_write",
    "garbage",
    "opening",
    "nearby",
    "reached",
    "rehearsed",
    "utils",
    "helpers",
    "manager",
]
FORBIDDEN_CONSTANT: Final = r"_*(LONGEST|MOST|LARGEST|LEAST)_\w+"
OTHER_CHINESE_WORDS: Final = {
    "receipt": r"收据",
    "certificate": r"(?<!社会工作者)(?<!级)证书(?!奖励)",
    "revision": r"数据状态",
    "loader": r"加载|装载|装入",
    "local Neo4j": r"本机 Neo4j",
    "SDL": r"GraphQL 模式",
    "cost": r"成本",
    "component": r"连通部分|成分",
    "isolate": r"孤立者",
    "one-mode, two-mode network": r"(?<!第)二模|一模网",
    "betweenness": r"中介中心|边介数",
    "broker, brokerage role": r"中介角色|中介者|经纪",
    "structural hole, constraint": r"约束度",
    "degree, strength": r"加权度数",
    "core and periphery": r"核心—边缘|核心边缘",
    "measure": r"测度",
    "fix": r"补齐办法",
    "scorecard": r"指标一览",
    "what-if question": r"试算",
    "token": r"词法单元",
}
"""By term of the glossary, words for it that are not the glossary's. Social workers have real certificates, of a grade (级) and with a reward (奖励)."""
NO_VERBS: Final = {"This", "Its", "Does", "Has", "Less", "Always", "Sometimes", "As", "Is", "Was", "Us"}
LINTER_COMMENT: Final = r"#\s*(pyright|noqa|type:|fmt:|!|-{5})"


class Text(NamedTuple):
    file: str
    line: int
    text: str
    is_function_docstring: bool = False


# ---------------------------------------------------------------------------------------------------- what is read
def python_files() -> Iterator[Path]:
    for folder in PYTHON_FOLDERS:
        for file in sorted((ROOT / folder).rglob("*.py")):
            if not SKIPPED_FOLDERS & set(file.relative_to(ROOT).parts):
                yield file


def files_like(*patterns: str) -> Iterator[Path]:
    for pattern in patterns:
        for file in sorted(ROOT.glob(pattern)):
            if not SKIPPED_FOLDERS & set(file.relative_to(ROOT).parts):
                yield file


def texts_of_python(file: str, source: str) -> Iterator[Text]:
    """Yields docstrings, comments, and all strings of message catalogues."""
    tree = ast.parse(source)
    for block in _blocks(tree):
        for place, statement in enumerate(block.body):
            if isinstance(statement, ast.Expr) and isinstance(statement.value, ast.Constant):
                text = statement.value.value
                if isinstance(text, str):
                    yield Text(file, statement.lineno, text, place == 0 and _needs_verb(block))
    for node in ast.walk(tree) if file.startswith("graph/messages/") else ():
        if isinstance(node, ast.Call):
            for argument in ast.walk(node):
                if isinstance(argument, ast.Constant) and isinstance(argument.value, str):
                    yield Text(file, argument.lineno, re.sub(r"\{.*?\}", "", argument.value))
    for token in tokenize.generate_tokens(io.StringIO(source).readline):
        if token.type == tokenize.COMMENT and not re.match(LINTER_COMMENT, token.string):
            yield Text(file, token.start[0], token.string.lstrip("# "))


def _blocks(statement: Any) -> Iterator[Any]:
    """Yields what has a body, at any depth. Visits no expressions, which are 90 % of a tree."""
    if hasattr(statement, "body"):
        yield statement
    for name in ("body", "orelse", "finalbody", "handlers", "cases"):
        for each in getattr(statement, name, ()):
            yield from _blocks(each)


def _needs_verb(node: ast.AST) -> bool:
    """Exempts properties, and tests, whose docstrings add to their names."""
    if not isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef) or node.name.startswith("test_"):
        return False
    return not any("property" in ast.unparse(each) for each in node.decorator_list)


def texts_of_page(file: str, source: str) -> Iterator[Text]:
    """Omits code blocks."""
    in_code = False
    for number, line in enumerate(source.splitlines(), 1):
        if line.lstrip().startswith(("```", "~~~")):
            in_code = not in_code
        elif not in_code:
            yield Text(file, number, line)


def texts_of_sdl(file: str, source: str) -> Iterator[Text]:
    line, end = 1, 0
    for match in re.finditer(r'"""\s*(.*?)\s*"""', source, re.DOTALL):
        line, end = line + source.count("\n", end, match.start()), match.start()
        yield Text(file, line, match[1])


def texts_of_script(file: str, source: str) -> Iterator[Text]:
    for match in re.finditer(r"(?:^|\s)//(.*)|/\*\*?([^*].*?)\*/", source):
        yield Text(file, source[: match.start()].count("\n") + 1, match[1] or match[2])


def texts_of_page_catalogue(file: str, source: str) -> Iterator[Text]:
    for number, text in enumerate(json.loads(source).values(), 2):
        yield Text(file, number, text)


def without_code(text: str) -> str:
    return re.sub(r"``.*?``|`[^`]*`|\]\([^)]*\)", "", text, flags=re.DOTALL)


# ---------------------------------------------------------------------------------------------------- the rules
def findings_in_prose(text: Text) -> Iterator[str]:
    prose = without_code(text.text)
    for rule, pattern in FORBIDDEN_PROSE.items():
        for match in re.finditer(pattern, prose):
            line = text.line + prose[: match.start()].count("\n")
            yield f"{text.file}:{line}: {rule}: {match[0]!r} in {' '.join(prose.split())[:100]!r}"
    first = re.match(r"\W*(\w+)", text.text)
    if text.is_function_docstring and first and (not first[1].endswith("s") or first[1] in NO_VERBS):
        yield f"{text.file}:{text.line}: no third-person verb first: {' '.join(text.text.split())[:100]!r}"


def findings_in_names(file: str, source: str) -> Iterator[str]:
    if Path(file).stem in FORBIDDEN_MODULES:
        yield f"{file}:1: forbidden module name"
    for node in ast.walk(ast.parse(source)) if re.search(FORBIDDEN_CONSTANT, source) else ():
        if isinstance(node, ast.Name) and isinstance(node.ctx, ast.Store) and re.fullmatch(FORBIDDEN_CONSTANT, node.id):
            yield f"{file}:{node.lineno}: constant {node.id}: use MAX_..."


def findings_in_chinese(file: str, source: str) -> Iterator[str]:
    for number, line in enumerate(source.splitlines(), 1):
        for term, words in OTHER_CHINESE_WORDS.items():
            for match in re.finditer(words, line):
                yield f"{file}:{number}: {match[0]}: the glossary has another word for {term}"


def _name(file: Path) -> str:
    return file.relative_to(ROOT).as_posix()


# ---------------------------------------------------------------------------------------------------- code and docs
def test_prose_of_the_code() -> None:
    findings = [
        finding
        for file in python_files()
        for text in texts_of_python(_name(file), file.read_text("utf-8"))
        for finding in findings_in_prose(text)
    ]
    assert not findings, "\n" + "\n".join(findings)


def test_prose_of_the_docs() -> None:
    findings = [
        finding
        for file in files_like(*PAGES)
        for text in texts_of_page(_name(file), file.read_text("utf-8"))
        for finding in findings_in_prose(text)
    ]
    assert not findings, "\n" + "\n".join(findings)


@pytest.mark.parametrize(
    ("texts", "patterns"),
    [
        (texts_of_sdl, ("schema/schema.graphql",)),
        (texts_of_script, ("web/source/**/*.ts", "web/source/**/*.tsx")),
        (texts_of_page_catalogue, ("web/source/i18n/zh.json", "web/source/i18n/en.json")),
    ],
)
def test_prose_of_the_schema_and_the_page(texts: Callable[[str, str], Iterator[Text]], patterns: tuple[str, ...]) -> None:
    found = [text for file in files_like(*patterns) for text in texts(_name(file), file.read_text("utf-8"))]
    assert found
    findings = [finding for text in found for finding in findings_in_prose(text)]
    assert not findings, "\n" + "\n".join(findings)


def test_names_of_modules_and_constants() -> None:
    findings = [finding for file in python_files() for finding in findings_in_names(_name(file), file.read_text("utf-8"))]
    assert not findings, "\n" + "\n".join(findings)


def glossary() -> dict[str, str]:
    """Returns the Chinese word of each term."""
    rows = re.findall(r"^\| ([^|]+) \| ([^|]+) \|", (ROOT / "docs" / "glossary.md").read_text("utf-8"), re.MULTILINE)
    return {term: chinese for term, chinese in rows if term != "term"}


def test_the_glossary_has_one_row_and_another_word_for_each_term_with_forbidden_words() -> None:
    terms = re.findall(r"^\| ([^|]+) \|", (ROOT / "docs" / "glossary.md").read_text("utf-8"), re.MULTILINE)
    assert sorted({term for term in terms if terms.count(term) > 1}) == ["term"]
    for term, words in OTHER_CHINESE_WORDS.items():
        assert not re.search(words, glossary()[term]), term


def test_what_the_glossary_names_exists() -> None:
    text = (ROOT / "docs" / "glossary.md").read_text("utf-8")
    sdl = (ROOT / "schema" / "schema.graphql").read_text("utf-8")
    paths = re.findall(r"`((?:api|graph|schema|seeds)/[\w/.]*)`", text)
    fields = re.findall(r"`([A-Z]\w+)\.(\w+)`", text)
    assert len(paths) > 50
    assert len(fields) > 20
    assert [path for path in paths if not (ROOT / path).exists()] == []
    types = dict(re.findall(r"^(?:type|interface) (\w+).*?\{\n(.*?)^\}", sdl, re.MULTILINE | re.DOTALL))
    assert [
        f"{owner}.{name}" for owner, name in fields if not re.search(rf"^  {name}\b", types.get(owner, ""), re.MULTILINE)
    ] == []


def test_chinese_words() -> None:
    findings = [
        finding for file in files_like(*CHINESE_TEXTS) for finding in findings_in_chinese(_name(file), file.read_text("utf-8"))
    ]
    assert not findings, "\n" + "\n".join(findings)


# ---------------------------------------------------------------------------------------------------- the rules themselves
@pytest.mark.parametrize(
    "source",
    [
        '"""Whoever calls this."""',
        '"""Empty where the city has none."""',
        "# a third of the time",
        '"""What is told of it."""',
        'X = 1\n"""The same in two parts."""',
        'def size() -> int:\n    """The size."""\n    return 1',
        'async def size() -> int:\n    """This has a size."""\n    return 1',
    ],
)
def test_a_violation_in_code_is_found(source: str) -> None:
    (finding,) = [each for text in texts_of_python("graph/x.py", source) for each in findings_in_prose(text)]
    assert finding.startswith("graph/x.py:")


@pytest.mark.parametrize(
    "source",
    [
        '"""Filters by `where`."""',
        'def size() -> int:\n    """Returns the size."""\n    return 1',
        '@property\ndef size() -> int:\n    """The size."""\n    return 1',
        "X = 1  # noqa: where",
    ],
)
def test_plain_code_has_no_findings(source: str) -> None:
    assert not [each for text in texts_of_python("graph/x.py", source) for each in findings_in_prose(text)]


def test_a_violation_in_a_message_a_page_or_a_name_is_found() -> None:
    message = texts_of_python("graph/messages/x.py", 'M = Message("{where} nobody knows.", Code.X)')
    assert len([each for text in message for each in findings_in_prose(text)]) == 1
    page = texts_of_page("docs/x.md", "`where` is fine\n```\nnobody\n```\nnobody\n")
    assert [each.partition(": ")[0] for text in page for each in findings_in_prose(text)] == ["docs/x.md:5"]
    assert len([*findings_in_names("graph/utils.py", "LARGEST_PAGE = MOST_KEYS = 1\nMAX_PAGE = 1")]) == 3
    assert len([*findings_in_chinese("schema/schema.graphql", "收据\n完整性证书 社会工作者证书")]) == 2
