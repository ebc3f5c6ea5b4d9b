"""What the trail records about mail and links; each docstring is the sentence people read."""

from __future__ import annotations

from dataclasses import dataclass
from typing import ClassVar

from accord.apps.trail.events import Event


@dataclass(frozen=True, kw_only=True)
class LinkRefused(Event):
    """A link from a mail to {subject} was opened and refused: {why}."""

    code: ClassVar[str] = "notices.link.refused"


@dataclass(frozen=True, kw_only=True)
class MailRefused(Event):
    """Mail does not reach {subject}: the address answered {answer}."""

    code: ClassVar[str] = "notices.mail.refused"


@dataclass(frozen=True, kw_only=True)
class MailTriedAgain(Event):
    """{actor} asked to try again to reach {subject} by mail."""

    code: ClassVar[str] = "notices.mail.tried_again"
