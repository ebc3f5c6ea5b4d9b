"""What the trail records about stages, releases, challenges, reviews and budgets; each docstring is the sentence people read."""

from __future__ import annotations

from dataclasses import dataclass
from typing import ClassVar

from accord.apps.trail.events import Event


@dataclass(frozen=True, kw_only=True)
class StagePlanned(Event):
    """{actor} planned “{title}” as a stage of money: {amount} {currency}."""

    code: ClassVar[str] = "value.stage.planned"


@dataclass(frozen=True, kw_only=True)
class StageEdited(Event):
    """{actor} changed a stage of money, “{subject}”: {changes}."""

    code: ClassVar[str] = "value.stage.edited"


@dataclass(frozen=True, kw_only=True)
class StageRemoved(Event):
    """{actor} removed a stage of money, “{subject}”."""

    code: ClassVar[str] = "value.stage.removed"


@dataclass(frozen=True, kw_only=True)
class StageRestored(Event):
    """{actor} put a stage of money back, “{subject}”."""

    code: ClassVar[str] = "value.stage.restored"


@dataclass(frozen=True, kw_only=True)
class ReleaseAsked(Event):
    """{actor} asked to release {asked_amount} {currency}: {subject}."""

    code: ClassVar[str] = "value.release.asked"


@dataclass(frozen=True, kw_only=True)
class ReleaseDecided(Event):
    """{actor} would release {amount}; a second person has to confirm: {subject}."""

    code: ClassVar[str] = "value.release.decided"


@dataclass(frozen=True, kw_only=True)
class ReleaseGranted(Event):
    """{actor} released {amount}: {subject}."""

    code: ClassVar[str] = "value.release.granted"


@dataclass(frozen=True, kw_only=True)
class ReleaseConfirmed(Event):
    """{actor} confirmed as the second person what is released: {subject}."""

    code: ClassVar[str] = "value.release.confirmed"


@dataclass(frozen=True, kw_only=True)
class ReleaseRefused(Event):
    """{actor} did not release what was asked for: {subject}."""

    code: ClassVar[str] = "value.release.refused"


@dataclass(frozen=True, kw_only=True)
class ReleaseWithdrawn(Event):
    """{actor} withdrew what was asked for: {subject}."""

    code: ClassVar[str] = "value.release.withdrawn"


@dataclass(frozen=True, kw_only=True)
class ChallengeRaised(Event):
    """{actor} challenged “{title}” and asked: “{question}”."""

    code: ClassVar[str] = "value.challenge.raised"


@dataclass(frozen=True, kw_only=True)
class ChallengeHandedOver(Event):
    """{actor} asked somebody else to answer “{subject}”: {answerer}."""

    code: ClassVar[str] = "value.challenge.handed_over"


@dataclass(frozen=True, kw_only=True)
class ChallengeAnswered(Event):
    """{actor} answered the challenge to “{subject}”: {answer}."""

    code: ClassVar[str] = "value.challenge.answered"


@dataclass(frozen=True, kw_only=True)
class ChallengeDecided(Event):
    """{actor} decided the challenge to “{subject}”: {reason}."""

    code: ClassVar[str] = "value.challenge.decided"


@dataclass(frozen=True, kw_only=True)
class ChallengeWithdrawn(Event):
    """{actor} withdrew the challenge to “{subject}”."""

    code: ClassVar[str] = "value.challenge.withdrawn"


@dataclass(frozen=True, kw_only=True)
class ReviewPlanned(Event):
    """{actor} planned a value review for {due_date}: {subject}."""

    code: ClassVar[str] = "value.review.planned"


@dataclass(frozen=True, kw_only=True)
class ReviewEdited(Event):
    """{actor} changed a value review, {subject}: {changes}."""

    code: ClassVar[str] = "value.review.edited"


@dataclass(frozen=True, kw_only=True)
class ReviewHeld(Event):
    """{actor} held a value review, {subject}: {reason}."""

    code: ClassVar[str] = "value.review.held"


@dataclass(frozen=True, kw_only=True)
class ReviewRemoved(Event):
    """{actor} took a value review off the plan: {subject}."""

    code: ClassVar[str] = "value.review.removed"


@dataclass(frozen=True, kw_only=True)
class ReviewRestored(Event):
    """{actor} put a value review back on the plan: {subject}."""

    code: ClassVar[str] = "value.review.restored"


@dataclass(frozen=True, kw_only=True)
class ReviewRhythmSet(Event):
    """{actor} set how many months lie between two value reviews: {review_months}."""

    code: ClassVar[str] = "value.case.review_rhythm_set"


@dataclass(frozen=True, kw_only=True)
class BudgetAdded(Event):
    """{actor} set money or time aside for trying things out: “{title}”."""

    code: ClassVar[str] = "value.budget.added"


@dataclass(frozen=True, kw_only=True)
class BudgetEdited(Event):
    """{actor} changed the budget “{subject}”: {changes}."""

    code: ClassVar[str] = "value.budget.edited"


@dataclass(frozen=True, kw_only=True)
class BudgetRemoved(Event):
    """{actor} removed the budget “{subject}”."""

    code: ClassVar[str] = "value.budget.removed"


@dataclass(frozen=True, kw_only=True)
class BudgetRestored(Event):
    """{actor} put the budget “{subject}” back."""

    code: ClassVar[str] = "value.budget.restored"


@dataclass(frozen=True, kw_only=True)
class BudgetUsed(Event):
    """{actor} noted what a budget was used for: {words}."""

    code: ClassVar[str] = "value.budget_use.added"


@dataclass(frozen=True, kw_only=True)
class BudgetUseEdited(Event):
    """{actor} changed what a budget was used for, {subject}: {changes}."""

    code: ClassVar[str] = "value.budget_use.edited"


@dataclass(frozen=True, kw_only=True)
class BudgetUseRemoved(Event):
    """{actor} removed a use of a budget, {subject}."""

    code: ClassVar[str] = "value.budget_use.removed"


@dataclass(frozen=True, kw_only=True)
class BudgetUseRestored(Event):
    """{actor} put a use of a budget back, {subject}."""

    code: ClassVar[str] = "value.budget_use.restored"
