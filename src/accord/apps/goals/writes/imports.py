"""Many goals at once: what an import adds, changes and takes back; the caller holds the transaction of the batch."""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from django.db import transaction
from django.utils.translation import gettext as _

from accord.apps.goals import events, rules
from accord.apps.goals.models import Actual, Goal, Measure
from accord.apps.goals.permissions import EDIT
from accord.apps.goals.rules import Horizon
from accord.apps.goals.writes.goals import KIND, lapse, told_as_new
from accord.apps.goals.writes.measures import FIELDS, TEXTS
from accord.apps.trail import writes as trail
from accord.apps.trail.events import Change
from accord.apps.ui.permissions import check
from accord.apps.ui.rules import Ref, Viewer
from accord.apps.ui.writes import at_once, insert_many

IMPORTED = (
    "title", "why", "parent_id", "horizon", "department_id", "business_owner_id", "it_owner_id", "review_date", "external_key",
)  # fmt: skip


@dataclass(frozen=True, kw_only=True)
class GoalRow:
    """A new goal of an import: checked values; ``id`` is the one it had when the same import was written before."""

    title: str
    why: str = ""
    horizon: str = Horizon.NEAR
    department_id: int | None = None
    business_owner_id: int | None = None
    it_owner_id: int | None = None
    review_date: date | None = None
    external_key: str = ""
    id: int | None = None


@dataclass(frozen=True, kw_only=True)
class MeasureRow:
    """A new measure of an import; ``values``: any of the measure's fields, ``name`` at least."""

    goal_id: int
    values: Mapping[str, Any]
    id: int | None = None


@at_once
def import_goals(*, rows: Sequence[GoalRow], by: Viewer, at: datetime, batch: Ref) -> list[int]:
    """Add goals that nobody has agreed to yet; gives their ids in the order of the rows. Raises NotAllowed."""
    check(by, EDIT)
    values = [{name: getattr(row, name) for name in IMPORTED if name != "parent_id"} for row in rows]
    made = insert_many(records=[Goal(pk=row.id, created_at=at, **own) for row, own in zip(rows, values, strict=True)])
    told = [
        events.GoalAdded(subject=Ref(KIND, one.pk), changes=told_as_new({**own, "external_key": ""}, by))
        for one, own in zip(made, values, strict=True)
    ]
    trail.record_many(told, by=by, at=at, batch=batch)
    return [one.pk for one in made]


@transaction.atomic
def change_goals(*, values: Mapping[int, Mapping[str, Any]], by: Viewer, at: datetime, batch: Ref) -> list[int]:
    """Change goals as a file says (any of IMPORTED); whoever agreed to something else is asked again.

    Gives the ids of those that really changed. Raises NotAllowed.
    """
    check(by, EDIT)
    ids = list(values)
    before = {one.pk: one for one in Goal.objects.filter(pk__in=ids)}
    changed = trail.edit_many(
        model=Goal,
        values=values,
        event=events.GoalEdited,
        personal=_said_by(by, "title", "why"),
        by=by,
        at=at,
        batch=batch,
    )
    with trail.together(batch=batch):
        for one in Goal.objects.filter(pk__in=changed).order_by("pk"):
            names = {n.removesuffix("_id") for n in values[one.pk] if getattr(one, n) != getattr(before[one.pk], n)}
            lapse(goal=one, sides=[s for s in rules.OWNING_SIDES if rules.asks_again(s, names)], by=by, at=at)
    return changed


@transaction.atomic
def hang_goals(*, parents: Mapping[int, int], by: Viewer, at: datetime, batch: Ref) -> list[int]:
    """Put new goals of an import below others: goal → goal above it. Raises NotAllowed."""
    check(by, EDIT)
    wanted = {pk: {"parent_id": parent} for pk, parent in parents.items()}
    return trail.edit_many(
        model=Goal, values=wanted, event=events.GoalEdited, personal=_said_by(by), by=by, at=at, batch=batch
    )


