"""Putting items on an agenda, their order and time boxes, and taking them off."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime
from typing import Any

from django.db import IntegrityError, transaction
from django.utils import timezone
from django.utils.formats import date_format
from django.utils.translation import gettext as _
from django.utils.translation import gettext_noop

from accord.apps.initiatives.rules import Reason
from accord.apps.meetings import permissions, rules
from accord.apps.meetings.events import ItemAdded, ItemCarriedOver, ItemEdited, ItemMoved, ItemPutBack, ItemTakenOff
from accord.apps.meetings.models import AgendaItem, Meeting
from accord.apps.meetings.rules import ItemState, State
from accord.apps.meetings.writes.checking import (
    ITEM,
    MEETING,
    agenda,
    locked_by_part,
    locked_item,
    number,
    refuse,
    refuse_state,
    refuse_unknown,
)
from accord.apps.trail import writes as trail
from accord.apps.trail.events import Change
from accord.apps.ui.reads import titles
from accord.apps.ui.rules import Invalid, Ref, Viewer, WrongState

EDITABLE = {"title", "minutes"}


@transaction.atomic
def put_on_agenda(
    *,
    meeting_id: int,
    by: Viewer,
    at: datetime,
    topic: Ref | None = None,
    title: str = "",
    minutes: int = rules.USUAL_ITEM_MINUTES,
) -> AgendaItem:
    """Put a topic (a record the viewer may see) or a free title at the end of the agenda of a planned meeting.

    Whoever takes part may. A topic left without an outcome by a meeting that is over is carried over from there.
    Raises NotFound, NotAllowed, Invalid, WrongState when the meeting is over or the topic stands open on a planned
    meeting (the sentence says where).
    """
    meeting = locked_by_part(by, meeting_id)
    refuse_state(rules.why_not_plan(State(meeting.state)))
    title = title.strip()
    refuse(
        title=rules.why_not_words(title, most=rules.MOST_TITLE, needed=topic is None),
        minutes=rules.why_not_minutes(minutes),
    )
    left = None
    if topic is not None:
        if topic not in titles(viewer=by, refs=[topic]):
            refuse(topic=_NO_TOPIC)
        left = _left_over(topic, by)
    item = AgendaItem(
        meeting=meeting,
        topic_kind=topic.kind if topic else "",
        topic_id=topic.id if topic else None,
        title=title,
        minutes=minutes,
        added_by_id=by.pk,
    )
    return place(item, left, by=by, at=at)


_NO_TOPIC = Reason(gettext_noop("There is no such record, or it is not open to you."))


def _left_over(topic: Ref, by: Viewer) -> AgendaItem | None:
    """Find the open item of a topic on a meeting that is over. Raises WrongState for one on a planned meeting."""
    found = (
        AgendaItem.objects.select_related("meeting")
        .filter(topic_kind=topic.kind, topic_id=topic.id, state=ItemState.OPEN)
        .first()
    )
    if found is not None and found.meeting.state == State.PLANNED:
        raise WrongState(_where(found.meeting, by))
    return found


def _where(meeting: Meeting, by: Viewer) -> str:
    if not permissions.visible_to(by).filter(pk=meeting.pk).exists():
        return _("This stands already on the agenda of a meeting you are not invited to. Ask the programme office.")
    day = date_format(timezone.localtime(meeting.starts_at), "j M Y")
    return _("This stands already on the agenda of “%(meeting)s” on %(day)s.") % {"meeting": meeting.title, "day": day}


# public inside the app: outcomes carry items over with it; records like every write
def place(item: AgendaItem, left: AgendaItem | None, *, by: Viewer | None, at: datetime) -> AgendaItem:
    """Store a new item at the end of its (locked) agenda; ``left`` is the item it carries on."""
    order = agenda(item.meeting)
    if len(order) >= rules.MOST_ITEMS:
        raise Invalid(_("An agenda holds at most %(most)s items.") % {"most": rules.MOST_ITEMS})
    if left is not None:
        item.carried_from, item.times_carried = left, left.times_carried + 1
        _carry_away(left, item.meeting, by=by, at=at)
    item.position, item.created_at = len(order) + 1, at
    try:
        with transaction.atomic():
            item.save(force_insert=True)
    except IntegrityError as error:
        raise WrongState(_("Someone put this on an agenda at the same moment. Please look again.")) from error
    changes = [
        Change(field="meeting", new=str(Ref(MEETING, item.meeting_id))),
        Change(field="minutes", new=item.minutes),
    ]
    if item.title:
        changes.append(Change(field="title", new=item.title, person_id=by.pk if by else None))
    if item.topic:
        changes.append(Change(field="topic", new=str(item.topic)))
    trail.record(ItemAdded(subject=Ref(ITEM, item.pk), changes=tuple(changes)), by=by, at=at)
    return item


def _carry_away(left: AgendaItem, to: Meeting, *, by: Viewer | None, at: datetime) -> None:
    """Settle an item as carried over; two who carry it at once find it settled."""
    done = AgendaItem.objects.filter(pk=left.pk, version=left.version, state=ItemState.OPEN).update(
        state=ItemState.CARRIED, version=left.version + 1
    )
    if not done:
        raise WrongState(_("Someone else has settled this item at the same moment. Please look again."))
    changes = (
        Change(field="meeting", new=str(Ref(MEETING, to.pk))),
        Change(field="state", old=ItemState.OPEN, new=ItemState.CARRIED),
        Change(field="version", old=left.version, new=left.version + 1),
    )
    left.state, left.version = ItemState.CARRIED, left.version + 1
    trail.record(ItemCarriedOver(subject=Ref(ITEM, left.pk), changes=changes), by=by, at=at)


@transaction.atomic
def edit_item(
    *, item_id: int, values: Mapping[str, Any], by: Viewer, at: datetime, seen_version: int | None = None
) -> AgendaItem:
    """Change title or minutes of an item on a planned meeting; only what is in ``values``.

    Raises NotFound, NotAllowed, Invalid, WrongState, EditConflict.
    """
    item = _planned(by, item_id)
    refuse_unknown(values, EDITABLE)
    wanted: dict[str, Any] = {
        name: value.strip() if isinstance(value, str) else value for name, value in values.items()
    }
    needed = item.topic is None
    refuse(
        title=rules.why_not_words(wanted["title"], most=rules.MOST_TITLE, needed=needed) if "title" in wanted else None,
        minutes=rules.why_not_minutes(wanted["minutes"]) if "minutes" in wanted else None,
    )
    trail.edit(item, wanted, event=ItemEdited, subject=Ref(ITEM, item.pk), by=by, at=at, seen_version=seen_version,
               personal={"title": by.pk})  # fmt: skip
    return item


@transaction.atomic
def move_item(*, item_id: int, position: int, by: Viewer, at: datetime) -> AgendaItem:
    """Move an item to a position of its agenda, counted from 1; the others close up.

    Raises NotFound, NotAllowed, WrongState.
    """
    item = _planned(by, item_id)
    if item.position == 0:
        raise WrongState(_("This item is no longer on this agenda."))
    order = rules.moved(agenda(item.meeting), item.pk, position)
    new = rules.positions(order)[item.pk]
    if new != item.position:
        number(order)
        change = Change(field="position", old=item.position, new=new)
        trail.record(ItemMoved(subject=Ref(ITEM, item.pk), changes=(change,)), by=by, at=at)
        item.position = new
    return item


@transaction.atomic
def take_off(*, item_id: int, by: Viewer, at: datetime) -> AgendaItem:
    """Take an open item off an agenda; it can be put back. Raises NotFound, NotAllowed, WrongState."""
    item = locked_item(by, item_id)
    if item.state != ItemState.OPEN:
        raise WrongState(_("Only an item without an outcome can be taken off."))
    order = rules.without(agenda(item.meeting), item.pk)
    values = {"state": ItemState.TAKEN_OFF.value, "position": 0}
    trail.edit(item, values, event=ItemTakenOff, subject=Ref(ITEM, item.pk), by=by, at=at)
    number(order)
    return item


@transaction.atomic
def put_back(*, item_id: int, by: Viewer, at: datetime) -> AgendaItem:
    """Put an item that was taken off back at the end of its agenda. Raises NotFound, NotAllowed, WrongState."""
    item = _planned(by, item_id)
    if item.state != ItemState.TAKEN_OFF:
        raise WrongState(_("This item is on the agenda already, or has gone on elsewhere."))
    refuse_taken(item, by)
    values = {"state": ItemState.OPEN.value, "position": len(agenda(item.meeting)) + 1}
    reopen(item, values, ItemPutBack, by=by, at=at)
    return item


def _planned(by: Viewer, item_id: int) -> AgendaItem:
    item = locked_item(by, item_id)
    refuse_state(rules.why_not_plan(State(item.meeting.state)))
    return item


# no event: it only refuses
def refuse_taken(item: AgendaItem, by: Viewer) -> None:
    """Raise WrongState if the topic of an item stands open elsewhere meanwhile."""
    elsewhere = (
        AgendaItem.objects.select_related("meeting")
        .filter(topic_kind=item.topic_kind, topic_id=item.topic_id, state=ItemState.OPEN)
        .first()
        if item.topic_id is not None
        else None
    )
    if elsewhere is not None:
        raise WrongState(_where(elsewhere.meeting, by))


# public inside the app; records through the trail's edit
def reopen(item: AgendaItem, values: Mapping[str, Any], event: Any, *, by: Viewer, at: datetime) -> None:
    """Make an item open again unless somebody put its topic elsewhere at the same moment."""
    try:
        with transaction.atomic():
            trail.edit(item, values, event=event, subject=Ref(ITEM, item.pk), by=by, at=at)
    except IntegrityError as error:
        raise WrongState(_("Someone put this on an agenda at the same moment. Please look again.")) from error
