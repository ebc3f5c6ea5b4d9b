"""Planning and changing meetings themselves, and who is invited."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from datetime import datetime
from typing import Any

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_noop

from accord.apps.initiatives.rules import Reason
from accord.apps.meetings import permissions, rules
from accord.apps.meetings.events import (
    MeetingCancelled,
    MeetingEdited,
    MeetingHeld,
    MeetingMoved,
    MeetingPlanned,
    MeetingReopened,
    PersonInvited,
    PersonUninvited,
)
from accord.apps.meetings.models import Meeting
from accord.apps.meetings.rules import State
from accord.apps.meetings.writes.checking import (
    MEETING,
    as_person,
    locked,
    people,
    refuse,
    refuse_state,
    refuse_unknown,
)
from accord.apps.trail import writes as trail
from accord.apps.trail.events import Change, Event
from accord.apps.ui.permissions import may
from accord.apps.ui.rules import Ref, Viewer, WrongState

EDITABLE = {"title", "starts_at", "minutes", "place", "chair_id"}


@transaction.atomic
def plan_meeting(
    *,
    title: str,
    starts_at: datetime,
    chair_id: int,
    attendee_ids: Sequence[int],
    by: Viewer,
    at: datetime,
    minutes: int = rules.USUAL_MINUTES,
    place: str = "",
) -> Meeting:
    """Plan a meeting; whoever plans it without chairing it, and could not see it otherwise, is invited too.

    Raises NotAllowed, Invalid.
    """
    permissions.check_plan(by)
    _refuse_values({"title": title, "place": place, "minutes": minutes, "starts_at": starts_at}, at)
    people([chair_id], "chair_id")
    invited = {person.pk for person in people(attendee_ids, "attendee_ids")} - {chair_id}
    if by.pk != chair_id and not may(by, permissions.SEE_ALL):
        invited.add(by.pk)
    meeting = Meeting.objects.create(
        title=title.strip(), starts_at=starts_at, minutes=minutes, place=place.strip(), chair_id=chair_id, created_at=at
    )
    meeting.attendees.add(*invited)
    changes = [
        Change(field="title", new=meeting.title, person_id=by.pk),
        Change(field="starts_at", new=starts_at),
        Change(field="minutes", new=minutes),
        Change(field="chair", new=as_person(chair_id)),
    ]
    if meeting.place:
        changes.append(Change(field="place", new=meeting.place, person_id=by.pk))
    subject = Ref(MEETING, meeting.pk)
    told: list[Event] = [MeetingPlanned(subject=subject, changes=tuple(changes))]
    told += [_invited(subject, person_id) for person_id in sorted(invited)]
    trail.record_many(told, by=by, at=at)
    return meeting


def _invited(subject: Ref, person_id: int) -> PersonInvited:
    return PersonInvited(subject=subject, changes=(Change(field="person", new=as_person(person_id)),))


@transaction.atomic
def edit_meeting(
    *, meeting_id: int, values: Mapping[str, Any], by: Viewer, at: datetime, seen_version: int | None = None
) -> Meeting:
    """Change title, starts_at, minutes, place or chair_id of a planned meeting; only what is in ``values``.

    A former chair stays invited. Raises NotFound, NotAllowed, Invalid, WrongState, EditConflict.
    """
    meeting = locked(by, meeting_id)
    refuse_state(rules.why_not_plan(State(meeting.state)))
    refuse_unknown(values, EDITABLE)
    _change(meeting, {}, MeetingEdited, by=by, at=at, seen_version=seen_version)  # first of all: is it still the same?
    wanted: dict[str, Any] = {
        name: value.strip() if isinstance(value, str) else value for name, value in values.items()
    }
    moved = "starts_at" in wanted and wanted["starts_at"] != meeting.starts_at
    _refuse_values({name: value for name, value in wanted.items() if moved or name != "starts_at"}, at)
    chair = meeting.chair_id
    if wanted.get("chair_id", chair) != chair:
        people([wanted["chair_id"]], "chair_id")
    if moved and meeting.moved_from is None:
        wanted["moved_from"] = meeting.starts_at
    _change(meeting, wanted, MeetingMoved if moved else MeetingEdited, by=by, at=at, seen_version=seen_version)
    if meeting.chair_id != chair:
        meeting.attendees.remove(meeting.chair_id)
        meeting.attendees.add(chair)
    return meeting


@transaction.atomic
def invite(*, meeting_id: int, person_ids: Sequence[int], by: Viewer, at: datetime) -> Meeting:
    """Invite people to a planned meeting; who is invited already stays so.

    Raises NotFound, NotAllowed, Invalid, WrongState.
    """
    meeting = locked(by, meeting_id)
    refuse_state(rules.why_not_plan(State(meeting.state)))
    there = {meeting.chair_id, *meeting.attendees.values_list("pk", flat=True)}
    new = sorted({person.pk for person in people(person_ids, "person_ids")} - there)
    meeting.attendees.add(*new)
    trail.record_many([_invited(Ref(MEETING, meeting.pk), pk) for pk in new], by=by, at=at)
    return meeting


@transaction.atomic
def uninvite(*, meeting_id: int, person_id: int, by: Viewer, at: datetime) -> Meeting:
    """Take a person off the list of a planned meeting. Raises NotFound, NotAllowed, WrongState."""
    meeting = locked(by, meeting_id)
    refuse_state(rules.why_not_plan(State(meeting.state)))
    if person_id == meeting.chair_id:
        raise WrongState(_("The chair cannot be taken off the list. Name another chair first."))
    if not meeting.attendees.filter(pk=person_id).exists():
        raise WrongState(_("This person is not on the list."))
    meeting.attendees.remove(person_id)
    change = Change(field="person", new=as_person(person_id))
    trail.record(PersonUninvited(subject=Ref(MEETING, meeting.pk), changes=(change,)), by=by, at=at)
    return meeting


@transaction.atomic
def hold_meeting(*, meeting_id: int, by: Viewer, at: datetime, seen_version: int | None = None) -> Meeting:
    """Mark a meeting as held; items without an outcome wait to be carried over.

    Raises NotFound, NotAllowed, WrongState, EditConflict.
    """
    meeting = locked(by, meeting_id)
    day, today = timezone.localdate(meeting.starts_at), timezone.localdate(at)
    refuse_state(rules.why_not_hold(State(meeting.state), day=day, today=today))
    _change(meeting, {"state": State.HELD.value}, MeetingHeld, by=by, at=at, seen_version=seen_version)
    return meeting


@transaction.atomic
def cancel_meeting(
    *, meeting_id: int, reason: str, by: Viewer, at: datetime, seen_version: int | None = None
) -> Meeting:
    """Cancel a planned meeting and say why; its open items wait to be carried over.

    Raises NotFound, NotAllowed, Invalid, WrongState, EditConflict.
    """
    meeting = locked(by, meeting_id)
    refuse_state(rules.why_not_cancel(State(meeting.state)))
    refuse(reason=rules.why_not_words(reason) if reason.strip() else _WHY)
    values = {"state": State.CANCELLED.value, "reason": reason.strip()}
    _change(meeting, values, MeetingCancelled, by=by, at=at, seen_version=seen_version)
    return meeting


_WHY = Reason(gettext_noop("Say why in a few words, so that nobody has to guess."))


@transaction.atomic
def reopen_meeting(*, meeting_id: int, by: Viewer, at: datetime, seen_version: int | None = None) -> Meeting:
    """Say that a held or cancelled meeting is planned after all. Raises NotFound, NotAllowed, WrongState."""
    meeting = locked(by, meeting_id)
    refuse_state(rules.why_not_replan(State(meeting.state)))
    values = {"state": State.PLANNED.value, "reason": "", "is_off_rule": False}
    _change(meeting, values, MeetingReopened, by=by, at=at, seen_version=seen_version)
    return meeting


def _refuse_values(values: Mapping[str, Any], at: datetime) -> None:
    checks: dict[str, Callable[[Any], Reason | None]] = {
        "title": lambda value: rules.why_not_words(value, most=rules.MOST_TITLE),
        "place": lambda value: rules.why_not_words(value, most=rules.MOST_PLACE, needed=False),
        "minutes": rules.why_not_minutes,
        "starts_at": lambda value: _PAST if timezone.localdate(value) < timezone.localdate(at) else None,
    }
    refuse(**{name: check(values[name]) for name, check in checks.items() if name in values})


_PAST = Reason(gettext_noop("This day has passed already. Choose today or a later day."))


def _change(
    meeting: Meeting,
    values: Mapping[str, Any],
    event: type[Event],
    *,
    by: Viewer,
    at: datetime,
    seen_version: int | None,
) -> None:
    trail.edit(
        meeting,
        values,
        event=event,
        subject=Ref(MEETING, meeting.pk),
        by=by,
        at=at,
        seen_version=seen_version,
        personal=dict.fromkeys(("title", "place", "reason"), by.pk),
    )
