"""This app's records as snapshot rows: revealed forecasts and outcomes as they stood on a day. Nobody is named."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date, datetime, time, timedelta
from typing import Any

import polars as pl
from django.db.models import Count, Exists, OuterRef
from django.utils import timezone

from accord.apps.expectations.models import Asked, Forecast, Outcome
from accord.apps.expectations.rules.words import ENGINE_KINDS, PORTFOLIO, Question, State

CHUNK = 5_000
TEXT, NUMBER, DAY = pl.String(), pl.Float64(), pl.Date()
FORECASTS: dict[str, Any] = {
    "id": TEXT, "round": TEXT, "subject_kind": TEXT, "subject": TEXT, "question": TEXT, "side": TEXT, "low": NUMBER,
    "likely": NUMBER, "high": NUMBER, "guess": NUMBER, "never_share": NUMBER, "currency": TEXT, "base_on": DAY,
    "asked_on": DAY, "revealed_on": DAY,
}  # fmt: skip
OUTCOMES: dict[str, Any] = {
    "id": TEXT, "subject_kind": TEXT, "subject": TEXT, "question": TEXT, "amount": NUMBER, "payoff_on": DAY,
    "currency": TEXT, "known_on": DAY,
}  # fmt: skip


def forecasts_table(*, as_of: date, only_resolved: bool = False) -> pl.DataFrame:
    """Give the forecasts revealed by ``as_of``; sealed ones are in no table. ``only_resolved``: where an outcome is known."""
    forecasts = Forecast.objects.filter(round__state=State.REVEALED, round__revealed_at__lt=_after(as_of))
    if only_resolved:
        forecasts = forecasts.filter(_resolved(as_of))
    rows = (
        forecasts.order_by("pk")
        .values_list(
            "pk", "round_id", "round__about_kind", "round__about_id", "question", "side", "low", "likely", "high",
            "guess", "never_share", "round__currency", "round__base_date", "round__opened_at", "round__revealed_at",
        )
    )  # fmt: skip
    return pl.DataFrame(
        [
            (
                str(pk), str(number), ENGINE_KINDS[kind], _subject(kind, about), question, side,
                *(None if value is None else float(value) for value in values),
                None if question == Question.PAYOFF else currency, base, _day(asked), _day(revealed),
            )
            for pk, number, kind, about, question, side, *values, currency, base, asked, revealed in rows.iterator(CHUNK)
        ],
        schema=FORECASTS, orient="row",
    )  # fmt: skip


def outcomes_table(*, as_of: date) -> pl.DataFrame:
    """Give the outcomes recorded by ``as_of`` that stand."""
    rows = _outcomes(as_of).values_list(
        "pk", "about_kind", "about_id", "question", "amount", "payoff_date", "currency", "recorded_at"
    )
    return pl.DataFrame(
        [
            (str(pk), ENGINE_KINDS[kind], _subject(kind, about), question, None if amount is None else float(amount),
             payoff, currency or None, _day(known))
            for pk, kind, about, question, amount, payoff, currency, known in rows.iterator(CHUNK)
        ],
        schema=OUTCOMES, orient="row",
    )  # fmt: skip


def forecasters_table(*, as_of: date) -> pl.DataFrame:
    """Count, per side, the different people whose revealed answers have an outcome by ``as_of``."""
    answered = Asked.objects.filter(
        _resolved(as_of), answered_at__isnull=False, round__state=State.REVEALED, round__revealed_at__lt=_after(as_of)
    )
    rows = answered.order_by("side").values_list("side").annotate(people=Count("person_id", distinct=True))
    return pl.DataFrame(
        [(side, float(people)) for side, people in rows], schema={"side": TEXT, "people": NUMBER}, orient="row"
    )


TABLES: dict[str, Callable[..., pl.DataFrame]] = {
    "forecasts": forecasts_table,
    "outcomes": outcomes_table,
    "forecasters": forecasters_table,
}


def _resolved(as_of: date) -> Exists:
    """Filter what belongs to a round about something of which an outcome was known by a day."""
    same = {name: OuterRef(f"round__{name}") for name in ("about_kind", "about_id")}
    return Exists(_outcomes(as_of).order_by().filter(**same))


def _outcomes(as_of: date) -> Any:
    end = _after(as_of)
    standing = Outcome.objects.filter(recorded_at__lt=end).exclude(removed_at__lt=end)
    return standing.order_by("pk")


def _subject(kind: str, number: int) -> str | None:
    return None if kind == PORTFOLIO else str(number)


def _day(moment: datetime | None) -> date | None:
    return timezone.localdate(moment) if moment else None


def _after(day: date) -> datetime:
    """Give the first moment after a day, in the organisation's time zone."""
    return timezone.make_aware(datetime.combine(day + timedelta(days=1), time.min))
