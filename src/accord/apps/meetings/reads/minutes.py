"""Minutes: drafted from what happened, as they read now with what was corrected, and their versions."""

from __future__ import annotations

from collections.abc import Collection, Iterator, Sequence
from dataclasses import dataclass
from datetime import datetime

from django.urls import reverse
from django.utils.translation import gettext as _

from accord.apps.decisions.models import Decision
from accord.apps.meetings import permissions
from accord.apps.meetings.models import AgendaItem, Attendance, Meeting, Minutes, MinutesVersion
from accord.apps.meetings.permissions import visible_to
from accord.apps.meetings.reads.agenda import hidden_title
from accord.apps.meetings.reads.running import NoteLine, notes_of, people_of
from accord.apps.meetings.rules import ItemState, Outcome, State
from accord.apps.meetings.rules.minutes import Block, blocks, compared
from accord.apps.meetings.rules.presence import PRESENCE_LABELS, Presence
from accord.apps.meetings.rules.running import NoteKind
from accord.apps.people.models import Person
from accord.apps.ui.reads import titles
from accord.apps.ui.rules import Ref, Viewer
from accord.apps.ui.templatetags.formats import exact_day


@dataclass(frozen=True)
class VersionLine:
    """The minutes as they read once."""

    number: int
    written_at: datetime
    written_by: str
    is_sent: bool


@dataclass(frozen=True)
class MinutesPage:
    """The minutes of a meeting; ``version`` is None while nobody kept them: then it is a draft of what happened."""

    meeting: Meeting
    text: str
    blocks: tuple[Block, ...]
    version: int | None
    sent_at: datetime | None
    sent_by: str
    is_corrected: bool
    versions: tuple[VersionLine, ...]
    people: tuple[tuple[int, str], ...]
    can_edit: bool

    @property
    def is_held(self) -> bool:
        """Tell whether the meeting is marked as held."""
        return self.meeting.state == State.HELD

    @property
    def is_draft(self) -> bool:
        """Tell whether nobody has written or sent them yet."""
        return self.version is None


def minutes_page(*, viewer: Viewer, meeting_id: int) -> MinutesPage:
    """Describe the minutes of a meeting as the viewer may see them. Raises NotFound."""
    found = permissions.find(viewer, meeting_id)
    kept = Minutes.objects.select_related("sent_by").filter(meeting=found).first()
    versions = _versions(kept) if kept else ()
    sent = kept.versions.get(number=kept.sent_number).text if kept and kept.sent_number else None
    text = kept.text if kept else draft(viewer=viewer, meeting=found)
    return MinutesPage(
        meeting=found,
        text=text,
        blocks=tuple(blocks(compared(text, sent))),
        version=kept.version if kept else None,
        sent_at=kept.sent_at if kept else None,
        sent_by=kept.sent_by.name if kept and kept.sent_by else "",
        is_corrected=sent is not None and sent != text,
        versions=versions,
        people=tuple(people_of(found)),
        can_edit=permissions.can_edit(viewer, found) and found.state != State.CANCELLED,
    )


def minutes_version(*, viewer: Viewer, meeting_id: int, number: int) -> MinutesVersion | None:
    """Find the minutes as they read once; None if there was no such version. Raises NotFound."""
    found = permissions.find(viewer, meeting_id)
    return MinutesVersion.objects.filter(minutes__meeting=found, number=number).select_related("written_by").first()


def _versions(kept: Minutes) -> tuple[VersionLine, ...]:
    return tuple(
        VersionLine(
            one.number, one.written_at, one.written_by.name if one.written_by else "", one.number == kept.sent_number
        )
        for one in kept.versions.select_related("written_by").order_by("-number")
    )


def draft(*, viewer: Viewer, meeting: Meeting) -> str:
    """Write down what happened, as one person may see it: a fixed number of queries."""
    return drafted(meeting, [viewer])


# no viewer: it takes the eyes of everybody, for the write that keeps what all of them will read
def draft_for_all(meeting: Meeting) -> str:
    """Write down what happened with nothing that anybody of the meeting may not see: a few queries for each of them."""
    ids = [pk for pk, _name in people_of(meeting)]
    return drafted(meeting, list(Person.objects.filter(pk__in=ids)))


