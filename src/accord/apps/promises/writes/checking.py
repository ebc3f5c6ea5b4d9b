"""What all writes of promises check and do alike: persons, refusals, changing under the version that was looked at."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime
from typing import Any

from django.utils.translation import gettext as _
from django.utils.translation import gettext_noop

from accord.apps.initiatives.rules import Reason
from accord.apps.people.models import Person
from accord.apps.promises import rules
from accord.apps.promises.models import Promise
from accord.apps.trail import writes as trail
from accord.apps.trail.events import Event
from accord.apps.ui.rules import Invalid, Ref, Viewer, WrongState

PROMISE = "promises.promise"
PERSON = "people.person"
_NO_PERSON = Reason(gettext_noop("Choose a person from the list."))
_WHY = Reason(gettext_noop("Say why in a few words, so that nobody has to guess."))
_NOT_LISTED = Reason(gettext_noop("Choose one of the list."))


def change(
    promise: Promise,
    values: Mapping[str, Any],
    event: type[Event],
    *,
    by: Viewer,
    at: datetime,
    seen_version: int | None,
) -> None:
    """Change under the version that was looked at: of the page if it is known, else of the record as loaded."""
    trail.edit(
        promise,
        values,
        event=event,
        subject=Ref(PROMISE, promise.pk),
        by=by,
        at=at,
        seen_version=promise.version if seen_version is None else seen_version,
        personal=dict.fromkeys(("what", "proof", "reason"), by.pk),
    )


def person(person_id: int, field: str) -> Person:
    """Get an active person. Raises Invalid at the field."""
    found = Person.objects.select_related("department").filter(pk=person_id, is_active=True, erased_at=None).first()
    if found is None:
        raise Invalid(said(_NO_PERSON), {field: said(_NO_PERSON)})
    return found


def side_of(someone: Person | None) -> str:
    """Say on which side somebody's department stands; empty if that is not known."""
    return someone.department.side if someone is not None and someone.department else ""


def said(reason: Reason) -> str:
    """Say a reason in the reader's language."""
    return _(reason.text) % reason.values if reason.values else _(reason.text)


def refuse(**reasons: Reason | None) -> None:
    """Raise Invalid with a sentence at each field that has one."""
    fields = {name: said(reason) for name, reason in reasons.items() if reason}
    if fields:
        raise Invalid(_("Some values cannot be taken: please look at them again."), fields)


def why_not_listed(value: str, known: Mapping[str, str], *, blank: bool = False) -> Reason | None:
    """Say why a code cannot be taken: it is not of the list."""
    return None if value in known or (blank and not value) else _NOT_LISTED


def why_not_reason(words: str) -> Reason | None:
    """Say why a reason cannot be taken: it is missing or too long."""
    return rules.why_not_words(words) if words.strip() else _WHY


def refuse_state(reason: Reason | None) -> None:
    """Raise WrongState if there is a reason."""
    if reason:
        raise WrongState(said(reason))
