"""The table of settings."""

from api.settings import Settings


def table() -> str:
    rows = [
        f"| `{name.upper()}` | {field.description} | {_default(name, field.default)} |"
        for name, field in Settings.model_fields.items()
    ]
    return "\n".join(["| setting | meaning | default |", "|---|---|---|", *rows])


def _default(name: str, default: object) -> str:
    if name == "city":
        return "`seeds/zhongwei`"
    return "" if default in (None, ()) else f"`{str(default).lower() if isinstance(default, bool) else default}`"
