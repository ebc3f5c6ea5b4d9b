"""What a row would do: add, change, nothing, or be refused; compared with what stands here now."""

from __future__ import annotations

from collections.abc import Mapping
from enum import StrEnum
from typing import Any

from accord.apps.batches.rules.words import fold

LEAVE = "leave"  # among the repairs of a row: a person decided to leave it out


class Verdict(StrEnum):
    """What taking a row would do."""

    NEW = "new"
    CHANGED = "changed"
    SAME = "same"
    REFUSED = "refused"


class State(StrEnum):
    """Where a batch stands."""

    READING = "reading"
    FAILED = "failed"
    MAPPING = "mapping"
    CHECKED = "checked"
    WRITING = "writing"
    COMMITTED = "committed"
    TAKING_BACK = "taking_back"
    TAKEN_BACK = "taken_back"


def differences(
    values: Mapping[str, Any], extra: Mapping[str, Any], now: Mapping[str, Any]
) -> dict[str, tuple[Any, Any]]:
    """List the fields in which a row differs from its record: name → (now, in the file). Blank cells say nothing."""
    found: dict[str, tuple[Any, Any]] = {}
    for name, value in values.items():
        if name in now and not _same(now[name], value):
            found[name] = (now[name], value)
    if "extra" not in now:  # records of this kind keep no extra fields: what has no field stays with the import
        return found
    present = now["extra"] or {}
    for code, value in extra.items():
        if not _same(present.get(code), value):
            found[f"extra.{code}"] = (present.get(code), value)
    return found


def _same(a: Any, b: Any) -> bool:
    if a is None and b == "unknown":
        return True
    if isinstance(a, str) and isinstance(b, str):
        return a == b or fold(a) == fold(b)
    return type(a) is type(b) and a == b if isinstance(a, bool) or isinstance(b, bool) else a == b
