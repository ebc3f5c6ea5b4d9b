"""Beginning a case, a new version of a signed one, changing what it says, leaving out what does not apply."""

from __future__ import annotations

import secrets
from collections.abc import Mapping
from datetime import date, datetime
from decimal import Decimal
from typing import Any

from django.db import IntegrityError, transaction
from django.db.models import Max, Q
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_noop

from accord.apps.goals.models import Measure
from accord.apps.initiatives.models import GoalLink, Initiative, Money
from accord.apps.initiatives.rules import Flow, Kind, Reason, first_of_month, why_not_text
from accord.apps.trail import writes as trail
from accord.apps.trail.events import Change
from accord.apps.ui.rules import Ref, Viewer, WrongState
from accord.apps.value import permissions
from accord.apps.value.events.cases import (
    CaseBegun,
    CaseEdited,
    VersionBegun,
    VersionDiscarded,
    VersionEdited,
    VersionPutBack,
)
from accord.apps.value.models import Case, CaseVersion, Line
from accord.apps.value.reads.money import reporting_currency
from accord.apps.value.rules import CaseState, Cost, Involved, Item, Rhythm
from accord.apps.value.rules.cases import planned_runs
from accord.apps.value.rules.flows import month_after, months_between
from accord.apps.value.rules.words import MOST_TEXT, Benefit
from accord.apps.value.writes.cases.values import EDITABLE, checked, measured, why_not_settings
from accord.apps.value.writes.checking import CASE, VERSION, change, drafted, locked, refuse, refuse_state
from accord.apps.value.writes.involvement import note

USUAL_DISCOUNT = Decimal("0.0800")
USUAL_HORIZON = 36
COPIED = (
    "start_month", "horizon_months", "currency", "discount_share", "measure_id", "baseline_value", "baseline_date",
    "baseline_source", "target_value", "target_date", "benefit_owner_id", "counterfactual", "nothing_words", "nothing_low",
    "nothing_likely", "nothing_high", "switched_off", "exit_rule", "skipped", "adoption_low", "adoption_likely",
    "adoption_high", "shift_low", "shift_likely", "shift_high", "cost_class",
)  # fmt: skip
COPIED_OF_LINES = (
    "key", "position", "flow", "kind", "title", "rhythm", "from_month", "to_month", "low", "likely", "high", "currency",
    "note",
)  # fmt: skip
_OPEN = Reason(gettext_noop("A new version is being written or signed already: go on with that one."))
_UNSIGNED = Reason(gettext_noop("This version is not signed yet: change it instead of writing another."))
_ONLY = Reason(gettext_noop("No version is signed yet, so this one is the case: change it instead."))
_NEWER = Reason(gettext_noop("A newer version, or another one being written, is there by now: go on with that one."))
_ONE_OF = Reason(gettext_noop("Choose one of the list."))

__all__ = [
    "COPIED",
    "COPIED_OF_LINES",
    "EDITABLE",
    "begin_case",
    "discard_version",
    "edit_case",
    "edit_version",
    "new_version",
    "put_back_version",
    "skip_item",
]


# --- beginning ------------------------------------------------------------------------------------------------------


@transaction.atomic
def begin_case(*, initiative_id: int, by: Viewer, at: datetime) -> CaseVersion:
    """Begin the case of an initiative as a first version, filled with what is known of it already.

    The measure comes from the first goal it serves, the lines from its planned money (as single numbers, which the list
    then asks to be widened), the benefit owner is its sponsor. Raises NotFound, NotAllowed, WrongState if there is one.
    """
    initiative = permissions.find(by, initiative_id)
    permissions.check_write(by, initiative)
    try:
        with transaction.atomic():
            case = Case.objects.create(initiative=initiative, created_at=at, created_by_id=by.pk)
    except IntegrityError as error:
        raise WrongState(_("Somebody has begun this case already: go on with it.")) from error
    version, lines = _prefilled(initiative, case, timezone.localdate(at), by=by, at=at)
    Line.objects.bulk_create(lines)
    about = Change(field="initiative", new=str(Ref("initiatives.initiative", initiative.pk)))
    trail.record(CaseBegun(subject=Ref(CASE, case.pk), changes=(about,)), by=by, at=at)
    trail.record(VersionBegun(subject=Ref(VERSION, version.pk)), by=by, at=at)
    note(initiative_id=initiative.pk, how=Involved.WROTE, by=by, at=at)
    return version


