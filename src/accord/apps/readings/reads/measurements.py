"""The runs of the engine and how strict each was."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime

from django.utils.translation import gettext as _

from accord.apps.readings.models import Measurement
from accord.apps.ui.rules import NotFound, Viewer
from accord.apps.ui.templatetags.formats import number_words


@dataclass(frozen=True)
class MeasurementLine:
    """One run of the engine, with how strict it was."""

    id: int
    as_of: date
    started_at: datetime
    finished_at: datetime | None
    by_id: int | None
    practices: list[str]
    measured: int
    changed: int
    pairs: int
    guard_level: float
    expected_false: float
    notes: list[str]

    @property
    def strictness(self) -> str:
        """Say how many false alarms are to be expected at this strictness."""
        return _(
            "At this strictness Accord expects at most %(expected)s false gaps a year over %(pairs)s readings."
        ) % {"expected": number_words(self.expected_false, digits=2), "pairs": number_words(self.pairs)}


def measurement_slice(*, viewer: Viewer, offset: int = 0, limit: int = 50) -> tuple[list[MeasurementLine], int]:
    """List measurements, newest first, and how many there are: two queries."""
    rows = Measurement.objects.order_by("-pk")
    return [_line(run) for run in rows[offset : offset + limit]], rows.count()


def last_measurement(*, viewer: Viewer) -> MeasurementLine | None:
    """Give the last measurement, or None before the first: one query."""
    run = Measurement.objects.order_by("-pk").first()
    return _line(run) if run else None


def measurement(*, viewer: Viewer, measurement_id: int) -> MeasurementLine:
    """Give one measurement. Raises NotFound."""
    run = Measurement.objects.filter(pk=measurement_id).first()
    if run is None:
        raise NotFound(_("There is no such measurement."))
    return _line(run)


def _line(run: Measurement) -> MeasurementLine:
    return MeasurementLine(
        id=run.pk, as_of=run.as_of, started_at=run.started_at, finished_at=run.finished_at, by_id=run.by_id,
        practices=list(run.practices), measured=run.measured, changed=run.changed, pairs=run.pairs,
        guard_level=run.guard_level, expected_false=run.expected_false, notes=list(run.notes),
    )  # fmt: skip
