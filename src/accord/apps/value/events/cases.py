"""What the trail records about cases, their versions, signatures and rates; each docstring is the sentence people read."""

from __future__ import annotations

from dataclasses import dataclass
from typing import ClassVar

from accord.apps.trail.events import Event


@dataclass(frozen=True, kw_only=True)
class CaseBegun(Event):
    """{actor} began “{subject}”."""

    code: ClassVar[str] = "value.case.begun"


@dataclass(frozen=True, kw_only=True)
class CaseEdited(Event):
    """{actor} changed what holds for “{subject}”: {changes}."""

    code: ClassVar[str] = "value.case.edited"


@dataclass(frozen=True, kw_only=True)
class VersionBegun(Event):
    """{actor} began “{subject}”."""

    code: ClassVar[str] = "value.version.begun"


@dataclass(frozen=True, kw_only=True)
class VersionDiscarded(Event):
    """{actor} discarded “{subject}”; the signed one stays in force."""

    code: ClassVar[str] = "value.version.discarded"


@dataclass(frozen=True, kw_only=True)
class VersionPutBack(Event):
    """{actor} put “{subject}” back, to go on writing it."""

    code: ClassVar[str] = "value.version.put_back"


@dataclass(frozen=True, kw_only=True)
class VersionEdited(Event):
    """{actor} changed “{subject}”: {changes}."""

    code: ClassVar[str] = "value.version.edited"


@dataclass(frozen=True, kw_only=True)
class VersionOffered(Event):
    """{actor} put “{subject}” to its signers."""

    code: ClassVar[str] = "value.version.offered"


@dataclass(frozen=True, kw_only=True)
class OfferTakenBack(Event):
    """{actor} took “{subject}” back from its signers."""

    code: ClassVar[str] = "value.version.taken_back"


@dataclass(frozen=True, kw_only=True)
class VersionSigned(Event):
    """{actor} signed “{subject}” for {side}."""

    code: ClassVar[str] = "value.version.signed"


@dataclass(frozen=True, kw_only=True)
class SignatureWithdrawn(Event):
    """{actor} withdrew the signature of {side} under “{subject}”: {reason}."""

    code: ClassVar[str] = "value.version.signature_withdrawn"


@dataclass(frozen=True, kw_only=True)
class VersionInForce(Event):
    """“{subject}” is signed by all three sides and in force; {actor} signed last."""

    code: ClassVar[str] = "value.version.in_force"


@dataclass(frozen=True, kw_only=True)
class VersionReplaced(Event):
    """“{subject}” was replaced by a newer version."""

    code: ClassVar[str] = "value.version.replaced"


@dataclass(frozen=True, kw_only=True)
class LineAdded(Event):
    """{actor} added the line “{subject}”."""

    code: ClassVar[str] = "value.line.added"


@dataclass(frozen=True, kw_only=True)
class LineEdited(Event):
    """{actor} changed the line “{subject}”: {changes}."""

    code: ClassVar[str] = "value.line.edited"


@dataclass(frozen=True, kw_only=True)
class LineRemoved(Event):
    """{actor} removed the line “{title}” from “{subject}”."""

    code: ClassVar[str] = "value.line.removed"


@dataclass(frozen=True, kw_only=True)
class LineRestored(Event):
    """{actor} put the line “{subject}” back."""

    code: ClassVar[str] = "value.line.restored"


@dataclass(frozen=True, kw_only=True)
class InvolvementTold(Event):
    """{actor} noted that {side} was asked on {date}: {words}."""

    code: ClassVar[str] = "value.involvement.told"


@dataclass(frozen=True, kw_only=True)
class InvolvementRemoved(Event):
    """{actor} removed the note on when {side} was asked."""

    code: ClassVar[str] = "value.involvement.removed"


@dataclass(frozen=True, kw_only=True)
class InvolvementRestored(Event):
    """{actor} put the note on when {side} was asked back."""

    code: ClassVar[str] = "value.involvement.restored"


@dataclass(frozen=True, kw_only=True)
class RateAdded(Event):
    """{actor} entered the rate {subject}: {rate} ({source})."""

    code: ClassVar[str] = "value.rate.added"


@dataclass(frozen=True, kw_only=True)
class RateRemoved(Event):
    """{actor} removed the rate {subject}."""

    code: ClassVar[str] = "value.rate.removed"


@dataclass(frozen=True, kw_only=True)
class RateRestored(Event):
    """{actor} put the rate {subject} back."""

    code: ClassVar[str] = "value.rate.restored"
