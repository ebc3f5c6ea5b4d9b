"""The target for lists of goals: found again by key or title, the tree and the owners checked before anything is written."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Collection, Iterable, Mapping, Sequence
from datetime import date, datetime
from typing import Any

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from accord.apps.batches.rules.dates import exact_day
from accord.apps.batches.rules.words import fold
from accord.apps.batches.sockets import Kept, Kind, Load, LoadRow, Part, RowKey, Target, Written, parts, targets
from accord.apps.goals import rules, writes
from accord.apps.goals.models import Goal
from accord.apps.goals.plugs import import_fields as fields
from accord.apps.goals.plugs import import_measures
from accord.apps.goals.rules import OwningSide
from accord.apps.people.models import Person
from accord.apps.ui.reads import own_ids
from accord.apps.ui.rules import Ref, Viewer
from accord.apps.ui.writes import gathering

GOAL, DEPARTMENT = "goals.goal", "people.department"
OWNERS = {"business_owner": OwningSide.BUSINESS, "it_owner": OwningSide.IT}
Named = tuple[Kind, str, Mapping[str, Any]]


def plug_in() -> None:
    """Plug in the target and its parts."""
    targets.plug(
        Target(
            "goals", gettext_lazy("Goals"), GOAL, match, "goals:goals", name_field="title", group_field="",
            computed=(gettext_lazy("Agreement"), gettext_lazy("State")),
        )
    )  # fmt: skip
    parts.plug(Part("goals", "goals", 20, fields.FIELDS, prepare=prepare, take_back=take_back, now=now, sift=sift))
    import_measures.plug_in()


def match(keys: Sequence[RowKey]) -> Mapping[int, int]:
    """Find each row's goal by its key, else by a title that only one goal and one row have."""
    wanted = {key.key: key.number for key in keys}
    here = Goal.objects.order_by("pk")
    found = {wanted[key]: pk for key, pk in here.filter(external_key__in=wanted).values_list("external_key", "pk")}
    own = {pk: wanted[key] for key, pk in own_ids(keys=list(wanted)).items()}
    for pk in here.filter(pk__in=own, external_key="").values_list("pk", flat=True):
        found.setdefault(own[pk], pk)
    rest = [key for key in keys if key.number not in found and "#" not in key.key]
    titles = Counter(_title(key.values) for key in rest)
    same: dict[str, list[int]] = {}
    for pk, title in here.values_list("pk", "title") if rest else ():
        same.setdefault(fold(title), []).append(pk)
    for key in rest:
        pks = same.get(_title(key.values), [])
        if len(pks) == 1 and titles[_title(key.values)] == 1:
            found[key.number] = pks[0]
    return found


def _title(values: Mapping[str, Any]) -> str:
    return fold(str(values.get("title", "")))


def now(ids: Collection[int]) -> Mapping[int, Mapping[str, Any]]:
    """Give the present values of goals for comparison."""
    rows = Goal.objects.filter(pk__in=ids).select_related("parent", "department")
    return {
        one.pk: {
            "title": one.title, "why": one.why, "parent": one.parent.title if one.parent else "", "horizon": one.horizon,
            "department": one.department.name if one.department else "", "business_owner": one.business_owner_id,
            "it_owner": one.it_owner_id, "review_date": one.review_date.isoformat() if one.review_date else None,
        }
        for one in rows
    }  # fmt: skip


# --- what can be taken -----------------------------------------------------------------------------------------------


def sift(keys: Sequence[RowKey]) -> Mapping[int, list[Named]]:
    """Name owners who stand on the other side, days that are no days, and goals above that are not there or make circles."""
    people = {key.values[name] for key in keys for name in OWNERS if name in key.values}
    owners = {one.pk: one for one in Person.objects.filter(pk__in=people).select_related("department")}
    above = _Above(keys)
    found: dict[int, list[Named]] = {}
    for key in keys:
        named = found.setdefault(key.number, [])
        for name, side in OWNERS.items():
            owner = owners.get(key.values.get(name, 0))
            if owner and (why := rules.owner_problem(side, owner.department.side if owner.department else None)):
                named.append(import_measures.not_taken(name, owner.name, _(why)))
        if (day := key.values.get("review_date")) and not exact_day(day):
            named.append(import_measures.not_taken("review_date", day, _("the day is not known.")))
        if (parent := key.values.get("parent")) and (why := above.why_not(key.values, parent)):
            named.append(import_measures.not_taken("parent", parent, why))
    return {number: named for number, named in found.items() if named}


