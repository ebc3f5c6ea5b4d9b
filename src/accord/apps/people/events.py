"""What the trail records about departments and persons; each docstring is the sentence people read."""

from __future__ import annotations

from dataclasses import dataclass
from typing import ClassVar

from accord.apps.trail.events import Event


@dataclass(frozen=True, kw_only=True)
class DepartmentAdded(Event):
    """{actor} added the department {subject}."""

    code: ClassVar[str] = "people.department.added"


@dataclass(frozen=True, kw_only=True)
class DepartmentEdited(Event):
    """{actor} changed the department {subject}: {changes}."""

    code: ClassVar[str] = "people.department.edited"


@dataclass(frozen=True, kw_only=True)
class PersonAdded(Event):
    """{actor} added {subject}."""

    code: ClassVar[str] = "people.person.added"


@dataclass(frozen=True, kw_only=True)
class PersonEdited(Event):
    """{actor} changed {subject}: {changes}."""

    code: ClassVar[str] = "people.person.edited"
