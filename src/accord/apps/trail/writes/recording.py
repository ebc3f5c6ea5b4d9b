"""Recording events, in the same transaction as the change they tell of."""

from __future__ import annotations

import json
import secrets
from collections.abc import Iterable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from contextvars import ContextVar
from datetime import datetime
from functools import partial
from typing import Any

from django.conf import settings
from django.db import IntegrityError, models, transaction
from django.utils.translation import gettext as _

from accord.apps.trail import reads, rules
from accord.apps.trail.events import Change, Event
from accord.apps.trail.models import Detail, Entry, Seal
from accord.apps.trail.sockets import Happened, listeners
from accord.apps.ui.rules import EditConflict, NotFound, Ref, Viewer
from accord.apps.ui.writes import MOST_VALUES, gathered_now, insert_many, insert_statement

_together: ContextVar[Ref | None] = ContextVar("together", default=None)
LATECOMERS = 10_000  # a slow writer may commit an entry with a lower number after others were sealed


# no event: it names what the writes inside belong to; they tell
@contextmanager
def together(*, batch: Ref) -> Iterator[None]:
    """Let everything recorded inside belong together, so that the trail shows it as one."""
    token = _together.set(batch)
    try:
        yield
    finally:
        _together.reset(token)


def record(event: Event, *, by: Viewer | None, at: datetime, batch: Ref | None = None) -> Entry:
    """Store one event. ``by=None`` is Accord itself. Must run inside the transaction of the change."""
    return record_many([event], by=by, at=at, batch=batch)[0]


def record_many(events: Iterable[Event], *, by: Viewer | None, at: datetime, batch: Ref | None = None) -> list[Entry]:
    """Store many events in order with three statements, and tell the listeners after commit.

    Raises RuntimeError outside a transaction: a change and its trail stand or fall together. What is only gathered is
    written later, in the transaction that runs it.
    """
    into = gathered_now()
    if into is None and not transaction.get_connection().in_atomic_block:
        raise RuntimeError("the trail is written in the transaction of the change it records")
    key = settings.ACCORD_TRAIL_KEY
    told = list(events)
    drafts = [_draft(event, key, by=by, at=at, batch=batch) for event in told]
    if into is None:
        _store(drafts, told)
    else:
        into.steps.append(partial(_store, drafts, told))
    return [entry for entry, _ in drafts]


def _store(drafts: Sequence[tuple[Entry, list[DetailParts]]], told: Sequence[Event]) -> None:
    entries = insert_many(records=[entry for entry, _ in drafts])
    _insert_details([(entry.pk, *part) for entry, (_, parts) in zip(entries, drafts, strict=True) for part in parts])
    _tell([Happened(event.code, event.subject) for event in told])


# position, field, old and new as JSON text, salt, person
DetailParts = tuple[int, str, str | None, str | None, str, int | None]
_DETAIL_FIELDS = ("entry_id", "position", "field", "old", "new", "salt", "person_id")


def _draft(
    event: Event, key: bytes, *, by: Viewer | None, at: datetime, batch: Ref | None
) -> tuple[Entry, list[DetailParts]]:
    details: list[DetailParts] = []
    digests = []
    for position, change in enumerate(event.changes):
        old, new = rules.plain(change.old), rules.plain(change.new)
        salt = secrets.token_hex(rules.SALT_BYTES)
        digests.append(rules.value_digest(key, salt, change.field, old, new))
        details.append((position, change.field, _json(old), _json(new), salt, change.person_id))
    entry = Entry(
        at=at,
        actor_id=by.pk if by else None,
        code=event.code,
        subject_kind=event.subject.kind,
        subject_id=event.subject.id,
        batch=str(batch or _together.get() or ""),
        digests=digests,
    )
    return entry, details


def _json(value: Any) -> str | None:
    return None if value is None else json.dumps(value)


def _insert_details(rows: Sequence[tuple[Any, ...]]) -> None:
    """Insert details with few statements: an import writes tens of thousands while others wait their turn."""
    connection = transaction.get_connection()
    size = MOST_VALUES // len(_DETAIL_FIELDS)
    with connection.cursor() as cursor:
        for start in range(0, len(rows), size):
            piece = rows[start : start + size]
            sql = insert_statement(
                connection=connection, table=Detail._meta.db_table, columns=_DETAIL_FIELDS, rows=len(piece)
            )
            cursor.execute(sql, [value for row in piece for value in row])


def _tell(happened: Sequence[Happened]) -> None:
    for listener in listeners:
        matching = [item for item in happened if item.code.startswith(listener.prefixes)]
        if matching:
            transaction.on_commit(partial(listener.heard, matching))


