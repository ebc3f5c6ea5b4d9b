"""Bringing a file in: its rows are stored as they stand, in pieces, and a mapping is proposed."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date, datetime
from pathlib import Path

from django.db import transaction
from django.utils.translation import gettext as _

from accord.apps.batches import sockets
from accord.apps.batches.models import Batch, Profile, Row
from accord.apps.batches.permissions import check_batch, check_import
from accord.apps.batches.reads.comparing import extra_types
from accord.apps.batches.reads.opening import MOST_ROWS, Opened, opened
from accord.apps.batches.rules.choices import Choices
from accord.apps.batches.rules.columns import Column, Gatherer
from accord.apps.batches.rules.known_columns import known_columns
from accord.apps.batches.rules.plans import Plan
from accord.apps.batches.rules.proposals import propose
from accord.apps.batches.rules.streams import Progress, no_progress, pieces
from accord.apps.batches.rules.tables import Table
from accord.apps.batches.rules.verdicts import State
from accord.apps.batches.rules.words import fingerprint, fold
from accord.apps.batches.writes.incoming import drop_file, keep_file, kept_file
from accord.apps.batches.writes.lists import forget_unused
from accord.apps.ui.rules import Invalid, NotFound, Refused, Viewer, WrongState
from accord.apps.ui.writes import insert_many

OPEN = (State.MAPPING, State.CHECKED, State.FAILED)
READ = ["kind", "sheet", "facts", "choices", "encoding", "delimiter", "headers", "fingerprint", "columns", "notes", "plan",
        "profile_name", "row_count", "source_list", "key_by", "state", "result", "error", "left_count"]  # fmt: skip


# no event: nothing anybody works with has changed until the batch is committed
def stage(
    *, path: Path, name: str, target: str, as_of: date, by: Viewer, at: datetime, choices: Choices | None = None
) -> Batch:
    """Store a file's rows as they stand and propose a mapping, or take the one remembered for these headers.

    Raises NotAllowed, or Refused with a sentence for a file that holds no table; nothing of it stays then.
    """
    batch = receive(path=path, name=name, target=target, as_of=as_of, by=by, at=at, choices=choices)
    try:
        return read_file(batch_id=batch.pk, by=by, at=at)
    except BaseException:
        _throw_away(batch)
        raise


# no event: see stage
def receive(
    *, path: Path, name: str, target: str, as_of: date, by: Viewer, at: datetime, choices: Choices | None = None
) -> Batch:
    """Keep a file and say that it is to be read; ``read_file`` reads it, at once or as a job. Raises NotAllowed."""
    check_import(by, target)
    kept, digest = keep_file(path=path)
    return Batch.objects.create(
        target=target, name=_safe_name(name), digest=digest, size=path.stat().st_size, as_of=as_of, created_at=at,
        created_by_id=by.pk, choices=(choices or Choices()).to_json(), path=kept, state=State.READING,
    )  # fmt: skip


# no event: see stage
def read_file(*, batch_id: int, by: Viewer, at: datetime, progress: Progress = no_progress) -> Batch:
    """Read a kept file into rows. Whatever an earlier attempt left is read anew, so that it may be called again.

    Raises NotAllowed, NotFound, WrongState, or Refused with a sentence, which then stands on the batch as well.
    """
    check_import(by)
    batch = _found(batch_id, by)
    if batch.state not in {State.READING, State.FAILED}:
        raise WrongState(_("This file has been read already."))
    try:
        _read_in(batch, Choices.from_json(batch.choices), progress)
    except Refused as refusal:
        Batch.objects.filter(pk=batch_id).update(state=State.FAILED, error=refusal.message[:500])
        raise
    return batch


# no event: see stage
def reread(
    *, batch_id: int, choices: Choices, by: Viewer, at: datetime, progress: Progress = no_progress
) -> Batch:  # fmt: skip
    """Read a file again as a person said it is to be read; what it was read as before stands until it is opened.

    Raises NotAllowed, NotFound, WrongState when it is written or its file is not kept any more, or Refused: the rows
    are then those they were.
    """
    check_import(by)
    batch = _found(batch_id, by)
    if batch.state not in {*OPEN, State.READING}:
        raise WrongState(_("This import has been written already. Bring the file again to read it in another way."))
    before = Choices.from_json(batch.choices)
    was_read = batch.state in {State.MAPPING, State.CHECKED}
    _open(batch, choices)  # what cannot be opened is refused before anything is lost
    Batch.objects.filter(pk=batch_id).update(state=State.READING)
    try:
        _read_in(batch, choices, progress)
    except Refused as refusal:
        if was_read:
            _read_in(batch, before, progress)
        else:
            Batch.objects.filter(pk=batch_id).update(state=State.FAILED, error=refusal.message[:500])
        raise
    return batch


# no event: see stage
@transaction.atomic
def take_as(*, batch_id: int, target: str, by: Viewer, at: datetime) -> Batch:
    """Take a file that was read as a list of something else; its columns are proposed anew.

    Raises NotAllowed, NotFound, WrongState once it is written, or Invalid for what nothing here can become.
    """
    check_import(by)
    batch = Batch.objects.select_for_update().filter(pk=batch_id).first()
    if batch is None:
        raise NotFound(_("There is no such import."))
    check_batch(by, batch)
    if batch.state not in {State.MAPPING, State.CHECKED}:
        raise WrongState(_("This import has been written already. Bring the file again to take it as another list."))
    if sockets.target(target) is None:
        raise Invalid(_("Choose one of the list."), {"target": _("Choose one of the list.")})
    check_import(by, target)
    if target == batch.target:
        return batch
    batch.target, batch.source_list, batch.key_by = target, None, []
    _map(batch, [Column.from_json(column) for column in batch.columns])
    batch.state, batch.result, batch.left_count = State.MAPPING, {}, 0
    batch.save(
        update_fields=["target", "plan", "profile_name", "source_list", "key_by", "state", "result", "left_count"]
    )
    return batch


def _found(batch_id: int, by: Viewer) -> Batch:
    batch = Batch.objects.filter(pk=batch_id).first()
    if batch is None:
        raise NotFound(_("There is no such import."))
    check_batch(by, batch)
    return batch


def _open(batch: Batch, choices: Choices) -> Opened:
    fields = sockets.fields_of(batch.target)
    return opened(path=kept_file(batch=batch), name=batch.name, fields=fields, choices=choices)


def _read_in(batch: Batch, choices: Choices, progress: Progress) -> None:
    """Store the rows, and what was found about the file, in place of what was there."""
    file = _open(batch, choices)
    facts, table = file.facts, _arranged(batch, file.table)
    _drop_rows(batch.pk)
    columns = _store_rows(batch, table, progress)
    same_headers = bool(batch.plan) and list(table.headers) == list(batch.headers)
    batch.kind, batch.sheet, batch.facts = facts.kind, facts.sheet, file.to_json()
    batch.encoding, batch.delimiter, batch.choices = facts.encoding, facts.delimiter, choices.to_json()
    batch.headers = list(table.headers)
    batch.fingerprint = fingerprint([fold(header) for header in table.headers])
    batch.columns = [column.to_json() for column in columns]
    batch.notes = [[kind, dict(values)] for kind, values in table.notes]
    if not same_headers:
        _map(batch, columns)
    batch.state, batch.result, batch.error, batch.left_count = State.MAPPING, {}, "", 0
    batch.save(update_fields=READ)


def _arranged(batch: Batch, table: Table) -> Table:
    """Let the target turn a table that stands in another way into its rows."""
    target = sockets.target(batch.target)
    return target.arrange(table) if target else table


def _store_rows(batch: Batch, table: Table, progress: Progress) -> list[Column]:
    gatherer = Gatherer(table.headers)
    number, read = 0, 0
    for piece in pieces(table.rows()):
        rows = []
        for line, cells in piece:
            number += 1
            gatherer.add(cells)
            read += sum(map(len, cells)) + len(cells)
            rows.append(Row(batch=batch, number=number, line=line, cells=cells))
        if number > MOST_ROWS:
            raise Refused(_("This file has more than %(most)s rows. Split it.") % {"most": f"{MOST_ROWS:,}"})
        insert_many(records=rows)
        progress(number, max(number, int(batch.size / max(read, 1) * number)), _("Reading rows"))
    batch.row_count = number
    return gatherer.columns()


def _map(batch: Batch, columns: Sequence[Column]) -> None:
    """Propose a mapping, or take the one remembered for these headers, and the list they are a state of."""
    fields = sockets.fields_of(batch.target)
    known = Profile.objects.filter(target=batch.target, fingerprint=batch.fingerprint).first()
    target = sockets.target(batch.target)
    proposed = known_columns(
        propose(columns, fields), batch.headers, fields=fields, extra=extra_types(target=batch.target),
        computed=[str(words) for words in target.computed] if target else [],
    )  # fmt: skip
    if target:
        proposed = target.guess(columns, proposed)
    batch.plan, batch.profile_name = proposed.to_json(), ""
    if known is None or len(known.plan) != len(columns):
        return
    names = {field.name for field in fields} | {"extra", "leave_out"}
    if any(item["to"] not in names for item in known.plan):
        return
    batch.plan, batch.profile_name = Plan.from_json(known.plan).to_json(), known.name
    if known.source_list and not batch.source_list_id:
        batch.source_list, batch.key_by = known.source_list, known.source_list.key_by


# no event: see stage
def discard(*, batch_id: int, by: Viewer, at: datetime) -> None:
    """Throw away a batch that was never written. Raises NotAllowed, NotFound or WrongState."""
    check_import(by)
    batch = _found(batch_id, by)
    if batch.state not in {*OPEN, State.READING}:
        raise WrongState(_("This import has been written. Take it back instead."))
    _throw_away(batch)


def _throw_away(batch: Batch) -> None:
    """Delete a batch with its rows in pieces, so that nobody waits for it."""
    _drop_rows(batch.pk)
    with transaction.atomic():
        Batch.objects.filter(pk=batch.pk).delete()
        forget_unused(list_id=batch.source_list_id)
    drop_file(name=batch.path)


def _drop_rows(batch_id: int) -> None:
    while ids := list(Row.objects.filter(batch=batch_id).order_by().values_list("pk", flat=True)[:5_000]):
        Row.objects.filter(pk__in=ids).delete()


def _safe_name(name: str) -> str:
    """Keep a file's name as people know it, without path and characters that cannot be stored."""
    last = name.replace("\\", "/").rsplit("/", 1)[-1]
    return "".join(sign for sign in last if sign.isprintable()).strip()[:200] or _("file")
