"""The page of settings, from their declarations."""

from api.settings import Settings
from tools.docs.language import PageLanguage

_ENGLISH = """\
Each setting is an environment variable, or a variable of make: `make serve PORT=8001`. `make doctor` prints those in force.
`NEO4J_PASSWORD` is read from the environment only.
"""
_CHINESE = """\
每项设置是一个环境变量，也可以作为 make 的变量：`make serve PORT=8001`。`make doctor` 列出生效的设置。`NEO4J_PASSWORD` 只从环境变量读取。
"""


def page(language: PageLanguage) -> str:
    return "\n".join(
        [
            language.of("# Settings 设置", "# 设置"),
            "",
            language.link("settings"),
            "",
            language.of(_ENGLISH, _CHINESE),
            language.of("| setting | meaning | default |", "| 设置 | 含义 | 默认值 |"),
            "|---|---|---|",
            *(
                f"| `{name.upper()}` | {language.part(field.description or '')} | {_default(name, field.default)} |"
                for name, field in Settings.model_fields.items()
            ),
            "",
        ]
    )


def _default(name: str, default: object) -> str:
    if name == "city":
        return "`seeds/zhongwei`"
    return "" if default in (None, ()) else f"`{str(default).lower() if isinstance(default, bool) else default}`"
