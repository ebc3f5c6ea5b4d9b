"""Which days and months can be meant: a year mistyped by a digit is none, and no page lists a thousand years."""

from __future__ import annotations

from datetime import date

from accord.apps.initiatives.rules import Reason

EARLIEST, LATEST = date(1901, 1, 1), date(2099, 12, 31)


def _(text: str) -> str:
    """Mark a sentence for translators; it is translated where it is said."""
    return text


_FAR = Reason(_("Give a day between 1901 and 2099."))


def why_not_day(day: date | None) -> Reason | None:
    """Say why a day cannot be meant: it lies before 1901 or after 2099; none is fine."""
    return None if day is None or EARLIEST <= day <= LATEST else _FAR
