"""Words compared the way people mean them: capitals, blanks, dashes and line breaks do not count."""

from __future__ import annotations

import hashlib
import json
import re
import unicodedata
from collections.abc import Mapping, Sequence
from functools import lru_cache

_DASHES = str.maketrans({"–": "-", "—": "-", "‐": "-", "‑": "-", "−": "-", "’": "'", "‘": "'", "“": '"', "”": '"'})
_CAMEL = re.compile(r"(?<=[a-z])(?=[A-Z])")
_LEADING_CODE = re.compile(r"^\d+[a-z]?[\s_.):-]+")
_NOT_WORD = re.compile(r"[^\w]+")
NO_VALUE = frozenset({
    "", "n/a", "na", "n.a.", "none", "null", "nil", "-", "--", ".", "tbd", "tbc", "todo", "unknown", "not applicable",
    "not provided", "blank/not provided", "data not provided", "to be determined", "#n/a", "[]", "ongoing", "on-going",
})  # fmt: skip


@lru_cache(maxsize=65_536)
def fold(text: str) -> str:
    """Bring a value to one form: compatible characters joined, blanks collapsed, dashes and quotes plain, no capitals."""
    joined = unicodedata.normalize("NFKC", text).translate(_DASHES)
    return " ".join(joined.split()).casefold()


def tidy(text: str) -> str:
    """Trim a value and collapse its blanks, for names; capitals stay."""
    return " ".join(text.replace("\u00a0", " ").split())


def header_words(header: str) -> str:
    """Bring a header to plain words: ``16_dev_stage``, ``projectName`` and ``Project Name?`` lose their dress."""
    text = _CAMEL.sub(" ", header.strip())
    text = _LEADING_CODE.sub("", fold(text))
    return " ".join(_NOT_WORD.sub(" ", text.replace("_", " ").replace("'s", "s")).split())


def one_item(text: str) -> str:
    """Read a cell that holds a JSON list of texts as its items with commas; any other cell as it is."""
    stripped = text.strip()
    if not (stripped.startswith("[") and stripped.endswith("]")):
        return text
    try:
        items = json.loads(stripped)
    except ValueError:
        return text
    return ", ".join(items) if items and all(isinstance(item, str) for item in items) else text


def is_no_value(text: str) -> bool:
    """Tell whether a cell says in words that it has no value."""
    return fold(text) in NO_VALUE


def fingerprint(parts: list[str]) -> str:
    """Digest texts in order (SHA-256, 40 hex digits)."""
    return hashlib.sha256("\x1f".join(parts).encode("utf-8", "surrogatepass")).hexdigest()[:40]


def code_of(label: str, most: int = 60) -> str:
    """Make a short name for a field out of its header."""
    words = _NOT_WORD.sub("_", fold(label)).strip("_")
    return words if len(words) <= most else f"{words[: most - 9].rstrip('_')}_{fingerprint([label])[:8]}"


def cells_of(cells: Sequence[str], repairs: Mapping[str, str]) -> list[str]:
    """Give a row's cells with what a person put in their place (place as text → text)."""
    if not repairs:
        return list(cells)
    return [repairs.get(str(place), text) for place, text in enumerate(cells)]
