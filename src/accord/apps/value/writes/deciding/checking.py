"""What the writes of stages, releases, challenges, reviews and budgets check and do alike."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from datetime import datetime
from typing import Any, TypeVar

from django.db import IntegrityError, models, transaction
from django.utils.translation import gettext as _
from django.utils.translation import gettext_noop

from accord.apps.initiatives.models import Initiative
from accord.apps.initiatives.rules import Reason
from accord.apps.people.models import Person
from accord.apps.trail import writes as trail
from accord.apps.trail.events import Change, Event
from accord.apps.trail.writes.recording import trail_name, trail_value
from accord.apps.ui.rules import Invalid, NotFound, Ref, Viewer, WrongState
from accord.apps.value import permissions
from accord.apps.value.models import Case, CaseVersion
from accord.apps.value.rules import CaseState
from accord.apps.value.writes.checking import said

Record = TypeVar("Record", bound=models.Model)
NO_PERSON = Reason(gettext_noop("Choose a person from the list."))
WORDS = ("shown", "reason", "must_show", "question", "answer", "words")  # what people write in their own words


def refuse_unknown(values: Mapping[str, Any], known: Iterable[str]) -> None:
    """Raise Invalid when something is to be changed that cannot be changed here."""
    if unknown := set(values) - set(known):
        raise Invalid(_("These cannot be changed here: %(names)s.") % {"names": ", ".join(sorted(unknown))})


def person(person_id: int | None, field: str) -> Person | None:
    """Get an active person, or nobody for None. Raises Invalid at the field."""
    if person_id is None:
        return None
    one = Person.objects.filter(pk=person_id, is_active=True, erased_at=None).first()
    if one is None:
        raise Invalid(said(NO_PERSON), {field: said(NO_PERSON)})
    return one


def locked(records: models.QuerySet[Record], pk: int, by: Viewer, *, path: str) -> tuple[Record, Initiative]:
    """Get and lock a record with the initiative it belongs to, found by a path of fields.

    The case is locked first, as every write of cases does: whoever signs a version or decides on its money waits for
    whoever came first. Raises NotFound where there is none, or none the viewer may see.
    """
    initiative_id = records.filter(pk=pk).values_list(path, flat=True).first()
    if initiative_id is None:
        raise NotFound(_("There is no such record, or it is not open to you."))
    initiative = permissions.find(by, initiative_id)
    Case.objects.select_for_update().filter(initiative=initiative_id).first()
    return records.select_for_update(of=("self",)).get(pk=pk), initiative


def change(
    record: Any,
    values: Mapping[str, Any],
    event: type[Event],
    kind: str,
    *,
    by: Viewer,
    at: datetime,
    seen_version: int | None = None,
) -> tuple[Change, ...]:
    """Change under the version that was looked at: of the page if it is known, else of the record as loaded."""
    return trail.edit(
        record, values, event=event, subject=Ref(kind, record.pk), by=by, at=at,
        seen_version=record.version if seen_version is None else seen_version, personal=dict.fromkeys(WORDS, by.pk),
    )  # fmt: skip


def tell_new(record: Any, event: type[Event], kind: str, names: Iterable[str], *, by: Viewer, at: datetime) -> None:
    """Tell that a record is there, with the values it starts with."""
    model = type(record)
    changes = tuple(
        Change(
            field=trail_name(model, name), new=trail_value(model, name, getattr(record, name)),
            person_id=by.pk if name in WORDS else None,
        )
        for name in names
        if getattr(record, name) not in {None, ""}
    )  # fmt: skip
    trail.record(event(subject=Ref(kind, record.pk), changes=changes), by=by, at=at)


def put(
    record: Any, *, is_removed: bool, event: type[Event], kind: str, by: Viewer, at: datetime, taken: str = ""
) -> None:
    """Remove a record or put it back. Raises WrongState when it is so already or its place is taken."""
    if (record.removed_at is not None) == is_removed:
        raise WrongState(_("This has been removed already.") if is_removed else _("This is there already."))
    try:
        with transaction.atomic():
            change(record, {"removed_at": at if is_removed else None}, event, kind, by=by, at=at)
    except IntegrityError as error:
        raise WrongState(taken or _("Something else has taken its place.")) from error


def signed_version(initiative_id: int) -> CaseVersion | None:
    """Get the signed version of the case of an initiative; no other replaces it while the case is locked."""
    return CaseVersion.objects.filter(case__initiative=initiative_id, state=CaseState.SIGNED).first()
