"""The case page: how it stands, what is missing, its lines, who signed, when finance came in, what the viewer may do."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime
from decimal import Decimal

from django.db.models import Q
from django.urls import reverse
from django.utils.translation import gettext as _

from accord.apps.initiatives.models import GoalLink, Initiative
from accord.apps.trail import reads as trail
from accord.apps.trail.models import Entry
from accord.apps.trail.reads import HistoryLine
from accord.apps.ui.rules import NotFound, Viewer
from accord.apps.value import permissions
from accord.apps.value.models import Case, CaseVersion, Involvement, Line, Signature
from accord.apps.value.reads.cases.clock import Clock, Commitment, clocks, first_commitment
from accord.apps.value.reads.cases.history import PastVersion, case_past
from accord.apps.value.reads.cases.lines import CaseTable, case_table
from accord.apps.value.reads.cases.signed import filled_of, is_as_signed
from accord.apps.value.rules import CaseState, Involved
from accord.apps.value.rules.cases import (
    ITEM_LABELS,
    ITEM_TODO,
    ITEM_WHY,
    SIDES,
    Signing,
    items_there,
    may_sign,
    why_not_sign,
)
from accord.apps.value.rules.flows import last_month
from accord.apps.value.rules.words import CASE_STATE_LABELS, SIDE_LABELS

KIND, VERSION, LINE = "value.case", "value.version", "value.line"
OPEN = (CaseState.DRAFT, CaseState.OFFERED)
PAST = 30  # entries of the history

__all__ = ["CasePage", "Commitment", "case_history", "case_page", "first_commitment"]


@dataclass(frozen=True)
class ItemLine:
    """One of the eight items of a complete case; ``state`` is there, missing or skipped."""

    code: str
    label: str
    why: str
    todo: str
    state: str
    reason: str


@dataclass(frozen=True)
class SideLine:
    """Where the signature of one side stands; ``fell`` are signatures that were withdrawn, with the reason."""

    side: str
    label: str
    who: str
    signed_by: str
    signed_at: datetime | None
    is_mine: bool
    can_sign: bool
    fell: tuple[Signature, ...]


@dataclass(frozen=True)
class VersionTab:
    """A version of the case among the others."""

    number: int
    label: str
    state: str
    url: str
    is_here: bool


@dataclass(frozen=True)
class InvolvementLine:
    """That a side took part on a day; ``is_told``: recorded by hand, and may be removed by hand."""

    id: int
    side: str
    date: date
    words: str
    is_told: bool


@dataclass(frozen=True)
class CasePage:
    """One version of a case with everything its page shows."""

    initiative: Initiative
    case: Case
    version: CaseVersion
    state_label: str
    versions: tuple[VersionTab, ...]
    signed_number: int | None  # the version in force, if another
    items: tuple[ItemLine, ...]
    table: CaseTable
    sides: tuple[SideLine, ...]
    clock: Clock
    involvements: tuple[InvolvementLine, ...]
    is_unchanged: bool | None  # None: not offered yet
    can_write: bool
    is_finance: bool
    past: tuple[PastVersion, ...]

    @property
    def is_draft(self) -> bool:
        """Tell whether it is being written."""
        return self.version.state == CaseState.DRAFT

    @property
    def is_offered(self) -> bool:
        """Tell whether it waits for signatures."""
        return self.version.state == CaseState.OFFERED

    @property
    def is_discarded(self) -> bool:
        """Tell whether it was discarded."""
        return self.version.state == CaseState.DISCARDED

    @property
    def can_discard(self) -> bool:
        """Tell whether the viewer may discard it: a draft beside the version in force."""
        return self.can_change and self.signed_number is not None

    @property
    def can_put_back(self) -> bool:
        """Tell whether the viewer may put it back: discarded, and nothing newer is there."""
        others = [tab for tab in self.versions if tab.state != CaseState.DISCARDED]
        is_overtaken = any(tab.number > self.version.number or tab.state in OPEN for tab in others)
        return self.can_write and self.is_discarded and not is_overtaken

    @property
    def is_signed(self) -> bool:
        """Tell whether it is in force."""
        return self.version.state == CaseState.SIGNED

    @property
    def can_change(self) -> bool:
        """Tell whether the viewer may change it now."""
        return self.can_write and self.is_draft

    @property
    def can_renew(self) -> bool:
        """Tell whether the viewer may begin a new version."""
        return self.can_write and self.is_signed and not any(tab.state in OPEN for tab in self.versions)

    @property
    def missing(self) -> tuple[ItemLine, ...]:
        """List the items that are missing."""
        return tuple(one for one in self.items if one.state == "missing")

    @property
    def n_there(self) -> int:
        """Count the items that are there."""
        return sum(one.state == "there" for one in self.items)

    @property
    def n_asked(self) -> int:
        """Count the items that apply."""
        return sum(one.state != "skipped" for one in self.items)

    @property
    def can_offer(self) -> bool:
        """Tell whether the viewer may put it to the signers now."""
        return self.can_change and not self.missing and bool(self.table.lines)

    @property
    def to_sign(self) -> SideLine | None:
        """Give the side the viewer may sign for, if there is one."""
        return next((one for one in self.sides if one.can_sign), None)

    @property
    def own(self) -> SideLine | None:
        """Give the side the viewer has signed for, if any."""
        return next((one for one in self.sides if one.is_mine), None)

    @property
    def has_signatures(self) -> bool:
        """Tell whether anybody has signed it."""
        return any(one.signed_at for one in self.sides)

    @property
    def last_month(self) -> date:
        """Give the last month it counts."""
        return last_month(self.version.start_month, self.version.horizon_months)

    @property
    def discount_percent(self) -> Decimal:
        """Give the discount rate in percent."""
        return self.version.discount_share * 100

    @property
    def other_currencies(self) -> str:
        """Name the currencies of lines that are not in the currency of the case."""
        return ", ".join(one for one in self.table.currencies if one != self.version.currency)

    @property
    def headline(self) -> str:
        """Say in a sentence where it stands and what is next."""
        return _headline(self)


def _headline(page: CasePage) -> str:
    signed = [one.label for one in page.sides if one.signed_at]
    waiting = [one.label for one in page.sides if not one.signed_at]
    match page.version.state:
        case CaseState.OFFERED if signed:
            return _("Waiting for %(waiting)s: signed by %(signed)s.") % {
                "waiting": _joined(waiting), "signed": _joined(signed),
            }  # fmt: skip
        case CaseState.OFFERED:
            return _("Waiting for all three signatures: business, IT and finance.")
        case CaseState.SIGNED:
            return _("In force: signed by business, IT and finance.")
        case CaseState.REPLACED:
            return _("Replaced by a newer version that all three sides have signed.")
        case CaseState.DISCARDED:
            return _("Discarded before it was signed: nothing of it counts.")
    missing = page.missing
    if not page.table.lines:
        return _("It has no lines of cost and benefit yet.")
    if missing:
        return _("%(there)s of %(asked)s items are there. Next: %(next)s.") % {
            "there": page.n_there, "asked": page.n_asked, "next": missing[0].todo,
        }  # fmt: skip
    return _("Complete, and not put to the signers yet.")


def _joined(words: Sequence[str]) -> str:
    """Join words as people do: "business, IT and finance"."""
    if len(words) < 2:
        return "".join(words)
    return _("%(first)s and %(last)s") % {"first": ", ".join(words[:-1]), "last": words[-1]}


# --- one case -------------------------------------------------------------------------------------------------------


def case_page(*, viewer: Viewer, initiative_id: int, number: int | None = None) -> CasePage | None:
    """Describe a version of a case (without a number: the open one, else the one in force); None while there is no case.

    Raises NotFound for an initiative the viewer may not see, or a version that is not there.
    """
    initiative = permissions.find(viewer, initiative_id)
    case = Case.objects.filter(initiative=initiative).first()
    if case is None:
        return None
    versions = list(
        CaseVersion.everything.filter(case=case)
        .select_related("measure__goal", "benefit_owner", "created_by", "offered_by")
        .order_by("number")
    )
    version = _chosen(versions, number)
    return CasePage(
        initiative=initiative,
        case=case,
        version=version,
        state_label=_(CASE_STATE_LABELS[version.state]),
        versions=tuple(_tab(initiative, one, version) for one in reversed(versions)),
        signed_number=next((v.number for v in versions if v.state == CaseState.SIGNED and v is not version), None),
        items=_items(initiative, version),
        table=case_table(version=version),
        sides=_sides(viewer, initiative, version),
        clock=clocks(initiative_ids=[initiative.pk])[initiative.pk],
        involvements=_involvements(initiative),
        is_unchanged=is_as_signed(version=version),
        can_write=permissions.can_write(viewer, initiative),
        is_finance=permissions.is_finance(viewer),
        past=case_past(viewer=viewer, case=case, versions=versions),
    )


def _chosen(versions: Sequence[CaseVersion], number: int | None) -> CaseVersion:
    if number is None:
        return [one for one in versions if one.state != CaseState.DISCARDED][-1]
    found = next((one for one in versions if one.number == number), None)
    if found is None:
        raise NotFound(_("There is no such version of this case."))
    return found


def _tab(initiative: Initiative, one: CaseVersion, here: CaseVersion) -> VersionTab:
    return VersionTab(
        one.number, _(CASE_STATE_LABELS[one.state]), one.state,
        reverse("value:version", args=[initiative.pk, one.number]), one is here,
    )  # fmt: skip


def _items(initiative: Initiative, version: CaseVersion) -> tuple[ItemLine, ...]:
    has_goal = GoalLink.objects.filter(initiative=initiative, removed_at=None).exists()
    filled = filled_of(version=version, has_goal=has_goal)
    return tuple(
        ItemLine(
            code=str(item), label=_(ITEM_LABELS[item]), why=_(ITEM_WHY[item]), todo=_(ITEM_TODO[item]),
            state="there" if there else "skipped" if filled.skipped.get(item) else "missing",
            reason="" if there else filled.skipped.get(item, ""),
        )
        for item, there in items_there(filled).items()
    )  # fmt: skip


def _sides(viewer: Viewer, initiative: Initiative, version: CaseVersion) -> tuple[SideLine, ...]:
    records = list(Signature.objects.filter(of=version).select_related("person"))
    live = {one.side: one for one in records if one.withdrawn_at is None}
    standing = Signing()
    if version.state == CaseState.OFFERED:
        standing = permissions.signing(viewer, initiative, {side: one.person_id for side, one in live.items()})
    return tuple(
        SideLine(
            side=side, label=_(SIDE_LABELS[side]), who=_who(initiative, side),
            signed_by=live[side].person.name if side in live else "",
            signed_at=live[side].signed_at if side in live else None,
            is_mine=side in live and live[side].person_id == viewer.pk,
            can_sign=side not in live and may_sign(side, standing) and why_not_sign(side, standing) is None,
            fell=tuple(one for one in records if one.side == side and one.withdrawn_at),
        )
        for side in SIDES
    )  # fmt: skip


def _who(initiative: Initiative, side: str) -> str:
    """Say who signs for a side."""
    match side:
        case "business":
            return initiative.sponsor.name if initiative.sponsor else _("the head of its department")
        case "it":
            return initiative.lead.name if initiative.lead else _("the CIO")
    return _("the CFO or a head of finance")


def _involvements(initiative: Initiative) -> tuple[InvolvementLine, ...]:
    rows = Involvement.objects.filter(initiative=initiative, removed_at=None).order_by("date", "pk")
    return tuple(
        InvolvementLine(one.pk, one.side, one.date, one.words or _said(one.how), one.how == Involved.TOLD)
        for one in rows
    )


def _said(how: str) -> str:
    match how:
        case Involved.WROTE:
            return _("wrote the case")
        case Involved.SIGNED:
            return _("signed the case")
        case Involved.CHALLENGED:
            return _("challenged a benefit")
        case Involved.POSTED:
            return _("posted an amount")
        case Involved.RELEASED:
            return _("decided on a release")
    return _("was asked")


def _history(viewer: Viewer, case: Case, versions: Sequence[CaseVersion], limit: int = PAST) -> list[HistoryLine]:
    """List what happened to the case, its versions and their lines, newest first."""
    about = Q(subject_kind=KIND, subject_id=case.pk)
    about |= Q(subject_kind=VERSION, subject_id__in=[one.pk for one in versions])
    about |= Q(subject_kind=LINE, subject_id__in=Line.objects.filter(of__case=case).order_by().values("pk"))
    return trail.lines(viewer=viewer, entries=Entry.objects.filter(about).order_by("-id")[:limit])


def case_history(*, viewer: Viewer, initiative_id: int, limit: int = PAST) -> list[HistoryLine]:
    """List what happened to the case of an initiative, newest first. Raises NotFound."""
    found = permissions.find(viewer, initiative_id)
    case = Case.objects.filter(initiative=found).first()
    return _history(viewer, case, list(CaseVersion.everything.filter(case=case)), limit) if case else []
