"""The page's names of kinds and relations without a text in `web/source/i18n`: the beginning of their description."""

import json
import re
from pathlib import Path
from typing import Final

from graph.model.registry import KINDS
from graph.model.surveys import RelationName

_TEXTS: Final = Path(__file__).parent.parent.parent / "web" / "source" / "i18n" / "zh.json"


def names() -> str:
    """Returns JSON by language and key."""
    meanings = {f"kind.{kind.name}": kind.meaning for kind in KINDS}
    meanings |= {f"relation.{relation.name}": relation.value for relation in RelationName}
    unnamed = {key: meaning for key, meaning in meanings.items() if key not in json.loads(_TEXTS.read_text("utf-8"))}
    texts = {
        "zh": {key: re.split("[。：]", meaning)[0] for key, meaning in unnamed.items()},
        "en": {key: _english(key) for key in unnamed},
    }
    return json.dumps(texts, ensure_ascii=False, indent=2)


def _english(key: str) -> str:
    """Returns "Pay standard" for kind.PAY_STANDARD, and "paired with" for relation.PAIRED_WITH."""
    group, _, name = key.partition(".")
    words = name.replace("_", " ").lower()
    return words.capitalize() if group == "kind" else words
