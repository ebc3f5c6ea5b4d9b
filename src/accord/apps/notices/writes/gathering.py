"""From the trail to notices: every entry once, in pieces, whoever is killed and whoever else does the same.

Entries may be stored out of order: a slow writer's lower numbers come after a quick one's. So everything above a floor
that lies at least an hour and thousands of entries back is looked at again; what was done is listed in Gathered, whose
key also keeps two that run at the same time from doing the same piece.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Sequence
from datetime import datetime

from django.db import IntegrityError, transaction
from django.db.models import Exists, F, Max, OuterRef, Q

from accord.apps.notices import rules, sockets
from accord.apps.notices.models import Cursor, Follow, Gathered, KindPreference, Notice
from accord.apps.notices.rules import Mode
from accord.apps.notices.sockets import NoticeKind, Told
from accord.apps.people.models import Person
from accord.apps.trail.models import Entry
from accord.apps.trail.writes import LATECOMERS
from accord.apps.ui.rules import Viewer
from accord.apps.ui.writes import insert_many

PIECE = 500
TRAIL = "trail"


# no event: notices come from the trail; telling it of them would never end
def gather(*, by: Viewer | None, at: datetime, limit: int = 200_000) -> int:
    """Make notices of what happened since last time; returns how many. Each piece is one short transaction."""
    cursor, made, seen = _cursor(), 0, 0
    last = cursor.floor
    while seen < limit:
        entries = _next(last, at)  # who comes late meanwhile is found next time
        if entries:
            told = _told(entries)
            try:
                made += _store(entries, told, at)
            except IntegrityError:  # somebody else is doing the same piece
                return made
            seen, last = seen + len(entries), entries[-1].pk
        if len(entries) < PIECE:
            break
    _advance(cursor, at)
    return made


def _cursor() -> Cursor:
    return Cursor.objects.get_or_create(name=TRAIL)[0]


def _next(last: int, at: datetime) -> list[Entry]:
    """Give the next entries above a number that concern anybody and were not looked at."""
    followed = Follow.objects.filter(
        ref_kind=OuterRef("subject_kind"), ref_id=OuterRef("subject_id"), followed_at__lte=OuterRef("at")
    )
    done = Gathered.objects.filter(entry_id=OuterRef("pk"))
    found = Entry.objects.filter(pk__gt=last, at__gt=at - rules.NEWS_LASTS).filter(_codes() | Exists(followed))
    return list(found.filter(~Exists(done)).order_by("pk")[:PIECE])


def _codes() -> Q:
    wanted = Q(pk__in=[])
    exact: set[str] = set()
    for event in {event for kind in sockets.kinds for event in kind.events}:
        if event.endswith("."):
            wanted |= Q(code__startswith=event)
        else:
            exact.add(event)
    return wanted | Q(code__in=exact)


def _concerns(kind: NoticeKind, code: str) -> bool:
    return any(code == event or (event.endswith(".") and code.startswith(event)) for event in kind.events)


def _told(entries: Sequence[Entry]) -> list[tuple[NoticeKind, Told]]:
    """Ask every kind whom to tell; nobody is told what they did themselves."""
    actors = {entry.pk: entry.actor_id for entry in entries}
    found: dict[tuple[str, int, int], tuple[NoticeKind, Told]] = {}
    for kind in sockets.kinds:
        concerned = [entry for entry in entries if _concerns(kind, entry.code) or not kind.events]
        for one in kind.to(concerned) if concerned else ():
            if one.entry_id in actors and one.person_id != actors[one.entry_id]:
                found.setdefault((kind.code, one.entry_id, one.person_id), (kind, one))
    return list(found.values())


def _store(entries: Sequence[Entry], told: Iterable[tuple[NoticeKind, Told]], at: datetime) -> int:
    happened = {entry.pk: entry.at for entry in entries}
    wanted = _wanted(list(told))
    with transaction.atomic():
        insert_many(records=[Gathered(entry_id=entry.pk) for entry in entries])
        notices = [
            Notice(
                person_id=one.person_id, kind=kind.code, entry_id=one.entry_id, ref_kind=one.ref.kind,
                ref_id=one.ref.id, happened_at=happened[one.entry_id], made_at=at,
            )
            for kind, one in wanted
        ]  # fmt: skip
        insert_many(records=notices)
        Cursor.objects.filter(name=TRAIL, position__lt=entries[-1].pk).update(position=entries[-1].pk)
    return len(notices)


def _wanted(told: list[tuple[NoticeKind, Told]]) -> list[tuple[NoticeKind, Told]]:
    """Leave out people who are gone, kinds that somebody switched off, and following where another kind says it better."""
    ids = {one.person_id for _kind, one in told}
    here = set(Person.objects.filter(pk__in=ids, is_active=True, erased_at=None).values_list("pk", flat=True))
    off: dict[int, set[str]] = defaultdict(set)
    for person, kind in KindPreference.objects.filter(person__in=ids, mode=Mode.OFF).values_list("person_id", "kind"):
        off[person].add(kind)
    wanted = [(kind, one) for kind, one in told if one.person_id in here and kind.code not in off[one.person_id]]
    better = {(one.entry_id, one.person_id) for kind, one in wanted if kind.code != rules.FOLLOWED}
    return [
        (kind, one)
        for kind, one in wanted
        if kind.code != rules.FOLLOWED or (one.entry_id, one.person_id) not in better
    ]


def _advance(cursor: Cursor, at: datetime) -> None:
    """Raise the floor once what lies below it is surely stored, and forget what was done below it."""
    newest = Entry.objects.aggregate(newest=Max("pk"))["newest"] or 0
    Cursor.objects.filter(pk=cursor.pk, position__lt=newest).update(position=newest)
    if cursor.marked_at is not None and at - cursor.marked_at < rules.SLOW:
        return
    floor = max(cursor.floor, min(cursor.mark, newest - LATECOMERS))
    with transaction.atomic():
        moved = Cursor.objects.filter(pk=cursor.pk, marked_at=cursor.marked_at).update(
            floor=floor, mark=F("position"), marked_at=at
        )
        if moved:
            Gathered.objects.filter(entry_id__lte=floor).delete()
