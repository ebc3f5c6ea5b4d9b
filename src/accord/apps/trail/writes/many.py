"""Changing many records that have a ``version`` at once, as imports do, and undoing it where nobody was there since."""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date, datetime
from itertools import islice
from typing import Any

from django.db import models, transaction
from django.db.models import Max
from django.utils.dateparse import parse_datetime
from django.utils.translation import gettext as _

from accord.apps.trail import reads
from accord.apps.trail.events import Change, Event
from accord.apps.trail.models import Detail, Entry
from accord.apps.trail.writes.recording import record_many, trail_name, trail_value
from accord.apps.ui.rules import Ref, Viewer

PIECE = 500  # ids in one statement
Personal = Callable[[Any], Mapping[str, int | None]]


@dataclass(frozen=True)
class Undone:
    """What an undoing did: the ids it undid, and those it kept with the reason in words."""

    done: tuple[int, ...] = ()
    kept: Mapping[int, str] = field(default_factory=dict)


def edit_many(
    *,
    model: type[models.Model],
    values: Mapping[int, Mapping[str, Any]],
    event: type[Event],
    personal: Personal,
    by: Viewer,
    at: datetime,
    batch: Ref,
) -> list[int]:
    """Change fields of many records and record what really changed; gives the ids of those that did.

    ``values`` maps ids to new values by field name (``department_id`` for a link), ``personal`` a record to the persons
    whose data or words its fields hold. Must run inside a transaction.
    """
    changed: list[Any] = []
    events = []
    for one in _locked(model, values):
        wanted = {name: value for name, value in values[one.pk].items() if getattr(one, name) != value}
        if wanted:
            events.append(_apply(one, wanted, event, personal(one)))
            changed.append(one)
    _store(model, changed, {name for new in values.values() for name in new})
    record_many(events, by=by, at=at, batch=batch)
    return [one.pk for one in changed]


def restore_many(
    *,
    model: type[models.Model],
    ids: Collection[int],
    edited: type[Event],
    event: type[Event],
    personal: Personal,
    by: Viewer,
    at: datetime,
    batch: Ref,
    anyway: Collection[int] = (),
) -> Undone:
    """Undo what a batch changed (told as ``edited``) on records that nobody changed since, or that are undone ``anyway``.

    Old values come from the trail; what was erased there stays as it is. Must run inside a transaction.
    """
    kept: dict[int, str] = {}
    done: list[int] = []
    for piece in _pieces(ids):
        own = _entries(model, piece, batch=str(batch), code=edited.code)
        touched = _touched(model, piece, batch)
        free = {pk: entry for pk, entry in own.items() if pk not in touched or pk in anyway}
        kept |= {pk: _("It has been changed since.") for pk in own if pk not in free}
        done += _restore(model, free, event, personal, by=by, at=at, batch=batch)
    return Undone(tuple(done), kept)


def remove_many(
    *,
    model: type[models.Model],
    ids: Collection[int],
    event: type[Event],
    told: str = "",
    by: Viewer,
    at: datetime,
    batch: Ref,
    anyway: Collection[int] = (),
    along: Collection[type[models.Model]] = (),
) -> Undone:
    """Remove records that a batch added, where nobody changed them since and nothing else rests on them.

    ``told`` is the field by which the trail names what is gone ("" for none), ``along`` what belongs to a record and goes with it.
    ``anyway``: even if somebody changed them. Must run inside a transaction.
    """
    kept: dict[int, str] = {}
    done: list[int] = []
    for piece in _pieces(ids):
        found = {one.pk: one for one in _locked(model, piece)}
        held = _held(model, list(found), along)
        kept |= dict.fromkeys(held, _("Other records rest on it by now."))
        touched = _touched(model, list(found), batch) - set(anyway) - set(kept)
        kept |= dict.fromkeys(touched, _("It has been changed since."))
        free = [pk for pk in found if pk not in kept]
        model._default_manager.filter(pk__in=free).delete()
        events = [
            event(
                subject=Ref(_kind(model), pk),
                changes=_gone(found[pk], told, by) if told else (),
            )
            for pk in free
        ]
        record_many(events, by=by, at=at, batch=batch)
        done += free
    return Undone(tuple(done), kept)


def _gone(one: Any, told: str, by: Viewer) -> tuple[Change, ...]:
    return (Change(field=told, old=getattr(one, told), new=getattr(one, told), person_id=by.pk),)


