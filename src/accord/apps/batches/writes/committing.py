"""Writing a checked batch: everything is prepared beforehand, then one short transaction writes all or nothing.

A batch too large for one short transaction is written in pieces, each of them short. What was written is rolled forward
after a restart, and taken back as a whole when a piece is refused.
"""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime

from django.db import IntegrityError, transaction
from django.db.models import F
from django.utils.translation import gettext as _
from django.utils.translation import gettext_noop

from accord.apps.batches.events import BatchBroughtAgain, BatchCommitted
from accord.apps.batches.models import Batch, ExtraField, Profile, Row, Turn, Writing
from accord.apps.batches.permissions import check_batch, check_import
from accord.apps.batches.reads.comparing import extra_codes
from accord.apps.batches.reads.since import BATCH, LISTED
from accord.apps.batches.rules.plans import EXTRA, LEAVE_OUT, Plan
from accord.apps.batches.rules.streams import PIECE, Progress, no_progress, pieces
from accord.apps.batches.rules.verdicts import State
from accord.apps.batches.sockets import Load, Written
from accord.apps.batches.writes.fresh import CHANGED, CheckedRows, Fresh, Rows, RowsAgain
from accord.apps.batches.writes.incoming import drop_file
from accord.apps.batches.writes.lists import Seen, mark_left, name_in_list
from accord.apps.batches.writes.taking_back import undo_writings
from accord.apps.trail import writes as trail
from accord.apps.trail.events import Change
from accord.apps.ui.rules import NotFound, Ref, Refused, Viewer, WrongState
from accord.apps.ui.writes import insert_many

AT_ONCE = 2_500  # rows that are written in one transaction
A_PIECE = 500
_MEANWHILE = gettext_noop("Somebody else wrote an import just now. Nothing was written. Check the rows again.")


def commit(*, batch_id: int, by: Viewer, at: datetime, progress: Progress = no_progress) -> Batch:
    """Write every row that is new or changed, all or nothing; the rows that are refused stay out.

    Raises NotAllowed, NotFound, WrongState when it is not checked, written already, or what it was compared with has
    changed since the check. Called again on a batch that is being written, it goes on where that stopped.
    """
    batch = _found(batch_id, by)
    if batch.state not in {State.CHECKED, State.WRITING} or batch.taken_back_at:
        raise _wrong_state(batch)
    run = Run(batch, CheckedRows(batch), by, at)
    run.write(progress)
    _forget_left_out(batch, Plan.from_json(batch.plan))
    drop_file(name=batch.path)
    Batch.objects.filter(pk=batch.pk).update(path="")
    batch.refresh_from_db()
    return batch


def bring_again(*, batch_id: int, by: Viewer, at: datetime, progress: Progress = no_progress) -> Batch:
    """Write a batch again that was taken back: the same records come back with the same ids, changes are made again.

    What somebody has changed here since, or what was kept then, stays as it is and is listed on the batch. Raises
    NotAllowed, NotFound, or WrongState when it is not taken back. Called again, it goes on where it stopped.
    """
    batch = _found(batch_id, by)
    if batch.state not in {State.TAKEN_BACK, State.WRITING} or not batch.taken_back_at:
        raise WrongState(_("Only an import that has been taken back can be brought in again."))
    run = Run(batch, RowsAgain(batch), by, at)
    run.write(progress)
    batch.refresh_from_db()
    return batch


def _found(batch_id: int, by: Viewer) -> Batch:
    check_import(by)
    batch = Batch.objects.filter(pk=batch_id).first()
    if batch is None:
        raise NotFound(_("There is no such import."))
    check_batch(by, batch)
    return batch


def _wrong_state(batch: Batch) -> WrongState:
    if batch.state == State.MAPPING:
        return WrongState(_("Check the rows first, so that you know what will be written."))
    return WrongState(_("This import has been written already."))


