"""Readings as lines that people read: the latest of practices and subjects, and how they went over time."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime

from django.utils.translation import gettext as _

from accord.apps.readings.models import ReadingRow
from accord.apps.readings.permissions import visible_to
from accord.apps.readings.reads import subjects, words
from accord.apps.readings.reads.subjects import Subject
from accord.apps.ui.rules import NotFound, Viewer

MOST_HISTORY = 400
Answer = tuple[date, date, float | None, float | None, float | None, int]  # first day, last day, value, low, high, n


@dataclass(frozen=True)
class ReadingLine:
    """One reading, said."""

    id: int
    practice: str
    subject_kind: str
    subject_id: int
    subject: str
    url: str
    badge: str
    status: str
    verdict: str
    value: float | None
    low: float | None
    high: float | None
    unit: str
    value_words: str
    range_words: str
    count_words: str
    n: int
    n_missing: int
    sentence: str
    reasons: tuple[str, ...]
    supply: tuple[str, ...]
    is_declared: bool
    as_of: date
    measured_at: datetime
    first_as_of: date
    times: int
    is_latest: bool
    method: str
    version: str
    digest: str

    @property
    def is_known(self) -> bool:
        """Tell whether there is a value."""
        return self.value is not None


@dataclass(frozen=True)
class HistoryPoint:
    """What a reading said on a day."""

    day: date
    value: float | None
    low: float | None
    high: float | None
    n: int


@dataclass(frozen=True)
class Trend:
    """A change that can be told from chance: whether for the better, and since which day."""

    is_better: bool
    since: date


def line(row: ReadingRow, subject: str) -> ReadingLine:
    """Say a reading; its measurements must be loaded with it."""
    return ReadingLine(
        id=row.pk,
        practice=row.practice,
        subject_kind=row.subject_kind,
        subject_id=row.subject_id,
        subject=subject,
        url=subjects.practice_url(row.practice, row.subject_kind, row.subject_id),
        badge=words.badge(row),
        status=row.status,
        verdict=row.verdict,
        value=row.value,
        low=row.low,
        high=row.high,
        unit=row.unit,
        value_words=words.value_words(row),
        range_words=words.range_words(row),
        count_words=words.count_words(row),
        n=row.n,
        n_missing=row.n_missing,
        sentence=words.reading_sentence(row, subject),
        reasons=words.other_words(row),
        supply=words.supply_words(row),
        is_declared=row.declared,
        as_of=row.last_measurement.as_of,
        measured_at=row.last_measurement.started_at,
        first_as_of=row.measurement.as_of,
        times=row.times,
        is_latest=row.is_latest,
        method=row.method,
        version=row.version,
        digest=row.inputs_digest,
    )


def reading_slice(
    *,
    viewer: Viewer,
    practice: str = "",
    subject_kind: str = "",
    subject_id: int | None = None,
    latest: bool = True,
    offset: int = 0,
    limit: int = 50,
) -> tuple[list[ReadingLine], int]:
    """List readings the viewer may see, newest first, and how many there are: four queries at most."""
    rows = visible_to(viewer).select_related("measurement", "last_measurement").order_by("-pk")
    if latest:
        rows = rows.filter(is_latest=True)
    if practice:
        rows = rows.filter(practice=practice)
    if subject_kind:
        rows = rows.filter(subject_kind=subject_kind)
    if subject_id is not None:
        rows = rows.filter(subject_id=subject_id)
    found = list(rows[offset : offset + limit])
    named = subjects.names(viewer, [(row.subject_kind, row.subject_id) for row in found])
    return [line(row, named.get((row.subject_kind, row.subject_id), "–")) for row in found], rows.count()


def reading_of(*, viewer: Viewer, reading_id: int) -> ReadingLine:
    """Give one reading, latest or not: two queries. Raises NotFound where the viewer may not see it."""
    row = visible_to(viewer).select_related("measurement", "last_measurement").filter(pk=reading_id).first()
    if row is None:
        raise NotFound(_("There is no such reading."))
    key = (row.subject_kind, row.subject_id)
    return line(row, subjects.names(viewer, [key]).get(key, "–"))


def latest_reading(*, viewer: Viewer, practice: str, subject: Subject) -> ReadingLine | None:
    """Give the latest reading of a practice about a subject the viewer may see: one query."""
    row = (
        visible_to(viewer)
        .select_related("measurement", "last_measurement")
        .filter(practice=practice, subject_kind=subject.kind, subject_id=subject.id, is_latest=True)
        .first()
    )
    return line(row, subject.name) if row else None


def department_lines(*, viewer: Viewer, practice: str, subject: Subject) -> tuple[ReadingLine, ...]:
    """List the latest readings of the departments in a subject, out of step first, unknown last: two queries."""
    rows = (
        visible_to(viewer)
        .select_related("measurement", "last_measurement")
        .filter(practice=practice, subject_kind=subjects.DEPARTMENT, is_latest=True)
    )
    if subject.departments is not None:
        rows = rows.filter(subject_id__in=subject.departments).exclude(subject_id=subject.id)
    found = list(rows)
    named = subjects.names(viewer, [(row.subject_kind, row.subject_id) for row in found])
    lines = [line(row, named[key]) for row in found if (key := (row.subject_kind, row.subject_id)) in named]
    return tuple(sorted(lines, key=_urgency))


def side_lines(*, viewer: Viewer, practice: str) -> tuple[ReadingLine, ...]:
    """List the latest readings of a measure about the sides of the house: one query."""
    rows = visible_to(viewer).filter(practice=practice, subject_kind=subjects.SIDE, is_latest=True)
    found = rows.select_related("measurement", "last_measurement").order_by("subject_id")
    return tuple(line(row, subjects.side_label(row.subject_id)) for row in found)


def _urgency(one: ReadingLine) -> tuple[int, str]:
    order = {"bad": 0, "unclear": 1, "good": 2, "thin": 3}
    return order.get(one.badge, 4 if one.is_known else 5), one.subject.casefold()


def history_points(*, viewer: Viewer, practice: str, subject: Subject) -> tuple[HistoryPoint, ...]:
    """List what a practice said about a subject over time, oldest first, one point a day: one query."""
    rows = (
        visible_to(viewer)
        .filter(practice=practice, subject_kind=subject.kind, subject_id=subject.id)
        .order_by("-pk")
        .values_list("measurement__as_of", "last_measurement__as_of", "value", "low", "high", "n")[:MOST_HISTORY]
    )
    answers = list(rows)[::-1]
    if not subject.is_group:  # a fact is brought up to date as it ages: how it stood in between is not kept
        answers = [(last, last, value, low, high, n) for _first, last, value, low, high, n in answers]
    return points(answers)


def points(
    rows: Sequence[tuple[date, date, float | None, float | None, float | None, int]],
) -> tuple[HistoryPoint, ...]:
    """Lay out answers (first day, last day, value, low, high, n), oldest first: the last answer of a day stands."""
    days: dict[date, HistoryPoint] = {}
    for first, last, value, low, high, n in rows:
        for day in (first, last):
            days[day] = HistoryPoint(day, value, low, high, n)
    return tuple(days[day] for day in sorted(days))


def trend_of(history: Sequence[HistoryPoint], better: str) -> Trend | None:
    """Compare the first and the last known answer; nothing unless their whole ranges lie apart."""
    known = [(one.day, one.low, one.high) for one in history if one.low is not None and one.high is not None]
    if len(known) < 2:
        return None
    (since, low_then, high_then), (_day, low_now, high_now) = known[0], known[-1]
    if low_now > high_then:
        return Trend(better == "up", since)
    return Trend(better == "down", since) if high_now < low_then else None
