"""What a release is decided on: the signed version, its figures, the money so far, what was caused, and what speaks against it.

Each neighbour is asked once; what it does not know stays None, and the page says so.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from accord.apps.initiatives.models import GoalLink, Initiative
from accord.apps.initiatives.sockets import Expected, track_records
from accord.apps.ui.rules import NotFound, Viewer
from accord.apps.ui.templatetags.formats import exact_day, share_words
from accord.apps.value import permissions
from accord.apps.value.models import CaseVersion, Release, Review
from accord.apps.value.reads.cases.signed import filled_of
from accord.apps.value.reads.deciding.doubts import Doubt, bearing_on, told_as
from accord.apps.value.reads.deciding.ground import Caused, MoneySoFar, Outlook, caused_by, money_so_far, outlook_of
from accord.apps.value.reads.money import exact_money
from accord.apps.value.rules import CaseState
from accord.apps.value.rules.cases import ITEM_LABELS, items_there
from accord.apps.value.rules.deciding import basis_of
from accord.apps.value.rules.words import SIDE_LABELS


@dataclass(frozen=True)
class Signer:
    """Who signed for a side, and when."""

    side: str
    side_label: str
    name: str
    on: date


@dataclass(frozen=True)
class Written:
    """The version that a release rests on: who signed it, and what of a complete case it says."""

    initiative_id: int
    number: int
    is_signed: bool
    signers: tuple[Signer, ...]
    there: int
    asked: int
    missing: tuple[str, ...]


@dataclass(frozen=True)
class Ground:
    """What a decision on money rests on: ``basis`` names it, ``against`` says what speaks against it, worst first."""

    written: Written
    outlook: Outlook | None
    money: tuple[MoneySoFar, ...]
    caused: tuple[Caused, ...]
    expected: Expected | None
    doubts: tuple[Doubt, ...]
    against: tuple[str, ...]
    basis: str
    as_of: date


def ground_of(*, viewer: Viewer, version: CaseVersion, as_of: date) -> Ground:
    """Say what a decision on the money of a version rests on; the caller has found it as its viewer."""
    initiative = version.case.initiative
    bearing = bearing_on(initiative_id=initiative.pk)
    written, outlook = _written(version), outlook_of(viewer=viewer, version=version, as_of=as_of)
    money = money_so_far(viewer=viewer, version=version, as_of=as_of)
    caused = caused_by(initiative_id=initiative.pk)
    doubts = told_as(challenges=bearing)
    parts = (*_unsigned(written), *(doubt.sentence for doubt in doubts), *_risky(outlook), *_overspent(money),
             *_unproven(caused), *_incomplete(written), *_unreviewed(initiative, as_of))  # fmt: skip
    return Ground(
        written=written,
        outlook=outlook,
        money=money,
        caused=caused,
        expected=_expected(viewer, initiative.pk, as_of),
        doubts=doubts,
        against=parts,
        basis=basis_of(version.digest, [(one.pk, one.version) for one in bearing]),
        as_of=as_of,
    )


def kept_figures(*, viewer: Viewer, release_id: int, as_of: date) -> dict[str, Any]:
    """Give the figures a release is decided on as they stand now, as JSON to be kept with it. Raises NotFound."""
    release = Release.objects.select_related("of__case__initiative").filter(pk=release_id).first()
    if release is None:
        raise NotFound(_("There is no such record, or it is not open to you."))
    permissions.find(viewer, release.of.case.initiative_id)
    return as_record(ground_of(viewer=viewer, version=release.of, as_of=as_of))


# no viewer: what the caller has asked for as its viewer
def as_record(ground: Ground) -> dict[str, Any]:
    """Write the figures of a decision as JSON: amounts as text to the cent, days as ISO."""
    written, outlook = ground.written, ground.outlook
    return {
        "as_of": ground.as_of.isoformat(),
        "version": written.number,
        "complete": [written.there, written.asked],
        "missing": list(written.missing),
        "signed": [[one.side, one.on.isoformat()] for one in written.signers],
        "value": None if outlook is None else outlook.as_record(),
        "money": [one.as_record() for one in ground.money],
        "caused": [one.as_record() for one in ground.caused],
        "forecasts": [one.sentence for one in ground.expected.held] if ground.expected else [],
        "against": list(ground.against),
    }


def _written(version: CaseVersion) -> Written:
    has_goal = GoalLink.objects.filter(initiative=version.case.initiative_id, removed_at=None).exists()
    filled = filled_of(version=version, has_goal=has_goal)
    there = items_there(filled)
    asked = [item for item in there if item not in filled.skipped]
    rows = version.signatures.filter(withdrawn_at=None).select_related("person").order_by("signed_at", "pk")
    return Written(
        initiative_id=version.case.initiative_id,
        number=version.number,
        is_signed=version.state == CaseState.SIGNED,
        signers=tuple(
            Signer(one.side, _(SIDE_LABELS[one.side]), one.person.name, timezone.localdate(one.signed_at))
            for one in rows
        ),
        there=sum(there[item] for item in asked),
        asked=len(asked),
        missing=tuple(_(ITEM_LABELS[item]) for item in asked if not there[item]),
    )


def _expected(viewer: Viewer, initiative_id: int, as_of: date) -> Expected | None:
    for one in track_records:
        found: Expected = one.read(viewer=viewer, initiative_id=initiative_id, as_of=as_of)
        return found
    return None


# --- what speaks against it -----------------------------------------------------------------------------------------


def _unsigned(written: Written) -> Iterator[str]:
    if not written.is_signed:
        yield _("Version %(n)s of the case is not the signed one any more.") % {"n": written.number}


def _risky(outlook: Outlook | None) -> Iterator[str]:
    if outlook is None or outlook.loss_share is None:
        return
    limit = outlook.limit_share
    if outlook.loss_share > limit:
        yield _("It loses money with a chance of %(loss)s; %(limit)s is what finance set as the most.") % {
            "loss": share_words(outlook.loss_share), "limit": share_words(limit),
        }  # fmt: skip


def _overspent(money: Sequence[MoneySoFar]) -> Iterator[str]:
    for one in money:
        if one.actual is not None and one.actual > one.released:
            yield _("%(actual)s was spent, %(released)s was released.") % {
                "actual": exact_money(one.actual, one.currency), "released": exact_money(one.released, one.currency),
            }  # fmt: skip


def _unproven(caused: Sequence[Caused]) -> Iterator[str]:
    for one in caused:
        if one.speaks_against:
            yield _("%(title)s: %(said)s") % {"title": one.title, "said": one.sentence}


def _incomplete(written: Written) -> Iterator[str]:
    if written.missing:
        yield _("The case leaves out: %(missing)s.") % {"missing": ", ".join(written.missing)}


def _unreviewed(initiative: Initiative, as_of: date) -> Iterator[str]:
    late = Review.objects.filter(initiative=initiative, held_date=None, removed_at=None, due_date__lt=as_of).first()
    if late is not None:
        days = (as_of - late.due_date).days
        yield ngettext(
            "Its value review was due on %(day)s, %(n)s day ago.",
            "Its value review was due on %(day)s, %(n)s days ago.",
            days,
        ) % {"day": exact_day(late.due_date), "n": days}
