"""Everything the one screen of a running meeting shows, and a stamp that tells cheaply whether anything changed."""

from __future__ import annotations

from collections.abc import Collection, Mapping
from dataclasses import dataclass
from datetime import datetime, timedelta

from django.db.models import Count, F, Sum
from django.urls import reverse
from django.utils.text import Truncator
from django.utils.translation import gettext as _

from accord.apps.meetings import permissions
from accord.apps.meetings.models import AgendaItem, Meeting
from accord.apps.meetings.models.running import Note, Running
from accord.apps.meetings.reads.agenda import AgendaLine, agenda_lines
from accord.apps.meetings.rules import ItemState, State
from accord.apps.meetings.rules.running import NoteKind, minutes_left, neighbours, part_used
from accord.apps.people.models import Person
from accord.apps.ui.rules import Viewer

TITLE = 120  # letters of a note where it is called by name


@dataclass(frozen=True)
class NoteLine:
    """A note as its readers see it; ``is_mine`` tells who may change it."""

    id: int
    item_id: int | None
    kind: str
    text: str
    author_id: int
    author: str
    written_at: datetime
    is_mine: bool
    version: int

    @property
    def is_changed(self) -> bool:
        """Tell whether its author changed it since."""
        return self.version > 1


@dataclass(frozen=True)
class Clock:
    """The time box of the item under way, read at a moment."""

    since: datetime
    until: datetime
    minutes: int
    left: int
    used_share: float

    @property
    def is_over(self) -> bool:
        """Tell whether the time box is used up by a minute or more."""
        return self.left < 0

    @property
    def over(self) -> int:
        """How many minutes it is over."""
        return max(0, -self.left)

    @property
    def used_percent(self) -> int:
        """How much of it has gone by, 0 to 100."""
        return round(100 * self.used_share)


@dataclass(frozen=True)
class RunningPage:
    """A meeting as the people in it see it; ``now`` is the item under way, ``clock`` its time."""

    meeting: Meeting
    people: tuple[tuple[int, str], ...]
    items: tuple[AgendaLine, ...]
    now: AgendaLine | None
    before_id: int | None
    after_id: int | None
    clock: Clock | None
    notes: Mapping[int | None, tuple[NoteLine, ...]]
    parked: tuple[NoteLine, ...]
    can_edit: bool
    can_write: bool
    stamp: str

    @property
    def now_notes(self) -> tuple[NoteLine, ...]:
        """The notes on the item under way, or on the meeting when none is."""
        return self.notes.get(self.now.id if self.now else None, ())

    @property
    def settled(self) -> int:
        """How many items have an outcome."""
        return sum(line.state == ItemState.DONE for line in self.items)

    @property
    def is_cancelled(self) -> bool:
        """Tell whether it was cancelled."""
        return self.meeting.state == State.CANCELLED

    @property
    def is_planned(self) -> bool:
        """Tell whether it is not marked as held yet."""
        return self.meeting.state == State.PLANNED


def running_page(*, viewer: Viewer, meeting_id: int, at: datetime) -> RunningPage:
    """Describe a meeting that runs. Raises NotFound for one the viewer may not see."""
    found = permissions.find(viewer, meeting_id)
    stamp = _stamp(meeting_id)  # before what it stands for: what comes between shows up next time
    course = Running.objects.filter(meeting=found).first()
    records = AgendaItem.objects.filter(meeting=found, position__gte=1).select_related("carried_from")
    lines = agenda_lines(viewer, list(records.order_by("position", "pk")), found.starts_at)
    now = next((line for line in lines if course and line.id == course.item_id), None)
    before, after = neighbours([line.id for line in lines], now.id if now else None)
    notes = notes_of(viewer, found)
    return RunningPage(
        meeting=found,
        people=tuple(people_of(found)),
        items=tuple(lines),
        now=now,
        before_id=before,
        after_id=after,
        clock=_clock(course, now, at) if course else None,
        notes=_by_item(notes),
        parked=tuple(note for note in notes if note.kind == NoteKind.PARKED),
        can_edit=permissions.can_edit(viewer, found) and found.state != State.CANCELLED,
        can_write=permissions.can_write(viewer, found) and found.state != State.CANCELLED,
        stamp=stamp,
    )


def stamp(*, viewer: Viewer, meeting_id: int) -> str:
    """Say in a short text which state of a meeting one sees: four small queries. Raises NotFound."""
    permissions.find(viewer, meeting_id)
    return _stamp(meeting_id)


def _stamp(meeting_id: int) -> str:
    items = AgendaItem.objects.filter(meeting=meeting_id).order_by()
    notes = Note.objects.filter(meeting=meeting_id).order_by()
    counted = items.aggregate(n=Count("pk"), changes=Sum("version"), places=Sum(F("position") * F("pk")))
    written = notes.aggregate(n=Count("pk"), changes=Sum("version"))
    course = Running.objects.filter(meeting=meeting_id).values_list("version", flat=True).first()
    meeting = Meeting.objects.filter(pk=meeting_id).values_list("version", flat=True).first()
    parts = [*counted.values(), *written.values(), course, meeting]
    return "-".join(str(part or 0) for part in parts)


# no viewer: it takes one, by position, for the reads beside it, which found the meeting for them
def notes_of(viewer: Viewer, meeting: Meeting) -> list[NoteLine]:
    """List the notes of a meeting in the order they were written: one query."""
    rows = Note.objects.filter(meeting=meeting).exclude(text="").select_related("author").order_by("written_at", "pk")
    return [
        NoteLine(
            one.pk, one.item_id, one.kind, one.text, one.author_id, one.author.name, one.written_at,
            one.author_id == viewer.pk, one.version,
        )
        for one in rows
    ]  # fmt: skip


def _by_item(notes: list[NoteLine]) -> dict[int | None, tuple[NoteLine, ...]]:
    found: dict[int | None, list[NoteLine]] = {}
    for note in notes:
        if note.kind == NoteKind.NOTE:
            found.setdefault(note.item_id, []).append(note)
    return {item: tuple(lines) for item, lines in found.items()}


# no viewer: for the reads beside it, which found the meeting for them
def people_of(meeting: Meeting) -> list[tuple[int, str]]:
    """List who takes part as (id, name), the chair first: one query."""
    invited = Meeting.attendees.through.objects.filter(meeting=meeting).values("person")
    rows = dict(
        Person.objects.filter(pk__in=invited)
        .exclude(pk=meeting.chair_id)
        .order_by("name", "pk")
        .values_list("pk", "name")
    )
    return [(meeting.chair_id, meeting.chair.name), *rows.items()]


def _clock(course: Running, now: AgendaLine | None, at: datetime) -> Clock | None:
    if now is None or course.since is None or not now.is_open:
        return None
    until = course.since + timedelta(minutes=now.minutes)
    left = minutes_left(course.since, now.minutes, at)
    return Clock(course.since, until, now.minutes, left, part_used(course.since, now.minutes, at))


def note_titles(*, viewer: Viewer, ids: Collection[int]) -> dict[int, tuple[str, str]]:
    """Map the ids of notes the viewer may see to (first words, address): one query."""
    shown = Note.objects.filter(pk__in=ids, meeting__in=permissions.visible_to(viewer).order_by().values("pk"))
    return {
        pk: (Truncator(" ".join(text.split())).chars(TITLE) or _("an erased note"), _notes_of(meeting))
        for pk, text, meeting in shown.values_list("pk", "text", "meeting_id")
    }


def _notes_of(meeting_id: int) -> str:
    return reverse("meetings:run", args=[meeting_id]) + "#live"
