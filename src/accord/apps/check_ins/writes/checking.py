"""What all writes of check-ins check and do alike: persons of two sides, refusals, changing under a version."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime
from typing import Any

from django.utils.translation import gettext as _
from django.utils.translation import gettext_noop

from accord.apps.check_ins.models import CheckIn
from accord.apps.check_ins.rules import GOAL, INITIATIVE, side_of_two
from accord.apps.initiatives.rules import Reason
from accord.apps.people.models import Person
from accord.apps.trail import writes as trail
from accord.apps.trail.events import Event
from accord.apps.ui.reads import titles
from accord.apps.ui.rules import Invalid, Ref, Viewer, WrongState

CHECK_IN, SERIES, PERSON = "check_ins.check_in", "check_ins.series", "people.person"
_NO_PERSON = Reason(gettext_noop("Choose a person from the list."))
_NO_SIDE = Reason(gettext_noop("This person belongs to no department yet, so nobody knows on which side they stand."))
_NOT_SEEN = Reason(gettext_noop("This person may not see what it is about. Choose somebody else, or open it to them."))
_SAME_SIDE = Reason(gettext_noop("Choose somebody of the other side: one side answers, the other acknowledges."))
_NOT_THERE = Reason(gettext_noop("There is no such record, or it is not open to you."))


def change(
    check_in: CheckIn,
    values: Mapping[str, Any],
    event: type[Event],
    *,
    by: Viewer | None,
    at: datetime,
    seen_version: int | None = None,
) -> None:
    """Change under the version that was looked at: of the page if it is known, else of the record as loaded."""
    trail.edit(
        check_in,
        values,
        event=event,
        subject=Ref(CHECK_IN, check_in.pk),
        by=by,
        at=at,
        seen_version=check_in.version if seen_version is None else seen_version,
        personal=dict.fromkeys(("progress", "problem", "chance", "reply", "reason"), by.pk) if by else None,
    )


def check_about(about: Ref, by: Viewer) -> None:
    """Raise Invalid unless it is an initiative or a goal that one may see."""
    if about.kind not in {INITIATIVE, GOAL} or about not in titles(viewer=by, refs=[about]):
        refuse(about=_NOT_THERE)


def person(person_id: int, field: str, about: Ref) -> Person:
    """Get an active person with a side who may see what it is about. Raises Invalid at the field."""
    found = Person.objects.select_related("department").filter(pk=person_id, is_active=True, erased_at=None).first()
    if found is None:
        raise Invalid(said(_NO_PERSON), {field: said(_NO_PERSON)})
    if not side_of(found):
        raise Invalid(said(_NO_SIDE), {field: said(_NO_SIDE)})
    if about not in titles(viewer=found, refs=[about]):
        raise Invalid(said(_NOT_SEEN), {field: said(_NOT_SEEN)})
    return found


def side_of(someone: Person) -> str:
    """Say on which of the two sides somebody stands; empty without a department."""
    return side_of_two(someone.department.side) if someone.department else ""


def refuse_same_side(one: Person, other: Person, field: str) -> None:
    """Raise Invalid at a field if two people stand on the same side."""
    if side_of(one) == side_of(other):
        refuse(**{field: _SAME_SIDE})


def said(reason: Reason) -> str:
    """Say a reason in the reader's language."""
    return _(reason.text) % reason.values if reason.values else _(reason.text)


def refuse(**reasons: Reason | None) -> None:
    """Raise Invalid with a sentence at each field that has one."""
    fields = {name: said(reason) for name, reason in reasons.items() if reason}
    if fields:
        raise Invalid(_("Some values cannot be taken: please look at them again."), fields)


def refuse_state(reason: Reason | None) -> None:
    """Raise WrongState if there is a reason."""
    if reason:
        raise WrongState(said(reason))
