"""The part of an imported goal that says how one knows it is reached: one measure in each row."""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterable, Mapping, Sequence
from datetime import date, datetime
from typing import Any

from django.utils.translation import gettext as _

from accord.apps.batches.rules.dates import exact_day
from accord.apps.batches.rules.words import fold
from accord.apps.batches.sockets import Kept, Kind, Load, LoadRow, Part, RowKey, Written, parts
from accord.apps.goals import writes
from accord.apps.goals.models import Measure
from accord.apps.goals.plugs import import_fields as fields
from accord.apps.ui.rules import Ref, Viewer
from accord.apps.ui.writes import gathering

GOAL, MEASURE = "goals.goal", "goals.measure"
NAMES = tuple(field.name for field in fields.MEASURE_FIELDS)
DAYS = ("baseline_date", "target_date")
LARGEST = 1e15
Named = tuple[Kind, str, Mapping[str, Any]]


def plug_in() -> None:
    """Plug the part in."""
    parts.plug(
        Part("measures", "goals", 30, fields.MEASURE_FIELDS, prepare=prepare, take_back=take_back, now=now, sift=sift,
             settle=settle)
    )  # fmt: skip


def not_taken(name: str, text: object, why: str) -> Named:
    """Name a value that cannot be taken."""
    return Kind.NOT_TAKEN, name, {"field": str(fields.BY_NAME[name].label), "text": str(text), "why": why}


def sift(keys: Sequence[RowKey]) -> Mapping[int, list[Named]]:
    """Name days that are no days, numbers beyond reason, and values without the name of what is measured."""
    found: dict[int, list[Named]] = {}
    for key in keys:
        values, named = key.values, found.setdefault(key.number, [])
        given = [name for name in NAMES if values.get(name) not in (None, "")]
        if given and "measure" not in given:
            why = _("the row does not say what is measured.")
            named += [not_taken(name, values[name], why) for name in given]
            continue
        named += [
            not_taken(n, values[n], _("the day is not known.")) for n in DAYS if n in given and not exact_day(values[n])
        ]
        named += [
            not_taken(name, values[name], _("it is too large to be true."))
            for name in ("baseline_value", "target_value")
            if name in given and not abs(values[name]) <= LARGEST
        ]
    return {number: named for number, named in found.items() if named}


def now(ids: Collection[int]) -> Mapping[int, Mapping[str, Any]]:
    """Give the measures of goals for comparison, by name; the values of a single one stand as fields too."""
    found: dict[int, dict[str, dict[str, Any]]] = {}
    for one in Measure.objects.filter(goal__in=ids).order_by("-pk"):
        found.setdefault(one.goal_id, {})[fold(one.name)] = _present(one)
    return {
        pk: {
            **dict.fromkeys(NAMES),
            **(next(iter(found[pk].values())) if len(found.get(pk, {})) == 1 else {}),
            "_measures": found.get(pk, {}),
        }
        for pk in ids
    }


def _present(one: Measure) -> dict[str, Any]:
    values = {name: getattr(one, fields.STORED_AS.get(name, name)) for name in NAMES}
    return {name: value.isoformat() if isinstance(value, date) else value for name, value in values.items()}


def settle(values: Mapping[str, Any], present: Mapping[str, Any]) -> tuple[Mapping[str, Any], list[Named]]:
    """Compare a row's measure with the one of that name, whatever other measures the goal has."""
    own = present.get("_measures", {}).get(fold(str(values.get("measure", ""))))
    if own is None:
        return values, []
    return {name: value for name, value in values.items() if name not in NAMES or _differ(own[name], value)}, []


def _differ(here: Any, said: Any) -> bool:
    return fold(here) != fold(said) if isinstance(here, str) and isinstance(said, str) else bool(here != said)


def prepare(load: Load) -> Callable[[], Iterable[Written]]:
    """Gather the new measures; the returned function changes those that are here already."""
    goals, before = load.ids.get(GOAL, {}), load.before.get(MEASURE, {})
    rows = [
        row for row in load.rows if row.values.get("measure") and (row.record_id is None or row.changes & set(NAMES))
    ]
    here = {
        (goal, fold(name)): pk
        for pk, goal, name in Measure.objects.filter(
            goal__in=[row.record_id for row in rows if row.record_id is not None]
        ).order_by("-pk").values_list("pk", "goal_id", "name")
    }  # fmt: skip
    known = {row.number: here.get((row.record_id or 0, fold(row.values["measure"]))) for row in rows}
    new = [row for row in rows if known[row.number] is None]
    with gathering(into=load.inserts):
        ids = writes.import_measures(
            rows=[writes.MeasureRow(goal_id=goals[row.number], values=_values(row), id=before.get(row.number)) for row in new],
            by=load.by, at=load.at, batch=load.batch,
        )  # fmt: skip
    changed = {pk: _values(row) for row in rows if (pk := known[row.number]) is not None}

    def write() -> Iterable[Written]:
        writes.change_measures(values=changed, by=load.by, at=load.at, batch=load.batch)
        asked = [row.record_id for row in new if row.record_id is not None]
        writes.ask_again(goals=asked, by=load.by, at=load.at, batch=load.batch)
        added = [Written(Ref(MEASURE, pk), True, row.number) for row, pk in zip(new, ids, strict=True)]
        return [*added, *(Written(Ref(MEASURE, pk), False) for pk in changed)]

    return write


def _values(row: LoadRow) -> dict[str, Any]:
    given = {name: row.values[name] for name in NAMES if row.values.get(name) not in (None, "")}
    days = {name: exact_day(given[name]) for name in DAYS if name in given}
    return {fields.STORED_AS.get(name, name): value for name, value in {**given, **days}.items()}


def take_back(written: Sequence[Written], by: Viewer, at: datetime, batch: Ref) -> list[Kept]:
    """Remove the measures that were added and undo what was changed on others."""
    undone = writes.take_measures_back(
        added=[one.ref.id for one in written if one.created], changed=[one.ref.id for one in written if not one.created],
        by=by, at=at, batch=batch, anyway={one.ref.id for one in written if one.anyway},
    )  # fmt: skip
    return [Kept(Ref(MEASURE, pk), reason) for pk, reason in undone.kept.items()]
