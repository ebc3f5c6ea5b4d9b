"""Recording events, in the same transaction as the change they tell of."""

from __future__ import annotations

import secrets
from collections.abc import Iterable, Sequence
from datetime import datetime
from functools import partial

from django.conf import settings
from django.db import transaction

from accord.apps.trail import rules
from accord.apps.trail.events import Event
from accord.apps.trail.models import Detail, Entry
from accord.apps.trail.sockets import Happened, listeners
from accord.apps.ui.rules import Ref, Viewer


def record(event: Event, *, by: Viewer | None, at: datetime, batch: Ref | None = None) -> Entry:
    """Store one event. ``by=None`` is Accord itself. Must run inside the transaction of the change."""
    return record_many([event], by=by, at=at, batch=batch)[0]


def record_many(
    events: Iterable[Event], *, by: Viewer | None, at: datetime, batch: Ref | None = None
) -> list[Entry]:
    """Store many events in order with three statements, and tell the listeners after commit.

    Raises RuntimeError outside a transaction: a change and its trail stand or fall together.
    """
    if not transaction.get_connection().in_atomic_block:
        raise RuntimeError("the trail is written in the transaction of the change it records")
    key = settings.ACCORD_TRAIL_KEY
    told = list(events)
    drafts = [_draft(event, key, by=by, at=at, batch=batch) for event in told]
    entries = Entry.objects.bulk_create([entry for entry, _ in drafts], batch_size=500)
    details = []
    for entry, (_, parts) in zip(entries, drafts, strict=True):
        for part in parts:
            part.entry = entry
            details.append(part)
    Detail.objects.bulk_create(details, batch_size=500)
    _tell([Happened(event.code, event.subject) for event in told])
    return entries


def _draft(
    event: Event, key: bytes, *, by: Viewer | None, at: datetime, batch: Ref | None
) -> tuple[Entry, list[Detail]]:
    details = []
    for position, change in enumerate(event.changes):
        details.append(
            Detail(
                position=position,
                field=change.field,
                old=rules.plain(change.old),
                new=rules.plain(change.new),
                salt=secrets.token_hex(rules.SALT_BYTES),
                person_id=change.person_id,
            )
        )
    entry = Entry(
        at=at,
        actor_id=by.pk if by else None,
        code=event.code,
        subject_kind=event.subject.kind,
        subject_id=event.subject.id,
        batch=str(batch) if batch else "",
        digests=[rules.value_digest(key, d.salt, d.field, d.old, d.new) for d in details],
    )
    return entry, details


def _tell(happened: Sequence[Happened]) -> None:
    for listener in listeners:
        matching = [item for item in happened if item.code.startswith(listener.prefixes)]
        if matching:
            transaction.on_commit(partial(listener.heard, matching))
