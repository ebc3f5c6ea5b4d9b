"""One measurement: read the records, let the engine measure, keep what is new."""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterable, Sequence
from datetime import date, datetime

from django.db import transaction
from django.db.models import F
from django.utils import timezone
from django.utils.translation import gettext as _

from accord.apps.readings import events
from accord.apps.readings.models import EvidenceRow, Measurement, ReadingRow, Touched
from accord.apps.readings.permissions import MEASURE
from accord.apps.readings.rules import says_the_same, subject_number
from accord.apps.readings.sockets import measured, sources
from accord.apps.trail import writes as trail
from accord.apps.trail.events import Change
from accord.apps.ui.permissions import check
from accord.apps.ui.rules import Ref, Viewer
from accord.practices import PRACTICES, Reading, measure_all, opening, touched_by
from accord.tables import Snapshot

Progress = Callable[[int, int, str], None]
PIECE = 500
ANSWER = (
    "status", "value", "unit", "low", "high", "level", "guard_low", "guard_high", "guard_level", "at_least", "n",
    "n_missing", "verdict", "opens", "closes", "basis", "declared", "method", "version", "inputs_digest",
)  # fmt: skip


# no event: a mark for the next measurement, derived from events that are on the trail
def touch(tables: Collection[str], *, by: Viewer | None, at: datetime) -> None:
    """Note that tables of the snapshot changed."""
    rows = [Touched(table=name, at=at) for name in sorted(tables)]
    Touched.objects.bulk_create(rows, update_conflicts=True, update_fields=["at"], unique_fields=["table"])


def snapshot_of(day: date) -> Snapshot:
    """Read every plugged table as of a day, in one transaction so that they fit together.

    A table nobody has ever written to is left out: what nobody was asked for is unknown, not none.
    """
    with transaction.atomic():
        tables = {source.table: source.of(day) for source in sources}
    return Snapshot.of(day, {name: rows for name, rows in tables.items() if len(rows)})


def measure(
    *,
    by: Viewer | None,
    at: datetime,
    as_of: date | None = None,
    only: Sequence[str] | None = None,
    only_touched: bool = False,
    progress: Progress = lambda done, total, note: None,
) -> Measurement:
    """Measure practices (all, those named, or those whose tables changed) and keep what is new.

    The engine runs outside any transaction; storing is one short one, in which the gaps are told too. Raises
    NotAllowed, KeyError for an unknown practice.
    """
    if by is not None:
        check(by, MEASURE)
    day = as_of or timezone.localdate(at)
    marks = list(Touched.objects.values_list("pk", "table", "at"))
    codes = _codes(only, [table for _pk, table, _at in marks] if only_touched else None)
    progress(0, len(codes) + 2, _("Reading the records"))
    snapshot = snapshot_of(day)
    strictness = opening(snapshot)
    found: list[Reading] = []
    for place, code in enumerate(codes, start=1):
        progress(place, len(codes) + 2, PRACTICES[code].title)
        found += measure_all(snapshot, [code], guard_level=strictness.level)
    progress(len(codes) + 1, len(codes) + 2, _("Writing down what is new"))
    with transaction.atomic():
        run = Measurement.objects.create(
            as_of=day, started_at=at, by_id=by.pk if by else None, practices=codes, measured=len(found),
            pairs=strictness.pairs, guard_level=strictness.level, expected_false=strictness.expected,
            notes=[str(note) for note in snapshot.notes],
        )  # fmt: skip
        run.changed = _store(run, found)
        run.finished_at = timezone.now()
        run.save(update_fields=["changed", "finished_at"])
        _clear(marks, codes)
        _tell(run, by, at)
        for listener in measured:
            listener.heard(run.pk, by, at)
    return run


def _codes(only: Sequence[str] | None, touched: Iterable[str] | None) -> list[str]:
    if only:
        return [PRACTICES[code].code for code in only]
    if touched is not None:
        return [practice.code for practice in touched_by(set(touched))]
    return list(PRACTICES)


def _store(run: Measurement, found: Sequence[Reading]) -> int:
    """Write readings that say something new, count the others; gives how many were new."""
    latest = {
        (row["practice"], row["subject_kind"], row["subject_id"]): row
        for row in ReadingRow.objects.filter(is_latest=True, practice__in=run.practices).values(
            "pk", "practice", "subject_kind", "subject_id", *ANSWER
        )
    }
    new, same, outdated = [], [], []
    for reading in found:
        key = (reading.practice, reading.subject_kind.value, subject_number(reading.subject_id))
        before = latest.pop(key, None)
        answer = _answer(reading)
        if before is not None and says_the_same(before, answer):
            same.append(before["pk"])
            continue
        if before is not None:
            outdated.append(before["pk"])
        new.append(_row(run, reading, key, answer))
    outdated += [row["pk"] for row in latest.values()]  # subjects that are gone
    for piece in _pieces(outdated):
        ReadingRow.objects.filter(pk__in=piece).update(is_latest=False)
    for piece in _pieces(same):
        ReadingRow.objects.filter(pk__in=piece).update(last_measurement=run, times=F("times") + 1)
    ReadingRow.objects.bulk_create(new, batch_size=PIECE)
    changed = {row.practice for row in new if row.subject_kind == "organisation"}
    _store_evidence([reading for reading in found if reading.practice in changed])
    return len(new)


def _answer(reading: Reading) -> dict[str, object]:
    return {name: _plain(getattr(reading, name)) for name in ANSWER}


def _plain(value: object) -> object:
    return str(value) if isinstance(value, str) else value


def _row(run: Measurement, reading: Reading, key: tuple[str, str, int], answer: dict[str, object]) -> ReadingRow:
    return ReadingRow(
        measurement=run, last_measurement=run, practice=key[0], subject_kind=key[1], subject_id=key[2],
        as_of=reading.as_of, reasons=[reason.as_dict() for reason in reading.reasons], figures=dict(reading.figures),
        **answer,
    )  # fmt: skip


def _store_evidence(changed: Iterable[Reading]) -> None:
    """Replace the rows behind the organisation's readings that changed."""
    for reading in changed:
        if reading.subject_kind.value != "organisation":
            continue
        EvidenceRow.objects.filter(practice=reading.practice).delete()
        EvidenceRow.objects.bulk_create(
            [
                EvidenceRow(
                    practice=reading.practice, kind=row.kind, record_id=int(row.id), passes=row.passes,
                    note=row.note.as_dict() if row.note else None,
                )
                for row in reading.evidence
            ],
            batch_size=PIECE,
        )  # fmt: skip


def _clear(marks: Sequence[tuple[int, str, datetime]], codes: Collection[str]) -> None:
    """Forget the marks of tables whose every reader was measured, unless they changed again meanwhile."""
    for pk, table, at in marks:
        if {practice.code for practice in touched_by({table})} <= set(codes):
            Touched.objects.filter(pk=pk, at=at).delete()


def _tell(run: Measurement, by: Viewer | None, at: datetime) -> None:
    changes = (
        Change(field="practices", new=run.practices),
        Change(field="as_of", new=run.as_of),
        Change(field="measured", new=run.measured),
        Change(field="changed", new=run.changed),
    )
    trail.record(events.Measured(subject=Ref("readings.measurement", run.pk), changes=changes), by=by, at=at)


def _pieces(items: Sequence[int]) -> Iterable[Sequence[int]]:
    for start in range(0, len(items), PIECE):
        yield items[start : start + PIECE]
