"""Bringing a file in: its rows are stored as they stand, in pieces, and a mapping is proposed."""

from __future__ import annotations

import hashlib
from collections.abc import Sequence
from datetime import date, datetime
from pathlib import Path

from django.db import transaction
from django.utils.translation import gettext as _

from accord.apps.batches import sockets
from accord.apps.batches.models import Batch, Profile, Row
from accord.apps.batches.permissions import check_import
from accord.apps.batches.reads.opening import MOST_ROWS, opened
from accord.apps.batches.rules.choices import Choices
from accord.apps.batches.rules.columns import Column, Gatherer
from accord.apps.batches.rules.plans import Plan
from accord.apps.batches.rules.proposals import propose
from accord.apps.batches.rules.streams import pieces
from accord.apps.batches.rules.tables import Table
from accord.apps.batches.rules.verdicts import State
from accord.apps.batches.rules.words import fingerprint, fold
from accord.apps.ui.rules import NotFound, Refused, Viewer, WrongState


# no event: nothing anybody works with has changed until the batch is committed
def stage(
    *, path: Path, name: str, target: str, as_of: date, by: Viewer, at: datetime, choices: Choices | None = None
) -> Batch:
    """Store a file's rows as they stand and propose a mapping, or take the one remembered for these headers.

    Raises NotAllowed, or Refused with a sentence for a file that holds no table.
    """
    check_import(by)
    fields = sockets.fields_of(target)
    file = opened(path=path, name=name, fields=fields, choices=choices or Choices())
    facts, table = file.facts, file.table
    batch = Batch.objects.create(
        target=target, name=_safe_name(name), digest=_digest(path), size=path.stat().st_size, encoding=facts.encoding,
        delimiter=facts.delimiter, headers=list(table.headers), as_of=as_of, created_at=at, created_by_id=by.pk,
        fingerprint=fingerprint([fold(header) for header in table.headers]),
    )  # fmt: skip
    try:
        columns = _store_rows(batch, table)
    except BaseException:
        _throw_away(batch.pk)
        raise
    plan, profile = _plan(batch, columns, fields)
    batch.columns = [column.to_json() for column in columns]
    batch.plan, batch.profile_name = plan.to_json(), profile
    batch.notes = [[kind, dict(values)] for kind, values in table.notes]
    batch.save(update_fields=["columns", "plan", "profile_name", "notes", "row_count"])
    return batch


def _store_rows(batch: Batch, table: Table) -> list[Column]:
    gatherer = Gatherer(table.headers)
    number = 0
    for piece in pieces(table.rows()):
        rows = []
        for line, cells in piece:
            number += 1
            gatherer.add(cells)
            rows.append(Row(batch=batch, number=number, line=line, cells=cells))
        if number > MOST_ROWS:
            raise Refused(_("This file has more than %(most)s rows. Split it.") % {"most": f"{MOST_ROWS:,}"})
        Row.objects.bulk_create(rows)
    batch.row_count = number
    return gatherer.columns()


def _plan(batch: Batch, columns: Sequence[Column], fields: Sequence[sockets.Field]) -> tuple[Plan, str]:
    known = Profile.objects.filter(target=batch.target, fingerprint=batch.fingerprint).first()
    proposed = propose(columns, fields)
    if known is None or len(known.plan) != len(columns):
        return proposed, ""
    names = {field.name for field in fields} | {"extra", "leave_out"}
    if any(item["to"] not in names for item in known.plan):
        return proposed, ""
    return Plan.from_json(known.plan), known.name


# no event: see stage
def discard(*, batch_id: int, by: Viewer, at: datetime) -> None:
    """Throw away a batch that was never written. Raises NotAllowed, NotFound or WrongState."""
    check_import(by)
    batch = Batch.objects.filter(pk=batch_id).first()
    if batch is None:
        raise NotFound(_("There is no such import."))
    if batch.state not in {State.MAPPING, State.CHECKED}:
        raise WrongState(_("This import has been written. Take it back instead."))
    _throw_away(batch_id)


def _throw_away(batch_id: int) -> None:
    """Delete a batch with its rows in pieces, so that nobody waits for it."""
    while ids := list(Row.objects.filter(batch=batch_id).order_by().values_list("pk", flat=True)[:5_000]):
        Row.objects.filter(pk__in=ids).delete()
    with transaction.atomic():
        Batch.objects.filter(pk=batch_id).delete()


def _digest(path: Path) -> str:
    with path.open("rb") as file:
        return hashlib.file_digest(file, "sha256").hexdigest()


def _safe_name(name: str) -> str:
    """Keep a file's name as people know it, without path and characters that cannot be stored."""
    last = name.replace("\\", "/").rsplit("/", 1)[-1]
    return "".join(sign for sign in last if sign.isprintable()).strip()[:200] or _("file")
