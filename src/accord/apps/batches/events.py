"""What the trail records about batches; each docstring is the sentence people read."""

from __future__ import annotations

from dataclasses import dataclass
from typing import ClassVar

from accord.apps.trail.events import Event


@dataclass(frozen=True, kw_only=True)
class BatchCommitted(Event):
    """{actor} brought in {subject}: {new} new, {changed} changed, {same} the same, {refused} left out."""

    code: ClassVar[str] = "batches.batch.committed"


@dataclass(frozen=True, kw_only=True)
class BatchTakenBack(Event):
    """{actor} took back {subject}: {taken_back} records, {kept} kept because they have been changed since."""

    code: ClassVar[str] = "batches.batch.taken_back"


@dataclass(frozen=True, kw_only=True)
class BatchBroughtAgain(Event):
    """{actor} brought in {subject} again, after it had been taken back."""

    code: ClassVar[str] = "batches.batch.brought_again"


@dataclass(frozen=True, kw_only=True)
class MappingSaved(Event):
    """{actor} saved the mapping “{name}” for files to come."""

    code: ClassVar[str] = "batches.profile.saved"


@dataclass(frozen=True, kw_only=True)
class MappingRemoved(Event):
    """{actor} forgot the mapping “{name}”."""

    code: ClassVar[str] = "batches.profile.removed"


@dataclass(frozen=True, kw_only=True)
class ListRenamed(Event):
    """{actor} called the list “{name}”."""

    code: ClassVar[str] = "batches.list.renamed"


@dataclass(frozen=True, kw_only=True)
class ListRemoved(Event):
    """{actor} let go of the list “{name}”; what it brought stays."""

    code: ClassVar[str] = "batches.list.removed"
