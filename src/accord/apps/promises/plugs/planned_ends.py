"""The part of an imported portfolio that promises own: planned ends, and what later states of a list make of them."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from datetime import date, datetime
from typing import Any

from django.utils.translation import gettext as _

from accord.apps.batches.rules.words import fold
from accord.apps.batches.sockets import Kept, Load, LoadRow, Part, Written, parts
from accord.apps.initiatives import reads as initiatives
from accord.apps.initiatives.reads import StatedFacts
from accord.apps.initiatives.rules import Stage, stated_values
from accord.apps.initiatives.sockets import ListFollower, followers
from accord.apps.people.rules import Side
from accord.apps.promises import reads, rules, writes
from accord.apps.promises.rules import Follow, PlannedEnd, Standing
from accord.apps.promises.writes import NewPlannedEnd
from accord.apps.ui.rules import Ref, Viewer
from accord.apps.ui.writes import gathering

INITIATIVE, DEPARTMENT, PROMISE = "initiatives.initiative", "people.department", "promises.promise"
DELIVERED = {Stage.LIVE, Stage.RETIRED}


def plug_in() -> None:
    """Plug the part in, and follow what leaves its list and comes back."""
    parts.plug(Part("planned_ends", "portfolio", 40, (), prepare=prepare, take_back=take_back))
    followers.plug(ListFollower(leave=leave, stay=stay))


def prepare(load: Load) -> Callable[[], Iterable[Written]]:
    """Gather the promises that are made; the returned function changes those that are there already."""
    new, follows, numbers = _sorted_in(load)
    with gathering(into=load.inserts):
        ids = writes.import_planned_ends(
            rows=list(new.values()), source=load.source, as_of=load.as_of, by=load.by, at=load.at, batch=load.batch
        )

    def write() -> Iterable[Written]:
        before = writes.follow_planned_ends(
            follows=follows, source=load.source, by=load.by, at=load.at, batch=load.batch
        )
        yield from (Written(Ref(PROMISE, pk), True, row) for pk, row in zip(ids, new, strict=True))
        yield from (Written(Ref(PROMISE, pk), False, numbers[pk], old) for pk, old in before.items())

    return write


def _sorted_in(load: Load) -> tuple[dict[int, NewPlannedEnd], dict[int, Follow], dict[int, int]]:
    """Say what follows from each row: new promises by row, what becomes of others by promise, and its row."""
    rows = _rows(load)
    known = initiatives.stated_facts(initiative_ids=list(rows), as_of=load.as_of)
    there = reads.planned_ends_there(initiative_ids=list(rows))
    new: dict[int, NewPlannedEnd] = {}
    follows: dict[int, Follow] = {}
    numbers: dict[int, int] = {}
    sides = reads.department_sides()
    for pk, row in rows.items():
        facts = known.get(pk)
        if facts is not None and facts.is_said_later:
            continue
        end = _end(row, load.as_of)
        if (one := there.get(pk)) is not None:
            stands = Standing(one.state, one.due_date, one.first_due_date, facts.stated_on if facts else None)
            if (again := rules.said_again(stands, end)) is not None:
                follows[one.id], numbers[one.id] = again, row.number
        elif (follow := rules.first_said(end)) is not None:
            made = _new(load, row, pk, facts, follow, sides)
            if made is not None:
                new[row.number] = made
    return new, follows, numbers


def _rows(load: Load) -> dict[int, LoadRow]:
    """Map initiatives to the row that speaks of them, where it says anything of an end."""
    mine = load.ids.get(INITIATIVE, {})
    found: dict[int, LoadRow] = {}
    for row in (*load.rows, *load.unchanged):
        pk = mine.get(row.number) or row.record_id
        if pk is not None and (_end(row, load.as_of) != PlannedEnd(load.as_of)):
            found.setdefault(pk, row)
    return found


def _end(row: LoadRow, as_of: date) -> PlannedEnd:
    said = stated_values(row.values)
    stage = row.values.get("stage")
    live = row.values.get("implemented_on", "") if stage in DELIVERED else ""
    ended = said.get("ended_on") or (date.fromisoformat(live) if len(live) == 10 else None)
    return PlannedEnd(as_of, said.get("planned_end_on"), ended, is_cancelled=stage == Stage.CANCELLED)


def _new(
    load: Load, row: LoadRow, pk: int, facts: StatedFacts | None, follow: Follow, sides: Mapping[int, str]
) -> NewPlannedEnd | None:
    """Say who promises: lead, else sponsor, else the department alone; None where neither is known."""
    values = row.values
    owner = values.get("lead") or values.get("sponsor") or (facts.lead_id or facts.sponsor_id if facts else None)
    department = _department(load, values) or (facts.department_id if facts else None)
    if owner is None and department is None:
        return None
    title = str(values.get("title") or (facts.title if facts else ""))
    return NewPlannedEnd(
        what=_what(title), about=Ref(INITIATIVE, pk), follow=follow, owner_id=owner, department_id=department,
        side=sides.get(department or 0, Side.BUSINESS.value if department else ""),
        id=load.before.get(PROMISE, {}).get(row.number),
    )  # fmt: skip


def _what(title: str) -> str:
    words = _("Complete %(title)s")
    over = len(words % {"title": title}) - rules.MOST_WHAT
    return words % {"title": title if over <= 0 else title[: len(title) - over - 1] + "…"}


def _department(load: Load, values: Mapping[str, Any]) -> int | None:
    name = values.get("department")
    return load.ids.get(DEPARTMENT, {}).get(fold(str(name))) if name else None


def take_back(written: Sequence[Written], by: Viewer, at: datetime, batch: Ref) -> list[Kept]:
    """Take back what the file made and moved."""
    created = [one.ref.id for one in written if one.created]
    changed = {one.ref.id: one.memo for one in written if not one.created}
    kept = writes.take_back_planned_ends(created=created, changed=changed, by=by, at=at, batch=batch)
    return [Kept(Ref(PROMISE, pk), reason) for pk, reason in kept.items()]


def leave(ids: Sequence[int], on: date, by: Viewer, at: datetime, batch: Ref) -> None:
    """Let the promises about initiatives that left their list fall silent."""
    writes.fall_silent(initiative_ids=ids, on=on, by=by, at=at, batch=batch)


def stay(ids: Sequence[int], by: Viewer, at: datetime, batch: Ref) -> None:
    """Open them again."""
    writes.tell_again(initiative_ids=ids, by=by, at=at, batch=batch)
