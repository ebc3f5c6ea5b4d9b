"""The lines of a version that is being written: adding, changing, removing, putting back."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date, datetime
from decimal import Decimal
from typing import Any

from django.db import transaction
from django.db.models import Max
from django.utils.translation import gettext as _

from accord.apps.trail import writes as trail
from accord.apps.trail.events import Change, changes_between
from accord.apps.trail.models import Detail, Entry
from accord.apps.ui.rules import NotFound, Ref, Viewer, WrongState
from accord.apps.value.events.cases import LineAdded, LineEdited, LineRemoved, LineRestored
from accord.apps.value.models import CaseVersion, Line
from accord.apps.value.rules import Involved
from accord.apps.value.writes.cases.values import checked_line
from accord.apps.value.writes.cases.versions import COPIED_OF_LINES, new_key
from accord.apps.value.writes.checking import LINE, VERSION, drafted
from accord.apps.value.writes.involvement import note


@transaction.atomic
def set_line(
    *,
    version_id: int,
    values: Mapping[str, Any],
    by: Viewer,
    at: datetime,
    key: str = "",
    seen_version: int | None = None,
) -> Line:
    """Add a line to a version that is being written, or change the one of this key; all its values are given.

    Raises NotFound, NotAllowed, Invalid, WrongState once it is offered, EditConflict.
    """
    initiative, _case, version = drafted(version_id, by)
    found = checked_line(version, values)
    line = _changed(version, key, found, by, at, seen_version) if key else _added(version, found, by, at)
    note(initiative_id=initiative.pk, how=Involved.WROTE, by=by, at=at)
    return line


def _added(version: CaseVersion, found: Mapping[str, Any], by: Viewer, at: datetime) -> Line:
    place = (Line.objects.filter(of=version).aggregate(most=Max("position"))["most"] or 0) + 1
    line = Line.objects.create(of=version, key=new_key(), position=place, **found)
    told = (Change(field="of", new=str(Ref(VERSION, version.pk))), *changes_between({}, dict(found)))
    trail.record(LineAdded(subject=Ref(LINE, line.pk), changes=told), by=by, at=at)
    return line


def _changed(
    version: CaseVersion, key: str, found: Mapping[str, Any], by: Viewer, at: datetime, seen: int | None
) -> Line:
    line = _line(version, key)
    trail.edit(line, found, event=LineEdited, subject=Ref(LINE, line.pk), by=by, at=at, seen_version=seen)
    return line


def _line(version: CaseVersion, key: str) -> Line:
    line = Line.objects.filter(of=version, key=key).first()
    if line is None:
        raise NotFound(_("This line is no longer there."))
    return line


@transaction.atomic
def remove_line(*, version_id: int, key: str, by: Viewer, at: datetime) -> int:
    """Remove a line from a version that is being written; it can be put back by the id that is given.

    Raises NotFound, NotAllowed, WrongState.
    """
    initiative, _case, version = drafted(version_id, by)
    line = _line(version, key)
    before = {name: getattr(line, name) for name in COPIED_OF_LINES} | {"line": line.pk, "line_version": line.version}
    told = tuple(Change(field=name, old=value, new=value) for name, value in before.items())
    trail.record(LineRemoved(subject=Ref(VERSION, version.pk), changes=told), by=by, at=at)
    pk = line.pk
    line.delete()
    note(initiative_id=initiative.pk, how=Involved.WROTE, by=by, at=at)
    return pk


@transaction.atomic
def restore_line(*, version_id: int, line_id: int, by: Viewer, at: datetime) -> Line:
    """Put a line back as it was when it was removed; what it was comes from the trail.

    Raises NotFound, NotAllowed, WrongState when it is there.
    """
    _initiative, _case, version = drafted(version_id, by)
    if Line.objects.filter(pk=line_id).exists():
        raise WrongState(_("This is there already."))
    kept = _removed(version, line_id)
    line = Line.objects.create(pk=line_id, of=version, **kept)
    trail.record(LineRestored(subject=Ref(LINE, line.pk)), by=by, at=at)
    return line


def _removed(version: CaseVersion, line_id: int) -> dict[str, Any]:
    """Read from the trail what a line of this version was when it was removed."""
    removed = Entry.objects.filter(subject_kind=VERSION, subject_id=version.pk, code=LineRemoved.code)
    own = Detail.objects.filter(entry__in=removed.values("pk"), field="line", old=line_id).order_by("-entry")
    entry = own.values_list("entry", flat=True).first()
    if entry is None:
        raise NotFound(_("This line is no longer there."))
    told = dict(Detail.objects.filter(entry=entry, erased_at=None).values_list("field", "old"))
    return {name: _stored(name, told.get(name)) for name in COPIED_OF_LINES} | {"version": told["line_version"]}


def _stored(name: str, value: Any) -> Any:
    match name:
        case "low" | "likely" | "high":
            return Decimal(value)
        case "from_month" | "to_month":
            return date.fromisoformat(value) if value else None
    return value
