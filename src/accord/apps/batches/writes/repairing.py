"""Repairing cells before a file is written: one cell of a row, the same text in a whole column, a row left out."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import datetime
from typing import Any

from django.db import transaction
from django.db.models import Q
from django.utils.translation import gettext as _

from accord.apps.batches.models import Batch, Row
from accord.apps.batches.permissions import check_batch, check_import
from accord.apps.batches.reads.leaving import leaving_count
from accord.apps.batches.rules.problems import Kind, Problem
from accord.apps.batches.rules.rows import CheckedRow
from accord.apps.batches.rules.streams import pieces
from accord.apps.batches.rules.tallies import Tally, moved
from accord.apps.batches.rules.verdicts import LEAVE, State
from accord.apps.batches.writes.checking import Checking, check_rows, store_checked
from accord.apps.batches.writes.mapping import replace_in_column
from accord.apps.ui.rules import NotFound, Viewer, WrongState

LONGEST = 10_000
REPEATED = {Kind.EXACT_DUPLICATE, Kind.REPEATED_NAME, Kind.REPEATED_KEY}


# no event: nothing anybody works with has changed until the batch is committed
def repair_cells(*, batch_id: int, number: int, cells: Mapping[int, str], by: Viewer, at: datetime) -> Batch:
    """Put other text in cells of one row (place → text; the text of the file takes it back) and check that row again.

    Raises NotAllowed, NotFound, or WrongState for a batch that is not checked or is written.
    """
    with transaction.atomic():
        batch, row = _row(batch_id, number, by)
        for place, text in cells.items():
            if not 0 <= place < len(batch.headers):
                raise NotFound(_("There is no such column."))
            said = "".join(sign for sign in text if sign.isprintable() or sign in "\n\t").strip()[:LONGEST]
            _set(row, place, said)
        row.save(update_fields=["repairs", "cells"])
        _check_again(batch, [row])
    return batch


def _set(row: Row, place: int, text: str) -> None:
    row.cells += [""] * (place + 1 - len(row.cells))
    if text == row.cells[place].strip():
        row.repairs.pop(str(place), None)
    else:
        row.repairs[str(place)] = text


# no event: see repair_cells
def leave_row(*, batch_id: int, number: int, leave: bool, by: Viewer, at: datetime) -> Batch:
    """Leave a row out, so that its record stays as it is or none is added; or take it in again. Raises as above."""
    with transaction.atomic():
        batch, row = _row(batch_id, number, by)
        row.repairs.pop(LEAVE, None)
        if leave:
            row.repairs[LEAVE] = "yes"
        row.save(update_fields=["repairs"])
        _check_again(batch, [row])
    return batch


# no event: see repair_cells
def repair_column(*, batch_id: int, place: int, old: str, new: str, by: Viewer, at: datetime) -> int:
    """Say what stands for a cell's text in a whole column, and check the rows that hold it; gives how many.

    Raises NotAllowed, NotFound or WrongState.
    """
    check_import(by)
    before = Batch.objects.filter(pk=batch_id).first()
    if before is None:
        raise NotFound(_("There is no such import."))
    check_batch(by, before)
    numbers = _holding(before, place, old.strip())
    was_checked, result, left = before.state == State.CHECKED, before.result, before.left_count
    batch = replace_in_column(batch_id=batch_id, place=place, old=old, new=new, by=by, at=at)
    if not was_checked:
        check_rows(batch_id=batch_id, by=by, at=at)
        return len(numbers)
    batch.result, batch.left_count = result, left
    for piece in pieces(numbers):
        _check_again(batch, list(Row.objects.filter(batch=batch, number__in=piece).order_by("number")))
    Batch.objects.filter(pk=batch_id, plan=batch.plan).update(state=State.CHECKED, result=batch.result)
    return len(numbers)


def _holding(batch: Batch, place: int, text: str) -> list[int]:
    """Find the rows in which a cell holds a text, as it stands in the file or as it was repaired."""
    rows = Row.objects.filter(batch=batch).order_by("number")
    texts = rows.values_list("number", f"cells__{int(place)}", "repairs")
    return [
        number
        for number, cell, repairs in texts.iterator(2_000)
        if str(repairs.get(str(place), cell or "")).strip() == text
    ]


def _row(batch_id: int, number: int, by: Viewer) -> tuple[Batch, Row]:
    check_import(by)
    batch = Batch.objects.select_for_update().filter(pk=batch_id).first()
    row = Row.objects.filter(batch=batch_id, number=number).first()
    if batch is None or row is None:
        raise NotFound(_("There is no such row."))
    check_batch(by, batch)
    if batch.state != State.CHECKED:
        raise WrongState(_("Rows can be repaired once they are checked and until they are written."))
    return batch, row


def _check_again(batch: Batch, rows: Sequence[Row]) -> None:
    """Check some rows anew and bring the batch's counts in line."""
    run = Checking(batch)
    taken = Row.objects.filter(batch=batch, record_id__isnull=False).exclude(number__in=[row.number for row in rows])
    run.matching.taken |= {pk for pk in taken.values_list("record_id", flat=True) if pk is not None}
    before = Tally(spans=run.tally.spans, figures=run.tally.figures)
    for row in rows:
        before.add(_as_checked(row), row.verdict)
    others = {row.number: row for row in rows}
    checked = run.check(rows, among_others=lambda found: _keep_keys(batch, others, found))
    store_checked(rows=checked)
    older = batch.result.get("older", 0)
    batch.result = moved(batch.result, before.result(), run.tally.result()) | {"older": older}
    _spans(batch, before, run.tally)
    batch.left_count = leaving_count(batch)
    Batch.objects.filter(pk=batch.pk).update(result=batch.result, left_count=batch.left_count)


