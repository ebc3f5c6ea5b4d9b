"""Going through an agenda: which item is under way."""

from __future__ import annotations

from datetime import datetime

from django.db import transaction
from django.db.models import F
from django.utils.translation import gettext as _

from accord.apps.meetings.models import AgendaItem, Running
from accord.apps.meetings.rules import State
from accord.apps.meetings.rules.running import why_not_run
from accord.apps.meetings.writes.checking import locked, refuse_state
from accord.apps.ui.rules import NotFound, Viewer


# no event: where people are in their talk passes; what comes of it is recorded
@transaction.atomic
def go_to(*, meeting_id: int, item_id: int | None, by: Viewer, at: datetime) -> Running:
    """Say which item is under way (None: none is); its time box begins now. Going where one is changes nothing.

    Raises NotFound, NotAllowed, WrongState.
    """
    meeting = locked(by, meeting_id)
    refuse_state(why_not_run(State(meeting.state)))
    on_agenda = AgendaItem.objects.filter(meeting=meeting, position__gte=1)
    if item_id is not None and not on_agenda.filter(pk=item_id).exists():
        raise NotFound(_("There is no such agenda item, or it is not open to you."))
    course, _made = Running.objects.get_or_create(meeting=meeting)
    if course.item_id != item_id:
        values = {"item": item_id, "since": at if item_id else None, "version": F("version") + 1}
        Running.objects.filter(pk=course.pk).update(**values)
        course.refresh_from_db()
    return course
