"""How the writes of this app refuse values, take a step of a version, and remove and put back."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date, datetime
from typing import Any

from django.db import IntegrityError, transaction
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_noop

from accord.apps.initiatives.events import InitiativeEdited
from accord.apps.initiatives.models import Initiative, Removable
from accord.apps.initiatives.rules import Reason
from accord.apps.people.models import Department, Person
from accord.apps.trail import writes as trail
from accord.apps.trail.events import Change, Event
from accord.apps.trail.reads import VERSION
from accord.apps.ui.rules import Invalid, Ref, Refused, Viewer, WrongState

INITIATIVE = "initiatives.initiative"
GOAL_LINK = "initiatives.goal_link"
MILESTONE = "initiatives.milestone"
MONEY = "initiatives.money"
LINK = "initiatives.link"


def _said(reason: Reason) -> str:
    return _(reason.text) % reason.values if reason.values else _(reason.text)


def _refuse(**reasons: Reason | None) -> None:
    """Raise Invalid with the sentence of every field that has a reason."""
    fields = {name: _said(reason) for name, reason in reasons.items() if reason}
    if fields:
        raise Invalid(_("Some values cannot be taken: please look at them again."), fields)


def _refuse_state(reason: Reason | None) -> None:
    """Raise WrongState with the sentence, if there is a reason."""
    if reason:
        raise WrongState(_said(reason))


def _day(at: datetime) -> date:
    return timezone.localdate(at)


def _step(
    initiative: Initiative, values: Mapping[str, Any], *, by: Viewer, at: datetime, seen_version: int | None
) -> Change:
    """Change fields under the version lock and give the step to record. Raises EditConflict."""
    version = seen_version or Initiative.objects.filter(pk=initiative.pk).values_list("version", flat=True).first() or 0
    done = Initiative.objects.filter(pk=initiative.pk, version=version).update(**values, version=version + 1)
    if not done:
        subject = Ref(INITIATIVE, initiative.pk)
        trail.edit(initiative, {}, event=InitiativeEdited, subject=subject, by=by, at=at, seen_version=version)
        raise WrongState(_("Someone else changed this at the same moment. Please try again."))
    for name, value in {**values, "version": version + 1}.items():
        setattr(initiative, name, value)
    return Change(field=VERSION, old=version, new=version + 1)


def _refuse_unknown_links(values: Mapping[str, Any]) -> None:
    """Raise Invalid for persons and departments that do not exist."""
    wrong = {}
    people = {name: values[name] for name in ("sponsor_id", "lead_id") if values.get(name) is not None}
    known = set(Person.objects.filter(pk__in=people.values()).values_list("pk", flat=True)) if people else set()
    for name, pk in people.items():
        if pk not in known:
            wrong[name] = Reason(gettext_noop("Choose a person from the list."))
    department = values.get("department_id")
    if department is not None and not Department.objects.filter(pk=department).exists():
        wrong["department_id"] = Reason(gettext_noop("Choose a department from the list."))
    _refuse(**wrong)


def _put(
    record: Removable, *, removed: bool, event: type[Event], subject: Ref, by: Viewer, at: datetime, taken: str = ""
) -> None:
    """Remove a record or put it back. Raises WrongState when it is so already or its place is taken."""
    if (record.removed_at is not None) == removed:
        raise WrongState(_("This has been removed already.") if removed else _("This is there already."))
    try:
        with transaction.atomic():
            trail.edit(record, {"removed_at": at if removed else None}, event=event, subject=subject, by=by, at=at)
    except IntegrityError as error:
        raise _taken(taken) from error


def _taken(sentence: str) -> Refused:
    return WrongState(sentence or _("Something else has taken its place."))


def _refuse_removed(record: Removable) -> None:
    if record.removed_at is not None:
        raise WrongState(_("This has been removed. Put it back first."))
