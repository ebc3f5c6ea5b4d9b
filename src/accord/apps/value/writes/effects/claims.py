"""Claims: that an initiative moves a series from a day on, and what that is compared with."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime
from typing import Any

from django.db import IntegrityError, transaction
from django.utils.translation import gettext as _
from django.utils.translation import gettext_noop

from accord.apps.initiatives.rules import Reason, why_not_text
from accord.apps.trail import writes as trail
from accord.apps.trail.events import Change
from accord.apps.trail.reads import VERSION
from accord.apps.ui.rules import Invalid, Ref, Viewer, WrongState
from accord.apps.value import permissions
from accord.apps.value.events.effects import ClaimEdited, ClaimMade, ClaimRemoved, ClaimRestored, ComparisonsChanged
from accord.apps.value.models import Claim, Comparison, Line, Series
from accord.apps.value.rules.effects.checks import CLAIM_TEXTS, why_not_claim
from accord.apps.value.rules.words import MOST_TEXT, Direction, Involved, Rhythm, Role
from accord.apps.value.writes.checking import refuse
from accord.apps.value.writes.effects.series import SERIES, series_of_measure
from accord.apps.value.writes.involvement import note

CLAIM = "value.claim"
VALUES: dict[str, Any] = {
    "from_date": None, "announced_date": None, "direction": Direction.UP, "promised_change": None, "unit_amount": None,
    "currency": "", "rhythm": Rhythm.MONTHLY, "why_then": "", "other_events": "", "is_by_lot": False, "line_key": "",
}  # fmt: skip
_NONE = Reason(gettext_noop("Choose the measure or series it moves."))
_GONE = Reason(gettext_noop("This series has been removed."))
_TWICE = Reason(gettext_noop("This initiative claims this measure already. Change that claim instead."))
_NO_LINE = Reason(gettext_noop("The case has no such benefit."))
_STUDIED = Reason(gettext_noop("It was studied this way round. Take the claim back and make another."))
MOST_COMPARED = 200
COUNTING = {"from_date", "direction", "unit_amount", "currency", "rhythm"}  # what the money signed by finance hangs on


@transaction.atomic
def make_claim(
    *,
    initiative_id: int,
    values: Mapping[str, Any],
    by: Viewer,
    at: datetime,
    series_id: int | None = None,
    measure_id: int | None = None,
) -> Claim:
    """Write down that an initiative moves a series, or a goal's measure, from a day on. ``values``: any of VALUES.

    Raises NotFound, NotAllowed, Invalid.
    """
    initiative = permissions.find(by, initiative_id)
    permissions.check_write(by, initiative)
    given = _given({**VALUES, **values}, initiative.pk)
    if measure_id is not None:
        series = series_of_measure(measure_id=measure_id, by=by, at=at)
    else:
        refuse(series=_NONE if series_id is None else None)
        series = permissions.find_series(by, series_id or 0)
    refuse(series=_GONE if series.removed_at else None)
    try:
        with transaction.atomic():
            claim = Claim.objects.create(
                initiative=initiative, series=series, **given, created_at=at, created_by_id=by.pk
            )
    except IntegrityError:
        refuse(series=_TWICE)
        raise
    changes = (
        Change(field="initiative", new=str(Ref("initiatives.initiative", initiative.pk))),
        Change(field="series", new=str(Ref(SERIES, series.pk))),
        *(
            Change(field=name, new=_told(value), person_id=by.pk if name in CLAIM_TEXTS else None)
            for name, value in given.items()
            if value not in (None, "", False)
        ),
    )
    trail.record(ClaimMade(subject=Ref(CLAIM, claim.pk), changes=changes), by=by, at=at)
    note(initiative_id=initiative.pk, how=Involved.WROTE, by=by, at=at)
    return claim


@transaction.atomic
def edit_claim(
    *, claim_id: int, values: Mapping[str, Any], by: Viewer, at: datetime, seen_version: int | None = None
) -> Claim:
    """Change what is claimed; the series stays. Raises NotFound, NotAllowed, Invalid, WrongState, EditConflict."""
    claim = _locked(claim_id, by)
    trail.edit(claim, {}, event=ClaimEdited, subject=Ref(CLAIM, claim.pk), by=by, at=at, seen_version=seen_version)
    given = _given({**{name: getattr(claim, name) for name in VALUES}, **values}, claim.initiative_id)
    other = {name for name in given if given[name] != getattr(claim, name)}
    refuse(direction=_STUDIED if "direction" in other and claim.studies.exists() else None)
    if other & COUNTING and claim.credits.filter(withdrawn_at=None).exists():
        raise WrongState(_("Finance signed what is credited here: what it is worth stays until they withdraw that."))
    trail.edit(
        claim, given, event=ClaimEdited, subject=Ref(CLAIM, claim.pk), by=by, at=at,
        personal=dict.fromkeys(CLAIM_TEXTS, by.pk),
    )  # fmt: skip
    return claim


@transaction.atomic
def compare(
    *,
    claim_id: int,
    roles: Mapping[int, str],
    by: Viewer,
    at: datetime,
    why: str = "",
    seen_version: int | None = None,
) -> Claim:
    """Say what a claim is judged against: series id → role; what is not named is compared no more.

    ``why`` is noted with what is new. Raises NotFound, NotAllowed, Invalid, WrongState, EditConflict.
    """
    claim = _locked(claim_id, by)
    trail.edit(
        claim, {}, event=ComparisonsChanged, subject=Ref(CLAIM, claim.pk), by=by, at=at, seen_version=seen_version
    )
    seen = set(permissions.series_visible_to(by).filter(pk__in=roles, removed_at=None).values_list("pk", flat=True))
    before = {one.series_id: one for one in claim.comparisons.all()}
    refuse(
        why=why_not_text(why, most=MOST_TEXT, needed=False), series=_why_not_compared(claim, roles, {*seen, *before})
    )
    gone = [pk for pk in before if pk not in roles]
    new = {pk: role for pk, role in roles.items() if pk not in before or before[pk].role != role}
    if not gone and not new:
        return claim
    claim.comparisons.filter(series__in=[*gone, *new]).delete()
    Comparison.objects.bulk_create(
        Comparison(claim=claim, series_id=pk, role=role, why=why.strip() or (before[pk].why if pk in before else ""))
        for pk, role in sorted(new.items())
    )
    version = claim.version
    Claim.objects.filter(pk=claim.pk).update(version=version + 1)
    claim.version = version + 1
    changes = (
        Change(field="added", new=len(set(new) - set(before))),
        Change(field="removed", new=len(gone)),
        Change(field="why", new=why.strip(), person_id=by.pk),
        Change(field="series", old=[str(Ref(SERIES, pk)) for pk in sorted(gone)],
               new=[f"{Ref(SERIES, pk)} {role}" for pk, role in sorted(new.items())]),
        Change(field=VERSION, old=version, new=version + 1),
    )  # fmt: skip
    trail.record(ComparisonsChanged(subject=Ref(CLAIM, claim.pk), changes=changes), by=by, at=at)
    return claim


def remove_claim(*, claim_id: int, by: Viewer, at: datetime) -> Claim:
    """Take a claim back; its studies stay and it can be made again. Raises NotFound, NotAllowed, WrongState."""
    return _put(claim_id, removed=True, by=by, at=at)


def restore_claim(*, claim_id: int, by: Viewer, at: datetime) -> Claim:
    """Make a claim again that was taken back. Raises NotFound, NotAllowed, WrongState."""
    return _put(claim_id, removed=False, by=by, at=at)


@transaction.atomic
def _put(claim_id: int, *, removed: bool, by: Viewer, at: datetime) -> Claim:
    claim = Claim.objects.select_for_update().get(pk=permissions.find_claim(by, claim_id).pk)
    permissions.check_write(by, claim.initiative)
    if (claim.removed_at is not None) == removed:
        raise WrongState(_("This has been removed already.") if removed else _("This is there already."))
    if removed and claim.credits.filter(withdrawn_at=None).exists():
        raise WrongState(_("Finance signed what is credited here. They withdraw that first."))
    if (
        not removed
        and Claim.objects.filter(initiative=claim.initiative_id, series=claim.series_id, removed_at=None).exists()
    ):
        raise WrongState(_("This initiative claims this measure already. Change that claim instead."))
    if not removed and Series.objects.filter(pk=claim.series_id).exclude(removed_at=None).exists():
        raise WrongState(_("What it moved has been removed since. Say anew what it moves."))
    event = ClaimRemoved if removed else ClaimRestored
    trail.edit(claim, {"removed_at": at if removed else None}, event=event, subject=Ref(CLAIM, claim.pk), by=by, at=at)
    return claim


def _locked(claim_id: int, by: Viewer) -> Claim:
    """Lock a claim that stands, for somebody who may write it."""
    claim = Claim.objects.select_for_update().get(pk=permissions.find_claim(by, claim_id).pk)
    permissions.check_write(by, claim.initiative)
    if claim.removed_at is not None:
        raise WrongState(_("This claim was taken back. Make it again first."))
    return claim


def _given(values: Mapping[str, Any], initiative_id: int) -> dict[str, Any]:
    if unknown := set(values) - set(VALUES):
        raise Invalid(_("These cannot be changed here: %(names)s.") % {"names": ", ".join(sorted(unknown))})
    given = {name: value.strip() if isinstance(value, str) else value for name, value in values.items()}
    refuse(**why_not_claim(given))
    key = given["line_key"]
    lines = Line.objects.filter(of__case__initiative=initiative_id, key=key, flow="benefit")
    refuse(line_key=_NO_LINE if key and not lines.exists() else None)
    return given


def _why_not_compared(claim: Claim, roles: Mapping[int, str], known: set[int]) -> Reason | None:
    if set(roles) - known or set(roles.values()) - set(Role):
        return Reason(gettext_noop("Choose series from the list."))
    if claim.series_id in roles:
        return Reason(gettext_noop("A series cannot be compared with itself."))
    if len(roles) > MOST_COMPARED:
        return Reason(gettext_noop("At most %(most)s series can be compared."), {"most": MOST_COMPARED})
    return None


def _told(value: Any) -> Any:
    return value if isinstance(value, (str, int, float, bool)) else str(value)
