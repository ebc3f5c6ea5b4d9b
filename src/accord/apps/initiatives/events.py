"""What the trail records about initiatives; each docstring is the sentence people read."""

from __future__ import annotations

from dataclasses import dataclass
from typing import ClassVar

from accord.apps.trail.events import Event


@dataclass(frozen=True, kw_only=True)
class InitiativeAdded(Event):
    """{actor} added {subject}."""

    code: ClassVar[str] = "initiatives.initiative.added"


@dataclass(frozen=True, kw_only=True)
class InitiativeImported(Event):
    """{actor} imported {subject}."""

    code: ClassVar[str] = "initiatives.initiative.imported"


@dataclass(frozen=True, kw_only=True)
class InitiativeEdited(Event):
    """{actor} changed {subject}: {changes}."""

    code: ClassVar[str] = "initiatives.initiative.edited"


@dataclass(frozen=True, kw_only=True)
class InitiativeImportedAgain(Event):
    """{actor} imported changes to {subject}."""

    code: ClassVar[str] = "initiatives.initiative.imported_again"


@dataclass(frozen=True, kw_only=True)
class ImportedChangesTakenBack(Event):
    """{actor} took back imported changes to {subject}."""

    code: ClassVar[str] = "initiatives.initiative.changes_taken_back"


@dataclass(frozen=True, kw_only=True)
class InitiativeTakenBack(Event):
    """{actor} took back the import of “{title}”."""

    code: ClassVar[str] = "initiatives.initiative.taken_back"


@dataclass(frozen=True, kw_only=True)
class LeftList(Event):
    """{actor} imported a state of its list, of {left_list_on}, that no longer names {subject}."""

    code: ClassVar[str] = "initiatives.initiative.left_list"


@dataclass(frozen=True, kw_only=True)
class BackInList(Event):
    """{actor} imported that {subject} stands in its list again."""

    code: ClassVar[str] = "initiatives.initiative.back_in_list"


@dataclass(frozen=True, kw_only=True)
class VisibilitySet(Event):
    """{actor} set who may see {subject}: {visibility}."""

    code: ClassVar[str] = "initiatives.initiative.visibility_set"


@dataclass(frozen=True, kw_only=True)
class ExtraSet(Event):
    """{actor} changed the extra fields of {subject}: {what}."""

    code: ClassVar[str] = "initiatives.initiative.extra_set"


@dataclass(frozen=True, kw_only=True)
class StageMoved(Event):
    """{actor} moved {subject} to “{stage}” as of {on}."""

    code: ClassVar[str] = "initiatives.stage.moved"


@dataclass(frozen=True, kw_only=True)
class StageMovedUndated(Event):
    """{actor} moved {subject} to “{stage}”; the day is not known."""

    code: ClassVar[str] = "initiatives.stage.moved_undated"


@dataclass(frozen=True, kw_only=True)
class StageAsserted(Event):
    """{actor} imported that {subject} is “{stage}”."""

    code: ClassVar[str] = "initiatives.stage.asserted"


@dataclass(frozen=True, kw_only=True)
class StageDateCorrected(Event):
    """{actor} corrected a date in the history of {subject}: {changes}."""

    code: ClassVar[str] = "initiatives.stage.date_corrected"


@dataclass(frozen=True, kw_only=True)
class StageTakenBack(Event):
    """{actor} took back the last move of {subject}: it is “{stage}” again."""

    code: ClassVar[str] = "initiatives.stage.taken_back"


@dataclass(frozen=True, kw_only=True)
class GoalLinked(Event):
    """{actor} said that {initiative} serves “{goal}”."""

    code: ClassVar[str] = "initiatives.goal_link.added"


@dataclass(frozen=True, kw_only=True)
class GoalLinkAgreedByBusiness(Event):
    """{actor} agreed for the business that {subject}."""

    code: ClassVar[str] = "initiatives.goal_link.agreed_business"


@dataclass(frozen=True, kw_only=True)
class GoalLinkAgreedByIt(Event):
    """{actor} agreed for IT that {subject}."""

    code: ClassVar[str] = "initiatives.goal_link.agreed_it"


@dataclass(frozen=True, kw_only=True)
class GoalLinkAgreementTakenBack(Event):
    """{actor} took back the agreement that {subject}."""

    code: ClassVar[str] = "initiatives.goal_link.disagreed"


@dataclass(frozen=True, kw_only=True)
class GoalUnlinked(Event):
    """{actor} removed that {subject}."""

    code: ClassVar[str] = "initiatives.goal_link.removed"


@dataclass(frozen=True, kw_only=True)
class GoalLinkRestored(Event):
    """{actor} put back that {subject}."""

    code: ClassVar[str] = "initiatives.goal_link.restored"


@dataclass(frozen=True, kw_only=True)
class MilestoneAdded(Event):
    """{actor} added the milestone “{title}” to {initiative}."""

    code: ClassVar[str] = "initiatives.milestone.added"


@dataclass(frozen=True, kw_only=True)
class MilestoneEdited(Event):
    """{actor} changed the milestone {subject}: {changes}."""

    code: ClassVar[str] = "initiatives.milestone.edited"


@dataclass(frozen=True, kw_only=True)
class MilestoneFinished(Event):
    """{actor} finished the milestone {subject} on {done_date}."""

    code: ClassVar[str] = "initiatives.milestone.finished"


@dataclass(frozen=True, kw_only=True)
class MilestoneReopened(Event):
    """{actor} reopened the milestone {subject}."""

    code: ClassVar[str] = "initiatives.milestone.reopened"


@dataclass(frozen=True, kw_only=True)
class MilestoneRemoved(Event):
    """{actor} removed the milestone {subject}."""

    code: ClassVar[str] = "initiatives.milestone.removed"


@dataclass(frozen=True, kw_only=True)
class MilestoneRestored(Event):
    """{actor} put back the milestone {subject}."""

    code: ClassVar[str] = "initiatives.milestone.restored"


@dataclass(frozen=True, kw_only=True)
class MoneySet(Event):
    """{actor} recorded the {kind} {flow} of {initiative} for the month from {period}: {amount} {currency}."""

    code: ClassVar[str] = "initiatives.money.set"


@dataclass(frozen=True, kw_only=True)
class MoneyChanged(Event):
    """{actor} changed {subject}: {changes}."""

    code: ClassVar[str] = "initiatives.money.changed"


@dataclass(frozen=True, kw_only=True)
class MoneyRemoved(Event):
    """{actor} removed {subject}."""

    code: ClassVar[str] = "initiatives.money.removed"


@dataclass(frozen=True, kw_only=True)
class MoneyRestored(Event):
    """{actor} put back {subject}."""

    code: ClassVar[str] = "initiatives.money.restored"


@dataclass(frozen=True, kw_only=True)
class LinkAdded(Event):
    """{actor} added the link “{label}” ({url}) to {initiative}."""

    code: ClassVar[str] = "initiatives.link.added"


@dataclass(frozen=True, kw_only=True)
class LinkRemoved(Event):
    """{actor} removed the link {subject}."""

    code: ClassVar[str] = "initiatives.link.removed"


@dataclass(frozen=True, kw_only=True)
class LinkRestored(Event):
    """{actor} put back the link {subject}."""

    code: ClassVar[str] = "initiatives.link.restored"