class _Above:
    """Which goals stand above which once the rows are taken; goals of the rows count by their titles."""

    def __init__(self, keys: Sequence[RowKey]) -> None:
        rows = [(fold(title), fold(above or "")) for title, above in Goal.objects.values_list("title", "parent__title")]
        self._above = dict(rows)
        self._above |= {_title(key.values): self._above.get(_title(key.values), "") for key in keys}
        counts = Counter(title for title, _above in rows)
        self._shared = {title for title, count in counts.items() if count > 1}

    def why_not(self, values: Mapping[str, Any], parent: str) -> str:
        """Say why a row's goal cannot stand below another; remember it where it can."""
        own, wanted = _title(values), fold(parent)
        if wanted not in self._above:
            return _("no goal is called so, here or among the rows.")
        if wanted in self._shared:
            return _("several goals here are called so.")
        step, seen = wanted, 0
        while step and seen < rules.FAR_TREE:
            if step == own:
                return _("a goal cannot stand below itself.")
            step, seen = self._above.get(step, ""), seen + 1
        self._above[own] = wanted
        return ""


# --- writing and taking back -----------------------------------------------------------------------------------------


def prepare(load: Load) -> Callable[[], Iterable[Written]]:
    """Gather the new goals; the returned function changes those that are here already and builds the tree."""
    new = [row for row in load.rows if row.record_id is None]
    departments, before = load.ids.get(DEPARTMENT, {}), load.before.get(GOAL, {})
    with gathering(into=load.inserts):
        ids = writes.import_goals(
            rows=[_new(row, departments, before.get(row.number)) for row in new],
            by=load.by,
            at=load.at,
            batch=load.batch,
        )
    mine = load.ids.setdefault(GOAL, {})
    mine.update(zip((row.number for row in new), ids, strict=True))
    mine.update((row.number, row.record_id) for row in load.rows if row.record_id is not None)
    titles = {fold(title): pk for pk, title in Goal.objects.order_by("-pk").values_list("pk", "title")}
    titles |= {_title(row.values): mine[row.number] for row in reversed(new)}
    values = {row.record_id: _values(row, departments, titles) for row in load.rows if row.record_id is not None}
    below = {mine[row.number]: titles[fold(row.values["parent"])] for row in new if row.values.get("parent")}

    def write() -> Iterable[Written]:
        writes.change_goals(values=values, by=load.by, at=load.at, batch=load.batch)
        writes.hang_goals(parents=below, by=load.by, at=load.at, batch=load.batch)
        return [Written(Ref(GOAL, mine[row.number]), row.record_id is None, row.number) for row in load.rows]

    return write


def _new(row: LoadRow, departments: Mapping[Any, int], known: int | None) -> writes.GoalRow:
    values = row.values
    return writes.GoalRow(
        title=values["title"], why=values.get("why", ""), horizon=values.get("horizon", rules.Horizon.NEAR),
        department_id=_department(values, departments), business_owner_id=values.get("business_owner"),
        it_owner_id=values.get("it_owner"), review_date=_day(values.get("review_date")), external_key=row.key, id=known,
    )  # fmt: skip


def _department(values: Mapping[str, Any], departments: Mapping[Any, int]) -> int | None:
    name = values.get("department")
    return departments.get(fold(name)) if name else None


def _day(said: str | None) -> date | None:
    return exact_day(said) if said else None


def _values(row: LoadRow, departments: Mapping[Any, int], titles: Mapping[str, int]) -> dict[str, Any]:
    values: dict[str, Any] = {name: row.values[name] for name in ("title", "why", "horizon") if name in row.changes}
    values |= {f"{name}_id": row.values[name] for name in OWNERS if name in row.changes}
    if "review_date" in row.changes:
        values["review_date"] = _day(row.values["review_date"])
    if "department" in row.changes:
        values["department_id"] = _department(row.values, departments)
    if "parent" in row.changes:
        values["parent_id"] = titles[fold(row.values["parent"])]
    return values | ({"external_key": row.key} if row.key else {})


def take_back(written: Sequence[Written], by: Viewer, at: datetime, batch: Ref) -> list[Kept]:
    """Remove the goals that were added and undo what was changed on others, except what was changed since."""
    said: dict[str, Any] = {"by": by, "at": at, "batch": batch, "anyway": {one.ref.id for one in written if one.anyway}}
    changes = writes.take_changes_of_goals_back(ids=[one.ref.id for one in written if not one.created], **said)
    added = writes.take_goals_back(ids=[one.ref.id for one in written if one.created], **said)
    return [Kept(Ref(GOAL, pk), reason) for pk, reason in {**changes.kept, **added.kept}.items()]
