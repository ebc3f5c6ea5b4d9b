"""This app's records as snapshot rows: risk classes and evidence, unknown as null, as they stand on a day."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date, datetime, time, timedelta
from typing import Any

import polars as pl
from django.db.models import Q
from django.utils import timezone

from accord.apps.guardrails.models import Evidence, RiskClass

CHUNK = 5_000
TEXT = pl.String()


def risk_table(*, as_of: date) -> pl.DataFrame:
    """Give the risk classes of initiatives that were there by ``as_of``; without a row nobody was asked."""
    rows = (
        RiskClass.objects.filter(initiative__created_at__lt=_after(as_of))
        .filter(Q(decided_at=None) | Q(decided_at__lt=_after(as_of)))
        .order_by("pk")
        .values_list("pk", "risk", "rights_impacting", "safety_impacting")
    )
    schema = {"initiative": TEXT, "risk": TEXT, "rights_impacting": pl.Boolean(), "safety_impacting": pl.Boolean()}
    return _frame([(str(pk), *rest) for pk, *rest in rows.iterator(CHUNK)], schema)


def evidence_table(*, as_of: date) -> pl.DataFrame:
    """Give the answers recorded by ``as_of``; without a row the answer is unknown, never no."""
    rows = (
        Evidence.objects.filter(recorded_at__lt=_after(as_of))
        .order_by("pk")
        .values_list("initiative_id", "question", "answer", "date", "until", "proof_url")
    )
    schema = {"initiative": TEXT, "question": TEXT, "answer": TEXT, "on": pl.Date(), "until": pl.Date(), "proof": TEXT}
    return _frame([(str(pk), *rest, proof or None) for pk, *rest, proof in rows.iterator(CHUNK)], schema)


TABLES: dict[str, Callable[..., pl.DataFrame]] = {"risk": risk_table, "evidence": evidence_table}


def _frame(rows: list[tuple[Any, ...]], schema: dict[str, Any]) -> pl.DataFrame:
    return pl.DataFrame(rows, schema=schema, orient="row")


def _after(day: date) -> datetime:
    """Give the first moment after a day, in the organisation's time zone."""
    return timezone.make_aware(datetime.combine(day + timedelta(days=1), time.min))
