"""Returns and times of a case in words."""

from __future__ import annotations

import math
from datetime import date

from django.utils import formats
from django.utils.formats import date_format
from django.utils.translation import gettext as _

from accord.apps.value.rules.flows import month_after
from accord.science.value import NEVER_ZERO, NOTHING, ONE_SIGN, Roots

LARGEST = 10.0  # a yearly return beyond 1,000 % is no figure to plan with


# no viewer: a number in words
def yearly_words(rate: float | None) -> str:
    """Say a yearly rate: "12.4 % a year", or that there is none."""
    if rate is None:
        return _("none")
    if rate > LARGEST:
        return _("above %(rate)s %% a year") % {"rate": formats.number_format(100 * LARGEST, 0, force_grouping=True)}
    return _("%(rate)s %% a year") % {"rate": formats.number_format(100 * rate, 1)}


# no viewer: numbers in words
def returns_words(returns: Roots) -> str:
    """Say every internal rate of return, or that there is none."""
    if not returns.values:
        return _("none")
    return _("%(first)s or %(last)s") % {
        "first": ", ".join(yearly_words(one) for one in returns.values[:-1]), "last": yearly_words(returns.values[-1]),
    } if len(returns.values) > 1 else yearly_words(returns.values[0])  # fmt: skip


# no viewer: a reason in words
def why_no_return(returns: Roots) -> str:
    """Say why there is no internal rate of return, or that there are several."""
    match returns.reason:
        case reason if reason == ONE_SIGN:
            return _("Money only goes out, or only comes in: no rate makes the two equal.")
        case reason if reason == NEVER_ZERO:
            return _("The flows are worth nothing at no rate.")
        case reason if reason == NOTHING:
            return _("Nothing goes out and nothing comes in.")
    return _("It has several: each makes the flows worth nothing.") if len(returns.values) > 1 else ""


# no viewer: a time in words
def payback_words(months: float | None, start: date) -> str:
    """Say when it pays back: "in month 27 (Aug 2028)", or that it never does within the horizon."""
    if months is None:
        return _("never within the horizon")
    if months == 0:
        return _("from the start")
    number = math.ceil(months - 1e-9)
    return _("in month %(number)s (%(month)s)") % {
        "number": number, "month": date_format(month_after(start, number), "M Y"),
    }  # fmt: skip
