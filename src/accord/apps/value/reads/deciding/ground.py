"""What the neighbours know of a version when its money is decided on: its value, the money so far, what it caused."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from typing import Any

from django.utils.translation import gettext as _

from accord.apps.initiatives.rules import Flow
from accord.apps.ui.rules import Viewer
from accord.apps.ui.templatetags.formats import money_words, share_words
from accord.apps.value.models import CaseVersion, Claim, Credit, Study
from accord.apps.value.reads import decided
from accord.apps.value.reads.figures.values import npv_of
from accord.apps.value.reads.ledger.one import initiative_ledger
from accord.apps.value.rules.flows import last_month, months_of
from accord.apps.value.rules.ledger import By
from accord.apps.value.rules.words import GRADE_LABELS

RISK_SHARE = 0.4  # of a loss: what counts as too much where finance has not said (M17)
ZERO = Decimal("0.00")


@dataclass(frozen=True)
class Outlook:
    """What a version is worth: exceeded nine times in ten, half the time, one time in ten; and the chance of a loss."""

    low: float
    median: float
    high: float
    loss_share: float | None
    limit_share: float
    currency: str
    is_own_limit: bool

    @property
    def median_words(self) -> str:
        """The middle in words."""
        return money_words(self.median, self.currency)

    def as_record(self) -> dict[str, Any]:
        """Write it as JSON."""
        return {
            "p10": round(self.low, 2), "p50": round(self.median, 2), "p90": round(self.high, 2),
            "loss_share": self.loss_share, "limit_share": self.limit_share, "currency": self.currency,
        }  # fmt: skip


@dataclass(frozen=True)
class MoneySoFar:
    """Costs of an initiative in one currency: as signed, released, committed, spent; None where nobody said."""

    currency: str
    signed: Decimal
    released: Decimal
    committed: Decimal | None
    actual: Decimal | None

    def as_record(self) -> dict[str, Any]:
        """Write it as JSON, amounts as text to the cent."""
        amounts = {
            "signed": self.signed, "released": self.released, "committed": self.committed, "actual": self.actual,
        }  # fmt: skip
        return {"currency": self.currency, **{name: None if a is None else f"{a:.2f}" for name, a in amounts.items()}}


@dataclass(frozen=True)
class Caused:
    """What is known of one benefit: its evidence grade, what is credited of it, and whether that speaks against it."""

    claim_id: int
    title: str
    grade: str
    credited_share: Decimal | None
    is_signed: bool
    sentence: str
    speaks_against: bool

    def as_record(self) -> dict[str, Any]:
        """Write it as JSON."""
        share = None if self.credited_share is None else str(self.credited_share)
        return {"title": self.title, "grade": self.grade, "credited_share": share, "is_signed": self.is_signed}


def outlook_of(*, viewer: Viewer, version: CaseVersion, as_of: date) -> Outlook | None:
    """Ask the figures what a version is worth; None where they cannot say."""
    found = npv_of(version=version, viewer=viewer)
    if found is None:
        return None
    own = version.case.risk_share
    return Outlook(
        low=found.p10, median=found.p50, high=found.p90, loss_share=found.loss_share,
        limit_share=RISK_SHARE if own is None else float(own), currency=version.currency, is_own_limit=own is not None,
    )  # fmt: skip


def money_so_far(*, viewer: Viewer, version: CaseVersion, as_of: date) -> tuple[MoneySoFar, ...]:
    """Give signed, released, committed and actual costs of an initiative by currency."""
    initiative = version.case.initiative_id
    signed, granted = cost_of(version=version), decided.released([initiative]).get(initiative, {})
    book = initiative_ledger(viewer=viewer, initiative_id=initiative, by=By.YEAR, as_of=as_of).currencies
    committed = {one.currency: one.cost.committed for one in book}
    actual = {one.currency: one.cost.actual for one in book}
    currencies = sorted({*signed, *granted, *(one.currency for one in book if one.cost.committed or one.cost.actual)})
    return tuple(
        MoneySoFar(one, signed.get(one, ZERO), granted.get(one, ZERO), committed.get(one), actual.get(one))
        for one in currencies
    )


# no viewer: the caller has found the version as its viewer
def cost_of(*, version: CaseVersion) -> dict[str, Decimal]:
    """Add up the likely costs of a version by currency over its horizon, exact to the cent: one query."""
    last = last_month(version.start_month, version.horizon_months)
    found: dict[str, Decimal] = {}
    for line in version.lines.filter(flow=Flow.COST):
        times = len(months_of(line.rhythm, line.from_month, line.to_month, last=last))
        found[line.currency] = found.get(line.currency, ZERO) + line.likely * times
    return found


# no viewer: the caller has found the initiative as its viewer
def caused_by(*, initiative_id: int) -> tuple[Caused, ...]:
    """Say of each claim what its newest study grades and what is credited: four queries."""
    claims = list(Claim.objects.filter(initiative=initiative_id, removed_at=None).select_related("series"))
    struck = decided.struck_claims([initiative_id])
    newest: dict[int, Study] = {}
    for study in Study.objects.filter(claim__in=[one.pk for one in claims]).order_by("number"):
        newest[study.claim_id] = study
    signed = {
        one.claim_id: one for one in Credit.objects.filter(claim__in=[one.pk for one in claims], withdrawn_at=None)
    }
    return tuple(_caused(one, newest.get(one.pk), signed.get(one.pk), one.pk in struck) for one in claims)


def _caused(claim: Claim, study: Study | None, credit: Credit | None, is_struck: bool) -> Caused:
    share = ZERO if is_struck else (credit.share if credit else (study.credited_share if study else None))
    return Caused(
        claim_id=claim.pk,
        title=claim.series.title,
        grade=study.grade if study else "",
        credited_share=share,
        is_signed=credit is not None and not is_struck,
        sentence=_evidence_words(study, credit, is_struck),
        speaks_against=is_struck or (study is not None and not share),
    )


def _evidence_words(study: Study | None, credit: Credit | None, is_struck: bool) -> str:
    if is_struck:
        return _("it does not count until a new version is signed.")
    if study is None:
        return _("nobody has looked yet whether it came about.")
    words = {"grade": study.grade, "how": _(GRADE_LABELS[study.grade]), "share": share_words(study.credited_share)}
    if credit is not None:
        return _("evidence %(grade)s (%(how)s); finance signed %(share)s.") % {
            **words, "share": share_words(credit.share),
        }  # fmt: skip
    return _("evidence %(grade)s (%(how)s); %(share)s of it counts until finance signs.") % words
