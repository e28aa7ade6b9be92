"""The page of error codes."""

from graph.error_codes import ErrorCode
from tools.docs.language import PageLanguage

_INTRODUCTION = (
    "Generated from `graph/error_codes.py` by `make docs`. Every error has its code in `extensions.code`; its message names the values and the\n"
    "remedy, in English, or in Chinese if `Accept-Language` prefers it.",
    "由 `make docs` 从 `graph/error_codes.py` 生成。每个错误的代码在 `extensions.code` 中；错误信息指明具体取值和办法，默认为英文，`Accept-Language` 优先中文时为中文。",
)


def page(language: PageLanguage) -> str:
    return "\n".join(
        [
            language.of("# Errors 错误", "# 错误"),
            "",
            language.link("errors"),
            "",
            language.of(*_INTRODUCTION),
            "",
            language.of("| code | meaning |", "| 代码 | 含义 |"),
            "|---|---|",
            *(f"| `{code.name}` | {language.part(code.value)} |" for code in ErrorCode),
            "",
        ]
    )
