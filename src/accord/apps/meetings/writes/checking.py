"""How the writes of this app find and lock what they change, and refuse values and states."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

from django.utils.translation import gettext as _
from django.utils.translation import gettext_noop

from accord.apps.initiatives.rules import Reason
from accord.apps.meetings import permissions, rules
from accord.apps.meetings.models import AgendaItem, Meeting
from accord.apps.people.models import Person
from accord.apps.ui.rules import Invalid, Ref, Viewer, WrongState

MEETING = "meetings.meeting"
ITEM = "meetings.item"
NOTE = "meetings.note"
MINUTES = "meetings.minutes"
PERSON = "people.person"
NO_PERSON = Reason(gettext_noop("Choose a person from the list."))


def said(reason: Reason) -> str:
    """Say a reason in the reader's language."""
    return _(reason.text) % reason.values if reason.values else _(reason.text)


def refuse(**reasons: Reason | None) -> None:
    """Raise Invalid with the sentence of every field that has a reason."""
    fields = {name: said(reason) for name, reason in reasons.items() if reason}
    if fields:
        raise Invalid(_("Some values cannot be taken: please look at them again."), fields)


def refuse_state(reason: Reason | None) -> None:
    """Raise WrongState with the sentence, if there is a reason."""
    if reason:
        raise WrongState(said(reason))


def refuse_unknown(values: Mapping[str, Any], known: set[str]) -> None:
    """Raise Invalid for fields that a write does not change."""
    if unknown := set(values) - known:
        raise Invalid(_("These cannot be changed here: %(names)s.") % {"names": ", ".join(sorted(unknown))})


def locked(viewer: Viewer, meeting_id: int) -> Meeting:
    """Lock a meeting the viewer may change for the rest of the transaction. Raises NotFound, NotAllowed."""
    permissions.check_edit(viewer, permissions.find(viewer, meeting_id))
    return Meeting.objects.select_for_update().get(pk=meeting_id)


def locked_by_part(viewer: Viewer, meeting_id: int) -> Meeting:
    """Lock a meeting the viewer may write in for the rest of the transaction. Raises NotFound, NotAllowed."""
    permissions.check_write(viewer, permissions.find(viewer, meeting_id))
    return Meeting.objects.select_for_update().get(pk=meeting_id)


def locked_item(viewer: Viewer, item_id: int) -> AgendaItem:
    """Lock the meeting of an agenda item and get the item as it is now. Raises NotFound, NotAllowed."""
    found = permissions.find_item(viewer, item_id)
    meeting = locked(viewer, found.meeting_id)
    item = AgendaItem.objects.get(pk=item_id)
    item.meeting = meeting
    return item


def agenda(meeting: Meeting) -> list[int]:
    """List the ids of the items that stand on an agenda, in order."""
    rows = AgendaItem.objects.filter(meeting=meeting, position__gte=1).order_by("position", "pk")
    return list(rows.values_list("pk", flat=True))


def number(order: Sequence[int]) -> None:
    """Write the positions of an agenda; the places of the others are no edit of theirs."""
    now = dict(AgendaItem.objects.filter(pk__in=order).values_list("pk", "position"))
    moved = [AgendaItem(pk=pk, position=place) for pk, place in rules.positions(order).items() if now[pk] != place]
    AgendaItem.objects.bulk_update(moved, ["position"])


def people(ids: Sequence[int], field: str) -> list[Person]:
    """Get persons who work here, in no order. Raises Invalid at ``field`` if one is not known."""
    wanted = set(ids)
    found = list(Person.objects.filter(pk__in=wanted, is_active=True, erased_at=None))
    if len(found) < len(wanted):
        refuse(**{field: NO_PERSON})
    return found


def as_person(person_id: int) -> str:
    """Write a person as the trail knows them."""
    return str(Ref(PERSON, person_id))