class Run:
    """One batch on its way into the records, for the first time or again."""

    def __init__(self, batch: Batch, rows: Rows, by: Viewer, at: datetime) -> None:
        self.batch, self.rows, self.by, self.at = batch, rows, by, at
        self.me = Ref(BATCH, batch.pk)
        self.before = State(batch.state)
        self.is_again = batch.taken_back_at is not None
        self.turn, _created = Turn.objects.get_or_create(target=batch.target)
        self.plan, self.codes = Plan.from_json(batch.plan), extra_codes(batch)

    def write(self, progress: Progress) -> None:
        """Write everything, at once when it is little."""
        total = self.rows.staged().count()
        progress(0, total, _("Comparing once more"))
        try:
            if self.before != State.WRITING and total <= AT_ONCE:
                self._at_once(total)
            else:
                self._in_pieces(total, progress)
        except IntegrityError as meanwhile:
            raise WrongState(_(CHANGED)) from meanwhile
        progress(total, total, _("Done"))

    def _at_once(self, total: int) -> None:
        fresh = next(self.rows.pieces(max(total, 1)), Fresh())
        prepared = Prepared(self, fresh)
        with transaction.atomic():
            self._claim(State.COMMITTED)
            prepared.write()
            self._finish()

    def _in_pieces(self, total: int, progress: Progress) -> None:
        """Write piece after piece; where one is refused, take back those before it."""
        if self.before != State.WRITING:
            with transaction.atomic():
                self._claim(State.WRITING)
        done = 0
        try:
            for fresh in self.rows.pieces(A_PIECE):
                prepared = Prepared(self, fresh)
                with transaction.atomic():
                    self._move_on(fresh.last)
                    prepared.write()
                done += len(fresh.rows) + len(fresh.unchanged)
                progress(done, total, _("Writing"))
            with transaction.atomic():
                self._finish()
        except (Refused, IntegrityError):
            self._give_up()
            raise

    def _claim(self, state: State) -> None:
        """Take the batch and the target's turn; whoever prepared at the same time is refused, not merged."""
        said = {"state": state, "written_to": 0, "undone_to": None}
        if not self.is_again:
            said |= {"committed_at": self.at, "committed_by_id": self.by.pk}
        if not Batch.objects.filter(pk=self.batch.pk, state=self.before).update(**said):
            raise WrongState(_("This import has been written already."))
        if not Turn.objects.filter(pk=self.turn.pk, count=self.turn.count).update(count=F("count") + 1):
            raise WrongState(_(_MEANWHILE))
        if not self.is_again:
            _define_extra_fields(self.batch, self.plan, self.codes)

    def _move_on(self, last: int) -> None:
        """Note how far the batch is; refused where another worker has moved on already."""
        here = Batch.objects.filter(pk=self.batch.pk, state=State.WRITING, written_to=self.batch.written_to)
        if not here.update(written_to=last):
            raise WrongState(_("This import is being written already."))
        self.batch.written_to = last

    def _finish(self) -> None:
        said = {"state": State.COMMITTED, "written_to": 0, "taken_back_at": None, "taken_back_by_id": None}
        if not self.is_again:
            said["kept"] = []
        Batch.objects.filter(pk=self.batch.pk).update(**said)
        if self.batch.source_list_id:
            left = mark_left(batch=self.batch, by=self.by, at=self.at, me=self.me)
            Batch.objects.filter(pk=self.batch.pk).update(left_count=left)
        if self.is_again:
            trail.record(BatchBroughtAgain(subject=self.me), by=self.by, at=self.at, batch=self.me)
        else:
            _save_profile(self.batch, self.by, self.at)
            trail.record(_told(self.batch), by=self.by, at=self.at, batch=self.me)

    def _give_up(self) -> None:
        """Take back what was written before a piece was refused."""
        Batch.objects.filter(pk=self.batch.pk).update(state=State.TAKING_BACK)
        undo_writings(batch=self.batch, by=self.by, at=self.at, keep=self.is_again)
        back = State.TAKEN_BACK if self.is_again else State.CHECKED
        Batch.objects.filter(pk=self.batch.pk).update(state=back, written_to=0, undone_to=None)


class Prepared:
    """A piece of rows with everything read and computed that its parts need, ready to be written."""

    def __init__(self, run: Run, fresh: Fresh) -> None:
        batch = run.batch
        self.run, self.fresh = run, fresh
        self.load = Load(
            run.me, batch.name, batch.as_of, run.by, run.at, fresh.rows, unchanged=fresh.unchanged,
            list_id=batch.source_list_id, before=_ids_before(batch) if run.is_again else {},
        )  # fmt: skip
        self.steps = [(part.name, part.prepare(self.load)) for part in run.rows.parts]

    def write(self) -> None:
        """Write the piece, inside the caller's transaction."""
        batch, target = self.run.batch, self.run.rows.target
        self.load.inserts.run()
        written = [(name, one) for name, write in self.steps for one in write()]
        if self.run.is_again:
            self._forget_before([one for _name, one in written])
            self._list_kept()
        _remember(batch, written)
        if batch.source_list_id:
            ids = {one.row: one.ref.id for _name, one in written if one.ref.kind == target.record_kind and one.row}
            ids |= {row.number: row.record_id for row in (*self.load.rows, *self.load.unchanged) if row.record_id}
            seen = [Seen(ids[row], key, row) for row, key in self.fresh.list_keys.items() if row in ids]
            name_in_list(batch=batch, target=target, seen=seen)

    def _forget_before(self, written: Sequence[Written]) -> None:
        """Let go of what was remembered of these records from the time before."""
        mine = Writing.objects.filter(batch=self.run.batch)
        kinds: dict[str, list[int]] = {}
        for one in written:
            kinds.setdefault(one.ref.kind, []).append(one.ref.id)
        for kind, ids in kinds.items():
            for piece in pieces(ids, 5_000):
                mine.exclude(part=LISTED).filter(kind=kind, record_id__in=piece).delete()
        for piece in pieces(self.fresh.list_keys, 5_000):
            mine.filter(part=LISTED, row_number__in=piece).delete()

    def _list_kept(self) -> None:
        kept = Batch.objects.values_list("kept", flat=True).get(pk=self.run.batch.pk)
        kept = kept if self.run.batch.written_to else []
        kept += [[str(ref), reason] for ref, reason in self.fresh.kept]
        Batch.objects.filter(pk=self.run.batch.pk).update(kept=kept)


def _ids_before(batch: Batch) -> dict[str, dict[int | str, int]]:
    """Give the ids that records had which the batch added: kind → (row number, or name where there is no row) → id."""
    found: dict[str, dict[int | str, int]] = {}
    created = Writing.objects.filter(batch=batch, is_created=True)
    for kind, row, memo, pk in created.values_list("kind", "row_number", "memo", "record_id"):
        found.setdefault(kind, {})[row if row is not None else str(memo.get("name", ""))] = pk
    return found


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
                batch_id=batch.pk, part=part, kind=one.ref.kind, record_id=one.ref.id, row_number=one.row,
                is_created=one.created, memo=dict(one.memo),
            )
            for part, one in written
        ]
    )  # fmt: skip


def _save_profile(batch: Batch, by: Viewer, at: datetime) -> None:
    """Remember the mapping for the next file with these headers."""
    said = {
        "headers": batch.headers, "plan": batch.plan, "choices": batch.choices, "source_list_id": batch.source_list_id,
        "saved_at": at, "saved_by_id": by.pk,
    }  # fmt: skip
    Profile.objects.update_or_create(
        target=batch.target, fingerprint=batch.fingerprint, defaults=said, create_defaults={**said, "name": batch.name}
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
