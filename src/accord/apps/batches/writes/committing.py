"""Writing a checked batch: everything is prepared beforehand, then one short transaction writes all or nothing."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime

from django.db import IntegrityError, transaction
from django.utils.translation import gettext as _
from django.utils.translation import gettext_noop

from accord.apps.batches.events import BatchCommitted
from accord.apps.batches.models import Batch, ExtraField, Profile, Row, Turn, Writing
from accord.apps.batches.permissions import check_import
from accord.apps.batches.reads.comparing import extra_codes, settled, target_of
from accord.apps.batches.reads.matching import Matched, Matching
from accord.apps.batches.rules.plans import EXTRA, LEAVE_OUT, Plan
from accord.apps.batches.rules.streams import PIECE, Progress, no_progress, pieces
from accord.apps.batches.rules.verdicts import State, Verdict, differences
from accord.apps.batches.sockets import Load, LoadRow, Part, RowKey, Target, Written
from accord.apps.batches.writes.incoming import drop_file
from accord.apps.batches.writes.lists import Seen, mark_left, name_in_list
from accord.apps.trail import writes as trail
from accord.apps.trail.events import Change
from accord.apps.ui.rules import NotFound, Ref, Viewer, WrongState
from accord.apps.ui.writes import insert_many

BATCH = "batches.batch"
Write = Callable[[], Iterable[Written]]
_CHANGED = gettext_noop("Records here have changed since the preview. Nothing was written. Check the rows again.")
STEPS = 4


def commit(*, batch_id: int, by: Viewer, at: datetime, progress: Progress = no_progress) -> Batch:
    """Write every row that is new or changed, all or nothing; the rows that are refused stay out.

    Raises NotAllowed, NotFound, WrongState when it is not checked, written already, or what it was compared with has
    changed since the check.
    """
    check_import(by)
    batch = Batch.objects.filter(pk=batch_id).first()
    if batch is None:
        raise NotFound(_("There is no such import."))
    if batch.state != State.CHECKED:
        raise _wrong_state(batch)
    target, parts = target_of(batch)
    turn, _created = Turn.objects.get_or_create(target=batch.target)
    progress(1, STEPS, _("Comparing once more"))
    fresh = _fresh_rows(batch, target, parts)
    progress(2, STEPS, _("Preparing"))
    load = Load(
        Ref(BATCH, batch.pk), batch.name, batch.as_of, by, at, fresh.rows, unchanged=fresh.unchanged,
        list_id=batch.source_list_id,
    )  # fmt: skip
    steps = [(part, part.prepare(load)) for part in parts]
    plan, codes = Plan.from_json(batch.plan), extra_codes(batch)
    progress(3, STEPS, _("Writing"))
    try:
        with transaction.atomic():
            _write_all(batch, turn, load, steps, plan, codes)
            _keep_list(batch, target, load, fresh.list_keys)
    except IntegrityError as meanwhile:
        raise WrongState(_(_CHANGED)) from meanwhile
    _forget_left_out(batch, plan)
    drop_file(name=batch.path)
    Batch.objects.filter(pk=batch.pk).update(path="")
    progress(STEPS, STEPS, _("Done"))
    batch.refresh_from_db()
    return batch


def _write_all(
    batch: Batch, turn: Turn, load: Load, steps: Sequence[tuple[Part, Write]], plan: Plan, codes: Sequence[str]
) -> None:
    """Write everything that was prepared, inside the one transaction."""
    _claim(batch, turn, load.by, load.at)
    _define_extra_fields(batch, plan, codes)
    load.inserts.run()
    _remember(batch, [(part.name, one) for part, write in steps for one in write()])
    _save_profile(batch, load.by, load.at)
    trail.record(_told(batch), by=load.by, at=load.at, batch=load.batch)


def _keep_list(batch: Batch, target: Target, load: Load, list_keys: Mapping[int, str]) -> None:
    """Note what the list names with this file, and mark what it names no more."""
    if not batch.source_list_id:
        return
    ids = dict(Writing.objects.filter(batch=batch, kind=target.record_kind).exclude(row_number=None)
               .values_list("row_number", "record_id"))  # fmt: skip
    ids |= {row.number: row.record_id for row in (*load.rows, *load.unchanged) if row.record_id is not None}
    name_in_list(
        batch=batch, target=target, seen=[Seen(ids[row], key, row) for row, key in list_keys.items() if row in ids]
    )
    left = mark_left(batch=batch, by=load.by, at=load.at, me=load.batch)
    Batch.objects.filter(pk=batch.pk).update(left_count=left)


def _wrong_state(batch: Batch) -> WrongState:
    if batch.state == State.MAPPING:
        return WrongState(_("Check the rows first, so that you know what will be written."))
    return WrongState(_("This import has been written already."))


@dataclass
class Fresh:
    """The rows of a batch as they would be written now, those that stay as they are, and by what the list knows each."""

    rows: list[LoadRow] = field(default_factory=list)
    unchanged: list[LoadRow] = field(default_factory=list)
    list_keys: dict[int, str] = field(default_factory=dict)


def _fresh_rows(batch: Batch, target: Target, parts: Sequence[Part]) -> Fresh:
    """Read the rows to write, making sure that they would still do what the preview said."""
    fresh, matching = Fresh(), Matching(batch, target, parts)
    staged = Row.objects.filter(batch=batch).exclude(verdict=Verdict.REFUSED).order_by("number")
    for piece in pieces(staged.defer("cells", "problems").iterator(PIECE)):
        matched = matching.find([RowKey(row.number, row.key, row.values, row.list_key) for row in piece])
        for row in piece:
            _check_fresh(row, matched, parts)
            _sort_in(fresh, row, matched.ids.get(row.number), in_list=bool(batch.source_list_id))
    return fresh


def _sort_in(fresh: Fresh, row: Row, pk: int | None, *, in_list: bool) -> None:
    if in_list:
        fresh.list_keys[row.number] = row.list_key
    key = "" if in_list and pk is not None else row.key  # a list remembers its own keys; the record keeps what it has
    if row.verdict in {Verdict.NEW, Verdict.CHANGED}:
        fresh.rows.append(LoadRow(row.number, key, pk, row.values, row.words, row.extra, frozenset(row.changes)))
    else:
        fresh.unchanged.append(LoadRow(row.number, key, pk, row.values, {}, {}, frozenset()))


def _check_fresh(row: Row, matched: Matched, parts: Sequence[Part]) -> None:
    record_id = matched.ids.get(row.number)
    differs = {}
    if record_id is not None and row.number not in matched.older:
        now = matched.now.get(record_id, {})
        values, _named = settled(parts, row.values, now)
        differs = differences(values, row.extra, now)
    if record_id != row.record_id or set(differs) != set(row.changes):
        raise WrongState(_(_CHANGED))


def _claim(batch: Batch, turn: Turn, by: Viewer, at: datetime) -> None:
    """Take the batch and the target's turn; whoever prepared at the same time is refused, not merged."""
    mine = Batch.objects.filter(pk=batch.pk, state=State.CHECKED).update(
        state=State.COMMITTED, committed_at=at, committed_by_id=by.pk
    )
    if not mine:
        raise WrongState(_("This import has been written already."))
    if not Turn.objects.filter(pk=turn.pk, count=turn.count).update(count=turn.count + 1):
        raise WrongState(_("Somebody else wrote an import just now. Nothing was written. Check the rows again."))


