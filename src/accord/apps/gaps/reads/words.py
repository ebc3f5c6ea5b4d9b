"""Gaps in words: the sentence, the size, the subject."""

from __future__ import annotations

from collections.abc import Iterable

from django.utils.translation import gettext as _

from accord.apps.gaps.models import Gap
from accord.apps.initiatives.permissions import visible_to as visible_initiatives
from accord.apps.people.models import Department
from accord.apps.readings.models import ReadingRow
from accord.apps.readings.reads.amounts import amount_words, bare_words
from accord.apps.readings.reads.subjects import side_label
from accord.apps.readings.reads.words import reason_words
from accord.apps.readings.rules import SIDE_NUMBERS
from accord.apps.ui.rules import Viewer
from accord.practices import PRACTICES

Subject = tuple[str, int]


def value_words(value: float | None, unit: str, *, at_least: bool = False) -> str:
    """Write a value of a practice as people say it."""
    return amount_words(value, unit, at_least=at_least) or _("not known yet")


def subject_labels(viewer: Viewer, subjects: Iterable[Subject]) -> dict[Subject, str]:
    """Name the subjects a viewer may see: two queries."""
    wanted = set(subjects)
    departments = {number for kind, number in wanted if kind == "department"}
    initiatives = {number for kind, number in wanted if kind == "initiative"}
    labels: dict[Subject, str] = {("organisation", 0): _("The whole organisation")}
    labels |= {("side", number): side_label(number) for number in SIDE_NUMBERS.values()}
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
        value=bare_words(reading.value, reading.unit, at_least=reading.at_least) or _("not known yet"),
        threshold=bare_words(practice.threshold_open, reading.unit),
        subject=subject,
        n=reading.n,
    )
    return _("%(subject)s: %(sentence)s") % {"subject": subject, "sentence": said}
