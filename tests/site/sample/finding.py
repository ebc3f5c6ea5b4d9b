"""What the engine finds at Halden Mutual, held against what was planted there; the tests stand in test_telling."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import date
from typing import Any

from accord.site.sample import truths
from accord.site.sample.story import UNITS
from accord.site.sample.truths import TRUTHS, Truth

TODAY = date(2026, 11, 22)
WHOLE = ""
PARENTS = {unit.name: unit.parent for unit in UNITS}


@dataclass(frozen=True)
class Measured:
    """What the latest measurement says, by (practice, subject), every reading that ever opened, and the gaps now closed."""

    departments: dict[tuple[str, str], Any]
    initiatives: dict[tuple[str, str], Any]
    sides: dict[tuple[str, str], Any]
    opened: frozenset[tuple[str, str]]
    opened_initiatives: frozenset[tuple[str, str]]
    opened_sides: frozenset[tuple[str, str]]
    closed: frozenset[tuple[str, str]]
    looks: int
    chance: float
    expected: float


@contextmanager
def told(seed: int) -> Iterator[Measured]:
    """Tell the story in a transaction that is undone afterwards."""
    from django.db import transaction

    from accord.site.sample.telling import tell

    with transaction.atomic():
        tell(seed=seed, today=TODAY)
        yield _measured()
        transaction.set_rollback(True)


def _measured() -> Measured:
    from accord.apps.gaps.models import Gap
    from accord.apps.initiatives.models import Initiative
    from accord.apps.people.models import Department
    from accord.apps.readings.models import Measurement, ReadingRow
    from accord.apps.readings.rules import side_of

    names = {0: WHOLE, **dict(Department.objects.values_list("pk", "name"))}
    titles = dict(Initiative.objects.values_list("pk", "title"))
    rows = list(ReadingRow.objects.all())
    ones = [(row, titles[row.subject_id]) for row in rows if row.subject_kind == "initiative"]
    sides = [(row, side_of(row.subject_id)) for row in rows if row.subject_kind == "side"]
    groups = [(row, names[row.subject_id]) for row in rows if row.subject_kind in {"organisation", "department"}]
    runs = list(Measurement.objects.all())
    closed = Gap.objects.filter(state="closed", subject_kind="initiative").values_list("practice", "subject_id")
    return Measured(
        *({(row.practice, name): row for row, name in some if row.is_latest} for some in (groups, ones, sides)),
        *(frozenset((row.practice, name) for row, name in some if row.opens) for some in (groups, ones, sides)),
        frozenset((practice, titles[subject]) for practice, subject in closed),
        sum(run.pairs for run in runs),
        (1 - runs[0].guard_level) / 2,
        sum(run.pairs * (1 - run.guard_level) / 2 for run in runs),
    )


_known: list[Measured] = []


def remember() -> None:
    """Keep what is measured of the story that was just told, so that it need not be told once more."""
    _known[:] = [_measured()]


def halden() -> Measured:
    """Give what is measured at Halden; it is told once, and what was measured stays when the transaction is undone."""
    if not _known:
        with told(seed=20) as measured:
            _known.append(measured)
    return _known[0]


def check(truth: Truth, measured: Measured) -> None:
    ones = [measured.initiatives[truth.practice, title] for title in truth.initiatives]
    if truth.side:
        reading = measured.sides[truth.practice, truth.side]
    else:
        reading = measured.departments[truth.practice, truth.department]
    if truth.finding == "gap":
        assert all(one.opens for one in ones or [reading])
    elif truth.finding == "sound":
        assert not reading.opens
        assert reading.verdict != "bad"
        assert all(one.verdict == "good" for one in ones)
    elif truth.finding == "closed":
        assert {(truth.practice, title) for title in truth.initiatives} <= measured.opened_initiatives
        assert {(truth.practice, title) for title in truth.initiatives} <= measured.closed
        assert all(one.verdict == "good" for one in ones)
    else:
        assert all(one.status in {"insufficient", "thin"} for one in ones or [reading])


def strays(measured: Measured) -> set[tuple[str, str]]:
    """List what opened, at any measurement, though nothing was planted there, above it or below it."""
    groups = {pair for pair in measured.opened if not _is_planted(*pair)}
    out_of_step = [truth for truth in TRUTHS if truth.finding in {"gap", "closed"}]
    ones = {(truth.practice, title) for truth in out_of_step for title in truth.initiatives}
    sides = {(truth.practice, truth.side) for truth in out_of_step if truth.side}
    return groups | (measured.opened_initiatives - ones) | (measured.opened_sides - sides)


def _is_planted(practice: str, department: str) -> bool:
    if department == WHOLE:
        return practice in truths.IMPLIED
    planted = {truth.department for truth in TRUTHS if truth.practice == practice and truth.finding == "gap"}
    return any(department in {one, *_above(one)} or one in _above(department) for one in planted)


def _above(name: str) -> list[str]:
    return [PARENTS[name], *_above(PARENTS[name])] if PARENTS.get(name) else []
