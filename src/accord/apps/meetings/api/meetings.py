"""Meetings as JSON: the same reads and writes as the pages."""

from __future__ import annotations

from datetime import datetime
from typing import Annotated, Any

from django.http import HttpRequest
from django.utils import timezone
from ninja import Query, Router, Schema, Status
from pydantic import Field

from accord.apps.decisions.rules import MOST_OPTION, MOST_OPTIONS
from accord.apps.decisions.rules import MOST_WORDS as MOST_REASONS
from accord.apps.meetings import permissions, reads, rules, writes
from accord.apps.promises.rules import Kind as PromiseKind
from accord.apps.ui.api import (
    PROBLEMS,
    WHOLE,
    Body,
    Day,
    Id,
    Listing,
    Moment,
    Page,
    Search,
    Text,
    Version,
    one_of,
    text,
)
from accord.apps.ui.lists import ListQuery
from accord.apps.ui.permissions import door, viewer_of
from accord.apps.ui.rules import Ref

router = Router(tags=["meetings"])


Title = Annotated[str, text(rules.MOST_TITLE)]
OptionalTitle = Annotated[str, text(rules.MOST_TITLE, blank=True)]
Place = Annotated[str, text(rules.MOST_PLACE, blank=True)]
Minutes = Annotated[int, Field(ge=1, le=rules.MOST_MINUTES), WHOLE]
Position = Annotated[int, Field(ge=1, le=10_000), WHOLE]
People = Annotated[list[Id], Field(max_length=500)]
Kind = Annotated[str, text(80)]


class TopicRefIn(Body):
    """A record, by its kind and id."""

    kind: Kind
    id: Id


class TopicRefOut(Schema):
    """A record, by its kind and id."""

    kind: str
    id: int


class MeetingOut(Schema):
    """A meeting as a line of a list."""

    id: int
    title: str
    starts_at: datetime
    minutes: int
    place: str
    chair_id: int
    state: str
    items: int
    open_items: int
    version: int


class TopicEvidenceOut(Schema):
    """What is known about a topic now."""

    sentence: str
    detail: str
    url: str
    is_closed: bool


class ItemOut(Schema):
    """An agenda item as the viewer may see it."""

    id: int
    position: int
    title: str
    topic: TopicRefOut | None
    starts_at: datetime
    minutes: int
    state: str
    outcome_kind: str
    outcome: str
    promise_id: int | None
    decision_id: int | None
    why: str
    evidence: TopicEvidenceOut | None
    times_carried: int
    version: int


class AttendeeOut(Schema):
    """Somebody who takes part."""

    id: int
    name: str
    is_chair: bool


class MeetingPageOut(Schema):
    """A meeting with its people and its agenda; ``off`` was taken off."""

    id: int
    title: str
    starts_at: datetime
    minutes: int
    place: str
    chair_id: int
    state: str
    reason: str
    people: list[AttendeeOut]
    agenda: list[ItemOut]
    off: list[ItemOut]
    minutes_boxed: int
    version: int


class MeetingIn(Body):
    """A new meeting."""

    title: Title
    starts_at: Moment
    chair_id: Id
    attendee_ids: People = []
    minutes: Minutes = rules.USUAL_MINUTES
    place: Place = ""


class MeetingChange(Body):
    """What changes; what is left out stays."""

    version: Version
    title: Title | None = None
    starts_at: Moment | None = None
    chair_id: Id | None = None
    minutes: Minutes | None = None
    place: Place | None = None


class PeopleIn(Body):
    """Who is invited besides."""

    person_ids: People


class MeetingReasonIn(Body):
    """Why."""

    reason: Text
    version: Version | None = None


class ItemIn(Body):
    """A topic, or a title, or both."""

    topic: TopicRefIn | None = None
    title: OptionalTitle = ""
    minutes: Minutes = rules.USUAL_ITEM_MINUTES


class ItemChange(Body):
    """What changes; what is left out stays."""

    version: Version
    title: OptionalTitle | None = None
    minutes: Minutes | None = None


class PlaceIn(Body):
    """The place on the agenda, counted from 1."""

    position: Position


class OutcomePromiseIn(Body):
    """Who promises what to whom (the chair if not said) by when; without ``what`` it is the text of the outcome."""

    owner_id: Id
    due_date: Day
    what: Annotated[str, text(500, blank=True)] = ""
    made_to_id: Id | None = None
    kind: Annotated[str, one_of(PromiseKind)] = PromiseKind.DELIVERY
    confidence_share: Annotated[float, Field(gt=0, lt=1)] | None = None


class OutcomeDecisionIn(Body):
    """Who decides (the chair if not said), between what, why, and when to look at it again."""

    decider_id: Id | None = None
    options: Annotated[list[Annotated[str, text(MOST_OPTION)]], Field(max_length=MOST_OPTIONS)] = []
    reasons: Annotated[str, text(MOST_REASONS, blank=True)] = ""
    review_date: Day | None = None
    made_to_id: Id | None = None
    kind: Annotated[str, one_of(PromiseKind)] = PromiseKind.DELIVERY.value
    confidence_share: Annotated[float, Field(gt=0, lt=1)] | None = None


