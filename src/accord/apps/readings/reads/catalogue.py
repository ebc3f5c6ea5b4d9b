"""The catalogue of practices by theme with what each says about the whole organisation."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass

from django.db.models import Count
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from accord.apps.readings.permissions import visible_to
from accord.apps.readings.reads import lines, subjects
from accord.apps.readings.reads.lines import Answer, HistoryPoint, ReadingLine, Trend
from accord.apps.readings.reads.measurements import MeasurementLine, last_measurement
from accord.apps.ui.rules import Viewer
from accord.practices import PRACTICES, Practice

LOOK_BACK = 60  # answers of each practice that its small picture shows at most


@dataclass(frozen=True)
class PracticeLine:
    """One practice with what it says about the whole organisation (None: not measured yet)."""

    practice: Practice
    title: str
    theme: str
    question: str
    url: str
    reading: ReadingLine | None
    history: tuple[HistoryPoint, ...]
    trend: Trend | None
    departments_bad: int

    @property
    def badge(self) -> str:
        """Give the code of the verdict to show."""
        return self.reading.badge if self.reading else "insufficient"

    @property
    def is_known(self) -> bool:
        """Tell whether there is a value."""
        return self.reading is not None and self.reading.is_known


@dataclass(frozen=True)
class Theme:
    """Practices that belong together."""

    title: str
    lines: tuple[PracticeLine, ...]


@dataclass(frozen=True)
class Catalogue:
    """All practices by theme, what is going on in one sentence, and the last measurement (None: never measured)."""

    themes: tuple[Theme, ...]
    sentence: str
    last: MeasurementLine | None


def catalogue(*, viewer: Viewer) -> Catalogue:
    """Give every practice with the organisation's latest reading and its history: four queries."""
    last = last_measurement(viewer=viewer)
    found = practice_lines(viewer=viewer)
    by_theme: dict[str, list[PracticeLine]] = defaultdict(list)
    for one in found:
        by_theme[one.theme].append(one)
    themes = tuple(Theme(theme, tuple(members)) for theme, members in by_theme.items())
    return Catalogue(themes, _sentence(found) if last else _("Nothing has been measured yet."), last)


def practice_lines(*, viewer: Viewer) -> list[PracticeLine]:
    """List every practice with what it says about the organisation: three queries."""
    rows = (
        visible_to(viewer)
        .filter(subject_kind=subjects.ORGANISATION, is_latest=True)
        .select_related("measurement", "last_measurement")
    )
    whole = _("The whole organisation")
    latest = {row.practice: lines.line(row, whole) for row in rows}
    histories, bad = _histories(viewer), _bad_departments(viewer)
    return [
        PracticeLine(
            practice=one,
            title=_(one.title),
            theme=_(one.theme),
            question=_(one.question),
            url=subjects.practice_url(one.code, subjects.ORGANISATION, 0),
            reading=latest.get(one.code),
            history=(history := histories.get(one.code, ())),
            trend=lines.trend_of(history, one.better),
            departments_bad=bad.get(one.code, 0),
        )
        for one in PRACTICES.values()
    ]


def _histories(viewer: Viewer) -> dict[str, tuple[HistoryPoint, ...]]:
    rows = (
        visible_to(viewer)
        .filter(subject_kind=subjects.ORGANISATION)
        .order_by("-pk")
        .values_list("practice", "measurement__as_of", "last_measurement__as_of", "value", "low", "high", "n")
    )[: LOOK_BACK * len(PRACTICES)]
    answers: dict[str, list[Answer]] = defaultdict(list)
    for code, first, last, value, low, high, n in rows:
        answers[code].append((first, last, value, low, high, n))
    return {code: lines.points(answer[::-1]) for code, answer in answers.items()}


def _bad_departments(viewer: Viewer) -> dict[str, int]:
    rows = visible_to(viewer).filter(subject_kind=subjects.DEPARTMENT, is_latest=True, status="ok", verdict="bad")
    return dict(rows.order_by().values_list("practice").annotate(count=Count("pk")))


def _sentence(found: Sequence[PracticeLine]) -> str:
    counts = {"bad": 0, "good": 0, "open": 0, "unknown": 0}
    for one in found:
        counts[one.badge if one.badge in {"bad", "good"} else ("open" if one.is_known else "unknown")] += 1
    bad, good, undecided, unknown = counts.values()
    parts = [
        ngettext("%(n)s is out of step", "%(n)s are out of step", bad) % {"n": bad},
        ngettext("%(n)s is in step", "%(n)s are in step", good) % {"n": good},
        ngettext("%(n)s is too close to call", "%(n)s are too close to call", undecided) % {"n": undecided},
        ngettext("%(n)s is not known yet", "%(n)s are not known yet", unknown) % {"n": unknown},
    ]
    shown = [part for part, count in zip(parts, counts.values(), strict=True) if count]
    total = sum(counts.values())
    said = ngettext("Of %(n)s practice, %(parts)s.", "Of %(n)s practices, %(parts)s.", total)
    places = sum(one.departments_bad for one in found)
    more = ngettext(
        "In departments, %(n)s reading is out of step.", "In departments, %(n)s readings are out of step.", places
    )
    return " ".join([said % {"n": total, "parts": ", ".join(shown)}, *([more % {"n": places}] if places else [])])