def _restore(
    model: type[models.Model], entries: Mapping[int, int], event: type[Event], personal: Personal, *,
    by: Viewer, at: datetime, batch: Ref,
) -> list[int]:  # fmt: skip
    olds: dict[int, dict[str, Any]] = {pk: {} for pk in entries}
    subjects = {entry: pk for pk, entry in entries.items()}
    fields = {trail_name(model, item.attname): item for item in model._meta.concrete_fields}
    details = Detail.objects.filter(entry__in=subjects, erased_at=None).exclude(field=reads.VERSION)
    for detail in details:
        if detail.field in fields:
            own = fields[detail.field]
            olds[subjects[detail.entry_id]][own.attname] = _stored(own, detail.old)
    changed, events = [], []
    for one in _locked(model, entries):
        changed.append(one)
        events.append(_apply(one, olds[one.pk], event, personal(one)))
    _store(model, changed, {name for old in olds.values() for name in old})
    record_many(events, by=by, at=at, batch=batch)
    return [one.pk for one in changed]


def _stored(own: Any, told: Any) -> Any:
    """Turn a value of the trail back into what the field holds."""
    if told is None:
        return None if own.null else own.get_default()
    if own.is_relation:
        return Ref.parse(told).id
    if isinstance(own, models.DateTimeField):
        return parse_datetime(told)
    return date.fromisoformat(told) if isinstance(own, models.DateField) else told


def _apply(one: Any, wanted: Mapping[str, Any], event: type[Event], people: Mapping[str, int | None]) -> Event:
    model = type(one)
    told = [
        Change(
            field=trail_name(model, name), old=trail_value(model, name, getattr(one, name)),
            new=trail_value(model, name, value), person_id=people.get(name),
        )
        for name, value in wanted.items()
    ]  # fmt: skip
    for name, value in {**wanted, reads.VERSION: one.version + 1}.items():
        setattr(one, name, value)
    step = Change(field=reads.VERSION, old=one.version - 1, new=one.version)
    return event(subject=Ref(_kind(model), one.pk), changes=(*told, step))


def _store(model: type[models.Model], records: Sequence[Any], names: Collection[str]) -> None:
    """Store changed records with one prepared statement, run once for each: nobody waits for ``bulk_update``."""
    if not records:
        return
    connection = transaction.get_connection()
    quote = connection.ops.quote_name
    fields = [item for item in model._meta.concrete_fields if item.attname in {*names, reads.VERSION}]
    columns = ", ".join(f"{quote(item.column)} = %s" for item in fields)
    statement = f"UPDATE {quote(model._meta.db_table)} SET {columns} WHERE id = %s"  # noqa: S608 - our own names
    values = [
        [*(item.get_db_prep_save(getattr(one, item.attname), connection) for item in fields), one.pk] for one in records
    ]
    with connection.cursor() as cursor:
        cursor.executemany(statement, values)


def _locked(model: type[models.Model], ids: Iterable[int]) -> Iterator[Any]:
    """Give records in the order of their ids, so that two who change many wait for each other and never in a circle."""
    for piece in _pieces(sorted(ids)):
        yield from model._default_manager.select_for_update().filter(pk__in=piece).order_by("pk")


def _entries(model: type[models.Model], ids: Sequence[int], **where: str) -> dict[int, int]:
    """Map records to their newest entry."""
    about = Entry.objects.filter(subject_kind=_kind(model), subject_id__in=ids, **where)
    return dict(about.order_by().values_list("subject_id").annotate(newest=Max("pk")))


def _touched(model: type[models.Model], ids: Sequence[int], batch: Ref) -> set[int]:
    """List the records on which something differs from what the batch left: what was changed and changed back does not."""
    own = _entries(model, ids, batch=str(batch))
    about = {"entry__subject_kind": _kind(model), "entry__subject_id__in": ids}
    since = Detail.objects.filter(**about).exclude(field=reads.VERSION).order_by("entry_id", "position")
    first: dict[tuple[int, str], Any] = {}
    last: dict[tuple[int, str], Any] = {}
    for entry, pk, name, old, new in since.values_list("entry_id", "entry__subject_id", "field", "old", "new"):
        if entry > own.get(pk, 0):
            first.setdefault((pk, name), old)
            last[pk, name] = new
    return {pk for (pk, name), new in last.items() if (new or None) != (first[pk, name] or None)}


def _held(model: type[models.Model], ids: Sequence[int], along: Collection[type[models.Model]]) -> set[int]:
    """List the records that others point at, whatever would become of those."""
    found: set[int] = set()
    for link in model._meta.get_fields(include_hidden=True):
        if not (isinstance(link, models.ForeignObjectRel)) or link.related_model in along:
            continue
        column = link.field.attname if hasattr(link.field, "attname") else ""
        if column and not link.many_to_many:
            pointing = link.related_model._base_manager.filter(**{f"{link.field.name}__in": ids})
            found |= set(pointing.order_by().values_list(column, flat=True))
    return found


def _kind(model: type[models.Model]) -> str:
    return f"{model._meta.app_label}.{model._meta.model_name}"


def _pieces(ids: Iterable[int]) -> Iterator[list[int]]:
    rest = iter(ids)
    while piece := list(islice(rest, PIECE)):
        yield piece