class OutcomeIn(Body):
    """What came of an item; a promise names who and by when, a decision may name who, why and until when."""

    kind: Annotated[str, one_of(rules.Outcome)]
    text: Text
    promise: OutcomePromiseIn | None = None
    decision: OutcomeDecisionIn | None = None
    version: Version | None = None


class CarryIn(Body):
    """Where an item goes on."""

    to_meeting_id: Id


class MeetingHistoryOut(Schema):
    """One event in words."""

    id: int
    at: datetime
    actor: str
    sentence: str


class UnfinishedOut(Schema):
    """An item left without an outcome by a meeting that is over."""

    id: int
    title: str
    minutes: int
    times_carried: int
    meeting_id: int
    meeting_title: str


class MeetingsQuery(Page):
    """How to narrow the list."""

    q: Search = ""
    when: Annotated[str, one_of(("upcoming", "past"))] | None = None
    part: Annotated[str, one_of(("chair", "invited"))] | None = None
    state: Annotated[str, one_of(rules.State)] | None = None


ANSWER: Any = {200: MeetingPageOut, **PROBLEMS}


def shown(request: HttpRequest, meeting_id: int) -> dict[str, Any]:
    """Describe one meeting as JSON."""
    page = reads.meeting_page(viewer=viewer_of(request), meeting_id=meeting_id)
    names = ("title", "starts_at", "minutes", "place", "chair_id", "state", "reason", "version")
    parts = ("people", "agenda", "off", "minutes_boxed")
    return {
        "id": page.meeting.pk,
        **{name: getattr(page.meeting, name) for name in names},
        **{name: getattr(page, name) for name in parts},
    }


def acting(request: HttpRequest) -> dict[str, Any]:
    """Say who acts, and when."""
    return {"by": viewer_of(request), "at": timezone.now()}


def changed(data: Body) -> dict[str, Any]:
    """Give what the request names, without the version."""
    return data.model_dump(exclude_none=True, exclude={"version"})


@router.get("/meetings", response={200: Listing[MeetingOut], **PROBLEMS})
@door(permissions.SEE)
def meetings(request: HttpRequest, page: Query[MeetingsQuery]) -> Any:
    """List the meetings the viewer may see, by their start."""
    viewer = viewer_of(request)
    chosen = {name: (str(getattr(page, name)),) for name in ("part", "state") if getattr(page, name) is not None}
    spec = reads.meetings_spec(viewer=viewer)
    query = ListQuery(spec=spec, search=page.q.strip(), chosen=chosen, sort="start")
    rows, count = reads.meeting_slice(
        viewer=viewer, query=query, offset=page.offset, limit=page.limit, when=page.when or ""
    )
    return {"items": rows, "count": count}


@router.post("/meetings", response={201: MeetingPageOut, **PROBLEMS})
@door(permissions.PLAN)
def plan_meeting(request: HttpRequest, data: MeetingIn) -> Any:
    """Plan a meeting."""
    made = writes.plan_meeting(**data.model_dump(), **acting(request))
    return Status(201, shown(request, made.pk))


@router.get("/meetings/unfinished", response={200: list[UnfinishedOut], **PROBLEMS})
@door(permissions.SEE)
def unfinished(request: HttpRequest) -> Any:
    """List the items that meetings left without an outcome and that the viewer may carry over."""
    return reads.unfinished_items(viewer=viewer_of(request))


@router.get("/meetings/{meeting_id}", response=ANSWER)
@door(permissions.SEE)
def meeting(request: HttpRequest, meeting_id: Id) -> Any:
    """Show one meeting with its agenda."""
    return shown(request, meeting_id)


@router.patch("/meetings/{meeting_id}", response=ANSWER)
@door(permissions.EDIT)
def edit_meeting(request: HttpRequest, meeting_id: Id, data: MeetingChange) -> Any:
    """Change title, start, minutes, place or chair."""
    writes.edit_meeting(meeting_id=meeting_id, values=changed(data), seen_version=data.version, **acting(request))
    return shown(request, meeting_id)


@router.post("/meetings/{meeting_id}/people", response=ANSWER)
@door(permissions.EDIT)
def invite(request: HttpRequest, meeting_id: Id, data: PeopleIn) -> Any:
    """Invite people besides."""
    writes.invite(meeting_id=meeting_id, person_ids=data.person_ids, **acting(request))
    return shown(request, meeting_id)


@router.delete("/meetings/{meeting_id}/people/{person_id}", response=ANSWER)
@door(permissions.EDIT)
def uninvite(request: HttpRequest, meeting_id: Id, person_id: Id) -> Any:
    """Take a person off the list."""
    writes.uninvite(meeting_id=meeting_id, person_id=person_id, **acting(request))
    return shown(request, meeting_id)


