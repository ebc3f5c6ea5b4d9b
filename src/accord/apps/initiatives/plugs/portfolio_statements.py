"""The part of an imported portfolio that keeps what the file says of plan, money and rating on its day."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from datetime import datetime
from typing import Any

from accord.apps.batches.models import Batch
from accord.apps.batches.reads.comparing import extra_codes
from accord.apps.batches.rules.plans import Plan
from accord.apps.batches.sockets import Kept, Load, LoadRow, Part, Written, parts
from accord.apps.initiatives import reads, writes
from accord.apps.initiatives.rules import StatementRow, stated_values
from accord.apps.ui.rules import Ref, Viewer
from accord.apps.ui.writes import gathering

INITIATIVE, STATEMENT = "initiatives.initiative", "initiatives.statement"
LONGEST = 200


def plug_in() -> None:
    """Plug the part in."""
    parts.plug(Part("statements", "portfolio", 25, (), prepare=prepare, take_back=take_back))


def prepare(load: Load) -> Callable[[], Iterable[Written]]:
    """Gather what is said for the first time; the returned function changes what the source had said for that day."""
    said = _said(load)
    there = reads.statements_there(
        initiative_ids=[row.initiative_id for row in said], as_of=load.as_of, source=load.source, list_id=load.list_id
    )
    new = [row for row in said if row.initiative_id not in there]
    changed = {there[row.initiative_id]: row for row in said if row.initiative_id in there}
    with gathering(into=load.inserts):
        ids = writes.import_statements(
            rows=new,
            as_of=load.as_of,
            source=load.source,
            list_id=load.list_id,
            by=load.by,
            at=load.at,
            batch=load.batch,
        )

    def write() -> Iterable[Written]:
        before = writes.change_statements(rows=changed, source=load.source, by=load.by, at=load.at, batch=load.batch)
        yield from (Written(Ref(STATEMENT, pk), True, row.row) for pk, row in zip(ids, new, strict=True))
        yield from (Written(Ref(STATEMENT, pk), False, changed[pk].row, old) for pk, old in before.items())

    return write


def _said(load: Load) -> list[StatementRow]:
    """List what the rows say, those that change nothing too: that a day still stands is part of the story."""
    mine, before = load.ids.get(INITIATIVE, {}), load.before.get(STATEMENT, {})
    code = _code_of_planned_end(load)
    found: dict[int, StatementRow] = {}
    for row in (*load.rows, *load.unchanged):
        pk = mine.get(row.number) or row.record_id
        values = _values(row, code)
        if pk is not None and values:
            found.setdefault(
                pk, StatementRow(initiative_id=pk, row=row.number, values=values, id=before.get(row.number))
            )
    return list(found.values())


def _code_of_planned_end(load: Load) -> str:
    """Find under which code the rows keep what stands for a planned end without being a day."""
    batch = Batch.objects.filter(pk=load.batch.id).first()
    place = Plan.from_json(batch.plan).place("planned_end_on") if batch is not None else None
    return extra_codes(batch)[place] if batch is not None and place is not None else ""


def _values(row: LoadRow, code: str) -> dict[str, Any]:
    """Turn a row into the fields of a statement; empty where it says nothing of plan, money or rating."""
    values: dict[str, Any] = stated_values(row.values)
    if "planned_end_on" in values:
        values["planned_end"] = row.values["planned_end_on"]
    elif words := row.extra.get(code) if code else None:
        values["planned_end_words"] = str(words)[:LONGEST]
    if "rating" in values:
        values["rating_words"] = row.words.get("rating", "")[:LONGEST]
    for name in ("cost", "benefit"):
        if f"{name}_amount" in values:
            values[f"{name}_side"] = str(row.values[name].get("side", ""))[:16]
    return values


def take_back(written: Sequence[Written], by: Viewer, at: datetime, batch: Ref) -> list[Kept]:
    """Take what was said back with the file that said it."""
    created = [one.ref.id for one in written if one.created]
    changed: Mapping[int, Mapping[str, Any]] = {one.ref.id: one.memo for one in written if not one.created}
    writes.take_back_statements(created=created, changed=changed, by=by, at=at, batch=batch)
    return []
