"""What the trail records about goals and measures; each docstring is the sentence people read."""

from __future__ import annotations

from dataclasses import dataclass
from typing import ClassVar

from accord.apps.trail.events import Event


@dataclass(frozen=True, kw_only=True)
class GoalAdded(Event):
    """{actor} added the goal {subject}."""

    code: ClassVar[str] = "goals.goal.added"


@dataclass(frozen=True, kw_only=True)
class GoalEdited(Event):
    """{actor} changed the goal {subject}: {changes}."""

    code: ClassVar[str] = "goals.goal.edited"


@dataclass(frozen=True, kw_only=True)
class GoalImported(Event):
    """{actor} brought in the goal {subject}."""

    code: ClassVar[str] = "goals.goal.imported"


@dataclass(frozen=True, kw_only=True)
class GoalTakenBack(Event):
    """{actor} took back the imported goal “{title}”."""

    code: ClassVar[str] = "goals.goal.taken_back"


@dataclass(frozen=True, kw_only=True)
class GoalAgreed(Event):
    """{actor} agreed to {subject} for {side}."""

    code: ClassVar[str] = "goals.goal.agreed"


@dataclass(frozen=True, kw_only=True)
class AgreementWithdrawn(Event):
    """The agreement to {subject} for {side} no longer stands: {reason}."""

    code: ClassVar[str] = "goals.goal.agreement_withdrawn"


@dataclass(frozen=True, kw_only=True)
class GoalReviewed(Event):
    """{actor} reviewed {subject}; the next review is on {review_date}."""

    code: ClassVar[str] = "goals.goal.reviewed"


@dataclass(frozen=True, kw_only=True)
class GoalClosed(Event):
    """{actor} closed {subject}: {reason}."""

    code: ClassVar[str] = "goals.goal.closed"


@dataclass(frozen=True, kw_only=True)
class GoalReopened(Event):
    """{actor} reopened {subject}."""

    code: ClassVar[str] = "goals.goal.reopened"


@dataclass(frozen=True, kw_only=True)
class MeasureAdded(Event):
    """{actor} added the measure “{name}” to {subject}."""

    code: ClassVar[str] = "goals.measure.added"


@dataclass(frozen=True, kw_only=True)
class MeasureEdited(Event):
    """{actor} changed the measure “{measure}” of {subject}: {changes}."""

    code: ClassVar[str] = "goals.measure.edited"


@dataclass(frozen=True, kw_only=True)
class MeasureRemoved(Event):
    """{actor} removed the measure “{measure}” and its actuals from {subject}."""

    code: ClassVar[str] = "goals.measure.removed"


@dataclass(frozen=True, kw_only=True)
class ActualRecorded(Event):
    """{actor} recorded {value} on {date} for “{measure}” of {subject}."""

    code: ClassVar[str] = "goals.actual.recorded"


@dataclass(frozen=True, kw_only=True)
class ActualCorrected(Event):
    """{actor} corrected an actual of “{measure}” of {subject}: {changes}."""

    code: ClassVar[str] = "goals.actual.corrected"


@dataclass(frozen=True, kw_only=True)
class ActualRemoved(Event):
    """{actor} removed the actual of {date} from “{measure}” of {subject}."""

    code: ClassVar[str] = "goals.actual.removed"
