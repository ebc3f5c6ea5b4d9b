"""Values in their unit as people say them, and the scale of a picture: the one place that knows units, for all apps."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from accord.apps.ui.templatetags.formats import number_words, share_words
from accord.practices import UNITS, Unit


def amount_words(value: float | None, unit: str, *, at_least: bool = False) -> str:
    """Say a value in its unit: "62 %", "214 days", "2.5 months"; empty for None."""
    if value is None:
        return ""
    words = _counted(UNITS[unit], _number(value, unit), is_one=UNITS[unit].rounded(value) == 1)
    return _("at least %(value)s") % {"value": words} if at_least else words


def bare_words(value: float | None, unit: str, *, at_least: bool = False) -> str:
    """Say a value where the sentence already names its unit: "62 %", "214"."""
    if value is None:
        return ""
    words = _number(value, unit)
    return _("at least %(value)s") % {"value": words} if at_least else words


def span_words(low: float | None, high: float | None, unit: str) -> str:
    """Say a range: "51–72 %", "2 to 5.5 months", "180 days or more"; empty where there is none."""
    if low is None and high is None:
        return ""
    if high is None:
        return _("%(low)s or more") % {"low": amount_words(low, unit)}
    if low is None:
        return _("%(high)s or less") % {"high": amount_words(high, unit)}
    if UNITS[unit].in_percent:
        return f"{round(100 * low)}–{round(100 * high)}\u00a0%"
    both = _("%(low)s to %(high)s") % {"low": _number(low, unit), "high": _number(high, unit)}
    return _counted(UNITS[unit], both, is_one=False)


def scale_of(unit: str) -> dict[str, Any]:
    """Give a picture's scale for a unit: how its axis says numbers, where it begins, and what nothing exceeds."""
    return {"say": said(unit), "floor": 0, "ceiling": UNITS[unit].most}


def said(unit: str) -> Callable[[float], str]:
    """Give what says bare values of a unit."""

    def say(value: float) -> str:
        return _number(value, unit)

    return say


def heading_of(unit: str) -> str:
    """Say what a column of such values is headed."""
    return _(UNITS[unit].heading)


def _number(value: float, unit: str) -> str:
    one = UNITS[unit]
    if one.most == 1:
        return share_words(value)
    number = number_words(one.rounded(value), digits=4)
    return f"{number}\u00a0%" if one.in_percent else number


def _counted(unit: Unit, number: str, *, is_one: bool) -> str:
    count = 1 if is_one else 2
    if unit.code == "days":
        return ngettext("%(n)s day", "%(n)s days", count) % {"n": number}
    if unit.code == "months":
        return ngettext("%(n)s month", "%(n)s months", count) % {"n": number}
    return number
