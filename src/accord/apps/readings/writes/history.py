"""What a measurement changes in the history and the evidence: worked out first, written in one go."""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

from django.db import connection
from django.db.models import F

from accord.apps.readings.models import EvidenceRow, Measurement, ReadingRow
from accord.apps.readings.rules import ANSWER, Step, step, subject_number
from accord.apps.ui.writes import insert_many
from accord.practices import Reading, SubjectKind

PIECE = 500
NUMBERS = ("value", "low", "high", "level", "guard_low", "guard_high", "guard_level", "n", "n_missing")
UPDATED = (*NUMBERS, "as_of", "reasons", "figures")
Key = tuple[str, str, int]
Answer = dict[str, Any]


@dataclass
class Plan:
    """Which rows a measurement adds, brings up to date and leaves behind; all other latest ones are counted again."""

    new: list[ReadingRow] = field(default_factory=list)
    aged: list[tuple[Any, ...]] = field(default_factory=list)  # the values of UPDATED, then the id
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
        what = step(before, answer, is_fact=reading.subject_kind is SubjectKind.INITIATIVE)
        if what is Step.NEW:
            made.outdated += [before["pk"]] if before else []
            made.new.append(_row(reading, key, answer))
        elif what is Step.AGED and before:
            made.aged.append(_values(before["pk"], reading, answer))
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
    again = ReadingRow.objects.filter(is_latest=True, practice__in=run.practices)
    again.update(last_measurement=run, times=F("times") + 1)
    _bring_up_to_date(made.aged)
    for row in made.new:
        row.measurement = row.last_measurement = run
    insert_many(records=made.new)
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


def _row(reading: Reading, key: Key, answer: Answer) -> ReadingRow:
    return ReadingRow(
        practice=key[0], subject_kind=key[1], subject_id=key[2], as_of=reading.as_of,
        reasons=[reason.as_dict() for reason in reading.reasons], figures=dict(reading.figures), **answer,
    )  # fmt: skip


def _values(pk: int, reading: Reading, answer: Answer) -> tuple[Any, ...]:
    numbers = [answer[name] for name in NUMBERS]
    reasons = json.dumps([reason.as_dict() for reason in reading.reasons])
    day = connection.ops.adapt_datefield_value(reading.as_of)
    return (*numbers, day, reasons, json.dumps(dict(reading.figures)), pk)


def _bring_up_to_date(aged: Sequence[tuple[Any, ...]]) -> None:
    """Give facts their present value with one prepared statement: tens of thousands age every night."""
    if not aged:
        return
    quote = connection.ops.quote_name
    places = ", ".join(f"{quote(name)} = %s" for name in UPDATED)
    statement = f"UPDATE {quote(ReadingRow._meta.db_table)} SET {places} WHERE id = %s"  # noqa: S608 - own names
    with connection.cursor() as cursor:
        cursor.executemany(statement, aged)


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
