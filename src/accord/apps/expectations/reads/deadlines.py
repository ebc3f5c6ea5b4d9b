"""Moments to come as people say them, on the organisation's clock."""

from __future__ import annotations

from datetime import datetime

from django.utils import timezone
from django.utils.formats import date_format
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

FAR = 14  # days from which a date says more than a distance


# no viewer: says a moment
def deadline_words(deadline: datetime, *, at: datetime) -> str:
    """Say a deadline: "today 17:00", "tomorrow 17:00", "in 3 days, Friday 17:00", "on Friday 12 March 2027, 17:00"."""
    local = timezone.localtime(deadline)
    days = (local.date() - timezone.localdate(at)).days
    clock = date_format(local, "H:i")
    if days == 0:
        return _("today %(clock)s") % {"clock": clock}
    if days == 1:
        return _("tomorrow %(clock)s") % {"clock": clock}
    if 1 < days <= FAR:
        span = ngettext("in %(n)s day", "in %(n)s days", days) % {"n": days}
        return _("%(span)s, %(day)s %(clock)s") % {"span": span, "day": date_format(local, "l"), "clock": clock}
    return _("on %(day)s, %(clock)s") % {"day": date_format(local, "l j F Y"), "clock": clock}


# no viewer: a name
def time_zone_name() -> str:
    """Name the organisation's time zone."""
    return timezone.get_current_timezone_name()
