"""Gaps as snapshot rows: when each opened, what followed, how it ended; one row for every time it was open.

Nobody is named: who owns a step is a number that is only counted.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

import polars as pl
from django.db.models import Min, Q
from django.utils import timezone

from accord.apps.gaps.models import Gap
from accord.apps.gaps.rules import GapState
from accord.apps.initiatives.models import Initiative
from accord.apps.meetings.models import AgendaItem
from accord.apps.notices.models import Notice
from accord.apps.promises.models import Promise
from accord.apps.readings.rules import side_of
from accord.apps.trail.models import Entry

KIND = "gaps.gap"
OPENED, FELL_BACK = "gaps.gap.opened", "gaps.gap.fell_back"
ACCEPTED, CLOSING = "gaps.gap.accepted", "gaps.closed"
ENDS = {"gaps.gap.closed": "moved", "gaps.gap.subject_gone": "gone", "gaps.gap.difference_signed": "differ"}
TEXT, DAY = pl.String(), pl.Date()
SCHEMA: dict[str, Any] = {
    "id": TEXT, "practice": TEXT, "subject_kind": TEXT, "subject_id": TEXT, "department": TEXT, "initiative": TEXT,
    "opened_on": DAY, "on_agenda_on": DAY, "owner": TEXT, "promise_due_on": DAY, "accepted_on": DAY, "closed_on": DAY,
    "closed_how": TEXT, "told_on": DAY,
}  # fmt: skip
Moments = Mapping[int, Sequence[datetime]]


@dataclass(frozen=True)
class _Time:
    """One time a gap was open: from when to when, how it ended."""

    opened: datetime
    closed: datetime | None
    how: str | None


@dataclass(frozen=True)
class _Known:
    """What followed from gaps: agendas, steps as (made, owner, due), acceptances, and when people were told."""

    agendas: Moments
    steps: Mapping[int, Sequence[tuple[datetime, int, date]]]
    accepted: Moments
    told: Moments
    homes: Mapping[int, int | None]


def gaps_table(*, as_of: date) -> pl.DataFrame:
    """Give each time a gap was open by ``as_of``; what followed or ended it later had not happened then: seven queries."""
    gaps = list(Gap.objects.order_by("pk"))
    ends, known = _ends(), _known()
    rows = [
        _row(gap, number, one, known, as_of)
        for gap in gaps
        for number, one in enumerate(_times(gap, ends.get(gap.pk, [])), start=1)
        if _day(one.opened) <= as_of
    ]
    return pl.DataFrame(rows, schema=SCHEMA, orient="row")


def _ends() -> dict[int, list[tuple[str, datetime]]]:
    """Read from the trail when gaps opened, closed and fell back: what the record itself no longer says."""
    found: dict[int, list[tuple[str, datetime]]] = defaultdict(list)
    rows = Entry.objects.filter(subject_kind=KIND, code__in=[OPENED, FELL_BACK, *ENDS]).order_by("pk")
    for gap, code, at in rows.values_list("subject_id", "code", "at"):
        found[gap].append((code, at))
    return found


def _times(gap: Gap, told: Sequence[tuple[str, datetime]]) -> Iterator[_Time]:
    """Yield the times it was open before, then the one that counts now."""
    opened: datetime | None = None
    end: tuple[str, datetime] | None = None
    for code, at in told:
        if code == FELL_BACK and opened is not None and end is not None and gap.reopened:
            yield _Time(opened, end[1], end[0])
        if code in {OPENED, FELL_BACK}:
            opened, end = at, None
        elif code in ENDS:
            end = (ENDS[code], at)
    yield _Time(gap.opened_at, gap.closed_at, _how(gap, end[0] if end else None))


def _how(gap: Gap, last: str | None) -> str | None:
    match gap.state:
        case GapState.DIFFER:
            return "differ"
        case GapState.CLOSED:
            return "gone" if last == "gone" else "moved"
        case _:
            return None


def _known() -> _Known:
    agendas: dict[int, list[datetime]] = defaultdict(list)
    items = AgendaItem.objects.filter(topic_kind=KIND).order_by("created_at")
    for topic, at in items.values_list("topic_id", "created_at"):
        if topic is not None:
            agendas[topic].append(at)
    steps: dict[int, list[tuple[datetime, int, date]]] = defaultdict(list)
    about = Promise.objects.filter(about_kind=KIND).exclude(state="withdrawn").order_by("created_at", "pk")
    for topic, made, owner, due in about.values_list("about_id", "created_at", "owner_id", "due_date"):
        if topic is not None:
            steps[topic].append((made, owner, due))
    accepted: dict[int, list[datetime]] = defaultdict(list)
    entries = Entry.objects.filter(subject_kind=KIND, code=ACCEPTED).order_by("pk")
    for gap, at in entries.values_list("subject_id", "at"):
        accepted[gap].append(at)
    homes = dict(Initiative.objects.order_by().values_list("pk", "department_id"))
    return _Known(agendas, steps, accepted, _told(), homes)


def _told() -> dict[int, list[datetime]]:
    """Find when people were told that a gap closed: a letter went out, or they read it here."""
    found: dict[int, list[datetime]] = defaultdict(list)
    reached = Q(letter__sent_at__isnull=False) | Q(read_at__isnull=False)
    rows = Notice.objects.filter(reached, kind=CLOSING, ref_kind=KIND).order_by("ref_id")
    for gap, sent, read in rows.values_list("ref_id").annotate(sent=Min("letter__sent_at"), read=Min("read_at")):
        found[gap].append(min(moment for moment in (sent, read) if moment is not None))
    return found


def _row(gap: Gap, number: int, one: _Time, known: _Known, as_of: date) -> tuple[Any, ...]:
    closed_on = _by(one.closed, as_of)
    agenda = _within(known.agendas.get(gap.pk, ()), one)
    step = next((step for step in known.steps.get(gap.pk, ()) if _is_within(step[0], one)), None)
    step = step if step and _by(step[0], as_of) else None
    is_now = one.opened == gap.opened_at
    accepted = known.accepted.get(gap.pk, ()) if is_now and gap.state == GapState.ACCEPTED else ()
    told = one.closed if one.how == "differ" else _after(known.told.get(gap.pk, ()), one.closed)
    department, initiative = _place(gap, known)
    return (
        f"{gap.pk}.{number}", gap.practice, gap.subject_kind, _subject(gap), department, initiative, _day(one.opened),
        _by(agenda, as_of), str(step[1]) if step else None, step[2] if step else None,
        _by(accepted[-1] if accepted else None, as_of), closed_on, one.how if closed_on else None,
        _by(told, as_of) if closed_on else None,
    )  # fmt: skip


def _subject(gap: Gap) -> str | None:
    if gap.subject_kind == "side":
        return side_of(gap.subject_id)
    return str(gap.subject_id) if gap.subject_id else None


def _place(gap: Gap, known: _Known) -> tuple[str | None, str | None]:
    """Give the department a gap belongs to and the initiative it is about."""
    if gap.subject_kind == "department":
        return str(gap.subject_id), None
    if gap.subject_kind != "initiative":
        return None, None
    home = known.homes.get(gap.subject_id)
    return None if home is None else str(home), str(gap.subject_id)


def _is_within(moment: datetime, one: _Time) -> bool:
    return one.opened <= moment and (one.closed is None or moment <= one.closed)


def _within(moments: Sequence[datetime], one: _Time) -> datetime | None:
    return next((moment for moment in moments if _is_within(moment, one)), None)


def _after(moments: Sequence[datetime], closed: datetime | None) -> datetime | None:
    return next((moment for moment in moments if closed is not None and moment >= closed), None)


def _day(moment: datetime) -> date:
    return timezone.localdate(moment)


def _by(moment: datetime | None, as_of: date) -> date | None:
    day = None if moment is None else _day(moment)
    return day if day is not None and day <= as_of else None


TABLES: dict[str, Callable[..., pl.DataFrame]] = {"gaps": gaps_table}
