"""How a reading is said to people: its sentence, value, range and reasons; every text goes through gettext here."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from datetime import date
from typing import Any

from django.utils.translation import gettext as _

from accord.apps.readings.models import ReadingRow
from accord.apps.readings.reads.amounts import amount_words, bare_words, span_words
from accord.apps.ui.templatetags.formats import exact_day, number_words
from accord.practices import PRACTICES, Practice

Reason = Mapping[str, Any]
DAY, PERCENT = re.compile(r"\d{4}-\d\d-\d\d"), re.compile(r"(\d) %")
CAVEATS = frozenset({"voice_unknown"})  # true of every reading of a practice: said last


def reason_words(reason: Reason) -> str:
    """Say one stored reason; values that are words are themselves messages, days are said as days."""
    values = {name: _value(value) for name, value in dict(reason.get("values") or {}).items()}
    return PERCENT.sub("\\1\u00a0%", _(str(reason["text"])).format(**values))


def _value(value: Any) -> str:
    if isinstance(value, str):
        if DAY.fullmatch(value):
            return exact_day(date.fromisoformat(value))
        return _(value) if value else ""
    return _("not known") if value is None else number_words(value)


def reasons_words(reasons: Sequence[Reason]) -> tuple[str, ...]:
    """Say the stored reasons one by one."""
    return tuple(reason_words(reason) for reason in reasons)


def value_words(row: ReadingRow) -> str:
    """Say a reading's value; a lower limit says so; empty where it is not known."""
    return amount_words(row.value, row.unit, at_least=row.at_least)


def range_words(row: ReadingRow) -> str:
    """Say the interval: "51–72 %", "180 days or more"; empty where there is none."""
    return span_words(row.low, row.high, row.unit)


def count_words(row: ReadingRow) -> str:
    """Say what it is counted from: "from 42 active initiatives"; empty for nothing and for a single fact."""
    if not row.n or row.subject_kind == "initiative":
        return ""
    return _("from %(n)s %(counted)s") % {"n": number_words(row.n), "counted": _(PRACTICES[row.practice].counted)}


def opening_words(practice: Practice) -> str:
    """Say when a gap opens: "below 70 %"; in words of its own where a fact opens it."""
    return _(practice.fact_opens) if practice.fact_opens else threshold_words(practice)


def threshold_words(practice: Practice) -> str:
    """Say beyond what it is out of step: "below 70 %"."""
    value = {"value": amount_words(practice.threshold_open, practice.unit)}
    return _("below %(value)s") % value if practice.better == "up" else _("above %(value)s") % value


def closing_words(practice: Practice) -> str:
    """Say from what on it is in step: "80 % or more"; in words of its own where a fact closes a gap."""
    if practice.fact_closes:
        return _(practice.fact_closes)
    value = {"value": amount_words(practice.threshold_close, practice.unit)}
    return _("%(value)s or more") % value if practice.better == "up" else _("%(value)s or less") % value


def badge(row: ReadingRow) -> str:
    """Give the code of the verdict to show: the status where there is too little for a verdict."""
    return row.verdict if row.status == "ok" else row.status


def reading_sentence(row: ReadingRow, subject: str) -> str:
    """Say in one sentence what a reading found."""
    if row.subject_kind == "initiative" or row.value is None:
        first = reasons_words(row.reasons[:1])
        return " ".join((_("Not known yet."), *first)) if row.status == "insufficient" else "".join(first)
    practice = PRACTICES[row.practice]
    values = {
        "value": bare_words(row.value, row.unit),
        "threshold": bare_words(practice.threshold_open, row.unit),
        "subject": subject,
        "n": number_words(row.n),
    }
    said = {"value": value_words(row), "range": range_words(row)}
    if row.status == "ok" and row.verdict == "bad":
        return _(practice.finding).format(**values)
    if row.status == "ok" and row.verdict == "none":
        return "".join(reasons_words(row.reasons[:1]))
    if row.status != "ok":
        return _("%(value)s so far, but there are too few to call it good or bad.") % said
    if not said["range"]:
        return (_("In step: %(value)s.") if row.verdict == "good" else _("%(value)s: too close to call yet.")) % said
    if row.verdict == "good":
        return _("In step: %(value)s, likely %(range)s.") % said
    return _("%(value)s, likely %(range)s: too close to call yet.") % said


def supply_words(row: ReadingRow) -> tuple[str, ...]:
    """Say how to supply what is missing; nothing where nothing is."""
    return reasons_words([one for one in row.reasons if one["code"] == "how"])


def other_words(row: ReadingRow) -> tuple[str, ...]:
    """Say the reasons that are not a way to supply something, caveats last."""
    said = [one for one in row.reasons if one["code"] != "how"]
    return reasons_words(sorted(said, key=lambda one: one["code"] in CAVEATS))
