"""What the trail records about the ledger, postings and months; each docstring is the sentence people read."""

from __future__ import annotations

from dataclasses import dataclass
from typing import ClassVar

from accord.apps.trail.events import Event


@dataclass(frozen=True, kw_only=True)
class PostingMade(Event):
    """{actor} posted {amount} {currency} for {initiative}, month {month}."""

    code: ClassVar[str] = "value.posting.made"


@dataclass(frozen=True, kw_only=True)
class PostingRead(Event):
    """{actor} read a benefit of {amount} {currency} for {initiative} from {measure}."""

    code: ClassVar[str] = "value.posting.read"


@dataclass(frozen=True, kw_only=True)
class PostingCorrected(Event):
    """{actor} took back {corrects} with a counter-posting of {amount} {currency} in {month}."""

    code: ClassVar[str] = "value.posting.corrected"


@dataclass(frozen=True, kw_only=True)
class PostingImported(Event):
    """{actor} imported a posting of {amount} {currency} for {initiative}, month {month}."""

    code: ClassVar[str] = "value.posting.imported"


@dataclass(frozen=True, kw_only=True)
class PostingTakenBack(Event):
    """{actor} took back the import of {subject}."""

    code: ClassVar[str] = "value.posting.taken_back"


@dataclass(frozen=True, kw_only=True)
class MonthClosed(Event):
    """{actor} closed the month {month}: {postings} postings."""

    code: ClassVar[str] = "value.month.closed"


@dataclass(frozen=True, kw_only=True)
class MonthOpened(Event):
    """{actor} opened the month {month} again: {reason}."""

    code: ClassVar[str] = "value.month.opened"
