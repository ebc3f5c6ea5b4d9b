"""Gaps in words: the sentence, the size, the subject."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import Any

from django.utils.translation import gettext as _

from accord.apps.gaps.models import Gap
from accord.apps.initiatives.permissions import visible_to as visible_initiatives
from accord.apps.people.models import Department
from accord.apps.readings.models import ReadingRow
from accord.apps.ui.rules import Viewer
from accord.apps.ui.templatetags.formats import number_words, share_words
from accord.practices import PRACTICES

Subject = tuple[str, int]


def value_words(value: float | None, unit: str, *, at_least: bool = False) -> str:
    """Write a value of a practice as people say it."""
    if value is None:
        return _("not known yet")
    said = share_words(value) if unit == "share" else _("%(days)s days") % {"days": number_words(round(value))}
    return _("at least %(value)s") % {"value": said} if at_least else said


def _bare(value: float | None, unit: str, *, at_least: bool = False) -> str:
    """Write a value for a sentence that names its unit itself."""
    if unit == "share" or value is None:
        return value_words(value, unit)
    said = number_words(round(value))
    return _("at least %(value)s") % {"value": said} if at_least else said


def reason_words(reason: Mapping[str, Any] | None) -> str:
    """Write a stored reason in the reader's language; values may themselves be sentences to translate."""
    if not reason:
        return ""
    values = {name: _(value) if isinstance(value, str) and value else value for name, value in reason["values"].items()}
    return _(reason["text"]).format(**values)


def subject_labels(viewer: Viewer, subjects: Iterable[Subject]) -> dict[Subject, str]:
    """Name the subjects a viewer may see: two queries."""
    wanted = set(subjects)
    departments = {number for kind, number in wanted if kind == "department"}
    initiatives = {number for kind, number in wanted if kind == "initiative"}
    labels: dict[Subject, str] = {("organisation", 0): _("The whole organisation")}
    for pk, name in Department.objects.filter(pk__in=departments).order_by().values_list("pk", "name"):
        labels["department", pk] = name
    seen = visible_initiatives(viewer).filter(pk__in=initiatives).order_by().values_list("pk", "title")
    for pk, title in seen:
        labels["initiative", pk] = title
    return labels


def told(gap: Gap) -> ReadingRow:
    """Choose the reading a gap is told by: the latest that has a value, else the one that opened it."""
    return gap.reading if gap.reading.value is not None else gap.opening


def sentence(gap: Gap, subject: str) -> str:
    """Say in plain words what is out of step."""
    reading, practice = told(gap), PRACTICES[gap.practice]
    if gap.subject_kind == "initiative":
        own = reason_words(reading.reasons[0]) if reading.reasons else practice.title
        return _("%(subject)s: %(sentence)s") % {"subject": subject, "sentence": own}
    if reading.value is not None and practice.is_past_closing(reading.value):
        back = _("%(title)s: %(value)s, back where it should be.")
        values = {"title": _(practice.title), "value": value_words(reading.value, reading.unit)}
        return _("%(subject)s: %(sentence)s") % {"subject": subject, "sentence": back % values}
    finding = practice.finding_none if reading.value == 0 and practice.finding_none else practice.finding
    said = _(finding).format(
        value=_bare(reading.value, reading.unit, at_least=reading.at_least),
        threshold=_bare(practice.threshold_open, reading.unit),
        subject=subject,
        n=reading.n,
    )
    return _("%(subject)s: %(sentence)s") % {"subject": subject, "sentence": said}