def edit(
    record_: models.Model,
    values: Mapping[str, Any],
    *,
    event: type[Event],
    subject: Ref,
    by: Viewer | None,
    at: datetime,
    seen_version: int | None = None,
    personal: Mapping[str, int | None] | None = None,
    batch: Ref | None = None,
) -> tuple[Change, ...]:
    """Change fields of a record that has a ``version`` and record what really changed; nothing changed, nothing told.

    ``values`` maps field names (``department_id`` for a link) to new values. ``seen_version`` is the version the
    person was looking at; None means the one in the database now. ``personal`` maps fields that hold somebody's
    data or words to that person. The instance is brought up to date. Raises EditConflict when it has changed since,
    NotFound when it is gone. Must run inside a transaction.
    """
    model = type(record_)
    now = model._base_manager.filter(pk=record_.pk).values("version", *values).first()
    if now is None:
        raise NotFound(_("This record is no longer there."))
    if seen_version is not None and now["version"] != seen_version:
        raise _conflict(subject, seen_version, now["version"], by)
    changed = {name: value for name, value in values.items() if now[name] != value}
    if not changed:
        return ()
    version = now["version"]
    done = model._base_manager.filter(pk=record_.pk, version=version).update(**changed, version=version + 1)
    if not done:
        raise _conflict(subject, version, version + 1, by)
    people = personal or {}
    changes = tuple(
        Change(
            field=trail_name(model, name),
            old=trail_value(model, name, now[name]),
            new=trail_value(model, name, value),
            person_id=people.get(name),
        )
        for name, value in changed.items()
    )
    for name, value in {**changed, "version": version + 1}.items():
        setattr(record_, name, value)
    step = Change(field=reads.VERSION, old=version, new=version + 1)
    record(event(subject=subject, changes=(*changes, step)), by=by, at=at, batch=batch)
    return changes


def _conflict(subject: Ref, seen: int, current: int, by: Viewer | None) -> EditConflict:
    since = reads.changed_since(viewer=by, subject=subject, version=seen)
    return EditConflict(
        _(
            "Someone else changed this while you were editing. Your text is kept: look at what changed, then save again."
        ),
        changes=since.sentences,
        current_version=current,
        base=since.base,
        theirs=since.theirs,
    )


# no event: it names a field, and changes nothing
def trail_name(model: type[models.Model], name: str) -> str:
    """Call a link by its own name: ``department_id`` is told as ``department``."""
    return name.removesuffix("_id") if name.endswith("_id") and _target(model, name) else name


# no event: see trail_name
def trail_value(model: type[models.Model], name: str, value: Any) -> Any:
    """Write a link to another record as a reference, so that its title is looked up when read."""
    target = _target(model, name)
    if target is None or value is None:
        return value
    return str(Ref(f"{target._meta.app_label}.{target._meta.model_name}", int(value)))


def _target(model: type[models.Model], name: str) -> type[models.Model] | None:
    field = next((f for f in model._meta.concrete_fields if f.attname == name), None)
    related = field.related_model if field is not None and field.is_relation else None
    return related if isinstance(related, type) else None


# no event: sealing chains events, it is none itself
def seal(*, by: Viewer | None, at: datetime, limit: int = 5_000) -> int:
    """Put entries that have no place in the chain yet at its end; returns how many.

    Runs apart from the writers, who therefore never wait for each other. When two sealers meet, one of them
    finds the position taken and leaves the entries to the other.
    """
    try:
        with transaction.atomic():
            return _seal(limit)
    except IntegrityError:
        return 0


def _seal(limit: int) -> int:
    last = Seal.objects.order_by("-position").select_related("entry").first()
    previous, position, newest = (last.hash, last.position, last.entry_id) if last else (rules.GENESIS, 0, 0)
    unsealed = Entry.objects.filter(seal__isnull=True, pk__gt=newest - LATECOMERS).order_by("pk")[:limit]
    seals = []
    for entry in unsealed:
        position += 1
        previous = reads.chained(settings.ACCORD_TRAIL_KEY, previous, position, entry)
        seals.append(Seal(position=position, entry=entry, hash=previous))
    Seal.objects.bulk_create(seals, batch_size=500)
    return len(seals)


# no event: the erasure of a person is recorded by the write that erases the person
def erase_person(person_id: int, *, by: Viewer | None, at: datetime) -> int:
    """Erase the values that hold a person's data or words, with their salts; the chain still verifies.

    Returns how many values were erased.
    """
    kept = Detail.objects.filter(person_id=person_id, erased_at__isnull=True)
    return kept.update(old=None, new=None, salt="", erased_at=at)
