"""What the trail records about promises; each docstring is the sentence people read."""

from __future__ import annotations

from dataclasses import dataclass
from typing import ClassVar

from accord.apps.trail.events import Event


@dataclass(frozen=True, kw_only=True)
class PromiseMade(Event):
    """{actor} promised “{subject}” by {due_date}."""

    code: ClassVar[str] = "promises.promise.made"


@dataclass(frozen=True, kw_only=True)
class PromiseWrittenDown(Event):
    """{actor} wrote down that {owner} promised “{subject}” by {due_date}."""

    code: ClassVar[str] = "promises.promise.written_down"


@dataclass(frozen=True, kw_only=True)
class PromiseEdited(Event):
    """{actor} changed the promise “{subject}”: {changes}."""

    code: ClassVar[str] = "promises.promise.edited"


@dataclass(frozen=True, kw_only=True)
class PromiseMoved(Event):
    """{actor} moved the day of the promise “{subject}” to {due_date}."""

    code: ClassVar[str] = "promises.promise.moved"


@dataclass(frozen=True, kw_only=True)
class PromiseKept(Event):
    """{actor} said that the promise “{subject}” is kept."""

    code: ClassVar[str] = "promises.promise.kept"


@dataclass(frozen=True, kw_only=True)
class PromiseMissed(Event):
    """{actor} said that the promise “{subject}” was not kept."""

    code: ClassVar[str] = "promises.promise.missed"


@dataclass(frozen=True, kw_only=True)
class PromiseWithdrawn(Event):
    """{actor} withdrew the promise “{subject}”."""

    code: ClassVar[str] = "promises.promise.withdrawn"


@dataclass(frozen=True, kw_only=True)
class PromiseReopened(Event):
    """{actor} reopened the promise “{subject}”."""

    code: ClassVar[str] = "promises.promise.reopened"


@dataclass(frozen=True, kw_only=True)
class DayProposed(Event):
    """{actor} asked {asked} to agree to {due_date} for the promise “{subject}”."""

    code: ClassVar[str] = "promises.proposal.made"


@dataclass(frozen=True, kw_only=True)
class DayAccepted(Event):
    """{actor} agreed to {due_date} for the promise “{subject}”."""

    code: ClassVar[str] = "promises.proposal.accepted"


@dataclass(frozen=True, kw_only=True)
class DayDeclined(Event):
    """{actor} did not agree to {due_date} for the promise “{subject}”."""

    code: ClassVar[str] = "promises.proposal.declined"


@dataclass(frozen=True, kw_only=True)
class PromiseOffered(Event):
    """{actor} asked {to} to take over the promise “{subject}”: {reason}"""

    code: ClassVar[str] = "promises.offer.made"


@dataclass(frozen=True, kw_only=True)
class PromiseTakenOver(Event):
    """{actor} took over the promise “{subject}”."""

    code: ClassVar[str] = "promises.offer.accepted"


@dataclass(frozen=True, kw_only=True)
class OfferDeclined(Event):
    """{actor} did not take over the promise “{subject}”."""

    code: ClassVar[str] = "promises.offer.declined"


@dataclass(frozen=True, kw_only=True)
class OfferTakenBack(Event):
    """{actor} took back the question whether {to} takes over the promise “{subject}”."""

    code: ClassVar[str] = "promises.offer.withdrawn"


@dataclass(frozen=True, kw_only=True)
class ProposalTakenBack(Event):
    """{actor} took back the proposal of {due_date} for the promise “{subject}”."""

    code: ClassVar[str] = "promises.proposal.withdrawn"


@dataclass(frozen=True, kw_only=True)
class PlannedEndStated(Event):
    """{actor} imported “{subject}” by {due_date}, as {source} states it."""

    code: ClassVar[str] = "promises.promise.stated"


@dataclass(frozen=True, kw_only=True)
class PlannedEndAgreedAnew(Event):
    """{actor} imported that {source} named {due_date} for “{subject}” before the old day had come."""

    code: ClassVar[str] = "promises.promise.stated_anew"


@dataclass(frozen=True, kw_only=True)
class PlannedEndMoved(Event):
    """{actor} imported that {source} names {due_date} for “{subject}” now."""

    code: ClassVar[str] = "promises.promise.stated_moved"


@dataclass(frozen=True, kw_only=True)
class PlannedEndReached(Event):
    """{actor} imported that “{subject}” was done on {kept_on}, as {source} states it."""

    code: ClassVar[str] = "promises.promise.stated_kept"


@dataclass(frozen=True, kw_only=True)
class PlannedEndCancelled(Event):
    """{actor} imported that “{subject}” was cancelled, as {source} states it."""

    code: ClassVar[str] = "promises.promise.stated_withdrawn"


@dataclass(frozen=True, kw_only=True)
class PlannedEndTakenBack(Event):
    """{actor} took back the import of “{what}”."""

    code: ClassVar[str] = "promises.promise.statement_taken_back"


@dataclass(frozen=True, kw_only=True)
class PlannedEndPutBack(Event):
    """{actor} took back what an import had changed on “{subject}”."""

    code: ClassVar[str] = "promises.promise.statement_put_back"


@dataclass(frozen=True, kw_only=True)
class PromiseFellSilent(Event):
    """{actor} imported a state of a list, of {untold_on}, that no longer names what “{subject}” is about."""

    code: ClassVar[str] = "promises.promise.fell_silent"


@dataclass(frozen=True, kw_only=True)
class PromiseToldAgain(Event):
    """{actor} imported that a list names again what “{subject}” is about."""

    code: ClassVar[str] = "promises.promise.told_again"


@dataclass(frozen=True, kw_only=True)
class PromiseImported(Event):
    """{actor} brought in the promise “{subject}”, due on {due_date}."""

    code: ClassVar[str] = "promises.promise.imported"


@dataclass(frozen=True, kw_only=True)
class PromiseChangedByFile(Event):
    """{actor} brought a file in that changed the promise “{subject}”: {changes}."""

    code: ClassVar[str] = "promises.promise.changed_by_file"


@dataclass(frozen=True, kw_only=True)
class ImportedPromiseTakenBack(Event):
    """{actor} took back the promise “{what}”, which had come with an import."""

    code: ClassVar[str] = "promises.promise.taken_back"


@dataclass(frozen=True, kw_only=True)
class ImportedPromiseChangesTakenBack(Event):
    """{actor} took back imported changes to the promise “{subject}”."""

    code: ClassVar[str] = "promises.promise.changes_taken_back"
