"""Checking staged rows: every cell read, every problem named, every row compared with what is here."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from datetime import datetime
from typing import Any

from django.db import transaction
from django.utils.translation import gettext as _

from accord.apps.batches import sockets
from accord.apps.batches.models import Batch, Row
from accord.apps.batches.permissions import check_batch, check_import
from accord.apps.batches.reads.comparing import extra_codes, people_called, settled, target_of
from accord.apps.batches.reads.edits import edits_since_import
from accord.apps.batches.reads.leaving import leaving_count
from accord.apps.batches.reads.matching import Matched, Matching
from accord.apps.batches.rules.fields import FieldType
from accord.apps.batches.rules.plans import Plan
from accord.apps.batches.rules.problems import Kind, Problem, shortened
from accord.apps.batches.rules.rows import CheckedRow, Checker
from accord.apps.batches.rules.streams import PIECE, Progress, no_progress, pieces
from accord.apps.batches.rules.tallies import Tally
from accord.apps.batches.rules.verdicts import LEAVE, State, Verdict, differences
from accord.apps.batches.rules.words import cells_of, fold
from accord.apps.batches.sockets import RowKey
from accord.apps.trail.rules import plain
from accord.apps.ui.rules import NotFound, Viewer, WrongState
from accord.apps.ui.templatetags.formats import exact_day

CHECKED_FIELDS = (
    "title", "key", "list_key", "values", "words", "extra", "problems", "kinds", "verdict", "record_id", "changes",
)  # fmt: skip


# no event: nothing anybody works with has changed until the batch is committed
def check_rows(*, batch_id: int, by: Viewer, at: datetime, progress: Progress = no_progress) -> Batch:
    """Check every staged row under the present mapping and store what would happen to it, in pieces.

    Raises NotAllowed, NotFound or WrongState.
    """
    check_import(by)
    batch = Batch.objects.filter(pk=batch_id).first()
    if batch is None:
        raise NotFound(_("There is no such import."))
    check_batch(by, batch)
    if batch.state not in {State.MAPPING, State.CHECKED}:
        raise WrongState(_("This import has been written already."))
    run = Checking(batch)
    for piece in pieces(Row.objects.filter(batch=batch).order_by("number").iterator(PIECE)):
        store_checked(rows=run.check(piece))
        progress(run.tally.rows, batch.row_count, _("Checking rows"))
    found = {**run.tally.result(), "repaired_years": run.repaired, "older": run.older}
    batch.left_count = leaving_count(batch)
    done = Batch.objects.filter(
        pk=batch_id, plan=batch.plan, source_list=batch.source_list_id, key_by=batch.key_by,
        state__in=[State.MAPPING, State.CHECKED],
    ).update(result=found, state=State.CHECKED, left_count=batch.left_count)  # fmt: skip
    if not done:
        raise WrongState(_("The mapping changed while the rows were checked. Check them again."))
    batch.result, batch.state = found, State.CHECKED
    return batch


# no event: see check_rows
def store_checked(*, rows: Sequence[Row]) -> None:
    """Store what was found about rows, with one prepared statement and without their cells."""
    connection = transaction.get_connection()
    fields = [field for field in Row._meta.concrete_fields if field.name in CHECKED_FIELDS]
    columns = ", ".join(f"{connection.ops.quote_name(field.column)} = %s" for field in fields)
    statement = f"UPDATE {connection.ops.quote_name(Row._meta.db_table)} SET {columns} WHERE id = %s"  # noqa: S608 - our own names
    values = [
        [*(field.get_db_prep_save(getattr(row, field.attname), connection) for field in fields), row.pk] for row in rows
    ]
    with transaction.atomic(), connection.cursor() as cursor:
        cursor.executemany(statement, values)


AmongOthers = Callable[[Sequence[CheckedRow]], None]


class Checking:
    """The check of one batch, piece by piece, in the order of the rows."""

    def __init__(self, batch: Batch) -> None:
        self.batch = batch
        self.plan = Plan.from_json(batch.plan)
        self.target, self.parts = target_of(batch)
        fields = sockets.fields_of(batch.target)
        self._names = {field.name for field in fields}
        spans = [span for part in self.parts for span in part.spans]
        self.checker = Checker(
            fields=fields, plan=self.plan, codes=extra_codes(batch), spans=spans,
            checks=[check for part in self.parts for check in part.checks],
            name_field=self.target.name_field, group_field=self.target.group_field,
            key_by=batch.key_by,
        )  # fmt: skip
        self.tally = Tally(spans=spans, figures=[figure for part in self.parts for figure in part.figures])
        self._people = {f.name: place for f in fields if f.type == FieldType.PERSON
                        and (place := self.plan.place(f.name)) is not None}  # fmt: skip
        self._codes = extra_codes(batch)
        self.matching = Matching(batch, self.target, self.parts)
        self.older = 0
        columns = zip(self.plan.columns, batch.columns, strict=True)
        self.repaired = sum(column["serial_years"] for plan, column in columns if plan.repair_years)

    def check(self, rows: Sequence[Row], *, among_others: AmongOthers | None = None) -> list[Row]:
        """Check the next piece; gives the rows with everything that was found.

        ``among_others`` gives rows that are checked alone the keys they have among the rows not looked at.
        """
        found = [self.checker.check(row.number, cells_of(row.cells, row.repairs)) for row in rows]
        if among_others:
            among_others(found)
        self._find_people(found)
        self._sift(found)
        keys = [RowKey(one.number, one.key, one.values, one.list_key) for one in found if not one.is_refused]
        matched = self.matching.find(keys)
        self._edits = edits_since_import(kind=self.target.record_kind, ids=matched.ids.values())
        self.older += len(matched.older)
        return [self._row(row, one, matched) for row, one in zip(rows, found, strict=True)]

    def _row(self, row: Row, one: CheckedRow, matched: Matched) -> Row:
        pk = matched.ids.get(row.number)
        compared = pk is not None and row.number not in matched.older
        differs = self._differences(one, matched.now.get(pk or 0, {})) if compared else {}
        if differs and pk is not None:
            self._name_edits(one, pk, set(differs))
        if is_left := LEAVE in row.repairs:
            differs = {}
        verdict = Verdict.REFUSED if is_left and pk is None else _verdict(one, pk, bool(differs))
        self.tally.add(one, verdict)
        return Row(
            pk=row.pk, repairs=row.repairs, batch=self.batch, number=row.number, line=row.line, cells=row.cells,
            title=shortened(str(one.values.get(self.target.name_field, "")), 200), key=one.key[:200], list_key=one.list_key[:200],
            values=one.values, words=one.words, extra=one.extra, problems=[problem.to_json() for problem in one.problems],
            kinds="".join(f"|{kind}|" for kind in dict.fromkeys(str(p.kind) for p in one.problems))[:400],
            verdict=verdict, record_id=pk, changes={name: [plain(a), plain(b)] for name, (a, b) in differs.items()},
        )  # fmt: skip

    def _differences(self, one: CheckedRow, now: Mapping[str, Any]) -> dict[str, tuple[Any, Any]]:
        """Compare a row with its record; what cannot be changed by a file is named."""
        values, named = settled(self.parts, one.values, now)
        for kind, name, said in named:
            one.problems.append(Problem(kind, self.plan.place(name), said))
        return differences(values, one.extra, now)

    def _name_edits(self, one: CheckedRow, pk: int, changed: set[str]) -> None:
        """Say that somebody edited the record here since a file last brought it, where writing would undo that."""
        edit = self._edits.get(pk)
        if edit is None or not edit.concerns(changed, self._names):
            return
        name = next((name for name in sorted(changed) if name in edit.fields), "")
        said = {"who": edit.who, "day": exact_day(edit.on), "field": name}
        one.problems.append(Problem(Kind.EDITED_HERE, self.plan.place(name), said))

    def _sift(self, found: Sequence[CheckedRow]) -> None:
        """Let every part look at the rows now that persons are found; what cannot be taken is taken out and named."""
        rows = {one.number: one for one in found if not one.is_refused}
        for part in self.parts:
            keys = [RowKey(one.number, one.key, one.values, one.list_key) for one in rows.values()]
            for number, named in part.sift(keys).items():
                for kind, name, said in named:
                    self._take_out(rows[number], name, kind, said)

    def _take_out(self, one: CheckedRow, name: str, kind: Kind, said: Mapping[str, Any]) -> None:
        place = self.plan.place(name)
        if kind != Kind.NAMESAKE and one.values.pop(name, None) is not None and place is not None:
            one.extra[self._codes[place]] = str(said.get("text", ""))
        one.problems.append(Problem(kind, place, said))

    def _find_people(self, found: Sequence[CheckedRow]) -> None:
        """Replace names and mail addresses by the persons they mean; nobody found stays text and is named."""
        if not self._people:
            return
        said = {str(one.values[name]) for one in found for name in self._people if name in one.values}
        known = people_called(said)
        for one in found:
            for name, place in self._people.items():
                text = one.values.pop(name, None)
                if text is None:
                    continue
                if (pk := known.get(fold(str(text)))) is not None:
                    one.values[name] = pk
                else:
                    one.extra[self._codes[place]] = text
                    one.problems.append(Problem(Kind.UNKNOWN_PERSON, place, {"text": shortened(str(text))}))


def _verdict(one: CheckedRow, pk: int | None, differs: bool) -> Verdict:
    if one.is_refused:
        return Verdict.REFUSED
    if pk is None:
        return Verdict.NEW
    return Verdict.CHANGED if differs else Verdict.SAME
