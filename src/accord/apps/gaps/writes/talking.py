"""From a gap to the table: on the agenda of a meeting, and a step with an owner and a date."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from datetime import date, datetime, timedelta

from django.db import transaction
from django.utils.translation import gettext as _

from accord.apps.gaps import events, rules
from accord.apps.gaps.models import Gap
from accord.apps.gaps.permissions import check_act
from accord.apps.gaps.writes.deciding import KIND, store
from accord.apps.meetings import writes as meetings
from accord.apps.meetings.models import AgendaItem
from accord.apps.people.models import Person
from accord.apps.promises import writes as promises
from accord.apps.promises.models import Promise
from accord.apps.promises.rules import Kind
from accord.apps.trail.events import Change
from accord.apps.ui.rules import Invalid, Ref, Viewer, WrongState

MINUTES = 15
A_MONTH = timedelta(days=30)


@transaction.atomic
def put_on_agenda(
    *,
    gap: Gap,
    by: Viewer,
    at: datetime,
    meeting_id: int | None = None,
    starts_at: datetime | None = None,
    title: str = "",
    attendee_ids: Sequence[int] = (),
    minutes: int = MINUTES,
) -> AgendaItem:
    """Put a gap on the agenda of a meeting, or of a new one at ``starts_at``; both owners are invited.

    Raises NotAllowed, Invalid, WrongState (closed, or on an agenda already).
    """
    _check(gap, "agenda", by)
    invited = sorted({*_here((gap.business_owner_id, gap.it_owner_id)), *attendee_ids})
    if meeting_id is None:
        if starts_at is None:
            sentence = _("Choose a meeting, or say when a new one begins.")
            raise Invalid(sentence, {"meeting_id": sentence})
        meeting = meetings.plan_meeting(
            title=title.strip() or _("Closing the gap"),
            starts_at=starts_at,
            chair_id=by.pk,
            attendee_ids=invited,
            by=by,
            at=at,
        )
        meeting_id = meeting.pk
    else:
        meetings.invite(meeting_id=meeting_id, person_ids=invited, by=by, at=at)
    item = meetings.put_on_agenda(meeting_id=meeting_id, topic=Ref(KIND, gap.pk), minutes=minutes, by=by, at=at)
    said = (Change(field="meeting", new=str(Ref("meetings.meeting", meeting_id))),)
    store(gap, {}, events.GapOnAgenda, said, by, at)
    return item


@transaction.atomic
def promise_step(
    *,
    gap: Gap,
    what: str,
    owner_id: int,
    due_date: date,
    by: Viewer,
    at: datetime,
    measure_again: date | None = None,
    made_to_id: int | None = None,
    kind: str = Kind.DELIVERY,
    confidence_share: float | None = None,
) -> Promise:
    """Write down a step against a gap, which is a promise; the gap is measured again a month after unless said.

    ``made_to_id``, ``kind`` and ``confidence_share`` say to whom, what is given and how sure the owner is. Raises
    NotAllowed, Invalid, WrongState.
    """
    _check(gap, "promise", by)
    again = measure_again or due_date + A_MONTH
    if again < due_date:
        sentence = _("Measure again on or after the day the step is due.")
        raise Invalid(sentence, {"measure_again": sentence})
    made = promises.make_promise(
        what=what, owner_id=owner_id, due_date=due_date, about=Ref(KIND, gap.pk),
        made_to_id=made_to_id if made_to_id != owner_id else None, kind=kind,
        confidence_share=confidence_share, by=by, at=at,
    )  # fmt: skip
    said = (
        Change(field="promise", new=str(Ref("promises.promise", made.pk))),
        Change(field="measure_again", new=again),
    )
    store(gap, {"measure_again_date": again}, events.StepPromised, said, by, at)
    return made


def _here(ids: Iterable[int | None]) -> list[int]:
    """Keep the persons who still work here: nobody else can be invited."""
    found = Person.objects.filter(pk__in=[pk for pk in ids if pk], is_active=True, erased_at=None)
    return list(found.values_list("pk", flat=True))


def _check(gap: Gap, action: str, by: Viewer) -> None:
    check_act(by, gap)
    if not rules.may_be(action, gap.state):
        raise WrongState(_("This gap is closed: there is nothing left to talk about."))
