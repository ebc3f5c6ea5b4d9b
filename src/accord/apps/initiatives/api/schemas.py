"""What comes in and goes out about initiatives."""

from __future__ import annotations

from datetime import date, datetime
from decimal import Decimal
from typing import Annotated, Any

from ninja import Schema
from pydantic import Field, WithJsonSchema

from accord.apps.initiatives.rules import AgreeingSide, Flow, Kind, Rating, Stage, Visibility
from accord.apps.ui.api import (
    Address,
    Amount,
    Body,
    Currency,
    Day,
    Id,
    Line,
    OptionalLine,
    OptionalText,
    Page,
    Search,
    Text,
    Version,
    one_of,
    text,
)  # fmt: skip

StageCode = Annotated[str, one_of(Stage)]
VisibilityCode = Annotated[str, one_of(Visibility)]
KindCode = Annotated[str, one_of(Kind)]
FlowCode = Annotated[str, one_of(Flow)]
SideCode = Annotated[str, one_of(AgreeingSide)]
Title = Annotated[str, text(500)]
ExtraName = Annotated[str, text(200)]
ExtraNumber = Annotated[float, Field(ge=-1e15, le=1e15, allow_inf_nan=False)]
ExtraValue = bool | ExtraNumber | OptionalText | None
# written out, because a pattern on the names alone would leave other names free to hold anything
_EXTRA_SCHEMA = {
    "type": "object",
    "maxProperties": 200,
    "propertyNames": {"type": "string", "minLength": 1, "maxLength": 200, "pattern": r"^[^\x00]*[^\s\x00][^\x00]*$"},
    "additionalProperties": {
        "anyOf": [
            {"type": "boolean"},
            {"type": "number", "minimum": -1e15, "maximum": 1e15},
            {"type": "string", "maxLength": 10_000, "pattern": r"^[^\x00]*$"},
            {"type": "null"},
        ]
    },
}
Extra = Annotated[dict[ExtraName, ExtraValue], Field(max_length=200), WithJsonSchema(_EXTRA_SCHEMA)]


class InitiativeOut(Schema):
    """An initiative as a line of a list."""

    id: int
    title: str
    summary: str
    stage: str
    stage_date: date | None
    department_id: int | None
    sponsor_id: int | None
    lead_id: int | None
    visibility: str
    external_key: str
    goals: int
    goals_agreed: int
    planned_end_on: date | None
    rating: str
    left_list_on: date | None
    version: int


class StageOut(Schema):
    """One step of the stage history; without a day it is not known since when."""

    id: int
    stage: str
    on: date | None
    asserted_on: date | None
    source: str
    is_backwards: bool


class OutcomeOut(Schema):
    """What the history comes to."""

    counts_as: str
    start_date: date | None
    live_date: date | None
    end_date: date | None
    days: int | None
    is_backwards: bool


class LinkSideOut(Schema):
    """What one side says to a goal link."""

    side: str
    agreed_at: datetime | None
    agreed_by: str


class GoalServedOut(Schema):
    """A goal an initiative serves."""

    id: int
    goal_id: int
    title: str
    sides: list[LinkSideOut]
    is_agreed: bool


class MilestoneOut(Schema):
    """A milestone."""

    id: int
    title: str
    result: str
    due_date: date | None
    done_date: date | None
    proof_url: str
    is_late: bool
    version: int


class MoneyOut(Schema):
    """An amount of one month."""

    id: int
    period: date
    kind: str
    flow: str
    amount: Decimal
    currency: str
    version: int


class LinkOut(Schema):
    """A link."""

    id: int
    label: str
    url: str


class StatementOut(Schema):
    """What a source said of an initiative on a day; ``days_moved`` against what was said before."""

    id: int
    as_of: date
    source: str
    list_name: str
    planned_end: str
    planned_end_on: date | None
    days_moved: int | None
    was_over: bool
    ended_on: date | None
    cost: Decimal | None
    cost_currency: str
    ratio: float | None
    is_rebased: bool
    benefit: Decimal | None
    benefit_currency: str
    rating: str
    rating_words: str