def _as_checked(row: Row) -> CheckedRow:
    return CheckedRow(
        row.number, dict(row.values), dict(row.extra), [Problem.from_json(one) for one in row.problems], row.key,
        row.list_key, dict(row.words),
    )  # fmt: skip


def _keep_keys(batch: Batch, rows: Mapping[int, Row], found: Sequence[CheckedRow]) -> None:
    """Give rows checked alone the keys they have among the others: the same as before, else the next that is free."""
    for one in found:
        row = rows[one.number]
        said = [problem for problem in (Problem.from_json(data) for data in row.problems) if problem.kind in REPEATED]
        same = one.key == row.key.partition("#")[0] and one.list_key == row.list_key.partition("#")[0]
        if row.key and same:
            one.key, one.list_key = row.key, row.list_key
            one.problems = [*(p for p in one.problems if p.kind not in REPEATED), *said]
        elif not one.is_refused:
            one.key = _free(batch, row, "key", one.key)
            one.list_key = _free(batch, row, "list_key", one.list_key)


def _free(batch: Batch, row: Row, name: str, base: str) -> str:
    known = set(
        Row.objects.filter(Q(**{name: base}) | Q(**{f"{name}__startswith": f"{base}#"}), batch=batch)
        .exclude(pk=row.pk)
        .values_list(name, flat=True)
    )
    if base not in known:
        return base
    return next(key for n in range(2, len(known) + 3) if (key := f"{base}#{n}") not in known)


def _spans(batch: Batch, before: Tally, after: Tally) -> None:
    """Count the spans of dates anew where a repair moved one; medians cannot be added up."""
    spans: dict[str, Any] = batch.result.get("spans", {})
    moved_spans = [span for span in after.spans if before.days[span.name] != after.days[span.name]]
    if not moved_spans:
        return
    tally = Tally(spans=moved_spans, figures=())
    for number, values in Row.objects.filter(batch=batch).values_list("number", "values").iterator(2_000):
        tally.add_days(CheckedRow(number, values))
    batch.result = {**batch.result, "spans": {**spans, **tally.result()["spans"]}}
