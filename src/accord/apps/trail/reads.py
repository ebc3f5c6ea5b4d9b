"""The history in sentences: of one record, and as a page that can be searched."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.utils.translation import gettext as _

from accord.apps.trail.events import SENTENCES, Event
from accord.apps.trail.models import Detail, Entry
from accord.apps.ui.reads import titles
from accord.apps.ui.rules import Ref, Viewer

PERSON = "people.person"
VERSION = "version"  # counts the edits of a record; kept on the trail, not told in sentences


@dataclass(frozen=True)
class ChangeLine:
    """One changed value in words; ``erased`` when the value was erased."""

    field: str
    old: str
    new: str
    erased: bool


@dataclass(frozen=True)
class HistoryLine:
    """One event as a sentence, with its parts."""

    id: int
    at: datetime
    actor: str
    sentence: str
    subject: str
    url: str
    changes: tuple[ChangeLine, ...]
    batch: str = ""


def history(*, viewer: Viewer, subject: Ref, limit: int = 50) -> list[HistoryLine]:
    """List what happened to one record, newest first. The caller has checked that the viewer may see it."""
    entries = Entry.objects.filter(subject_kind=subject.kind, subject_id=subject.id).order_by("-id")[:limit]
    return lines(viewer=viewer, entries=entries)


@dataclass(frozen=True)
class ChangedSince:
    """What others changed on a record since a version: sentences, and the fields' values then and now."""

    sentences: list[str]
    base: dict[str, Any]
    theirs: dict[str, Any]


def changed_since(*, viewer: Viewer | None, subject: Ref, version: int) -> ChangedSince:
    """Tell what changed on a record after ``version``; for people whose edit came second."""
    entries = (
        Entry.objects.filter(
            subject_kind=subject.kind, subject_id=subject.id, details__field=VERSION, details__old__gte=version
        )
        .order_by("id")
        .distinct()
    )
    base: dict[str, Any] = {}
    theirs: dict[str, Any] = {}
    for detail in Detail.objects.filter(entry__in=entries).exclude(field=VERSION).order_by("entry_id", "position"):
        base.setdefault(detail.field, detail.old)
        theirs[detail.field] = detail.new
    said = [line.sentence for line in lines(viewer=viewer, entries=entries)] if viewer else []
    return ChangedSince(said, base, theirs)


def lines(*, viewer: Viewer, entries: Iterable[Entry]) -> list[HistoryLine]:
    """Turn entries into sentences with three queries, however many there are."""
    rows = list(entries)
    details: dict[int, list[Detail]] = {}
    for detail in Detail.objects.filter(entry_id__in=[row.pk for row in rows]):
        details.setdefault(detail.entry_id, []).append(detail)
    refs = {row.subject for row in rows} | {Ref(PERSON, row.actor_id) for row in rows if row.actor_id}
    refs |= set(_mentioned(details))
    named = titles(viewer=viewer, refs=refs)
    return [_line(row, details.get(row.pk, []), named) for row in rows]


def _mentioned(details: dict[int, list[Detail]]) -> Iterable[Ref]:
    for parts in details.values():
        for part in parts:
            for value in (part.old, part.new):
                ref = _as_ref(value)
                if ref is not None:
                    yield ref


def _as_ref(value: object) -> Ref | None:
    if isinstance(value, str) and len(value) < 80 and value.count(":") == 1 and "." in value and " " not in value:
        try:
            return Ref.parse(value)
        except ValueError:
            return None
    return None


def _line(row: Entry, parts: list[Detail], named: dict[Ref, tuple[str, str]]) -> HistoryLine:
    actor = _("Accord") if row.actor_id is None else named.get(Ref(PERSON, row.actor_id), (_("someone"), ""))[0]
    subject, url = named.get(row.subject, (_("a record you cannot see"), ""))
    changed = tuple(_change(part, named) for part in parts if part.field != VERSION)
    words: dict[str, Any] = {"actor": actor, "subject": subject, "changes": _joined(changed)}
    words.update({change.field: change.new for change in changed})
    event = SENTENCES.get(row.code, Event)
    template = _((event.__doc__ or "").strip().splitlines()[0])
    return HistoryLine(
        id=row.pk,
        at=row.at,
        actor=actor,
        sentence=template.format_map(_Words(words)),
        subject=subject,
        url=url,
        changes=changed,
        batch=row.batch,
    )


class _Words(dict[str, Any]):
    def __missing__(self, key: str) -> str:
        return _("(not recorded)")


def _change(part: Detail, named: dict[Ref, tuple[str, str]]) -> ChangeLine:
    gone = part.erased_at is not None
    return ChangeLine(part.field, _words(part.old, named, gone), _words(part.new, named, gone), gone)


def _words(value: object, named: dict[Ref, tuple[str, str]], gone: bool) -> str:
    if gone:
        return _("(erased)")
    ref = _as_ref(value)
    if ref is not None and ref in named:
        return named[ref][0]
    match value:
        case None | "" | [] | {}:
            return _("nothing")
        case True:
            return _("yes")
        case False:
            return _("no")
        case list():
            return ", ".join(str(item) for item in value)
        case _:
            return str(value)


def _joined(changes: tuple[ChangeLine, ...]) -> str:
    return "; ".join(
        _("%(field)s from “%(old)s” to “%(new)s”")
        % {"field": change.field.replace("_", " "), "old": change.old, "new": change.new}
        for change in changes
    )
