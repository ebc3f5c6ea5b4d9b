"""The part of every portfolio that people owns: a file's departments, added where they are not here yet."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from datetime import datetime

from django.utils.translation import gettext_lazy as _

from accord.apps.batches.rules.words import fold
from accord.apps.batches.sockets import Field, FieldType, Kept, Load, Part, Written, parts
from accord.apps.people import writes as people
from accord.apps.people.models import Department
from accord.apps.people.rules import Side
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
    parts.plug(Part("departments", "portfolio", 10, (FIELD,), prepare=prepare, take_back=take_back))


def prepare(load: Load) -> Callable[[], Iterable[Written]]:
    """Find the departments of the rows and gather the missing ones."""
    named: dict[str, str] = {}
    for row in load.rows:
        if name := row.values.get("department"):
            named.setdefault(fold(name), name)
    known = known_departments()
    missing = {key: name for key, name in named.items() if key not in known}
    with gathering(into=load.inserts):
        before = load.before.get(DEPARTMENT, {})
        added = people.add_departments(
            names=list(missing.values()), side=Side.BUSINESS, by=load.by, at=load.at, batch=load.batch,
            ids=[before.get(key) for key in missing],
        )  # fmt: skip
    ids = [one.pk for one in added]
    load.ids[DEPARTMENT] = {**known, **dict(zip(missing, ids, strict=True))}
    return lambda: [
        Written(Ref(DEPARTMENT, pk), created=True, memo={"name": key}) for key, pk in zip(missing, ids, strict=True)
    ]


def known_departments() -> dict[str, int]:
    """Map folded names to departments; of several with one name the one highest in the tree, then the oldest."""
    rows = Department.objects.values_list("pk", "name", "parent_id")
    ordered = sorted(rows, key=lambda row: (row[2] is not None, row[0]), reverse=True)
    return {fold(name): pk for pk, name, _parent in ordered}


def take_back(written: Sequence[Written], by: Viewer, at: datetime, batch: Ref) -> list[Kept]:
    """Remove the departments that nothing belongs to."""
    kept = []
    for one in written:
        changed = Department.objects.filter(pk=one.ref.id, version__gt=1).exists()
        if changed and not one.anyway:
            kept.append(Kept(one.ref, str(_("It has been changed since."))))
            continue
        try:
            people.remove_department(department_id=one.ref.id, by=by, at=at, batch=batch)
        except WrongState as refusal:
            kept.append(Kept(one.ref, refusal.message))
        except NotFound:
            continue
    return kept
