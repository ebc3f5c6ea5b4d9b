"""What can be recorded: an event about one record with its changes; each docstring is the sentence of the history."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any, ClassVar

from accord.apps.ui.rules import Ref

SENTENCES: dict[str, type[Event]] = {}


@dataclass(frozen=True, kw_only=True)
class Change:
    """One value that changed; ``person_id`` names the person whose data or words it holds, for erasure."""

    field: str
    old: Any = None
    new: Any = None
    person_id: int | None = None


@dataclass(frozen=True, kw_only=True)
class Event:
    """{actor} changed {subject}: {changes}."""

    subject: Ref
    changes: tuple[Change, ...] = ()
    code: ClassVar[str] = ""

    def __init_subclass__(cls, **kwargs: object) -> None:
        super().__init_subclass__(**kwargs)
        if cls.code:
            SENTENCES[cls.code] = cls


def changes_between(
    before: dict[str, Any], after: dict[str, Any], *, personal: dict[str, int | None] | None = None
) -> tuple[Change, ...]:
    """List the fields whose values differ; ``personal`` maps a field to the person whose data it is."""
    people = personal or {}
    return tuple(
        Change(field=name, old=before.get(name), new=value, person_id=people.get(name))
        for name, value in after.items()
        if before.get(name) != value
    )