@at_once
def import_measures(*, rows: Sequence[MeasureRow], by: Viewer, at: datetime, batch: Ref) -> list[int]:
    """Add measures to goals; gives their ids in the order of the rows. Raises NotAllowed."""
    check(by, EDIT)
    made = insert_many(records=[Measure(pk=row.id, goal_id=row.goal_id, **row.values) for row in rows])
    told = [
        events.MeasureAdded(
            subject=Ref(KIND, row.goal_id),
            changes=tuple(
                Change(field=name, new=value, person_id=by.pk if name in TEXTS else None)
                for name, value in row.values.items()
                if value not in (None, "")
            ),
        )
        for row in rows
    ]
    trail.record_many(told, by=by, at=at, batch=batch)
    return [one.pk for one in made]


@transaction.atomic
def change_measures(*, values: Mapping[int, Mapping[str, Any]], by: Viewer, at: datetime, batch: Ref) -> list[int]:
    """Change measures as a file says; both sides of their goals are asked again. Raises NotAllowed."""
    check(by, EDIT)
    wanted = {pk: {name: new for name, new in said.items() if name in FIELDS} for pk, said in values.items()}
    changed = trail.edit_many(
        model=Measure,
        values=wanted,
        event=events.MeasureEdited,
        personal=_said_by(by, *TEXTS),
        by=by,
        at=at,
        batch=batch,
    )
    ask_again(goals=Measure.objects.filter(pk__in=changed).values_list("goal_id", flat=True), by=by, at=at, batch=batch)
    return changed


@transaction.atomic
def ask_again(*, goals: Collection[int], by: Viewer, at: datetime, batch: Ref) -> None:
    """Ask both sides of goals again whose measures an import added or changed."""
    with trail.together(batch=batch):
        for one in Goal.objects.filter(pk__in=set(goals)).order_by("pk"):
            lapse(goal=one, sides=rules.OWNING_SIDES, by=by, at=at)


@transaction.atomic
def take_goals_back(
    *, ids: Collection[int], by: Viewer, at: datetime, batch: Ref, anyway: Collection[int] = ()
) -> trail.Undone:
    """Remove goals that an import added and nobody worked with since, those below others first. Raises NotAllowed."""
    check(by, EDIT)
    measured = set(Actual.objects.filter(measure__goal__in=ids).values_list("measure__goal_id", flat=True))
    kept = dict.fromkeys(sorted(measured), _("Values have been recorded for it since."))
    done: list[int] = []
    rest = [pk for pk in ids if pk not in kept]
    while rest:
        round_ = trail.remove_many(
            model=Goal, ids=rest, event=events.ImportedGoalTakenBack, told="title", by=by, at=at, batch=batch,
            anyway=anyway, along=(Measure,),
        )  # fmt: skip
        done += round_.done
        if not round_.done:
            return trail.Undone(tuple(done), {**kept, **round_.kept})
        rest = list(round_.kept)
    return trail.Undone(tuple(done), kept)


@transaction.atomic
def take_changes_of_goals_back(
    *, ids: Collection[int], by: Viewer, at: datetime, batch: Ref, anyway: Collection[int] = ()
) -> trail.Undone:
    """Undo what an import changed on goals, where nobody changed them since. Raises NotAllowed."""
    check(by, EDIT)
    return trail.restore_many(
        model=Goal, ids=ids, edited=events.GoalEdited, event=events.ImportedGoalChangesTakenBack,
        personal=_said_by(by, "title", "why"), by=by, at=at, batch=batch, anyway=anyway,
    )  # fmt: skip


@transaction.atomic
def take_measures_back(
    *, added: Collection[int], changed: Collection[int], by: Viewer, at: datetime, batch: Ref,
    anyway: Collection[int] = (),
) -> trail.Undone:  # fmt: skip
    """Remove measures that an import added and undo what it changed on others. Raises NotAllowed."""
    check(by, EDIT)
    removed = trail.remove_many(
        model=Measure, ids=added, event=events.ImportedMeasureTakenBack, told="name", by=by, at=at, batch=batch,
        anyway=anyway,
    )  # fmt: skip
    restored = trail.restore_many(
        model=Measure, ids=changed, edited=events.MeasureEdited, event=events.ImportedMeasureChangesTakenBack,
        personal=_said_by(by, *TEXTS), by=by, at=at, batch=batch, anyway=anyway,
    )  # fmt: skip
    return trail.Undone((*removed.done, *restored.done), {**removed.kept, **restored.kept})


def _said_by(by: Viewer, *names: str) -> Any:
    return lambda _record: dict.fromkeys(names, by.pk)
