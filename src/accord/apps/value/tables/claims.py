"""What initiatives claim to move, and what their latest study said, as rows of a snapshot."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from decimal import Decimal
from typing import Any

import polars as pl

from accord.apps.value.models import Claim, Credit, Study
from accord.apps.value.reads.effects.credited import HEAVY, promised_of, worth_of
from accord.apps.value.reads.effects.double import movement
from accord.apps.value.reads.effects.inputs import points_of
from accord.apps.value.rules.effects.studying import sign_of
from accord.apps.value.tables.days import after, number, there

TEXT, DAY, NUMBER, FLAG = pl.String(), pl.Date(), pl.Float64(), pl.Boolean()
SCHEMA: dict[str, pl.DataType] = {
    "id": TEXT, "initiative": TEXT, "series": TEXT, "from_on": DAY, "promised": NUMBER, "estimate": NUMBER,
    "low": NUMBER, "high": NUMBER, "grade": TEXT, "credited_share": NUMBER, "signed": FLAG, "do_agree": FLAG,
    "moved": NUMBER, "moved_low": NUMBER, "moved_high": NUMBER, "currency": TEXT, "promised_amount": NUMBER,
    "realised_amount": NUMBER, "studied_on": DAY,
}  # fmt: skip
Moved = tuple[float | None, float | None, float | None]
NOTHING: Moved = (None, None, None)


def claims_table(*, as_of: date) -> pl.DataFrame:
    """Give the claims that were there by ``as_of`` with the study that counted then; six queries.

    Changes are in the wanted direction. How far a series moved is worked out only where several initiatives claim it.
    """
    claims = list(
        Claim.objects.filter(there(as_of), created_at__lt=after(as_of), initiative__created_at__lt=after(as_of))
        .filter(series__removed_at=None)
        .order_by("pk")
    )
    newest, signed, moved = _studies(claims, as_of), _credits(claims, as_of), _moved(claims, as_of)
    rows = [_row(one, newest.get(one.pk), signed.get(one.pk), moved.get(one.pk, NOTHING)) for one in claims]
    return pl.DataFrame(rows, schema=SCHEMA, orient="row")


def _row(claim: Claim, newest: Study | None, credit: Credit | None, moved: Moved) -> tuple[Any, ...]:
    """Give one row; what finance signed rests on the study it was signed on."""
    study = credit.study if credit else newest
    share = credit.share if credit else study.credited_share if study else Decimal(0)
    worth = worth_of(claim, study, share) if study else None
    is_worth = claim.unit_amount is not None
    return (
        str(claim.pk), str(claim.initiative_id), str(claim.series_id), claim.from_date, claim.promised_change,
        study.estimate if study else None, study.low if study else None, study.high if study else None,
        study.grade if study else None, number(share) if study else None, credit is not None,
        study.do_agree if study else None, *moved, claim.currency or None if is_worth else None,
        number(promised_of(claim, study)) if study else None, number(worth.amount) if worth else None,
        study.as_of if study else None,
    )  # fmt: skip


def _studies(claims: Sequence[Claim], as_of: date) -> dict[int, Study]:
    """Map claims to their newest study made by then: one query."""
    rows = Study.objects.filter(claim__in=[one.pk for one in claims], made_at__lt=after(as_of))
    return {study.claim_id: study for study in rows.order_by("claim", "number").defer(*HEAVY)}


def _credits(claims: Sequence[Claim], as_of: date) -> dict[int, Credit]:
    """Map claims to what finance had signed by then: one query."""
    rows = Credit.objects.filter(there(as_of, "withdrawn_at"), claim__in=[one.pk for one in claims])
    rows = rows.filter(signed_at__lt=after(as_of)).order_by("claim", "signed_at", "pk")
    found = rows.select_related("study").defer(*(f"study__{name}" for name in HEAVY))
    return {credit.claim_id: credit for credit in found}


def _moved(claims: Sequence[Claim], as_of: date) -> dict[int, Moved]:
    """Map claims to how far their series moved since the first claim on it, if there are several: three queries."""
    by_series: dict[int, list[Claim]] = {}
    for one in claims:
        by_series.setdefault(one.series_id, []).append(one)
    twice = {pk: some for pk, some in by_series.items() if len({one.initiative_id for one in some}) > 1}
    points = points_of(twice)
    found: dict[int, Moved] = {}
    for pk, some in twice.items():
        effect = movement(claims=some, points=points[pk], as_of=as_of)
        for one in some:
            sign = sign_of(one.direction)
            low, high = (effect.low, effect.high) if sign > 0 else (effect.high, effect.low)
            ends = (effect.estimate, low, high)
            found[one.pk] = tuple(None if end is None else sign * end for end in ends)  # type: ignore[assignment]
    return found
