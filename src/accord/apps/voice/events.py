"""What the trail records about questions; each docstring is the sentence people read. Asking without a name records nothing."""

from __future__ import annotations

from dataclasses import dataclass
from typing import ClassVar

from accord.apps.trail.events import Event


@dataclass(frozen=True, kw_only=True)
class QuestionAsked(Event):
    """{actor} put a question to {leader}."""

    code: ClassVar[str] = "voice.question.asked"


@dataclass(frozen=True, kw_only=True)
class QuestionsDelivered(Event):
    """{actor} put through what {subject} was asked without a name."""

    code: ClassVar[str] = "voice.delivery.made"


@dataclass(frozen=True, kw_only=True)
class QuestionAnswered(Event):
    """{actor} answered the question “{subject}”."""

    code: ClassVar[str] = "voice.question.answered"


@dataclass(frozen=True, kw_only=True)
class FollowUpAnswered(Event):
    """{actor} answered what was asked again about “{subject}”."""

    code: ClassVar[str] = "voice.question.replied"


@dataclass(frozen=True, kw_only=True)
class QuestionJudged(Event):
    """Who asked said whether “{subject}” is answered: {judged}."""

    code: ClassVar[str] = "voice.question.judged"


@dataclass(frozen=True, kw_only=True)
class QuestionHandedOver(Event):
    """{actor} handed the question “{subject}” to {leader}: {reason}"""

    code: ClassVar[str] = "voice.question.handed_over"


@dataclass(frozen=True, kw_only=True)
class QuestionRaised(Event):
    """{actor} let {raised_to} know that “{subject}” still waits for an answer."""

    code: ClassVar[str] = "voice.question.raised"


@dataclass(frozen=True, kw_only=True)
class QuestionPublished(Event):
    """{actor} published the question “{subject}” with its answer."""

    code: ClassVar[str] = "voice.question.published"


@dataclass(frozen=True, kw_only=True)
class PublicationWithdrawn(Event):
    """{actor} took the question “{subject}” back from what everybody can read."""

    code: ClassVar[str] = "voice.question.withdrawn"


@dataclass(frozen=True, kw_only=True)
class DoneNoted(Event):
    """{actor} noted what was done about “{subject}”."""

    code: ClassVar[str] = "voice.question.done"


@dataclass(frozen=True, kw_only=True)
class QuestionShown(Event):
    """{actor} showed the question “{subject}” to the programme office."""

    code: ClassVar[str] = "voice.question.shown"


@dataclass(frozen=True, kw_only=True)
class QuestionHidden(Event):
    """{actor} hid a question: {reason}"""

    code: ClassVar[str] = "voice.question.hidden"


@dataclass(frozen=True, kw_only=True)
class QuestionRestored(Event):
    """{actor} brought the question “{subject}” back."""

    code: ClassVar[str] = "voice.question.restored"


@dataclass(frozen=True, kw_only=True)
class QuestionErased(Event):
    """{actor} erased the words of who asked “{subject}”."""

    code: ClassVar[str] = "voice.question.erased"


@dataclass(frozen=True, kw_only=True)
class SetupChanged(Event):
    """{actor} changed how questions are taken: {changes}."""

    code: ClassVar[str] = "voice.setup.changed"