@router.put("/meetings/{meeting_id}/holding", response=ANSWER)
@door(permissions.EDIT)
def hold_meeting(request: HttpRequest, meeting_id: Id) -> Any:
    """Mark a meeting as held."""
    writes.hold_meeting(meeting_id=meeting_id, **acting(request))
    return shown(request, meeting_id)


@router.put("/meetings/{meeting_id}/cancellation", response=ANSWER)
@door(permissions.EDIT)
def cancel_meeting(request: HttpRequest, meeting_id: Id, data: MeetingReasonIn) -> Any:
    """Cancel a meeting and say why."""
    writes.cancel_meeting(meeting_id=meeting_id, reason=data.reason, seen_version=data.version, **acting(request))
    return shown(request, meeting_id)


@router.post("/meetings/{meeting_id}/reopening", response=ANSWER)
@door(permissions.EDIT)
def reopen_meeting(request: HttpRequest, meeting_id: Id) -> Any:
    """Open a held or cancelled meeting again."""
    writes.reopen_meeting(meeting_id=meeting_id, **acting(request))
    return shown(request, meeting_id)


@router.get("/meetings/{meeting_id}/history", response={200: list[MeetingHistoryOut], **PROBLEMS})
@door(permissions.SEE)
def history(request: HttpRequest, meeting_id: Id, page: Query[Page]) -> Any:
    """Tell what happened to a meeting and its agenda, newest first."""
    viewer, most = viewer_of(request), page.offset + page.limit
    return reads.meeting_history(viewer=viewer, meeting_id=meeting_id, limit=most)[page.offset :]


@router.post("/meetings/{meeting_id}/items", response={201: MeetingPageOut, **PROBLEMS})
@door(permissions.WRITE)
def put_on_agenda(request: HttpRequest, meeting_id: Id, data: ItemIn) -> Any:
    """Put a topic or a title on the agenda."""
    topic = Ref(data.topic.kind, data.topic.id) if data.topic else None
    writes.put_on_agenda(meeting_id=meeting_id, topic=topic, title=data.title, minutes=data.minutes, **acting(request))
    return Status(201, shown(request, meeting_id))


@router.patch("/meetings/items/{item_id}", response=ANSWER)
@door(permissions.EDIT)
def edit_item(request: HttpRequest, item_id: Id, data: ItemChange) -> Any:
    """Change the words or the time box of an item."""
    item = writes.edit_item(item_id=item_id, values=changed(data), seen_version=data.version, **acting(request))
    return shown(request, item.meeting_id)


@router.put("/meetings/items/{item_id}/place", response=ANSWER)
@door(permissions.EDIT)
def move_item(request: HttpRequest, item_id: Id, data: PlaceIn) -> Any:
    """Move an item to another place of its agenda."""
    return shown(request, writes.move_item(item_id=item_id, position=data.position, **acting(request)).meeting_id)


@router.delete("/meetings/items/{item_id}", response=ANSWER)
@door(permissions.EDIT)
def take_off(request: HttpRequest, item_id: Id) -> Any:
    """Take an item off its agenda."""
    return shown(request, writes.take_off(item_id=item_id, **acting(request)).meeting_id)


@router.post("/meetings/items/{item_id}/restoring", response=ANSWER)
@door(permissions.EDIT)
def put_back(request: HttpRequest, item_id: Id) -> Any:
    """Put an item that was taken off back."""
    return shown(request, writes.put_back(item_id=item_id, **acting(request)).meeting_id)


@router.put("/meetings/items/{item_id}/outcome", response=ANSWER)
@door(permissions.EDIT)
def record_outcome(request: HttpRequest, item_id: Id, data: OutcomeIn) -> Any:
    """Write what came of an item; a promise is made in the same step."""
    promise = data.promise.model_dump() if data.promise else None
    decision = data.decision.model_dump() if data.decision else None
    item = writes.record_outcome(
        item_id=item_id, kind=data.kind, text=data.text, promise=promise, decision=decision, seen_version=data.version,
        **acting(request),
    )  # fmt: skip
    return shown(request, item.meeting_id)


@router.delete("/meetings/items/{item_id}/outcome", response=ANSWER)
@door(permissions.EDIT)
def take_back_outcome(request: HttpRequest, item_id: Id) -> Any:
    """Open an item again."""
    return shown(request, writes.take_back_outcome(item_id=item_id, **acting(request)).meeting_id)


@router.post("/meetings/items/{item_id}/carrying", response=ANSWER)
@door(permissions.EDIT)
def carry_over(request: HttpRequest, item_id: Id, data: CarryIn) -> Any:
    """Carry an item over to another meeting; gives the meeting where it goes on."""
    made = writes.carry_over(item_id=item_id, to_meeting_id=data.to_meeting_id, **acting(request))
    return shown(request, made.meeting_id)
