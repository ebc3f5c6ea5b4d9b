"""One practice about one subject: what it found, how it is computed, by department, over time."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from django.utils.translation import gettext as _

from accord.apps.readings.reads import lines, subjects, words
from accord.apps.readings.reads.lines import HistoryPoint, ReadingLine, Trend
from accord.apps.readings.reads.measurements import MeasurementLine, last_measurement
from accord.apps.readings.reads.subjects import Subject
from accord.apps.ui.rules import NotFound, Viewer
from accord.practices import PRACTICES, Practice


@dataclass(frozen=True)
class PracticePage:
    """All that is known of a practice about a subject; ``reading`` is None where it was not measured."""

    practice: Practice
    title: str
    theme: str
    family_title: str
    family_url: str
    beside: tuple[tuple[str, str, str], ...]  # title, question and address of the other measures of this practice
    question: str
    move: str
    sections: tuple[tuple[str, tuple[str, ...]], ...]
    sources: tuple[str, ...]
    threshold: str
    opens_when: str
    open_reason: str
    closes_when: str
    close_reason: str
    subject: Subject
    reading: ReadingLine | None
    sentence: str
    departments: tuple[ReadingLine, ...]
    sides: tuple[ReadingLine, ...]
    history: tuple[HistoryPoint, ...]
    trend: Trend | None
    last: MeasurementLine | None


def practice_of(*, viewer: Viewer, code: str) -> Practice:
    """Find a practice by its code. Raises NotFound."""
    found = PRACTICES.get(code)
    if found is None:
        raise NotFound(_("There is no such practice."))
    return found


def subject_of(*, viewer: Viewer, kind: str, number: int = 0) -> Subject:
    """Find whom readings are about: none or one query. Raises NotFound where the viewer may not see it."""
    return subjects.find(viewer, kind, number)


def practice_page(*, viewer: Viewer, code: str, subject: Subject) -> PracticePage:
    """Give a practice about a subject: at most five queries. Raises NotFound where it says nothing about such."""
    one = practice_of(viewer=viewer, code=code)
    reading = lines.latest_reading(viewer=viewer, practice=code, subject=subject)
    sides = lines.side_lines(viewer=viewer, practice=code) if subject.is_whole and one.measures_sides else ()
    if reading is None and not subject.is_group:
        raise NotFound(_("This practice says nothing about that initiative."))
    if subject.kind == subjects.SIDE and not one.measures_sides:
        raise NotFound(_("This practice says nothing about single sides."))
    history = lines.history_points(viewer=viewer, practice=code, subject=subject)
    below = lines.department_lines(viewer=viewer, practice=code, subject=subject) if subject.has_departments else ()
    return PracticePage(
        practice=one,
        title=_(one.title),
        theme=_(one.theme),
        family_title=_(one.family.title) if one.family and one.family.code != one.code else "",
        family_url=subjects.practice_url(one.part_of, subjects.ORGANISATION, 0) if one.family else "",
        beside=_beside(one) if subject.is_whole else (),
        question=_(one.question),
        move=_(one.move),
        sections=explained(one),
        sources=one.sources,
        threshold=words.threshold_words(one),
        opens_when=words.opening_words(one),
        open_reason=_(one.open_reason),
        closes_when=words.closing_words(one),
        close_reason=_(one.close_reason),
        subject=subject,
        reading=reading,
        sentence=_sentence(reading, sides),
        departments=below,
        sides=sides,
        history=history,
        trend=lines.trend_of(history, one.better),
        last=last_measurement(viewer=viewer),
    )


def _beside(one: Practice) -> tuple[tuple[str, str, str], ...]:
    """Name the other measures where one of them has the practice's own code and so stands for it."""
    if one.family is None or one.family.code not in PRACTICES:
        return ()
    others = [other for other in PRACTICES.values() if other.family == one.family and other.code != one.code]
    return tuple(
        (_(other.title), _(other.question), subjects.practice_url(other.code, subjects.ORGANISATION, 0))
        for other in others
    )


def _sentence(reading: ReadingLine | None, sides: Sequence[ReadingLine]) -> str:
    """Say what was found; of several sides each in turn."""
    if reading:
        return reading.sentence
    said = [_("%(side)s: %(sentence)s") % {"side": one.subject, "sentence": one.sentence} for one in sides]
    return " ".join(said) or _("Not known yet: this has not been measured here.")


def explained(one: Practice) -> tuple[tuple[str, tuple[str, ...]], ...]:
    """Give the public page as headings and paragraphs, without its question, which stands at the top."""
    parts = [(heading, text) for heading, text in one.page.sections() if heading != "Question"]
    return tuple((_(heading), tuple(_(part) for part in text.split("\n\n"))) for heading, text in parts)
