"""One measurement: read the records, let the engine measure, keep what is new."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import date, datetime

from django.db import connection, transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from accord.apps.jobs import writes as jobs
from accord.apps.jobs.models import Job
from accord.apps.readings import events
from accord.apps.readings.models import Measurement
from accord.apps.readings.permissions import MEASURE
from accord.apps.readings.rules import MEASURE_KIND
from accord.apps.readings.sockets import measured
from accord.apps.readings.writes import history, touching
from accord.apps.readings.writes.history import Plan
from accord.apps.readings.writes.records import snapshot_of
from accord.apps.readings.writes.touching import Mark
from accord.apps.trail import writes as trail
from accord.apps.trail.events import Change
from accord.apps.ui.permissions import check
from accord.apps.ui.rules import Invalid, Ref, Viewer, WrongState
from accord.practices import PRACTICES, Reading, measure_all, measures_of, opening, touched_by
from accord.science import Opening
from accord.tables import Snapshot

Progress = Callable[[int, int, str], None]
TRIES = 3  # two measurements at once: the later one starts again on the records as they are now


@dataclass(frozen=True)
class _Found:
    """What the engine found, and what that changes in the history."""

    snapshot: Snapshot
    strictness: Opening
    readings: list[Reading]
    plan: Plan


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

    The engine runs outside any transaction; storing is one short one, in which the gaps are told too. If nothing
    changed since, ``only_touched`` gives the last measurement. Raises NotAllowed, KeyError for an unknown practice,
    Invalid for a day that is over or yet to come, WrongState when others measure all the time.
    """
    if by is not None:
        check(by, MEASURE)
    day = as_of or timezone.localdate(at)
    for _attempt in range(TRIES):
        last = Measurement.objects.order_by("-pk").first()
        _check_day(day, last, at)
        marks = touching.marks()
        codes = _codes(only, marks if only_touched and last else None)
        if not codes and last:
            return last
        found = _found(day, codes, progress)
        run = _store(last, marks, codes, found, by, at)
        if run is not None:
            return run
    raise WrongState(_("Others are measuring at the same time. Please try again in a minute."))


# no event: the measurement is told when it is done
def start_measuring(*, by: Viewer, at: datetime) -> Job:
    """Queue a measurement, or give the one that is already under way. Raises NotAllowed."""
    check(by, MEASURE)
    return jobs.start(kind=MEASURE_KIND, key=MEASURE_KIND, by=by, at=at)


def _check_day(day: date, last: Measurement | None, at: datetime) -> None:
    if day > timezone.localdate(at):
        raise Invalid(_("A day to come cannot be measured."), {"as_of": _("Choose today or a day before.")})
    if last is not None and day < last.as_of:
        said = _("Readings of a later day, %(day)s, are there already: the history only grows.")
        raise Invalid(said % {"day": last.as_of}, {"as_of": _("Choose that day or a later one.")})


def _codes(only: Sequence[str] | None, marks: Sequence[Mark] | None) -> list[str]:
    if only:
        return [one.code for one in measures_of(only)]
    if marks is not None:
        return [one.code for one in touched_by({table for _pk, table, _at in marks})]
    return list(PRACTICES)


def _found(day: date, codes: Sequence[str], progress: Progress) -> _Found:
    """Read the records and let the engine measure, telling how far it is."""
    steps = len(codes) + 2
    progress(0, steps, _("Reading the records"))
    snapshot = snapshot_of(day)
    strictness = opening(snapshot)
    readings: list[Reading] = []
    for place, code in enumerate(codes, start=1):
        progress(place, steps, _(PRACTICES[code].title))
        readings += measure_all(snapshot, [code], guard_level=strictness.level)
    progress(steps - 1, steps, _("Writing down what is new"))
    return _Found(snapshot, strictness, readings, history.plan(readings, codes))


def _store(
    last: Measurement | None,
    marks: Sequence[Mark],
    codes: list[str],
    found: _Found,
    by: Viewer | None,
    at: datetime,
) -> Measurement | None:
    """Write what was found in one transaction; nothing if another measurement was stored since ``last``."""
    with transaction.atomic():
        _take_turns()
        newest = Measurement.objects.order_by("-pk").values_list("pk", flat=True).first()
        if newest != (last.pk if last else None):
            return None
        run = Measurement.objects.create(
            as_of=found.snapshot.as_of, started_at=at, by_id=by.pk if by else None, practices=codes,
            measured=len(found.readings), pairs=found.strictness.pairs, guard_level=found.strictness.level,
            expected_false=found.strictness.expected, notes=[str(note) for note in found.snapshot.notes],
        )  # fmt: skip
        run.changed = history.carry_out(found.plan, run)
        run.finished_at = timezone.now()
        run.save(update_fields=["changed", "finished_at"])
        touching.clear(marks, codes)
        _tell(run, by, at)
        for listener in measured:
            listener.heard(run.pk, by, at)
    return run


def _take_turns() -> None:
    """Let one measurement at a time be written; readers are not kept waiting. SQLite has one writer anyway."""
    if connection.vendor == "postgresql":
        with connection.cursor() as cursor:
            cursor.execute(f'LOCK TABLE "{Measurement._meta.db_table}" IN SHARE ROW EXCLUSIVE MODE')


def _tell(run: Measurement, by: Viewer | None, at: datetime) -> None:
    changes = (
        Change(field="practices", new=run.practices),
        Change(field="as_of", new=run.as_of),
        Change(field="measured", new=run.measured),
        Change(field="changed", new=run.changed),
    )
    trail.record(events.Measured(subject=Ref("readings.measurement", run.pk), changes=changes), by=by, at=at)
