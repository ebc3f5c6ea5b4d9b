"""What is credited to initiatives in money: by what finance signed, before that by the share of the grade."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from dataclasses import dataclass
from decimal import Decimal

from django.db.models import Max
from django.utils.formats import number_format
from django.utils.translation import gettext as _

from accord.apps.ui.rules import Viewer
from accord.apps.value.models import Claim, Credit, Study
from accord.apps.value.permissions import visible_to
from accord.apps.value.rules.effects.money import Worth, worth
from accord.apps.value.rules.words import RHYTHM_MONTHS

ZERO = Decimal(0)
HEAVY = ("results", "setup")  # all rows of a study, of which its money needs none


@dataclass(frozen=True)
class CreditedClaim:
    """What one claim is credited with: ``share`` (0–1) of ``full``, what the study found without any cut.

    Amounts are to the cent, in ``currency``; None where no unit of the measure has a value, or no method an estimate.
    ``promised`` is what was promised for the same periods. ``is_signed``: finance signed the share.
    """

    claim_id: int
    initiative_id: int
    currency: str
    grade: str
    share: Decimal
    is_signed: bool
    study_id: int
    realised: Worth | None
    full: Worth | None
    promised: Decimal | None


@dataclass(frozen=True)
class Credited:
    """What the claims of an initiative are credited with in one currency.

    ``realised`` is counted; ``full`` what the studies found before the share; ``promised`` for the same periods (None:
    nothing was promised). ``low`` and ``high`` add up the ends of the intervals, which is wider than their sum needs to be;
    None where one of them has none. ``grade`` is the weakest; ``share`` the realised part of the full.
    """

    currency: str
    realised: Decimal
    low: Decimal | None
    high: Decimal | None
    full: Decimal
    promised: Decimal | None
    share: Decimal | None
    grade: str
    is_signed: bool
    claims: int


def credited(*, viewer: Viewer | None, initiative_ids: Collection[int]) -> dict[int, tuple[Credited, ...]]:
    """Map initiatives to what they are credited with, one figure for each currency; without any it is absent.

    ``viewer`` None is Accord itself; else initiatives whose money the viewer may not see are absent. Three queries.
    """
    found: dict[int, dict[str, list[CreditedClaim]]] = {}
    for one in credited_claims(viewer=viewer, initiative_ids=initiative_ids):
        if one.realised is not None:
            found.setdefault(one.initiative_id, {}).setdefault(one.currency, []).append(one)
    return {
        pk: tuple(_added(currency, some) for currency, some in sorted(by_currency.items()))
        for pk, by_currency in found.items()
    }


def credited_claims(*, viewer: Viewer | None, initiative_ids: Collection[int]) -> list[CreditedClaim]:
    """List what each claim that was studied is credited with. Three queries."""
    claims = Claim.objects.filter(initiative__in=initiative_ids, removed_at=None)
    if viewer is not None:
        claims = claims.filter(initiative__in=visible_to(viewer).order_by().values("pk"))
    known = {one.pk: one for one in claims.order_by("initiative", "pk")}
    last = Study.objects.filter(claim__in=known).order_by().values("claim").annotate(last=Max("pk")).values("last")
    newest = {study.claim_id: study for study in Study.objects.filter(pk__in=last).defer(*HEAVY)}
    signed = {
        credit.claim_id: credit
        for credit in Credit.objects.filter(claim__in=known, withdrawn_at=None)
        .select_related("study")
        .defer(*(f"study__{name}" for name in HEAVY))
    }
    return [_credited(one, newest[pk], signed.get(pk)) for pk, one in known.items() if pk in newest]


# no viewer: the caller has found the claim and its study as its viewer
def worth_of(claim: Claim, study: Study, share: Decimal) -> Worth | None:
    """Give what a share of a study's estimate was worth; None without an estimate or a value of one unit."""
    if study.estimate is None:
        return None
    return _worth(claim, study, study.estimate, study.low, study.high, share)


# no viewer: see worth_of
def promised_of(claim: Claim, study: Study) -> Decimal | None:
    """Give what was promised for the periods of a study; None without a promise or a value of one unit."""
    if claim.promised_change is None:
        return None
    found = _worth(claim, study, claim.promised_change, None, None, Decimal(1))
    return found.amount if found else None


# no viewer: see worth_of
def worth_words(claim: Claim, study: Study, share: Decimal) -> str:
    """Say how an amount comes about, so that anybody can reckon it again; "" where nothing is credited."""
    full, counted = worth_of(claim, study, Decimal(1)), worth_of(claim, study, share)
    if full is None or counted is None or not share or claim.unit_amount is None or study.estimate is None:
        return ""
    per = RHYTHM_MONTHS[claim.rhythm]
    values = {
        "change": f"{study.estimate:.12g} {claim.series.unit}".strip(),
        "unit": _plain(claim.unit_amount.normalize(), None),
        "currency": claim.currency,
        "months": RHYTHM_MONTHS[study.rhythm] * study.periods,
        "per": f" ÷ {per}" if per > 1 else "",
        "full": _plain(full.amount),
        "share": f"{_plain((share * 100).normalize(), None)}\u00a0%",
        "counted": _plain(counted.amount),
    }
    return _("%(change)s × %(unit)s %(currency)s × %(months)s months%(per)s = %(full)s %(currency)s, of which %(share)s "
             "counts: %(counted)s %(currency)s.") % values  # fmt: skip


def _plain(amount: Decimal, places: int | None = 2) -> str:
    return number_format(f"{amount:f}", decimal_pos=places, force_grouping=True)


def _worth(
    claim: Claim, study: Study, change: float, low: float | None, high: float | None, share: Decimal
) -> Worth | None:
    if claim.unit_amount is None:
        return None
    return worth(
        change, low, high, periods=study.periods, period_rhythm=study.rhythm, unit_amount=claim.unit_amount,
        unit_rhythm=claim.rhythm, share=share,
    )  # fmt: skip


def _credited(claim: Claim, newest: Study, credit: Credit | None) -> CreditedClaim:
    study = credit.study if credit else newest
    share = credit.share if credit else newest.credited_share
    return CreditedClaim(
        claim_id=claim.pk,
        initiative_id=claim.initiative_id,
        currency=claim.currency,
        grade=study.grade,
        share=share,
        is_signed=credit is not None,
        study_id=study.pk,
        realised=worth_of(claim, study, share),
        full=worth_of(claim, study, Decimal(1)),
        promised=promised_of(claim, study),
    )


def _added(currency: str, claims: Sequence[CreditedClaim]) -> Credited:
    worths = [one.realised for one in claims if one.realised is not None]
    realised = sum((one.amount for one in worths), ZERO)
    full = sum((one.full.amount for one in claims if one.full is not None), ZERO)
    lows, highs = [one.low for one in worths], [one.high for one in worths]
    promised = [one.promised for one in claims if one.promised is not None]
    return Credited(
        currency=currency,
        realised=realised,
        low=None if None in lows else sum((low for low in lows if low is not None), ZERO),
        high=None if None in highs else sum((high for high in highs if high is not None), ZERO),
        full=full,
        promised=sum(promised, ZERO) if promised else None,
        share=(realised / full).quantize(Decimal("0.001")) if full else None,
        grade=max(one.grade for one in claims),
        is_signed=all(one.is_signed for one in claims),
        claims=len(claims),
    )
