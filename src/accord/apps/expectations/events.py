"""What the trail records about expectations: that somebody answered, never what; each docstring is the sentence people read."""

from __future__ import annotations

from dataclasses import dataclass
from typing import ClassVar

from accord.apps.trail.events import Event


@dataclass(frozen=True, kw_only=True)
class RoundOpened(Event):
    """{actor} asked what to expect of “{subject}”, sealed until {deadline_at}."""

    code: ClassVar[str] = "expectations.round.opened"


@dataclass(frozen=True, kw_only=True)
class PersonAsked(Event):
    """{actor} asked one more person about “{subject}”: {changes}."""

    code: ClassVar[str] = "expectations.round.asked"


@dataclass(frozen=True, kw_only=True)
class DeadlineMoved(Event):
    """{actor} moved the deadline for “{subject}” to {deadline_at}."""

    code: ClassVar[str] = "expectations.round.deadline_moved"


@dataclass(frozen=True, kw_only=True)
class RoundCalledOff(Event):
    """{actor} called off the asking about “{subject}”; the sealed answers were destroyed unread."""

    code: ClassVar[str] = "expectations.round.called_off"


@dataclass(frozen=True, kw_only=True)
class AnswerSealed(Event):
    """{actor} answered about “{subject}” on behalf of {side}."""

    code: ClassVar[str] = "expectations.answer.sealed"


@dataclass(frozen=True, kw_only=True)
class AnswerTakenBack(Event):
    """{actor} took the sealed answer about “{subject}” on behalf of {side} back."""

    code: ClassVar[str] = "expectations.answer.taken_back"


@dataclass(frozen=True, kw_only=True)
class AnswerDeclined(Event):
    """{actor} will not answer about “{subject}” on behalf of {side}."""

    code: ClassVar[str] = "expectations.answer.declined"


@dataclass(frozen=True, kw_only=True)
class RemindersSent(Event):
    """{actor} reminded those who have not answered about “{subject}” yet."""

    code: ClassVar[str] = "expectations.round.reminded"


@dataclass(frozen=True, kw_only=True)
class RoundRevealed(Event):
    """The answers about “{subject}” were revealed to all sides together."""

    code: ClassVar[str] = "expectations.round.revealed"


@dataclass(frozen=True, kw_only=True)
class AnswerUnreadable(Event):
    """A sealed answer about “{subject}” on behalf of {side} could not be opened: it is not what was sealed."""

    code: ClassVar[str] = "expectations.answer.unreadable"


@dataclass(frozen=True, kw_only=True)
class AnswerErased(Event):
    """An answer about “{subject}” on behalf of {side} was destroyed with the data of the person who gave it."""

    code: ClassVar[str] = "expectations.answer.erased"


@dataclass(frozen=True, kw_only=True)
class OutcomeRecorded(Event):
    """{actor} recorded what became of “{subject}”: {changes}."""

    code: ClassVar[str] = "expectations.outcome.recorded"


@dataclass(frozen=True, kw_only=True)
class OutcomeCorrected(Event):
    """{actor} corrected what became of “{subject}”: {changes}."""

    code: ClassVar[str] = "expectations.outcome.corrected"


@dataclass(frozen=True, kw_only=True)
class OutcomeRemoved(Event):
    """{actor} removed what was recorded as the outcome of “{subject}”."""

    code: ClassVar[str] = "expectations.outcome.removed"
