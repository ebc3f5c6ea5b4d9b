"""One value of a list as it stands in a file."""

from __future__ import annotations

import math
from datetime import date, datetime
from decimal import Decimal

from django.utils import timezone
from django.utils.translation import gettext as _

from accord.apps.ui.rules import guarded

BETWEEN = "; "  # between the items of a list


def csv_cell(value: object) -> str:
    """Write a value for a spreadsheet: days ISO, None empty, text that would be taken for a formula guarded."""
    if isinstance(value, Decimal):
        return f"{value:f}"
    return guarded(plain(value))


def plain(value: object) -> str:
    """Write a value as text that people and imports read: local moments to the minute, yes and no, lists joined."""
    if value is None:
        return ""
    if isinstance(value, bool):
        return _("yes") if value else _("no")
    if isinstance(value, datetime):
        return local(value).isoformat(sep=" ", timespec="minutes")
    if isinstance(value, date):
        return value.isoformat()
    if isinstance(value, float) and not math.isfinite(value):
        return ""
    if isinstance(value, (list, tuple)):
        return BETWEEN.join(plain(item) for item in value)
    return without_nul(str(value))


def without_nul(text: str) -> str:
    """Take out what no file may hold: NULs and halves of characters."""
    return text.replace("\x00", "").encode("utf-8", "replace").decode("utf-8")


def local(moment: datetime) -> datetime:
    """Give a moment as the clocks here show it, without a zone."""
    return timezone.localtime(moment).replace(tzinfo=None) if timezone.is_aware(moment) else moment
