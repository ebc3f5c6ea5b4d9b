"""Rounds as JSON: asking, looking after, and who has answered."""

from __future__ import annotations

from datetime import date, datetime
from typing import Annotated, Any

from django.http import HttpRequest
from django.utils import timezone
from ninja import Query, Schema, Status
from pydantic import Field

from accord.apps.expectations import jobs, permissions, reads, writes
from accord.apps.expectations.api.subjects import AnsweringSide, SubjectIn, SubjectKind, SubjectOut, router
from accord.apps.expectations.rules import rounds
from accord.apps.expectations.rules.words import NO_SUBJECT, State
from accord.apps.ui.api import PROBLEMS, Body, Currency, Id, Listing, Moment, Page, Version, one_of, text
from accord.apps.ui.permissions import door, viewer_of

AskingNote = Annotated[str, text(rounds.MOST_NOTE, blank=True)]


class AskedIn(Body):
    """One person and the side they answer for; executives answer for the business."""

    person_id: Id
    side: AnsweringSide


class AskedOut(Schema):
    """One asked person; whether they answered is known, what they answered is not."""

    person_id: int
    person: str
    side: str
    answered_at: datetime | None
    declined_at: datetime | None
    reminded_at: datetime | None


class RoundOut(Schema):
    """One round. The signed gaps (IT minus business) are null until it is revealed.

    ``trouble`` says why a reveal that is due could not be done, to those who look after this home; to others it is empty.
    """

    id: int
    about: SubjectOut
    number: int
    note: str
    currency: str
    base_date: date
    state: str
    opened_at: datetime
    opened_by: str
    deadline_at: datetime
    revealed_at: datetime | None
    cause: str
    trouble: str
    is_latest: bool
    payoff_gap: float | None
    benefit_gap_share: float | None
    cost_gap_share: float | None
    asked: list[AskedOut]
    version: int

    @staticmethod
    def resolve_about(line: reads.RoundLine) -> dict[str, Any]:
        """Put kind, id and title of the subject together."""
        return {"kind": line.about_kind, "id": line.about_id, "title": line.title}


class RoundIn(Body):
    """A new round: about what, whom, until when, in which currency."""

    about: SubjectIn
    asked: Annotated[list[AskedIn], Field(min_length=1, max_length=rounds.MOST_ASKED)]
    deadline_at: Moment
    currency: Currency
    note: AskingNote = ""


class DeadlineIn(Body):
    """A later deadline."""

    deadline_at: Moment
    version: Version


class CallingOffIn(Body):
    """The version that was looked at."""

    version: Version


class RemindedOut(Schema):
    """How many people are reminded now."""

    people: int


class RoundsQuery(Page):
    """How to narrow the list of rounds."""

    part: Annotated[str, one_of(("mine",))] | None = None
    state: Annotated[str, one_of(State)] | None = None
    about_kind: SubjectKind | None = None
    about_id: Id | None = None


@router.get("/rounds", response={200: Listing[RoundOut], **PROBLEMS})
@door(permissions.SEE)
def rounds_list(request: HttpRequest, page: Query[RoundsQuery]) -> Any:
    """List the rounds the viewer may see, newest first; ``part=mine``: those waiting for the viewer's answer."""
    rows, count = reads.round_slice(
        viewer=viewer_of(request), offset=page.offset, limit=page.limit, state=page.state or "",
        about_kind=page.about_kind or "", about_id=page.about_id, waiting_for_me=page.part == "mine",
    )  # fmt: skip
    return {"items": rows, "count": count}


@router.post("/rounds", response={201: RoundOut, **PROBLEMS})
@door(permissions.ASK)
def open_round(request: HttpRequest, data: RoundIn) -> Any:
    """Ask people of both sides what they expect, sealed until all have answered or the deadline comes."""
    viewer = viewer_of(request)
    made = writes.open_round(
        about_kind=data.about.kind, about_id=data.about.id or NO_SUBJECT, deadline_at=data.deadline_at,
        asked=[(one.person_id, one.side) for one in data.asked], currency=data.currency, note=data.note, by=viewer,
        at=timezone.now(),
    )  # fmt: skip
    return Status(201, reads.round_line(viewer=viewer, round_id=made.pk))


@router.get("/rounds/{round_id}", response={200: RoundOut, **PROBLEMS})
@door(permissions.SEE)
def round_(request: HttpRequest, round_id: Id) -> Any:
    """Show one round: who is asked and who has answered."""
    return reads.round_line(viewer=viewer_of(request), round_id=round_id)


@router.post("/rounds/{round_id}/people", response={201: RoundOut, **PROBLEMS})
@door(permissions.ASK)
def ask_person(request: HttpRequest, round_id: Id, data: AskedIn) -> Any:
    """Ask one more person while the round is open."""
    viewer, now = viewer_of(request), timezone.now()
    found = permissions.find(viewer, round_id)
    asked = writes.ask_person(round_=found, person_id=data.person_id, side=data.side, by=viewer, at=now)
    jobs.start_mail("asking", round_id=round_id, asked=[asked.pk], by=viewer, at=now)
    return Status(201, reads.round_line(viewer=viewer, round_id=round_id))


@router.put("/rounds/{round_id}/deadline", response={200: RoundOut, **PROBLEMS})
@door(permissions.ASK)
def move_deadline(request: HttpRequest, round_id: Id, data: DeadlineIn) -> Any:
    """Move the deadline later; everybody saw it, so it never becomes earlier."""
    viewer = viewer_of(request)
    writes.move_deadline(
        round_=permissions.find(viewer, round_id), deadline_at=data.deadline_at, seen_version=data.version, by=viewer,
        at=timezone.now(),
    )  # fmt: skip
    return reads.round_line(viewer=viewer, round_id=round_id)


@router.put("/rounds/{round_id}/calling-off", response={200: RoundOut, **PROBLEMS})
@door(permissions.ASK)
def call_off(request: HttpRequest, round_id: Id, data: CallingOffIn) -> Any:
    """Call a sealed round off; its answers are destroyed unread."""
    viewer = viewer_of(request)
    found = permissions.find(viewer, round_id)
    writes.call_off(round_=found, seen_version=data.version, by=viewer, at=timezone.now())
    return reads.round_line(viewer=viewer, round_id=round_id)


@router.post("/rounds/{round_id}/reminders", response={200: RemindedOut, **PROBLEMS})
@door(permissions.ASK)
def remind(request: HttpRequest, round_id: Id) -> Any:
    """Remind those who have not answered, at most once a day."""
    viewer, now = viewer_of(request), timezone.now()
    due = writes.remind(round_=permissions.find(viewer, round_id), by=viewer, at=now)
    jobs.start_mail("reminder", round_id=round_id, asked=due, by=viewer, at=now)
    return {"people": len(due)}
