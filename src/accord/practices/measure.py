"""Measure practices on a snapshot."""

from collections.abc import Collection, Iterable

from accord.practices.catalogue import PRACTICES, measures_of
from accord.practices.practice import MIN_INITIATIVES, Practice, Scope, Subject
from accord.practices.reading import Reading, SubjectKind
from accord.science import Opening, opening_level
from accord.tables import Snapshot, collect
from accord.tables.schemas import FORECASTING_SIDES

COUNTED = {
    "promises": 10,
    "questions": 10,
}  # tables counted by themselves; of fewer rows a reading never colours anything


def measure_all(
    snapshot: Snapshot,
    practices: Iterable[str] | None = None,
    *,
    guard_level: float | None = None,
    subjects: Collection[Subject] | None = None,
) -> tuple[Reading, ...]:
    """Return the readings of the practices (codes; all by default; "P08" stands for all its measures) on a snapshot.

    `subjects` (kind, id) limits whose readings are returned; the organisation is ("organisation", ""). `guard_level` is
    the interval level that opens gaps; left out, it is computed so that the whole house expects at most one false gap in
    two years (`opening`). Raises KeyError on an unknown code.
    """
    chosen = PRACTICES.values() if practices is None else measures_of(practices)
    scope = Scope.of(opening(snapshot).level if guard_level is None else guard_level, subjects)
    return tuple(reading for one in chosen for reading in one.measure(snapshot, scope))


def opening(snapshot: Snapshot, *, practices: Iterable[Practice] | None = None) -> Opening:
    """Return how strict to be on this snapshot: pairs are measures × subjects of which a gap could open by chance.

    A reading that rests on fewer than five initiatives, or ten promises or questions, is never called bad, so departments with less
    do not count; what opens a gap for a single initiative is a fact and no estimate. `practices` are all there are, if
    not given.
    """
    asked = [one for one in (PRACTICES.values() if practices is None else practices) if not one.opens_by_fact]
    departments_by = {table: _departments(snapshot, table) for table in ("", *COUNTED)}
    pairs = 0
    for one in asked:
        departments = departments_by[next((table for table in COUNTED if table in one.tables), "")]
        groups = {
            SubjectKind.ORGANISATION: 1,
            SubjectKind.DEPARTMENT: departments,
            SubjectKind.SIDE: len(FORECASTING_SIDES),
        }
        pairs += sum(groups.get(kind, 0) for kind in one.own_gap_subjects)
    return opening_level(pairs)


def subjects_of(snapshot: Snapshot, initiatives: Collection[str]) -> frozenset[Subject]:
    """Return whose readings may change with these initiatives: themselves, their departments and all above."""
    rows = snapshot.initiatives
    homes = rows.filter(rows["id"].is_in(list(initiatives)))["department"].drop_nulls().unique()
    above = {name for home in homes for name in snapshot.tree.above(home)}
    return frozenset(
        {(SubjectKind.ORGANISATION.value, "")}
        | {(SubjectKind.DEPARTMENT.value, name) for name in above}
        | {(SubjectKind.INITIATIVE.value, name) for name in initiatives}
    )


def _departments(snapshot: Snapshot, table: str) -> int:
    """Count the departments with enough initiatives below them or, if a table is named, enough of its rows."""
    tree = snapshot.tree
    own, counted = [0] * (len(tree.ids) + 1), [0] * (len(tree.ids) + 1)
    for name, count in snapshot.initiatives.group_by("department").len().rows():
        own[tree.places.get(name, -1)] += count
    for name, count in _rows_of(snapshot, table):
        counted[tree.places.get(name, -1)] += count
    return sum(
        sum(own[here:end]) >= MIN_INITIATIVES or sum(counted[here:end]) >= COUNTED.get(table, 1)
        for here, end in enumerate(tree.ends)
    )


def _rows_of(snapshot: Snapshot, table: str) -> list[tuple[str, int]]:
    """Count the rows of each department in a table that is counted by itself."""
    frame = snapshot.get(table) if table else None
    rows = None if frame is None else collect(frame.select("department")).drop_nulls().group_by("department").len()
    return [] if rows is None else [(name, count) for name, count in rows.rows()]
