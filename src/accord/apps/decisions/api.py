"""Decisions as JSON: the same reads and writes as the pages."""

from __future__ import annotations

from datetime import date, datetime
from typing import Annotated, Any

from django.http import HttpRequest
from django.utils import timezone
from ninja import Query, Router, Schema, Status
from pydantic import Field

from accord.apps.decisions import permissions, reads, rules, writes
from accord.apps.decisions.rules import OptionWords
from accord.apps.ui.api import (
    PROBLEMS,
    Body,
    Day,
    Id,
    Listing,
    OptionalText,
    Page,
    Search,
    Text,
    Version,
    one_of,
    text,
)
from accord.apps.ui.permissions import door, viewer_of
from accord.apps.ui.rules import Ref

router = Router(tags=["decisions"])

OptionLine = Annotated[str, text(rules.MOST_OPTION)]
Argument = Annotated[str, text(rules.MOST_OPTION, blank=True)]
Question = Annotated[str, text(rules.MOST_QUESTION)]


class DecisionAboutIn(Body):
    """A record, by its kind and id."""

    kind: Annotated[str, text(80)]
    id: Id


class DecisionAboutOut(Schema):
    """A record, by its kind and id."""

    kind: str
    id: int


class DecisionOptionIn(Body):
    """An option with what speaks for and against it."""

    text: OptionLine
    pro: Argument = ""
    con: Argument = ""


class DecisionOptionOut(Schema):
    """An option with what speaks for and against it."""

    text: str
    pro: str
    con: str


Options = Annotated[list[DecisionOptionIn], Field(max_length=rules.MOST_OPTIONS)]
People = Annotated[list[Id], Field(max_length=rules.MOST_CONSULTED)]


class DecisionOut(Schema):
    """A decision; ``about`` is null when there is nothing, or nothing the viewer may see."""

    id: int
    question: str
    about: DecisionAboutOut | None
    decider_id: int
    decider: str
    side: str
    raised_by_id: int
    raised_on: date
    decide_by: date | None
    state: str
    option: str
    reasons: str
    decided_at: datetime | None
    review_on: date | None
    reviewed_at: datetime | None
    reopened: int
    days_waiting: int
    is_overdue: bool
    is_review_due: bool
    created_at: datetime
    version: int


class HeardOut(Schema):
    """Somebody who is heard, with the side they stand on; null once erased."""

    person_id: int | None
    name: str
    side: str


class ReopenedOut(Schema):
    """A time it was opened again, and what had been decided."""

    at: datetime
    by: str
    reason: str
    option: str
    reasons: str
    decided_at: datetime | None


class WholeDecisionOut(DecisionOut):
    """A decision with its options, who is heard and when it was opened again."""

    options: list[DecisionOptionOut]
    heard: list[HeardOut]
    reopenings: list[ReopenedOut]
    review: str


class DecisionIn(Body):
    """A question to be decided by one person."""

    question: Question
    decider_id: Id
    about: DecisionAboutIn | None = None
    options: Options = []
    consulted_ids: People = []
    decide_by: Day | None = None
    raised_date: Day | None = None


class DecisionChange(Body):
    """What changes; what is left out stays."""

    version: Version
    question: Question | None = None
    options: Options | None = None
    consulted_ids: People | None = None
    decide_by_date: Day | None = None
    raised_date: Day | None = None
    review_date: Day | None = None


class DecisionAnswerIn(Body):
    """What is decided, why, and when to look at it again."""

    option: OptionLine
    reasons: Text
    consulted_ids: People | None = None
    review_date: Day | None = None
    version: Version | None = None


class DecisionDeciderIn(Body):
    """Who decides instead, and why."""

    decider_id: Id
    reason: Text
    version: Version | None = None


class DecisionReasonIn(Body):
    """Why."""

    reason: Text
    version: Version | None = None


class DecisionReopeningIn(DecisionReasonIn):
    """Why it is opened again, and by when it is wanted."""

    decide_by: Day | None = None


class DecisionReviewIn(Body):
    """What was seen, and when to look next."""

    words: OptionalText = ""
    next_date: Day | None = None
    version: Version | None = None


class DecisionHistoryOut(Schema):
    """One event in words."""

    id: int
    at: datetime
    actor: str
    sentence: str


class DecisionsQuery(Page):
    """How to narrow the list."""

    q: Search = ""
    state: Annotated[str, one_of(rules.State)] | None = None
    part: Annotated[str, one_of(("mine", "asked", "heard"))] | None = None
    when: Annotated[str, one_of(("late", "soon", "review", "reopened"))] | None = None
    decider: Id | None = None
    department: Id | None = None


def shown(request: HttpRequest, decision_id: int) -> dict[str, Any]:
    """Describe one decision as JSON."""
    now = timezone.now()
    page = reads.decision_page(
        viewer=viewer_of(request), decision_id=decision_id, at=now, as_of=timezone.localdate(now)
    )
    whole = {name: getattr(page.line, name) for name in DecisionOut.model_fields}
    return {
        **whole, "options": page.options, "heard": page.heard, "reopenings": page.reopenings, "review": page.review,
    }  # fmt: skip


@router.get("/decisions", response={200: Listing[DecisionOut], **PROBLEMS})
@door(permissions.SEE)
def decisions(request: HttpRequest, page: Query[DecisionsQuery]) -> Any:
    """List the decisions the viewer may see, the latest question first."""
    viewer, today = viewer_of(request), timezone.localdate()
    query = page.asked(reads.decisions_spec(viewer=viewer, as_of=today))
    rows, count = reads.decision_slice(viewer=viewer, query=query, offset=page.offset, limit=page.limit, as_of=today)
    return {"items": rows, "count": count}


