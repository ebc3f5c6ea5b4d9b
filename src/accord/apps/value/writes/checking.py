"""What the writes of cases check and do alike: locks, refusals, changing under the version that was looked at."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime
from decimal import Decimal
from typing import Any

from django.utils.formats import number_format
from django.utils.translation import gettext as _

from accord.apps.initiatives.models import Initiative
from accord.apps.initiatives.rules import Reason
from accord.apps.trail import writes as trail
from accord.apps.trail.events import Change, Event
from accord.apps.ui.rules import Invalid, NotFound, Ref, Viewer, WrongState
from accord.apps.value import permissions
from accord.apps.value.models import Case, CaseVersion
from accord.apps.value.rules.cases import why_not_edit

CASE, VERSION, LINE = "value.case", "value.version", "value.line"


def locked(version_id: int, by: Viewer) -> tuple[Initiative, Case, CaseVersion]:
    """Lock the case of a version and read the version as it is under the lock. Raises NotFound.

    Whoever writes a case, offers or signs it waits here for whoever came first (SQLite: the whole transaction does).
    """
    at = CaseVersion.everything.filter(pk=version_id).values_list("case_id", "case__initiative_id").first()
    if at is None:
        raise NotFound(_("There is no such version, or it is not open to you."))
    initiative = permissions.find(by, at[1])
    case = Case.objects.select_for_update().get(pk=at[0])
    return initiative, case, CaseVersion.everything.get(pk=version_id)


def drafted(version_id: int, by: Viewer) -> tuple[Initiative, Case, CaseVersion]:
    """Lock a version that is being written, for somebody who may write it. Raises NotFound, NotAllowed, WrongState."""
    initiative, case, version = locked(version_id, by)
    permissions.check_write(by, initiative)
    refuse_state(why_not_edit(version.state))
    return initiative, case, version


def change(
    version: CaseVersion,
    values: Mapping[str, Any],
    event: type[Event],
    *,
    by: Viewer,
    at: datetime,
    seen_version: int | None = None,
) -> tuple[Change, ...]:
    """Change a version under the number that was looked at. Raises EditConflict."""
    return trail.edit(
        version, values, event=event, subject=Ref(VERSION, version.pk), by=by, at=at, seen_version=seen_version
    )


def said(reason: Reason) -> str:
    """Say a reason in the reader's language."""
    words = {name: _plain(value) for name, value in reason.values.items()}
    return _(reason.text) % words if words else _(reason.text)


def _plain(value: Any) -> Any:
    """Say an amount as people do: 90,000 for 90000.00, with cents where there are any."""
    if not isinstance(value, Decimal):
        return value
    places = 0 if value == value.to_integral_value() else 2
    return number_format(value, decimal_pos=places, force_grouping=True)


def refuse(**reasons: Reason | None) -> None:
    """Raise Invalid with a sentence at each field that has one."""
    fields = {name: said(reason) for name, reason in reasons.items() if reason}
    if fields:
        raise Invalid(_("Some values cannot be taken: please look at them again."), fields)


def refuse_state(reason: Reason | None) -> None:
    """Raise WrongState if there is a reason."""
    if reason:
        raise WrongState(said(reason))