def _define_extra_fields(batch: Batch, plan: Plan, codes: Sequence[str]) -> None:
    labels = list(zip(codes, batch.headers, plan.columns, strict=True))
    ExtraField.objects.bulk_create(
        [
            ExtraField(target=batch.target, code=code, label=header, type=column.type if column.to == EXTRA else "text")
            for code, header, column in labels
            if column.to != LEAVE_OUT
        ],
        ignore_conflicts=True,
    )


def _remember(batch: Batch, written: Sequence[tuple[str, Written]]) -> None:
    insert_many(
        records=[
            Writing(
                batch=batch, part=part, kind=one.ref.kind, record_id=one.ref.id, row_number=one.row,
                is_created=one.created, memo=dict(one.memo),
            )
            for part, one in written
        ]
    )  # fmt: skip


def _save_profile(batch: Batch, by: Viewer, at: datetime) -> None:
    """Remember the mapping for the next file with these headers."""
    Profile.objects.update_or_create(
        target=batch.target,
        fingerprint=batch.fingerprint,
        defaults={
            "name": batch.name,
            "headers": batch.headers,
            "plan": batch.plan,
            "choices": batch.choices,
            "source_list_id": batch.source_list_id,
            "saved_at": at,
            "saved_by_id": by.pk,
        },
    )


def _told(batch: Batch) -> BatchCommitted:
    verdicts = batch.result["verdicts"]
    changes = tuple(Change(field=name, new=verdicts[name]) for name in ("new", "changed", "same", "refused"))
    return BatchCommitted(subject=Ref(BATCH, batch.pk), changes=changes)


def _forget_left_out(batch: Batch, plan: Plan) -> None:
    """Empty the cells of columns that were left out on purpose, in pieces after the commit."""
    places = [place for place, column in enumerate(plan.columns) if column.to == LEAVE_OUT]
    if not places:
        return
    for piece in pieces(Row.objects.filter(batch=batch).order_by("number").only("pk", "cells").iterator(PIECE)):
        for row in piece:
            row.cells = ["" if place in places else text for place, text in enumerate(row.cells)]
        Row.objects.bulk_update(piece, ["cells"], batch_size=100)
    columns = list(batch.columns)
    for place in places:
        columns[place] = {**columns[place], "examples": [], "values": {}}
    Batch.objects.filter(pk=batch.pk).update(columns=columns)