def _prefilled(
    initiative: Initiative, case: Case, today: date, *, by: Viewer, at: datetime
) -> tuple[CaseVersion, list[Line]]:
    rows = Money.objects.filter(initiative=initiative, kind=Kind.PLANNED, removed_at=None)
    runs = planned_runs(rows.values_list("period", "flow", "amount", "currency"))
    start = min((run.from_month for run in runs), default=first_of_month(today))
    span = max((months_between(start, run.to_month) + 1 for run in runs), default=0)
    measure = _measure_of(initiative)
    version = CaseVersion.objects.create(
        case=case, number=1, start_month=start, horizon_months=max(USUAL_HORIZON, span),
        currency=_currency_of(initiative, [run.currency for run in runs]), discount_share=_discount(),
        benefit_owner_id=initiative.sponsor_id, created_at=at, created_by_id=by.pk, **measured(measure),
    )  # fmt: skip
    lines = [
        _line(version, place, run.flow, _title(run.flow), run.from_month, run.to_month, run.amount, run.currency)
        for place, run in enumerate(runs, start=1)
    ]
    if not lines and initiative.cost_amount and initiative.cost_currency:
        cost, currency = initiative.cost_amount, initiative.cost_currency
        lines = [_line(version, 1, Flow.COST, _("Cost as last stated"), start, start, cost, currency)]
    return version, lines


def _line(
    version: CaseVersion, place: int, flow: str, title: str, first: date, last: date, amount: Decimal, currency: str
) -> Line:
    once = first == last
    return Line(
        of=version, key=new_key(), position=place, flow=flow, title=title, from_month=first, currency=currency,
        kind=Cost.OTHER if flow == Flow.COST else Benefit.CASH, rhythm=Rhythm.ONCE if once else Rhythm.MONTHLY,
        to_month=None if once else last, low=amount, likely=amount, high=amount,
    )  # fmt: skip


# no event: a name for a line, which its write tells
def new_key() -> str:
    """Make the name by which a line is known from version to version."""
    return secrets.token_hex(8)


def _title(flow: str) -> str:
    return _("Planned cost") if flow == Flow.COST else _("Planned benefit")


def _measure_of(initiative: Initiative) -> Measure | None:
    goals = GoalLink.objects.filter(initiative=initiative, removed_at=None).order_by("pk").values("goal")
    return Measure.objects.filter(goal__in=goals).order_by("pk").first()


def _currency_of(initiative: Initiative, planned: list[str]) -> str:
    if planned:
        return max(sorted(set(planned)), key=planned.count)
    return initiative.cost_currency or reporting_currency()


def _discount() -> Decimal:
    """Take the rate of the latest case: a house mostly has one."""
    latest = CaseVersion.objects.order_by("-pk").values_list("discount_share", flat=True).first()
    return latest if latest is not None else USUAL_DISCOUNT


@transaction.atomic
def new_version(*, case_id: int, by: Viewer, at: datetime) -> CaseVersion:
    """Begin the next version from the signed one; that stays in force until the new one is signed by all three.

    Lines keep their keys. Raises NotFound, NotAllowed, WrongState while another is open or none is signed.
    """
    initiative = permissions.find_case(by, case_id).initiative
    permissions.check_write(by, initiative)
    Case.objects.select_for_update().get(pk=case_id)
    versions = list(CaseVersion.objects.filter(case=case_id).order_by("number"))
    latest = versions[-1]
    if any(one.state in {CaseState.DRAFT, CaseState.OFFERED} for one in versions):
        refuse_state(_OPEN if len(versions) > 1 else _UNSIGNED)
    values = {name: getattr(latest, name) for name in COPIED}
    last = CaseVersion.everything.filter(case=case_id).aggregate(last=Max("number"))[
        "last"
    ]  # discarded ones keep theirs
    made = CaseVersion.objects.create(case_id=case_id, number=last + 1, created_at=at, created_by_id=by.pk, **values)
    Line.objects.bulk_create(
        Line(of=made, **{name: getattr(line, name) for name in COPIED_OF_LINES}) for line in latest.lines.all()
    )
    trail.record(VersionBegun(subject=Ref(VERSION, made.pk)), by=by, at=at)
    note(initiative_id=initiative.pk, how=Involved.WROTE, by=by, at=at)
    return made