def drafted(meeting: Meeting, eyes: Sequence[Viewer]) -> str:
    """Write the draft with the titles that all of these may see."""
    rows = AgendaItem.objects.filter(meeting=meeting, position__gte=1).select_related(
        "promise__owner", "promise__department", "decision__decider"
    )
    items = list(rows.order_by("position", "pk"))
    notes = notes_of(meeting.chair, meeting)
    named = _named_for_all({item.topic for item in items if item.topic and not item.title}, eyes)
    hidden = hidden_title() if len(eyes) == 1 else _("A topic that is not open to everybody invited")
    parts = [*_there(meeting)]
    for place, item in enumerate(items, start=1):
        title = item.title or (named.get(item.topic) if item.topic else None) or hidden
        parts += ["", f"## {place}. {title}", *_about(item, [n for n in notes if n.item_id == item.pk])]
    own = [note for note in notes if note.item_id is None and note.kind == NoteKind.NOTE]
    parts += _section(_("Besides"), [_noted(note) for note in own])
    parked = [note for note in notes if note.kind == NoteKind.PARKED]
    parts += _section(_("Parked for another time"), [f"- {_one_line(note.text)}" for note in parked])
    return "\n".join(parts)


def _named_for_all(refs: Collection[Ref], eyes: Sequence[Viewer]) -> dict[Ref, str]:
    seen = [titles(viewer=one, refs=refs) for one in eyes] if refs else []
    if not seen:
        return {}
    return {ref: seen[0][ref][0] for ref in seen[0] if all(ref in others for others in seen[1:])}


def _section(title: str, lines: list[str]) -> list[str]:
    return ["", f"## {title}", *lines] if lines else []


def _there(meeting: Meeting) -> Iterator[str]:
    """Say who was there, as far as it is known."""
    said = {
        one.person_id: one
        for one in Attendance.objects.filter(meeting=meeting).exclude(presence="").select_related("deputy")
    }
    yield "## " + (_("Who was there") if said else _("Who was invited"))
    groups: dict[str, list[str]] = {}
    for pk, name in people_of(meeting):
        row = said.get(pk)
        presence = row.presence if row else ""
        deputy = row.deputy if row and row.presence == Presence.REPRESENTED else None
        words = _("%(name)s (by %(deputy)s)") % {"name": name, "deputy": deputy.name} if deputy else name
        groups.setdefault(presence, []).append(words)
    for presence in (Presence.PRESENT, Presence.REPRESENTED, Presence.ABSENT, ""):
        if presence in groups:
            names = ", ".join(groups[presence])
            yield f"- {_(PRESENCE_LABELS[presence])}: {names}" if said else f"- {names}"


def _about(item: AgendaItem, notes: list[NoteLine]) -> Iterator[str]:
    for note in notes:
        if note.kind == NoteKind.NOTE:
            yield _noted(note)
    words = _one_line(item.outcome)
    if item.outcome_kind == Outcome.DECISION:
        yield from _decided(item.decision, words)
    elif item.outcome_kind == Outcome.PROMISE and item.promise:
        day = exact_day(item.promise.due_date)
        yield "- " + _("Promised by %(owner)s for %(day)s: %(what)s") % {
            "owner": item.promise.by_whom, "day": day, "what": words,
        }  # fmt: skip
    elif item.outcome_kind:
        yield "- " + (_("Promised: %(what)s") if item.outcome_kind == Outcome.PROMISE else _("Parked: %(what)s")) % {
            "what": words
        }
    elif item.state == ItemState.CARRIED:
        yield "- " + _("Goes on in another meeting.")
    elif item.state == ItemState.OPEN:
        yield "- " + _("Left open.")


def _decided(decision: Decision | None, words: str) -> Iterator[str]:
    if decision is None:
        yield "- " + _("Decided: %(what)s") % {"what": words}
        return
    yield "- " + _("Decided by %(who)s: %(what)s") % {"who": decision.decider.name, "what": words}
    if decision.reasons:
        yield "- " + _("Why: %(reasons)s") % {"reasons": _one_line(decision.reasons)}
    if decision.review_date:
        yield "- " + _("To be looked at again on %(day)s.") % {"day": exact_day(decision.review_date)}


def _noted(note: NoteLine) -> str:
    return f"- {_one_line(note.text)} ({note.author})"


def _one_line(words: str) -> str:
    return " ".join(words.split())


def minutes_titles(*, viewer: Viewer, ids: Collection[int]) -> dict[int, tuple[str, str]]:
    """Map the ids of minutes the viewer may see to (title, address): one query."""
    rows = Minutes.objects.filter(pk__in=ids, meeting__in=visible_to(viewer).order_by().values("pk"))
    return {
        one.pk: (_("the minutes of “%(meeting)s”") % {"meeting": one.meeting.title}, _address(one.meeting_id))
        for one in rows.select_related("meeting")
    }


def _address(meeting_id: int) -> str:
    return reverse("meetings:minutes", args=[meeting_id])