@router.post("/decisions", response={201: WholeDecisionOut, **PROBLEMS})
@door(permissions.RAISE)
def raise_decision(request: HttpRequest, data: DecisionIn) -> Any:
    """Ask one person to decide something."""
    values = data.model_dump(exclude={"about", "options"})
    made = writes.raise_decision(
        **values, options=_options(data.options), about=Ref(data.about.kind, data.about.id) if data.about else None,
        by=viewer_of(request), at=timezone.now(),
    )  # fmt: skip
    return Status(201, shown(request, made.pk))


@router.get("/decisions/{decision_id}", response={200: WholeDecisionOut, **PROBLEMS})
@door(permissions.SEE)
def decision(request: HttpRequest, decision_id: Id) -> Any:
    """Show one decision."""
    return shown(request, decision_id)


@router.patch("/decisions/{decision_id}", response={200: WholeDecisionOut, **PROBLEMS})
@door(permissions.EDIT)
def edit_decision(request: HttpRequest, decision_id: Id, data: DecisionChange) -> Any:
    """Change the question, its days, options or who is heard; once decided, the day to look at it again."""
    given = {name: getattr(data, name) for name in data.model_fields_set - {"version"}}
    can_be_none = {"decide_by_date", "review_date"}
    values = {name: value for name, value in given.items() if value is not None or name in can_be_none}
    if "options" in values:
        values["options"] = _options(values["options"])
    writes.edit_decision(
        decision_id=decision_id, values=values, seen_version=data.version, by=viewer_of(request), at=timezone.now()
    )
    return shown(request, decision_id)


def _options(given: list[DecisionOptionIn]) -> list[OptionWords]:
    return [OptionWords(one.text, one.pro, one.con) for one in given]


@router.put("/decisions/{decision_id}/answer", response={200: WholeDecisionOut, **PROBLEMS})
@door(permissions.DECIDE)
def decide(request: HttpRequest, decision_id: Id, data: DecisionAnswerIn) -> Any:
    """Record what was decided and why."""
    writes.decide(
        decision_id=decision_id, **data.model_dump(exclude={"version"}), seen_version=data.version,
        by=viewer_of(request), at=timezone.now(),
    )  # fmt: skip
    return shown(request, decision_id)


@router.delete("/decisions/{decision_id}/answer", response={200: WholeDecisionOut, **PROBLEMS})
@door(permissions.DECIDE)
def take_back(request: HttpRequest, decision_id: Id) -> Any:
    """Take back within a day what one has recorded; it does not count as opened again."""
    writes.take_back(decision_id=decision_id, by=viewer_of(request), at=timezone.now())
    return shown(request, decision_id)


@router.put("/decisions/{decision_id}/decider", response={200: WholeDecisionOut, **PROBLEMS})
@door(permissions.EDIT)
def hand_over(request: HttpRequest, decision_id: Id, data: DecisionDeciderIn) -> Any:
    """Let somebody else decide; whoever asked still sees it."""
    viewer = viewer_of(request)
    writes.hand_over(
        decision_id=decision_id, to_id=data.decider_id, reason=data.reason, seen_version=data.version, by=viewer,
        at=timezone.now(),
    )  # fmt: skip
    return shown(request, decision_id)


@router.put("/decisions/{decision_id}/withdrawal", response={200: WholeDecisionOut, **PROBLEMS})
@door(permissions.EDIT)
def withdraw(request: HttpRequest, decision_id: Id, data: DecisionReasonIn) -> Any:
    """Say that the question need not be decided any more."""
    writes.withdraw(
        decision_id=decision_id, reason=data.reason, seen_version=data.version, by=viewer_of(request),
        at=timezone.now(),
    )  # fmt: skip
    return shown(request, decision_id)


@router.post("/decisions/{decision_id}/reopening", response={200: WholeDecisionOut, **PROBLEMS})
@door(permissions.EDIT)
def reopen(request: HttpRequest, decision_id: Id, data: DecisionReopeningIn) -> Any:
    """Open what was decided or withdrawn again; it is counted."""
    writes.reopen(
        decision_id=decision_id, reason=data.reason, decide_by=data.decide_by, seen_version=data.version,
        by=viewer_of(request), at=timezone.now(),
    )  # fmt: skip
    return shown(request, decision_id)


@router.post("/decisions/{decision_id}/reviews", response={200: WholeDecisionOut, **PROBLEMS})
@door(permissions.DECIDE)
def review(request: HttpRequest, decision_id: Id, data: DecisionReviewIn) -> Any:
    """Record that a decision was looked at again and holds."""
    writes.review(
        decision_id=decision_id, words=data.words, next_date=data.next_date, seen_version=data.version,
        by=viewer_of(request), at=timezone.now(),
    )  # fmt: skip
    return shown(request, decision_id)


@router.get("/decisions/{decision_id}/history", response={200: list[DecisionHistoryOut], **PROBLEMS})
@door(permissions.SEE)
def history(request: HttpRequest, decision_id: Id, page: Query[Page]) -> Any:
    """Tell what happened to a decision, newest first."""
    viewer, most = viewer_of(request), page.offset + page.limit
    return reads.decision_history(viewer=viewer, decision_id=decision_id, limit=most)[page.offset :]
