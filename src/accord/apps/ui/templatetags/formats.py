"""How days, moments, money, shares and numbers are said to people. Pure: today is passed in."""

from __future__ import annotations

import math
from datetime import date
from decimal import Decimal

from django.utils import formats
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

Number = int | float | Decimal


def day_words(day: date, today: date) -> str:
    """Say a day as people do: "today", "in 9 days", "3 weeks ago", "12 Mar 2026"."""
    distance = (day - today).days
    if distance == 0:
        return _("today")
    if distance == 1:
        return _("tomorrow")
    if distance == -1:
        return _("yesterday")
    if abs(distance) <= 14:
        return _signed(distance, ngettext("%(n)s day", "%(n)s days", abs(distance)) % {"n": abs(distance)})
    if abs(distance) <= 56:
        weeks = round(abs(distance) / 7)
        return _signed(distance, ngettext("%(n)s week", "%(n)s weeks", weeks) % {"n": weeks})
    return exact_day(day)


def exact_day(day: date) -> str:
    """Say a day exactly: "12 Mar 2026"."""
    return formats.date_format(day, "j M Y")


def _signed(distance: int, words: str) -> str:
    return _("in %(span)s") % {"span": words} if distance > 0 else _("%(span)s ago") % {"span": words}


def number_words(value: Number | None, digits: int = 3) -> str:
    """Round to what is known: at most ``digits`` significant digits, whole numbers kept whole and grouped."""
    if value is None or not math.isfinite(value):
        return _("not known yet")
    if value == int(value):
        return formats.number_format(int(value), force_grouping=True)
    places = max(0, digits - 1 - math.floor(math.log10(abs(float(value)))))
    text = formats.number_format(round(float(value), places), decimal_pos=min(places, 6), force_grouping=True)
    separator = formats.get_format("DECIMAL_SEPARATOR")
    return text.rstrip("0").removesuffix(separator) if separator in text else text


def minutes_words(minutes: Number | None) -> str:
    """Say minutes as people do: seconds below one, at most one decimal."""
    if minutes is None or not math.isfinite(minutes):
        return _("not known yet")
    if 0 < minutes < 1:
        return _("%(n)s s") % {"n": number_words(round(float(minutes) * 60, 0 if minutes > 0.15 else 1))}
    return _("%(n)s min") % {"n": number_words(round(float(minutes), 1))}


def share_words(value: Number | None) -> str:
    """Say a share 0–1 as "62 %"; never "0 %" or "100 %" for what is only nearly so."""
    if value is None or not math.isfinite(value):
        return _("not known yet")
    percent = float(value) * 100
    if 0 < percent < 1:
        return "< 1\u00a0%"
    if 99 < percent < 100:
        return "> 99\u00a0%"
    return f"{round(percent)}\u00a0%"


def money_words(amount: Number | None, currency: str = "") -> str:
    """Say an amount short: "1.25 M EUR", "840 k EUR", "950 EUR"."""
    if amount is None:
        return _("not known yet")
    value = float(amount)
    for limit, word in ((1e9, _("bn")), (1e6, _("M")), (1e4, _("k"))):
        if abs(value) >= limit:
            unit = 1e3 if limit == 1e4 else limit
            return f"{number_words(value / unit)} {word} {currency}".replace(" ", "\u00a0").strip()
    return f"{number_words(round(value))}\u00a0{currency}".strip()
