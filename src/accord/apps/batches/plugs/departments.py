"""The part of every portfolio that people owns: a file's departments, added where they are not here yet."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from datetime import datetime

from django.db.models import Max
from django.utils.translation import gettext_lazy as _

from accord.apps.batches.rules.words import fold
from accord.apps.batches.sockets import Field, FieldType, Kept, Load, Part, Written, parts
from accord.apps.people import writes as people
from accord.apps.people.models import Department
from accord.apps.people.rules import Side
from accord.apps.trail.models import Entry
from accord.apps.ui.rules import NotFound, Ref, Viewer, WrongState
from accord.apps.ui.writes import gathering

DEPARTMENT = "people.department"
FIELD = Field(
    "department",
    _("Department"),
    FieldType.DEPARTMENT,
    synonyms=(
        "agency", "department", "organisation", "organization", "ministry", "business unit", "owning department",
        "department name", "agency name", "owner department", "entity",
    ),
    help=_("The unit it belongs to. Departments that are not here yet are added."),
    most=200,
)  # fmt: skip


def plug_in() -> None:
    """Plug the part in."""
    for target in ("portfolio", "people", "goals"):
        parts.plug(Part("departments", target, 10, (FIELD,), prepare=prepare, take_back=take_back))


def prepare(load: Load) -> Callable[[], Iterable[Written]]:
    """Find the departments of the rows and gather the missing ones, each on the side that its first row names."""
    named: dict[str, tuple[str, str]] = {}
    for row in load.rows:
        if name := row.values.get("department"):
            named.setdefault(fold(name), (name, row.values.get("side") or Side.BUSINESS))
    known = known_departments()
    missing = {key: said for key, said in named.items() if key not in known}
    before = load.before.get(DEPARTMENT, {})
    added: dict[str, int] = {}
    with gathering(into=load.inserts):
        for side in dict.fromkeys(side for _name, side in missing.values()):
            mine = {key: name for key, (name, own) in missing.items() if own == side}
            made = people.add_departments(
                names=list(mine.values()), side=side, by=load.by, at=load.at, batch=load.batch,
                ids=[before.get(key) for key in mine],
            )  # fmt: skip
            added |= dict(zip(mine, (one.pk for one in made), strict=True))
    load.ids[DEPARTMENT] = {**known, **added}
    return lambda: [Written(Ref(DEPARTMENT, pk), created=True, memo={"name": key}) for key, pk in added.items()]


def known_departments() -> dict[str, int]:
    """Map folded names to departments; of several with one name the one highest in the tree, then the oldest."""
    rows = Department.objects.values_list("pk", "name", "parent_id")
    ordered = sorted(rows, key=lambda row: (row[2] is not None, row[0]), reverse=True)
    return {fold(name): pk for pk, name, _parent in ordered}


def take_back(written: Sequence[Written], by: Viewer, at: datetime, batch: Ref) -> list[Kept]:
    """Remove the departments that nothing belongs to."""
    kept = []
    changed = _changed_since([one.ref.id for one in written], batch)
    for one in written:
        if one.ref.id in changed and not one.anyway:
            kept.append(Kept(one.ref, str(_("It has been changed since."))))
            continue
        try:
            people.remove_department(department_id=one.ref.id, by=by, at=at, batch=batch)
        except WrongState as refusal:
            kept.append(Kept(one.ref, refusal.message))
        except NotFound:
            continue
    return kept


def _changed_since(ids: Sequence[int], batch: Ref) -> set[int]:
    """List the departments of which the newest entry on the trail is of no import, or of another."""
    about = Entry.objects.filter(subject_kind=DEPARTMENT, subject_id__in=ids).order_by()
    newest = about.values_list("subject_id").annotate(newest=Max("pk"))
    own = set(
        Entry.objects.filter(pk__in=[pk for _id, pk in newest], batch=str(batch)).values_list("subject_id", flat=True)
    )
    return set(Department.objects.filter(pk__in=ids).values_list("pk", flat=True)) - own
