"""What values may be taken, and the sentences why not; also visibility and the kinds of money."""

from __future__ import annotations

import math
import re
from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date
from decimal import Decimal
from enum import StrEnum
from typing import Any
from urllib.parse import urlsplit

MOST_TITLE = 500
MOST_TEXT = 10_000
MOST_ADDRESS = 500
MOST_LABEL = 200
MOST_EXTRA_FIELDS = 200
MOST_AMOUNT = Decimal(10) ** 13  # beyond it cents are no longer exact in every database


def _(text: str) -> str:
    """Mark a sentence for translators; it is translated where it is said."""
    return text


@dataclass(frozen=True)
class Reason:
    """Why something cannot be done: a sentence for people with the values it names."""

    text: str
    values: Mapping[str, Any] = field(default_factory=dict)

    def __str__(self) -> str:
        return self.text % self.values if self.values else self.text


class Visibility(StrEnum):
    """Who may see an initiative."""

    EVERYONE = "everyone"
    LIMITED = "limited"


VISIBILITY_LABELS: dict[str, str] = {
    Visibility.EVERYONE: _("Everyone"),
    Visibility.LIMITED: _("Only those involved and the leaders"),
}


class Kind(StrEnum):
    """How sure an amount is."""

    PLANNED = "planned"
    COMMITTED = "committed"
    ACTUAL = "actual"


KIND_LABELS: dict[str, str] = {
    Kind.PLANNED: _("Planned"),
    Kind.COMMITTED: _("Committed"),
    Kind.ACTUAL: _("Actual"),
}


class Flow(StrEnum):
    """Which way money goes."""

    COST = "cost"
    BENEFIT = "benefit"


FLOW_LABELS: dict[str, str] = {Flow.COST: _("Cost"), Flow.BENEFIT: _("Benefit")}


def first_of_month(day: date) -> date:
    """Give the period a day belongs to: the first of its month."""
    return day.replace(day=1)


def why_not_text(text: str, *, most: int, needed: bool = True) -> Reason | None:
    """Say why a text cannot be taken: blank, too long, or holding characters no database keeps."""
    if needed and not text.strip():
        return Reason(_("Write at least one word."))
    if len(text) > most:
        return Reason(
            _("At most %(most)s characters fit here; this has %(length)s."), {"most": most, "length": len(text)}
        )
    if "\x00" in text or any("\ud800" <= sign <= "\udfff" for sign in text):
        return Reason(_("The text holds characters that cannot be stored."))
    return None


def why_not_address(address: str, *, needed: bool = True) -> Reason | None:
    """Say why a web address cannot be taken; only http and https are."""
    if not address:
        return Reason(_("Give a web address that starts with http:// or https://.")) if needed else None
    if reason := why_not_text(address, most=MOST_ADDRESS):
        return reason
    try:
        parts = urlsplit(address)
    except ValueError:
        return Reason(_("This is not a web address."))
    if parts.scheme not in {"http", "https"} or not parts.hostname or re.search(r"[\s\\]", address):
        return Reason(_("Give a web address that starts with http:// or https://."))
    return None


def why_not_amount(amount: Decimal) -> Reason | None:
    """Say why an amount cannot be taken: it is zero or more, with at most two decimals."""
    if not amount.is_finite() or amount < 0:
        return Reason(_("An amount is zero or more; cost or benefit says which way it goes."))
    if amount >= MOST_AMOUNT:
        return Reason(_("This amount is too large to be right."))
    if amount != amount.quantize(Decimal("0.01")):
        return Reason(_("An amount has at most two decimals."))
    return None


def why_not_currency(currency: str) -> Reason | None:
    """Say why a currency cannot be taken: it is three capital letters, as EUR."""
    if re.fullmatch(r"[A-Z]{3}", currency):
        return None
    return Reason(_("Give the currency as three capital letters, for example EUR."))


def why_not_extra(values: Mapping[str, Any]) -> Reason | None:
    """Say why extra fields cannot be taken: each is a text, number, yes or no, or nothing, under a name."""
    if len(values) > MOST_EXTRA_FIELDS:
        return Reason(_("At most %(most)s extra fields fit on one initiative."), {"most": MOST_EXTRA_FIELDS})
    for name, value in values.items():
        if why_not_text(name, most=MOST_LABEL):
            return Reason(_("The extra field “%(name)s” needs a name of at most 200 characters."), {"name": name[:40]})
        if not isinstance(value, str | int | float | bool | None):
            return Reason(_("“%(name)s” is not a text, a number, or yes or no."), {"name": name[:40]})
        if isinstance(value, str) and (reason := why_not_text(value, most=MOST_TEXT, needed=False)):
            return reason
        if isinstance(value, float) and not math.isfinite(value):
            return Reason(_("“%(name)s” is not a number that can be stored."), {"name": name[:40]})
    return None
