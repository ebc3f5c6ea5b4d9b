"""What the trail records about goals; each docstring is the sentence people read."""

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
class GoalAgreed(Event):
    """{actor} agreed to {subject} for {side}."""

    code: ClassVar[str] = "goals.goal.agreed"


@dataclass(frozen=True, kw_only=True)
class GoalAgreementWithdrawn(Event):
    """{actor} withdrew the agreement of {side} to {subject}."""

    code: ClassVar[str] = "goals.goal.agreement_withdrawn"


@dataclass(frozen=True, kw_only=True)
class GoalAgreementLapsed(Event):
    """{actor} changed what {side} had agreed to in {subject}, so {side} is asked again."""

    code: ClassVar[str] = "goals.goal.agreement_lapsed"


@dataclass(frozen=True, kw_only=True)
class GoalReviewed(Event):
    """{actor} reviewed {subject}; the next review is {review_date}."""

    code: ClassVar[str] = "goals.goal.reviewed"


@dataclass(frozen=True, kw_only=True)
class GoalClosed(Event):
    """{actor} closed {subject}: {reason}"""

    code: ClassVar[str] = "goals.goal.closed"


@dataclass(frozen=True, kw_only=True)
class GoalReopened(Event):
    """{actor} reopened {subject}."""

    code: ClassVar[str] = "goals.goal.reopened"


@dataclass(frozen=True, kw_only=True)
class MeasureAdded(Event):
    """{actor} will know by “{name}” whether {subject} is reached."""

    code: ClassVar[str] = "goals.measure.added"


@dataclass(frozen=True, kw_only=True)
class MeasureEdited(Event):
    """{actor} changed how {subject} is measured: {changes}."""

    code: ClassVar[str] = "goals.measure.edited"


@dataclass(frozen=True, kw_only=True)
class MeasureRemoved(Event):
    """{actor} no longer measures {subject} by “{name}”."""

    code: ClassVar[str] = "goals.measure.removed"


@dataclass(frozen=True, kw_only=True)
class ActualRecorded(Event):
    """{actor} recorded {value} for “{name}” on {date}."""

    code: ClassVar[str] = "goals.actual.recorded"


@dataclass(frozen=True, kw_only=True)
class ActualCorrected(Event):
    """{actor} corrected a value of {subject}: {changes}."""

    code: ClassVar[str] = "goals.actual.corrected"


@dataclass(frozen=True, kw_only=True)
class ActualRemoved(Event):
    """{actor} removed the value of “{name}” on {date}."""

    code: ClassVar[str] = "goals.actual.removed"


@dataclass(frozen=True, kw_only=True)
class ImportedGoalTakenBack(Event):
    """{actor} took back the goal “{title}”, which had come with an import."""

    code: ClassVar[str] = "goals.goal.taken_back"


@dataclass(frozen=True, kw_only=True)
class ImportedGoalChangesTakenBack(Event):
    """{actor} took back imported changes to {subject}."""

    code: ClassVar[str] = "goals.goal.changes_taken_back"


@dataclass(frozen=True, kw_only=True)
class ImportedMeasureTakenBack(Event):
    """{actor} took back the measure “{name}”, which had come with an import."""

    code: ClassVar[str] = "goals.measure.taken_back"


@dataclass(frozen=True, kw_only=True)
class ImportedMeasureChangesTakenBack(Event):
    """{actor} took back imported changes to how {subject} is measured."""

    code: ClassVar[str] = "goals.measure.changes_taken_back"
