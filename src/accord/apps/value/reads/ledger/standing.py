"""What stands beside the ledger of one initiative: signed state, baseline, evidence, doubts, forecasts and what to do next."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from django.urls import reverse
from django.utils.formats import date_format
from django.utils.translation import gettext as _

from accord.apps.initiatives.sockets import Expected, track_records
from accord.apps.ui.rules import Viewer
from accord.apps.value.models import CaseVersion, Challenge, Review, Signature
from accord.apps.value.permissions import visible_to
from accord.apps.value.reads.ledger.evidence import evidence_of
from accord.apps.value.reads.ledger.one import InitiativeLedger
from accord.apps.value.reads.ledger.outlook import LedgerOutlook, outlooks
from accord.apps.value.rules import CaseState
from accord.apps.value.rules.words import GRADE_LABELS, SIDE_LABELS


@dataclass(frozen=True)
class Signed:
    """Who signed for a side, and when."""

    side: str
    label: str
    name: str
    on: date


@dataclass(frozen=True)
class OpenDoubt:
    """A challenge that is not decided, or that struck a benefit."""

    title: str
    question: str
    is_open: bool


@dataclass(frozen=True)
class Step:
    """What to do next, in a sentence, and where."""

    words: str
    url: str
    label: str


@dataclass(frozen=True)
class Standing:
    """Everything that stands beside the amounts."""

    plan_words: str
    signed: tuple[Signed, ...]
    outlook: LedgerOutlook | None
    baseline: str
    grade: str
    grade_words: str
    is_double: bool
    doubts: tuple[OpenDoubt, ...]
    review_on: date | None
    expected: Expected | None
    step: Step


def ledger_standing(*, viewer: Viewer, ledger: InitiativeLedger) -> Standing:
    """Say what stands beside a ledger the viewer has found: a fixed number of queries."""
    pk, version = ledger.initiative.pk, ledger.version or ledger.latest
    signatures = (
        Signature.objects.filter(of=ledger.version, withdrawn_at=None).select_related("person")
        if ledger.version
        else ()
    )
    proof = evidence_of(viewer=viewer, among=visible_to(viewer).filter(pk=pk)).get(pk)
    review = Review.objects.filter(initiative=pk, held_date=None, removed_at=None).first()
    grade = proof.grade if proof else ""
    return Standing(
        _plan_words(ledger),
        tuple(Signed(one.side, _(SIDE_LABELS[one.side]), one.person.name, one.signed_at.date()) for one in signatures),
        outlooks(viewer=viewer, initiative_ids=[pk]).get(pk),
        _baseline(version),
        grade,
        _(GRADE_LABELS[grade]) if grade else "",
        bool(proof and proof.is_double),
        tuple(_doubts(pk)),
        review.due_date if review else None,
        _expected(viewer, pk, ledger.as_of),
        next_step(
            viewer=viewer,
            initiative_id=pk,
            state=ledger.latest.state if ledger.latest else "",
            has_evidence=bool(grade),
            has_review=review is not None,
        ),
    )


def _plan_words(ledger: InitiativeLedger) -> str:
    if ledger.version is not None:
        return _("The plan is version %(n)s of the case, signed on %(day)s.") % {
            "n": ledger.version.number,
            "day": date_format(ledger.version.signed_at, "j M Y") if ledger.version.signed_at else "–",
        }
    if ledger.latest is not None:
        return _("No version of the case is signed yet: the plan shown is unsigned, as recorded month by month.")
    return _("No case has been signed yet: the plan shown is unsigned, as recorded month by month.")


def _baseline(version: CaseVersion | None) -> str:
    if version is None or version.baseline_value is None:
        return ""
    unit = version.measure.unit if version.measure else ""
    said = f"{version.baseline_value:g} {unit}".strip()
    if version.baseline_date is None:
        return said
    return _("%(value)s on %(day)s") % {"value": said, "day": date_format(version.baseline_date, "j M Y")}


def _doubts(initiative_id: int) -> list[OpenDoubt]:
    asked = Challenge.objects.filter(initiative=initiative_id, withdrawn_at=None).order_by("asked_at")
    return [
        OpenDoubt(one.title, one.question, one.decided_at is None)
        for one in asked
        if not one.verdict or one.verdict == "struck"
    ]


def _expected(viewer: Viewer, initiative_id: int, as_of: date) -> Expected | None:
    for one in track_records:
        found: Expected = one.read(viewer=viewer, initiative_id=initiative_id, as_of=as_of)
        return found
    return None


def next_step(*, viewer: Viewer, initiative_id: int, state: str, has_evidence: bool, has_review: bool) -> Step:
    """Say what to do next for an initiative's value, from how its latest version stands ("": there is none)."""
    case = reverse("value:case", args=[initiative_id])
    if not state:
        return Step(
            _("No case has been written yet. It says what would change, by how much and for how much."),
            case,
            _("Write the case"),
        )
    if state == CaseState.DRAFT:
        return Step(
            _("The case is being written. Complete it, then put it to the three sides."), case, _("Go on with the case")
        )
    if state == CaseState.OFFERED:
        return Step(_("The case waits for signatures of business, IT and finance."), case, _("See who has signed"))
    if not has_evidence:
        return Step(
            _("The case is signed. Say which measure it moves, and let the numbers tell what it caused."),
            reverse("value:effects", args=[initiative_id]), _("What did it cause?"),
        )  # fmt: skip
    if not has_review:
        return Step(
            _("No value review is planned. Plan one, so that it is stopped or made larger in time."),
            reverse("value:release", args=[initiative_id]), _("Plan a review"),
        )  # fmt: skip
    return Step(
        _("Release the next stage against what was shown, or challenge a benefit."),
        reverse("value:release", args=[initiative_id]), _("Release"),
    )  # fmt: skip
