"""The rows of a batch as they would be written now: those of a checked file, and those of a file that is brought again."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

from django.db.models import QuerySet
from django.utils.translation import gettext as _
from django.utils.translation import gettext_noop

from accord.apps.batches.models import Batch, Row, Writing
from accord.apps.batches.reads.comparing import present, settled, target_of
from accord.apps.batches.reads.matching import Matched, Matching
from accord.apps.batches.reads.since import BATCH, LISTED, touched_since
from accord.apps.batches.rules.streams import PIECE, pieces
from accord.apps.batches.rules.verdicts import LEAVE, Verdict, differences
from accord.apps.batches.sockets import LoadRow, RowKey
from accord.apps.ui.rules import Ref, WrongState

CHANGED = gettext_noop("Records here have changed since the preview. Nothing was written. Check the rows again.")


@dataclass
class Fresh:
    """Rows to write, rows that stay as they are, by what the list knows each, and what was left alone with the reason.

    ``last`` is the number of the last row.
    """

    rows: list[LoadRow] = field(default_factory=list)
    unchanged: list[LoadRow] = field(default_factory=list)
    list_keys: dict[int, str] = field(default_factory=dict)
    kept: list[tuple[Ref, str]] = field(default_factory=list)
    last: int = 0

    def add(self, row: Row, pk: int | None, changes: Mapping[str, Any] | None, *, in_list: bool) -> None:
        """Take in a row: new (no record), changed, or (``changes`` None) as it is.

        A list remembers its own keys; the record keeps the key it has.
        """
        key = "" if in_list and pk is not None else row.key
        if in_list:
            self.list_keys[row.number] = row.list_key
        if changes is None:
            self.unchanged.append(LoadRow(row.number, key, pk, row.values, {}, {}, frozenset()))
        else:
            self.rows.append(LoadRow(row.number, key, pk, row.values, row.words, row.extra, frozenset(changes)))


class Rows:
    """The rows of a batch in pieces, compared with what stands here when their piece comes."""

    def __init__(self, batch: Batch) -> None:
        self.batch = batch
        self.target, self.parts = target_of(batch)
        self.in_list = bool(batch.source_list_id)

    def staged(self) -> QuerySet[Row]:
        """Give the rows that can be taken and are not written yet."""
        rows = Row.objects.filter(batch=self.batch, number__gt=self.batch.written_to)
        return rows.exclude(verdict=Verdict.REFUSED).order_by("number").defer("cells", "problems")

    def pieces(self, size: int) -> Iterator[Fresh]:
        """Give the rows, compared, in pieces of at most ``size``; each is read when it is asked for."""
        while True:
            fresh = Fresh()
            for piece in pieces(self.staged()[:size].iterator(PIECE)):
                self._compare(fresh, piece)
                fresh.last = piece[-1].number
            if not fresh.last:
                return
            yield fresh

    def _compare(self, fresh: Fresh, piece: Sequence[Row]) -> None:
        raise NotImplementedError


class CheckedRows(Rows):
    """Rows that must still do what the preview said; raises WrongState where they would not."""

    def __init__(self, batch: Batch) -> None:
        super().__init__(batch)
        self._matching = Matching(batch, self.target, self.parts)
        if batch.written_to:
            written = Writing.objects.filter(batch=batch, kind=self.target.record_kind)
            self._matching.taken |= set(written.values_list("record_id", flat=True))

    def _compare(self, fresh: Fresh, piece: Sequence[Row]) -> None:
        matched = self._matching.find([RowKey(row.number, row.key, row.values, row.list_key) for row in piece])
        for row in piece:
            pk = matched.ids.get(row.number)
            self._check(row, pk, matched)
            is_written = row.verdict in {Verdict.NEW, Verdict.CHANGED}
            fresh.add(row, pk, row.changes if is_written else None, in_list=self.in_list)

    def _check(self, row: Row, pk: int | None, matched: Matched) -> None:
        differs = {}
        if pk is not None and row.number not in matched.older and LEAVE not in row.repairs:
            now = matched.now.get(pk, {})
            values, _named = settled(self.parts, row.values, now)
            differs = differences(values, row.extra, now)
        if pk != row.record_id or set(differs) != set(row.changes):
            raise WrongState(_(CHANGED))


class RowsAgain(Rows):
    """Rows of a batch that was taken back: what it added is added with the same ids, what it changed is changed again.

    What has been changed here since it was taken back, or was kept then, stays as it is.
    """

    def __init__(self, batch: Batch) -> None:
        super().__init__(batch)
        written = Writing.objects.filter(batch=batch, kind=self.target.record_kind).exclude(row_number=None)
        rows = written.exclude(part=LISTED).order_by("is_created").values_list("row_number", "record_id", "is_created")
        self._before = {row: (pk, created) for row, pk, created in rows}
        refs = [Ref(self.target.record_kind, pk) for pk, created in self._before.values() if not created]
        touched = touched_since(batch=Ref(BATCH, batch.pk), refs=refs, after=batch.as_of)
        self._touched = {ref.id for ref in touched}

    def _compare(self, fresh: Fresh, piece: Sequence[Row]) -> None:
        before = {row.number: self._before.get(row.number, (row.record_id, False)) for row in piece}
        now = present(self.parts, [pk for pk, _created in before.values() if pk is not None])
        gone = {row.number for row in piece if self.target.name_field not in now.get(before[row.number][0] or 0, {})}
        keys = [RowKey(row.number, row.key, row.values, row.list_key) for row in piece if row.number in gone]
        others = self.target.match(keys) if keys else {}
        for row in piece:
            pk, created = before[row.number]
            if row.number in gone:
                self._add_gone(fresh, row, created=created, other=others.get(row.number))
            elif created or pk in self._touched or row.verdict not in {Verdict.NEW, Verdict.CHANGED}:
                if pk in self._touched:
                    fresh.kept.append((self._ref(pk), _("It has been changed since it was taken back, and stays so.")))
                fresh.add(row, pk, None, in_list=self.in_list)
            else:
                values, _named = settled(self.parts, row.values, now.get(pk or 0, {}))
                changes = differences(values, row.extra, now.get(pk or 0, {}))
                fresh.add(row, pk, changes or None, in_list=self.in_list)

    def _add_gone(self, fresh: Fresh, row: Row, *, created: bool, other: int | None) -> None:
        if other is not None:
            fresh.kept.append((self._ref(other), _("Another import has brought it meanwhile; it stays as it is.")))
            fresh.add(row, other, None, in_list=self.in_list)
        elif created:
            fresh.add(row, None, {}, in_list=self.in_list)

    def _ref(self, pk: int | None) -> Ref:
        return Ref(self.target.record_kind, pk or 0)
