"""The target for lists of people: who works here, where, and who heads what; roles are given by hand only."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Collection, Iterable, Mapping, Sequence
from datetime import datetime
from typing import Any

from django.core.exceptions import ValidationError
from django.core.validators import validate_email
from django.db.models.functions import Lower
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from accord.apps.batches.plugs import people_fields as fields
from accord.apps.batches.plugs.departments import DEPARTMENT, known_departments
from accord.apps.batches.rules.words import fold
from accord.apps.batches.sockets import Kept, Kind, Load, LoadRow, Part, RowKey, Target, Written, parts, targets
from accord.apps.people import writes
from accord.apps.people.models import Department, Person
from accord.apps.people.rules import SIDE_LABELS, Role
from accord.apps.ui.reads import own_ids
from accord.apps.ui.rules import Ref, Viewer, WrongState
from accord.apps.ui.writes import gathering

PERSON = "people.person"
Named = tuple[Kind, str, Mapping[str, Any]]


def plug_in() -> None:
    """Plug in the target and its part."""
    targets.plug(
        Target(
            "people", gettext_lazy("People"), PERSON, match, "people:people", name_field="name", group_field="department",
            computed=(gettext_lazy("Roles"),),
        )
    )  # fmt: skip
    parts.plug(
        Part("people", "people", 20, fields.FIELDS, prepare=prepare, take_back=take_back, now=now, sift=sift,
             settle=settle)
    )  # fmt: skip
    parts.plug(Part("heads", "people", 30, fields.HEAD_FIELDS, prepare=prepare_heads, take_back=take_heads_back))


# --- who is here already ---------------------------------------------------------------------------------------------


def match(keys: Sequence[RowKey]) -> Mapping[int, int]:
    """Find each row's person by key, else by mail address, else by a name that only one has; never two by one name.

    Somebody of the same name with another mail address is somebody else.
    """
    here = Person.objects.filter(erased_at=None)
    wanted = {key.key: key.number for key in keys}
    found = {wanted[key]: pk for key, pk in here.filter(external_key__in=wanted).values_list("external_key", "pk")}
    own = {pk: wanted[key] for key, pk in own_ids(keys=list(wanted)).items()}
    for pk in here.filter(pk__in=own, external_key="").values_list("pk", flat=True):
        found.setdefault(own[pk], pk)
    mails = {_mail(key.values): key.number for key in reversed(keys) if key.number not in found and _mail(key.values)}
    by_mail = here.alias(low=Lower("email")).filter(low__in=mails).values_list("email", "pk")
    found |= {mails[email.casefold()]: pk for email, pk in by_mail if email}
    rest = [key for key in keys if key.number not in found and "#" not in key.key]
    names = Counter(_name(key.values) for key in rest)
    rows: dict[str, list[tuple[int, str]]] = {}
    if rest:
        for pk, name, email in here.values_list("pk", "name", "email"):
            if (folded := fold(name)) in names:
                rows.setdefault(folded, []).append((pk, (email or "").casefold()))
    for key in rest:
        same = rows.get(_name(key.values), [])
        if (
            len(same) == 1
            and names[_name(key.values)] == 1
            and _mail(key.values) in {"", same[0][1] or _mail(key.values)}
        ):
            found[key.number] = same[0][0]
    return found


def _name(values: Mapping[str, Any]) -> str:
    return fold(str(values.get("name", "")))


def _mail(values: Mapping[str, Any]) -> str:
    return str(values.get("email") or "").strip().casefold()


def now(ids: Collection[int]) -> Mapping[int, Mapping[str, Any]]:
    """Give what is known of persons for comparison, and why something about them cannot be changed by a file."""
    heads = set(Department.objects.filter(head__in=ids).values_list("head_id", flat=True))
    return {
        one.pk: {
            "name": one.name, "email": one.email or "", "title": one.title,
            "department": one.department.name if one.department else "", "heads": one.pk in heads,
            "_fixed": _why_fixed(one), "_signs_in": _signs_in(one),
        }
        for one in Person.objects.filter(pk__in=ids).select_related("department")
    }  # fmt: skip


def _why_fixed(person: Person) -> str:
    if not person.is_active:
        return _("they have left. Note on their page that they are back first.")
    if Role.ADMINISTRATOR in person.roles:
        return _("they administer Accord, and are changed on their page only.")
    return ""


def _signs_in(person: Person) -> bool:
    return person.has_usable_password() or person.last_login is not None or bool(set(person.roles) - {Role.EMPLOYEE})


# --- what can be taken -----------------------------------------------------------------------------------------------


def sift(keys: Sequence[RowKey]) -> Mapping[int, list[Named]]:
    """Name namesakes, mail addresses that are none, sides that departments here do not stand on, and second heads."""
    known = {fold(name): (side, head) for name, side, head in _departments()}
    heads: dict[str, str] = {}
    names, known_here = _names_here(), match(keys)
    found: dict[int, list[Named]] = {}
    for key in keys:
        values, named = key.values, found.setdefault(key.number, [])
        if key.number not in known_here and _name(values) in names:
            named.append((Kind.NAMESAKE, "name", {"text": values["name"]}))
        if (email := _mail(values)) and not _is_mail(email):
            named.append(
                _not_taken(fields.EMAIL, values["email"], _("it is no mail address such as name@example.org."))
            )
        side, head = known.get(fold(str(values.get("department", ""))), ("", ""))
        if side and values.get("side", side) != side:
            why = _("%(department)s stands on the side “%(side)s” here. Change it on the page of the department.")
            said = {"department": values["department"], "side": SIDE_LABELS[side]}
            named.append(_not_taken(fields.SIDE, SIDE_LABELS[values["side"]], why % said))
        if values.get("heads"):
            named += _second_head(values, head, heads)
    return {number: named for number, named in found.items() if named}


def _names_here() -> set[str]:
    return {fold(name) for name in Person.objects.filter(erased_at=None).values_list("name", flat=True)}


def _departments() -> Iterable[tuple[str, str, str]]:
    rows = Department.objects.order_by("-parent_id", "-pk").values_list("name", "side", "head__name")
    return [(name, side, head or "") for name, side, head in rows]


def _second_head(values: Mapping[str, Any], head: str, heads: dict[str, str]) -> Iterable[Named]:
    """A department has one head: the one it has here, else the first the file names."""
    department = fold(str(values.get("department", "")))
    first = head or heads.setdefault(department, str(values.get("name", "")))
    if not department:
        yield _not_taken(fields.HEADS, _("yes"), _("the row names no department."))
    elif fold(first) != _name(values):
        yield _not_taken(fields.HEADS, _("yes"), _("%(name)s heads it already.") % {"name": first})


def _is_mail(text: str) -> bool:
    try:
        validate_email(text)
    except ValidationError:
        return False
    return len(text) <= 254


def _not_taken(field: Any, text: object, why: str) -> Named:
    return Kind.NOT_TAKEN, field.name, {"field": str(field.label), "text": str(text), "why": why}


def settle(values: Mapping[str, Any], present: Mapping[str, Any]) -> tuple[Mapping[str, Any], list[Named]]:
    """Keep what a file must not change: people who left, administrators, the mail address of somebody who signs in."""
    settled = {name: value for name, value in values.items() if name != "side"}
    if not settled.get("heads"):
        settled.pop("heads", None)
    if why := present.get("_fixed", ""):
        differs = [name for name in ("name", "email", "title", "department") if _differs(settled, present, name)]
        return {}, [_not_taken(fields.BY_NAME[name], settled[name], why) for name in differs]
    if _differs(settled, present, "email") and present.get("_signs_in"):
        why = _("they sign in with %(email)s. An administrator changes it on their page.") % {"email": present["email"]}
        return {k: v for k, v in settled.items() if k != "email"}, [_not_taken(fields.EMAIL, settled["email"], why)]
    return settled, []


def _differs(values: Mapping[str, Any], present: Mapping[str, Any], name: str) -> bool:
    return name in values and fold(str(values[name])) != fold(str(present.get(name, "")))


# --- writing and taking back -----------------------------------------------------------------------------------------


def prepare(load: Load) -> Callable[[], Iterable[Written]]:
    """Gather the new persons; the returned function changes those that are here already."""
    new = [row for row in load.rows if row.record_id is None]
    changed = [row for row in load.rows if row.record_id is not None]
    _refuse_shared_mails(new, changed)
    departments = load.ids.get(DEPARTMENT) or known_departments()
    before = load.before.get(PERSON, {})
    with gathering(into=load.inserts):
        ids = writes.import_people(
            rows=[_new(row, departments, before.get(row.number)) for row in new],
            by=load.by,
            at=load.at,
            batch=load.batch,
        )
    mine = load.ids.setdefault(PERSON, {})
    mine.update(zip((row.number for row in new), ids, strict=True))
    mine.update((row.number, row.record_id) for row in changed if row.record_id is not None)
    values = {row.record_id: _values(row, departments) for row in changed if row.record_id is not None}

    def write() -> Iterable[Written]:
        writes.change_people(values=values, by=load.by, at=load.at, batch=load.batch)
        return [Written(Ref(PERSON, mine[row.number]), row.record_id is None, row.number) for row in load.rows]

    return write


def _refuse_shared_mails(new: Sequence[LoadRow], changed: Sequence[LoadRow]) -> None:
    """Refuse two rows, or a row and somebody here, with one mail address: nobody knows whose it is."""
    said: dict[str, list[LoadRow]] = {}
    for row in [*new, *(row for row in changed if "email" in row.changes)]:
        if email := _mail(row.values):
            said.setdefault(email, []).append(row)
    here = dict(Person.objects.alias(low=Lower("email")).filter(low__in=said).values_list("email", "pk"))
    owners = {str(email).casefold(): pk for email, pk in here.items()}
    for email, rows in said.items():
        if len(rows) > 1 or (email in owners and owners[email] != rows[0].record_id):
            numbers = ", ".join(str(row.number) for row in rows)
            why = _(
                "%(email)s belongs to one person only, and row %(rows)s would give it to another. Repair that first."
            )
            raise WrongState(why % {"email": email, "rows": numbers})


def _new(row: LoadRow, departments: Mapping[Any, int], known: int | None) -> writes.PersonRow:
    values = row.values
    return writes.PersonRow(
        name=values["name"], email=_mail(values) or None, title=values.get("title", ""),
        department_id=_department(values, departments), external_key=row.key, id=known,
    )  # fmt: skip


def _department(values: Mapping[str, Any], departments: Mapping[Any, int]) -> int | None:
    name = values.get("department")
    return departments.get(fold(name)) if name else None


def _values(row: LoadRow, departments: Mapping[Any, int]) -> dict[str, Any]:
    values: dict[str, Any] = {name: row.values[name] for name in ("name", "title") if name in row.changes}
    if "email" in row.changes:
        values["email"] = _mail(row.values) or None
    if "department" in row.changes:
        values["department_id"] = _department(row.values, departments)
    return values | ({"external_key": row.key} if row.key else {})


def take_back(written: Sequence[Written], by: Viewer, at: datetime, batch: Ref) -> list[Kept]:
    """Remove the persons who were added and undo what was changed on others, except what was changed since."""
    said: dict[str, Any] = {"by": by, "at": at, "batch": batch, "anyway": {one.ref.id for one in written if one.anyway}}
    added = [one.ref.id for one in written if one.created]
    others = [one.ref.id for one in written if not one.created]
    kept = dict(writes.take_people_back(ids=added, **said).kept)
    kept |= writes.take_changes_of_people_back(ids=others, **said).kept
    return [Kept(Ref(PERSON, pk), reason) for pk, reason in kept.items()]


# --- who heads what --------------------------------------------------------------------------------------------------


def prepare_heads(load: Load) -> Callable[[], Iterable[Written]]:
    """Name the heads of departments after everybody is there."""
    departments, people = load.ids.get(DEPARTMENT, {}), load.ids.get(PERSON, {})
    heads = {
        department: people[row.number]
        for row in load.rows
        if row.values.get("heads") and (row.record_id is None or "heads" in row.changes)
        if (department := _department(row.values, departments)) is not None
    }

    def write() -> Iterable[Written]:
        for department, person in heads.items():
            writes.edit_department(
                department_id=department, values={"head_id": person}, by=load.by, at=load.at, batch=load.batch
            )
        return [Written(Ref(DEPARTMENT, pk), created=False, memo={"head": person}) for pk, person in heads.items()]

    return write


def take_heads_back(written: Sequence[Written], by: Viewer, at: datetime, batch: Ref) -> list[Kept]:
    """Leave the departments without the heads that the file named, unless somebody named another since."""
    now_heading = dict(Department.objects.filter(pk__in=[one.ref.id for one in written]).values_list("pk", "head_id"))
    for one in written:
        if now_heading.get(one.ref.id) == one.memo["head"]:
            writes.edit_department(department_id=one.ref.id, values={"head_id": None}, by=by, at=at, batch=batch)
    return []
