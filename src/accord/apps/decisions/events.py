"""What the trail records about decisions; each docstring is the sentence people read."""

from __future__ import annotations

from dataclasses import dataclass
from typing import ClassVar

from accord.apps.trail.events import Event


@dataclass(frozen=True, kw_only=True)
class DecisionRaised(Event):
    """{actor} asked {decider} to decide “{subject}”."""

    code: ClassVar[str] = "decisions.decision.raised"


@dataclass(frozen=True, kw_only=True)
class DecisionEdited(Event):
    """{actor} changed “{subject}”: {changes}."""

    code: ClassVar[str] = "decisions.decision.edited"


@dataclass(frozen=True, kw_only=True)
class DecisionHandedOver(Event):
    """{actor} handed the decision “{subject}” to {decider}: {reason}."""

    code: ClassVar[str] = "decisions.decision.handed_over"


@dataclass(frozen=True, kw_only=True)
class DecisionMade(Event):
    """{actor} recorded what was decided about “{subject}”: {option}."""

    code: ClassVar[str] = "decisions.decision.made"


@dataclass(frozen=True, kw_only=True)
class DecisionTakenBack(Event):
    """{actor} took back what was just recorded about “{subject}”."""

    code: ClassVar[str] = "decisions.decision.taken_back"


@dataclass(frozen=True, kw_only=True)
class DecisionReopened(Event):
    """{actor} reopened “{subject}”: {reason}."""

    code: ClassVar[str] = "decisions.decision.reopened"


@dataclass(frozen=True, kw_only=True)
class DecisionReviewed(Event):
    """{actor} looked at “{subject}” again: it holds."""

    code: ClassVar[str] = "decisions.decision.reviewed"


@dataclass(frozen=True, kw_only=True)
class DecisionWithdrawn(Event):
    """{actor} withdrew the question “{subject}”: {reason}."""

    code: ClassVar[str] = "decisions.decision.withdrawn"
