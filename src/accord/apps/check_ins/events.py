"""What the trail records about check-ins; each docstring is the sentence people read."""

from __future__ import annotations

from dataclasses import dataclass
from typing import ClassVar

from accord.apps.trail.events import Event


@dataclass(frozen=True, kw_only=True)
class SeriesStarted(Event):
    """{actor} started {subject}: {answerer} answers, {acknowledger} acknowledges."""

    code: ClassVar[str] = "check_ins.series.started"


@dataclass(frozen=True, kw_only=True)
class SeriesEdited(Event):
    """{actor} changed {subject}: {changes}."""

    code: ClassVar[str] = "check_ins.series.edited"


@dataclass(frozen=True, kw_only=True)
class SeriesEnded(Event):
    """{actor} ended {subject}."""

    code: ClassVar[str] = "check_ins.series.ended"


@dataclass(frozen=True, kw_only=True)
class SeriesResumed(Event):
    """{actor} took up {subject} again."""

    code: ClassVar[str] = "check_ins.series.resumed"


@dataclass(frozen=True, kw_only=True)
class CheckInOpened(Event):
    """{actor} asked {answerer} for {subject}."""

    code: ClassVar[str] = "check_ins.check_in.opened"


@dataclass(frozen=True, kw_only=True)
class SignatureReminded(Event):
    """{actor} reminded {who} to sign {subject}."""

    code: ClassVar[str] = "check_ins.check_in.reminded"


@dataclass(frozen=True, kw_only=True)
class AcknowledgementReminded(Event):
    """{actor} reminded {who} to acknowledge {subject}."""

    code: ClassVar[str] = "check_ins.acknowledgement.reminded"


@dataclass(frozen=True, kw_only=True)
class CheckInRaised(Event):
    """{actor} told {who} that {subject} waits for a signature."""

    code: ClassVar[str] = "check_ins.check_in.raised"


@dataclass(frozen=True, kw_only=True)
class CheckInSigned(Event):
    """{actor} signed {subject}: {status}."""

    code: ClassVar[str] = "check_ins.check_in.signed"


@dataclass(frozen=True, kw_only=True)
class CheckInAcknowledged(Event):
    """{actor} acknowledged {subject}."""

    code: ClassVar[str] = "check_ins.check_in.acknowledged"


@dataclass(frozen=True, kw_only=True)
class CheckInCorrected(Event):
    """{actor} corrected {subject}: {text}."""

    code: ClassVar[str] = "check_ins.check_in.corrected"


@dataclass(frozen=True, kw_only=True)
class CheckInHandedOver(Event):
    """{actor} handed {subject} over to {to}: {reason}."""

    code: ClassVar[str] = "check_ins.check_in.handed_over"


@dataclass(frozen=True, kw_only=True)
class CheckInMissed(Event):
    """{actor} noted that nobody answered {subject}."""

    code: ClassVar[str] = "check_ins.check_in.missed"


@dataclass(frozen=True, kw_only=True)
class CheckInCancelled(Event):
    """{actor} cancelled {subject}: {reason}."""

    code: ClassVar[str] = "check_ins.check_in.cancelled"


@dataclass(frozen=True, kw_only=True)
class CheckInErased(Event):
    """{actor} erased what somebody had said in {subject}."""

    code: ClassVar[str] = "check_ins.check_in.erased"