class InitiativePageOut(Schema):
    """One initiative with all that hangs on it."""

    id: int
    title: str
    summary: str
    stage: str
    stage_date: date | None
    department_id: int | None
    sponsor_id: int | None
    lead_id: int | None
    visibility: str
    external_key: str
    extra: dict[str, Any]
    planned_end_on: date | None
    ended_on: date | None
    cost_amount: Decimal | None
    cost_currency: str
    benefit_amount: Decimal | None
    benefit_currency: str
    rating: str
    left_list_on: date | None
    version: int
    stages: list[StageOut]
    outcome: OutcomeOut
    goals: list[GoalServedOut]
    milestones: list[MilestoneOut]
    money: list[MoneyOut]
    links: list[LinkOut]
    statements: list[StatementOut]


class ChangeOut(Schema):
    """One value that changed, in words."""

    field: str
    old: str
    new: str


class HistoryOut(Schema):
    """One event of the history."""

    at: datetime
    actor: str
    sentence: str
    changes: list[ChangeOut]


class InitiativesQuery(Page):
    """Which initiatives: by words, stage, department (with all below it), who may see them, goals, what is missing, rating, list."""

    q: Search = ""
    stage: StageCode | None = None
    department: Id | None = None
    visibility: VisibilityCode | None = None
    goal: Annotated[str, one_of(("agreed", "linked", "none"))] | None = None
    missing: Annotated[str, one_of(("sponsor", "lead", "department", "summary", "milestone"))] | None = None
    rating: Annotated[str, one_of(Rating)] | None = None
    listed: Annotated[str, one_of(("here", "left"))] | None = None


class InitiativeIn(Body):
    """A new initiative. Without a day it is not known since when it is in its stage."""

    title: Title
    summary: OptionalText = ""
    department_id: Id | None = None
    sponsor_id: Id | None = None
    lead_id: Id | None = None
    visibility: VisibilityCode = "everyone"
    stage: StageCode = "idea"
    stage_date: Day | None = None
    external_key: OptionalLine = ""
    extra: Extra = {}


class InitiativeChange(Body):
    """What changes; what is left out stays."""

    version: Version
    title: Title = ""
    summary: OptionalText = ""
    department_id: Id | None = None
    sponsor_id: Id | None = None
    lead_id: Id | None = None
    external_key: OptionalLine = ""


class VisibilityIn(Body):
    """Who may see it."""

    version: Version
    visibility: VisibilityCode


class ExtraIn(Body):
    """Extra fields by name; null takes one away, what is left out stays."""

    version: Version
    values: Extra


class MoveIn(Body):
    """The next stage; without a day it is not known since when."""

    version: Version
    to: StageCode
    on: Day | None = None


class DateIn(Body):
    """The right day of a stage; null: not known."""

    version: Version
    on: Day | None


class ServedGoalIn(Body):
    """The goal it serves."""

    goal_id: Id


class MilestoneIn(Body):
    """A new milestone."""

    title: Title
    result: OptionalText = ""
    due_date: Day | None = None
    proof_url: Address | None = None


class MilestoneChange(Body):
    """What changes about a milestone; what is left out stays."""

    version: Version
    title: Title = ""
    result: OptionalText = ""
    due_date: Day | None = None
    proof_url: Address | None = None


class FinishIn(Body):
    """The result that can be shown, and since when."""

    version: Version
    done_date: Day
    result: Text
    proof_url: Address | None = None


class MoneyIn(Body):
    """The amount of a month (any day of it): new, or in place of the one there; ``version`` is that one's."""

    period: Day
    kind: KindCode
    flow: FlowCode
    amount: Amount
    currency: Currency
    version: Version | None = None


class LinkIn(Body):
    """A new link."""

    label: Line
    url: Address
