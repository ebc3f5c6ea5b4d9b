"""Practices that say something plain of each initiative, and of groups how many pass."""

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

import numpy as np
import polars as pl

from accord.practices.judging import Finding, fact
from accord.practices.members import ASIDE, FAILS, PASSES, UNKNOWN, Branch, Members, Told
from accord.practices.practice import Practice, Scope
from accord.practices.reading import Reading, Reason, Status, SubjectKind, Value, Verdict
from accord.practices.shares import share_readings
from accord.practices.words import gettext_noop as _
from accord.tables import Snapshot, collect
from accord.tables.schemas import TABLES, Kind
from accord.tables.snapshot import POLARS_TYPES

OVER_STAGES = ("retired", "cancelled")
OVER = Reason("over", _("It is over: it was retired or cancelled."))
NO_STAGE = Reason("stage_unknown", _("Its stage is unknown, so it is not known whether this is due."))
NOT_IN_USE = Reason("not_in_use", _("It is not in use."))
More = Callable[[Branch], tuple[dict[str, Value], tuple[Reason, ...]]]


@dataclass(frozen=True, slots=True)
class One:
    """What is said of one initiative: PASSES, FAILS, UNKNOWN, or ASIDE where it is not counted at all.

    `is_unclear`: it is known and can go either way. `is_caught_up`: it fails in the count, but nothing is left to do
    about it. `speaks`: it gets a reading of its own.
    """

    state: int
    note: Reason
    value: float | None = None
    n: int = 1
    more: tuple[Reason, ...] = ()
    figures: Mapping[str, Value] = field(default_factory=dict)
    is_unclear: bool = False
    is_caught_up: bool = False
    speaks: bool = True


@dataclass(frozen=True, eq=False)
class Facts:
    """The initiatives of a practice with what is said of each."""

    members: Members
    ones: Sequence[One]
    told: Told

    @classmethod
    def of(
        cls, snapshot: Snapshot, rows: pl.DataFrame, inputs: Sequence[str], judge: Callable[[Mapping[str, Any]], One]
    ) -> "Facts":
        """Judge every row (`id`, `title`, `department` and the practice's own columns, of which `inputs` were recorded)."""
        members = Members.of(snapshot, rows, inputs)
        ones = [judge(row) for row in members.frame.iter_rows(named=True)]
        names = {name for one in ones for name in one.note.values}
        values = {name: [one.note.values.get(name) for one in ones] for name in names}
        states = np.array([one.state for one in ones], dtype=np.int64)
        return cls(members, ones, Told(states, [one.note for one in ones], values))

    def of_branch(self, branch: Branch) -> list[One]:
        """Return what is said of the initiatives of one subject."""
        return list(self.ones[branch.rows])


def fact_readings(
    practice: Practice,
    snapshot: Snapshot,
    scope: Scope,
    facts: Facts,
    *,
    unknown: str,
    method: str,
    more: More | None = None,
    counted: int = PASSES,
) -> Iterator[Reading]:
    """Yield the share that passes for each group (or that fails, by `counted`), then the fact about each initiative."""
    yield from share_readings(practice, snapshot, scope, facts.members, facts.told, unknown, more, counted=counted)
    ids = facts.members.frame["id"].to_list()
    for row, (identity, one) in enumerate(zip(ids, facts.ones, strict=True)):
        if one.speaks and scope.wants(SubjectKind.INITIATIVE, identity):
            yield _reading(practice, snapshot, scope, identity, one, facts.members.line_digest(row), method)


def _reading(
    practice: Practice, snapshot: Snapshot, scope: Scope, identity: str, one: One, digest: str, method: str
) -> Reading:
    status, verdict = _judged(one)
    value = one.value if status is Status.OK else None
    found = Finding(
        kind=SubjectKind.INITIATIVE,
        id=identity,
        n=one.n if status is Status.OK else 0,
        n_missing=int(one.state == UNKNOWN and not one.is_unclear),
        digest=digest,
        method=method,
        value=value,
        guard=(value, value),
        reasons=(one.note, *one.more),
        figures=one.figures if status is Status.OK else {},
    )
    gets_gap = SubjectKind.INITIATIVE in practice.own_gap_subjects
    opens = verdict is Verdict.BAD and gets_gap
    closes = status is Status.NOT_APPLICABLE or verdict is Verdict.GOOD or one.is_caught_up
    return fact(practice, snapshot, scope, found, status=status, verdict=verdict, opens=opens, closes=closes)


def _judged(one: One) -> tuple[Status, Verdict]:
    if one.state == ASIDE:
        return Status.NOT_APPLICABLE, Verdict.NONE
    if one.is_unclear or one.is_caught_up:
        return Status.OK, Verdict.UNCLEAR
    if one.state == UNKNOWN:
        return Status.INSUFFICIENT, Verdict.NONE
    return Status.OK, Verdict.BAD if one.state == FAILS else Verdict.GOOD


def joined(
    snapshot: Snapshot, table: str, columns: Sequence[str], onto: pl.DataFrame, *, ends: Sequence[str] = ()
) -> pl.DataFrame:
    """Return `onto` with columns of a table that has one row per initiative, its days later than the snapshot's unknown.

    `has_{table}` tells whether there is such a row. `ends` are days up to which something may have been: later than the
    snapshot they are its day, since what was known by then was by then.
    """
    frame, of = snapshot.get(table), TABLES[table]
    kinds = {name: of.column(name).kind for name in columns}
    if frame is None:
        rows = pl.DataFrame(
            schema={"initiative": pl.String, **{name: POLARS_TYPES[kind] for name, kind in kinds.items()}}
        )
    else:
        rows = collect(frame.select("initiative", *columns)).unique("initiative", keep="first", maintain_order=True)
    today = pl.lit(snapshot.as_of, dtype=pl.Date)
    later = {name: today if name in ends else None for name in kinds}
    known = [
        pl.when(pl.col(name) <= today).then(name).when(pl.col(name) > today).then(later[name]).alias(name)
        for name, kind in kinds.items()
        if kind is Kind.DAY
    ]
    rows = rows.with_columns(*known, pl.lit(True).alias(f"has_{table}"))
    found = onto.join(rows, left_on="id", right_on="initiative", how="left")
    return found.with_columns(pl.col(f"has_{table}").fill_null(False))
