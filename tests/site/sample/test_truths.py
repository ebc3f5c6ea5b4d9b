"""The engine finds what was planted at Halden Mutual, is silent where there is too little, and finds nothing else."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import date
from functools import cache
from typing import Any

import pytest

from accord.site.sample import truths
from accord.site.sample.story import UNITS
from accord.site.sample.truths import TRUTHS, Truth

pytestmark = pytest.mark.one_database  # what is found is computed apart from the database; the story is told on both
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


@cache
def halden() -> Measured:
    """Tell it once for all tests of this module; what was measured stays when the transaction is undone."""
    with told(seed=20) as measured:
        return measured


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


@pytest.mark.parametrize(
    "truth", TRUTHS, ids=lambda one: "-".join((one.practice, one.department or one.side, one.finding, *one.initiatives))
)
@pytest.mark.django_db
def test_what_was_planted_is_found(truth: Truth) -> None:
    check(truth, halden())


def test_every_practice_has_a_gap_and_something_sound() -> None:
    from accord.practices import PRACTICES

    for finding in ("gap", "sound"):
        assert {truth.practice for truth in TRUTHS if truth.finding == finding} == set(PRACTICES)


@pytest.mark.django_db
def test_nothing_opens_where_nothing_was_planted() -> None:
    assert not strays(halden())


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


@pytest.mark.prove
@pytest.mark.django_db
def test_twenty_seeds_find_every_planted_gap_and_stay_below_the_computed_rate(
    capsys: pytest.CaptureFixture[str],
) -> None:
    found, expected, looks = 0, 0.0, 0
    for seed in range(1, 21):
        with told(seed) as measured:
            for truth in TRUTHS:
                check(truth, measured)
            found, expected, looks = found + len(strays(measured)), expected + measured.expected, looks + measured.looks
    with capsys.disabled():
        print(f"\n{found} stray gaps in {looks} looks over 20 seeds; at most {expected:.1f} expected by chance alone")
    assert found <= expected
