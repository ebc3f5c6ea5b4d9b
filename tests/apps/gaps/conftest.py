"""A tiny organisation that is out of step in one place, and gaps made by hand where only their life is of interest."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta
from typing import Any

import pytest

from accord.apps.gaps.models import Gap
from accord.apps.initiatives import writes as initiatives
from accord.apps.initiatives.models import Initiative
from accord.apps.readings import writes as readings
from accord.apps.readings.models import EvidenceRow, Measurement, ReadingRow

AT = datetime(2026, 6, 1, 9, tzinfo=UTC)
LATER = AT + timedelta(days=1)
PLAIN = "Reads what comes in by mail and sorts it, so that people answer instead of sort."


@dataclass
class Portfolio:
    """Twelve initiatives of marketing that nobody may see, twelve of operations that everybody may."""

    cast: Any
    hidden: list[Initiative]
    open: list[Initiative]
    day: int = 0
    gaps_seen: list[int] = field(default_factory=list)

    @property
    def now(self) -> datetime:
        return AT + timedelta(days=self.day)

    def measure(self, **more: Any) -> Measurement:
        """Measure on the next day."""
        self.day += 1
        return readings.measure(by=None, at=self.now, **more)

    def show(self, visibility: str = "everyone") -> None:
        """Let everybody see marketing's initiatives, or close them again."""
        for one in self.hidden:
            one.refresh_from_db()
            initiatives.set_visibility(initiative=one, visibility=visibility, by=self.cast.office, at=self.now)

    @property
    def gap(self) -> Gap | None:
        """The gap of marketing in transparency."""
        return Gap.objects.filter(practice="P22", subject_kind="department", subject_id=self.cast.marketing.pk).first()


@pytest.fixture
def portfolio(cast):
    def add(number, department, visibility):
        return initiatives.add_initiative(
            title=f"{department.name} {number:02}", summary=PLAIN, department_id=department.pk, stage="live",
            visibility=visibility, by=cast.office, at=AT,
        )  # fmt: skip

    hidden = [add(number, cast.marketing, "limited") for number in range(12)]
    return Portfolio(cast, hidden, [add(number, cast.operations, "everyone") for number in range(12)])


@pytest.fixture
def reading(cast):
    """Make a stored reading of a practice about a subject."""
    run = Measurement.objects.create(as_of=AT.date(), started_at=AT, finished_at=AT, pairs=40, expected_false=0.5)

    def make(practice="P22", kind="organisation", number=0, *, value=0.3, **more):
        ReadingRow.objects.filter(practice=practice, subject_kind=kind, subject_id=number).update(is_latest=False)
        values = {
            "status": "ok" if value is not None else "insufficient", "unit": "share", "low": 0.2, "high": 0.4,
            "level": 0.95, "guard_low": 0.1, "guard_high": 0.5, "guard_level": 0.999, "n": 24, "n_missing": 0,
            "verdict": "bad", "opens": True, "closes": False, "basis": "forms", "declared": True, "as_of": AT.date(),
            "method": "wilson", "version": "1", "inputs_digest": "x",
        }  # fmt: skip
        return ReadingRow.objects.create(
            measurement=run, last_measurement=run, practice=practice, subject_kind=kind, subject_id=number,
            value=value, **{**values, **more},
        )  # fmt: skip

    return make


@pytest.fixture
def gap_of(cast, reading):
    """Make an open gap: `gap_of("department", cast.marketing.pk)`; owners are the heads of marketing and IT."""

    def make(kind="organisation", number=0, practice="P22", **values):
        row = reading(practice, kind, number)
        owners = {"business_owner": cast.department_head, "it_owner": cast.cio}
        return Gap.objects.create(
            practice=practice, subject_kind=kind, subject_id=number, opening=row, reading=row, opened_at=AT,
            **{**owners, **values},
        )  # fmt: skip

    return make


@pytest.fixture
def evidence():
    """Note which initiatives a practice's reading rests on."""

    def make(practice, rows):
        for initiative, passes in rows:
            note = {"code": "limited", "text": "Not open to everybody.", "values": {}}
            EvidenceRow.objects.create(
                practice=practice, kind="initiatives.initiative", record_id=initiative.pk, passes=passes, note=note
            )

    return make
