"""What a measurement changes in the history and the evidence: worked out first, written in one go."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

from django.db.models import F

from accord.apps.readings.models import EvidenceRow, Measurement, ReadingRow
from accord.apps.readings.rules import ANSWER, Step, step, subject_number
from accord.apps.ui.writes import insert_many
from accord.practices import Reading, SubjectKind

PIECE = 500
UPDATED = ("value", "as_of", "reasons", "figures", "n", "n_missing", "level", "guard_level")
Key = tuple[str, str, int]
Answer = dict[str, Any]


@dataclass
class Plan:
    """Which rows a measurement adds, brings up to date, counts again and leaves behind."""

    new: list[tuple[Reading, Key, Answer]] = field(default_factory=list)
    aged: list[tuple[int, Reading, Answer]] = field(default_factory=list)
    same: list[int] = field(default_factory=list)
    outdated: list[int] = field(default_factory=list)
    evidence_new: list[EvidenceRow] = field(default_factory=list)
    evidence_other: list[EvidenceRow] = field(default_factory=list)
    evidence_gone: list[int] = field(default_factory=list)


def plan(found: Sequence[Reading], practices: Sequence[str]) -> Plan:
    """Compare what was found with the latest readings and evidence of these practices."""
    latest = _latest(practices)
    made = Plan()
    for reading in found:
        key = (reading.practice, reading.subject_kind.value, subject_number(reading.subject_id))
        before, answer = latest.pop(key, None), answer_of(reading)
        match step(before, answer, is_fact=reading.subject_kind is SubjectKind.INITIATIVE):
            case Step.NEW:
                made.outdated += [before["pk"]] if before else []
                made.new.append((reading, key, answer))
            case Step.AGED if before:
                made.aged.append((before["pk"], reading, answer))
            case _ if before:
                made.same.append(before["pk"])
    made.outdated += [row["pk"] for row in latest.values()]  # subjects that are gone
    _compare_evidence(made, found, practices)
    return made


def answer_of(reading: Reading) -> Answer:
    """Give what makes the answer of a reading, as plain values."""
    return {name: _plain(getattr(reading, name)) for name in ANSWER}


def carry_out(made: Plan, run: Measurement) -> int:
    """Write a plan; gives how many readings say something new. Must run inside a transaction."""
    for piece in _pieces(made.outdated):
        ReadingRow.objects.filter(pk__in=piece).update(is_latest=False)
    for piece in _pieces([*made.same, *(pk for pk, *_rest in made.aged)]):
        ReadingRow.objects.filter(pk__in=piece).update(last_measurement=run, times=F("times") + 1)
    _bring_up_to_date(run, made.aged)
    insert_many(records=[_row(run, reading, key, answer) for reading, key, answer in made.new])
    for piece in _pieces(made.evidence_gone):
        EvidenceRow.objects.filter(pk__in=piece).delete()
    EvidenceRow.objects.bulk_create(
        made.evidence_other, batch_size=PIECE,
        update_conflicts=True, unique_fields=["id"], update_fields=["passes", "note"],
    )  # fmt: skip
    insert_many(records=made.evidence_new)
    return len(made.new)


def _latest(practices: Sequence[str]) -> dict[Key, Mapping[str, Any]]:
    rows = ReadingRow.objects.filter(is_latest=True, practice__in=practices).order_by()
    return {
        (row["practice"], row["subject_kind"], row["subject_id"]): row
        for row in rows.values("pk", "practice", "subject_kind", "subject_id", *ANSWER)
    }


def _plain(value: object) -> object:
    return str(value) if isinstance(value, str) else value


def _row(run: Measurement, reading: Reading, key: Key, answer: Answer, **more: Any) -> ReadingRow:
    return ReadingRow(
        measurement=run, last_measurement=run, practice=key[0], subject_kind=key[1], subject_id=key[2],
        as_of=reading.as_of, reasons=[reason.as_dict() for reason in reading.reasons], figures=dict(reading.figures),
        **answer, **more,
    )  # fmt: skip


def _bring_up_to_date(run: Measurement, aged: Sequence[tuple[int, Reading, Answer]]) -> None:
    """Give facts their present value: rows that stand already, so each insert turns into an update."""
    rows = [
        _row(run, reading, (reading.practice, "", 0), answer, pk=pk, is_latest=False) for pk, reading, answer in aged
    ]
    ReadingRow.objects.bulk_create(
        rows, batch_size=PIECE, update_conflicts=True, unique_fields=["id"], update_fields=UPDATED
    )


def _compare_evidence(made: Plan, found: Sequence[Reading], practices: Sequence[str]) -> None:
    """Find which rows behind the organisation's readings are new, other than before, or gone."""
    stored = {
        (row["practice"], row["kind"], row["record_id"]): row
        for row in EvidenceRow.objects.filter(practice__in=practices).order_by().values(
            "pk", "practice", "kind", "record_id", "passes", "note"
        )
    }  # fmt: skip
    for now in _evidence(found):
        before = stored.pop((now.practice, now.kind, now.record_id), None)
        if before is None:
            made.evidence_new.append(now)
        elif (before["passes"], before["note"]) != (now.passes, now.note):
            now.pk = before["pk"]
            made.evidence_other.append(now)
    made.evidence_gone += [row["pk"] for row in stored.values()]


def _evidence(found: Iterable[Reading]) -> Iterator[EvidenceRow]:
    for reading in found:
        if reading.subject_kind is SubjectKind.ORGANISATION:
            for row in reading.evidence:
                note = row.note.as_dict() if row.note else None
                yield EvidenceRow(
                    practice=reading.practice, kind=row.kind, record_id=int(row.id), passes=row.passes, note=note
                )


def _pieces(items: Sequence[int]) -> Iterator[Sequence[int]]:
    for start in range(0, len(items), PIECE):
        yield items[start : start + PIECE]