@transaction.atomic
def discard_version(*, version_id: int, by: Viewer, at: datetime, seen_version: int | None = None) -> CaseVersion:
    """Discard a new version that is being written and not wanted any more; the signed one stays in force.

    Nothing of it is lost: it keeps its number, its lines and its history, and can be put back. Raises NotFound,
    NotAllowed, WrongState once it is offered or while none is signed, EditConflict.
    """
    _initiative, case, version = drafted(version_id, by)
    is_signed = CaseVersion.objects.filter(case=case, state=CaseState.SIGNED).exists()
    refuse_state(None if is_signed else _ONLY)
    change(version, {"state": CaseState.DISCARDED.value}, VersionDiscarded, by=by, at=at, seen_version=seen_version)
    return version


@transaction.atomic
def put_back_version(*, version_id: int, by: Viewer, at: datetime) -> CaseVersion:
    """Put a discarded version back, to go on writing it.

    Raises NotFound, NotAllowed, WrongState when it is there already, or a newer one is written or signed by now.
    """
    initiative, case, version = locked(version_id, by)
    permissions.check_write(by, initiative)
    if version.state != CaseState.DISCARDED:
        raise WrongState(_("This is there already."))
    newer = Q(number__gt=version.number) | Q(state__in=[CaseState.DRAFT, CaseState.OFFERED])
    refuse_state(_NEWER if CaseVersion.objects.filter(newer, case=case).exists() else None)
    change(version, {"state": CaseState.DRAFT.value}, VersionPutBack, by=by, at=at)
    return version


# --- changing -------------------------------------------------------------------------------------------------------


@transaction.atomic
def edit_version(
    *, version_id: int, values: Mapping[str, Any], by: Viewer, at: datetime, seen_version: int | None = None
) -> CaseVersion:
    """Change what a version says while it is being written; see ``EDITABLE``.

    Another measure brings its own baseline and target along unless others are given. Raises NotFound, NotAllowed,
    Invalid, WrongState once it is offered, EditConflict.
    """
    initiative, _case, version = drafted(version_id, by)
    change(version, checked(version, values, by), VersionEdited, by=by, at=at, seen_version=seen_version)
    note(initiative_id=initiative.pk, how=Involved.WROTE, by=by, at=at)
    return version


@transaction.atomic
def skip_item(
    *, version_id: int, item: str, reason: str, by: Viewer, at: datetime, seen_version: int | None = None
) -> CaseVersion:
    """Say why an item of the completeness list does not apply; without a reason it is asked for again.

    Raises NotFound, NotAllowed, Invalid, WrongState, EditConflict.
    """
    initiative, _case, version = drafted(version_id, by)
    refuse(
        item=None if item in set(Item) else _ONE_OF,
        reason=why_not_text(reason, most=MOST_TEXT, needed=False),
    )
    kept = {name: words for name, words in version.skipped.items() if name != item}
    skipped = {**kept, item: reason.strip()} if reason.strip() else kept
    change(version, {"skipped": skipped}, VersionEdited, by=by, at=at, seen_version=seen_version)
    note(initiative_id=initiative.pk, how=Involved.WROTE, by=by, at=at)
    return version


@transaction.atomic
def edit_case(
    *, case_id: int, values: Mapping[str, Any], by: Viewer, at: datetime, seen_version: int | None = None
) -> Case:
    """Change what holds for all versions: the chance of a loss finance bears, how often it is reviewed, whether it is research.

    Only finance says what loss it bears. Raises NotFound, NotAllowed, Invalid, EditConflict.
    """
    case = permissions.find_case(by, case_id)
    permissions.check_write(by, case.initiative)
    if "risk_share" in values and values["risk_share"] != case.risk_share:
        permissions.check_finance(by)
    refuse(**why_not_settings(values))
    trail.edit(case, values, event=CaseEdited, subject=Ref(CASE, case.pk), by=by, at=at, seen_version=seen_version)
    return case


# no event: counts months, changes nothing
def end_of(*, version: CaseVersion) -> date:
    """Give the last month that a version counts."""
    return month_after(version.start_month, version.horizon_months - 1)
