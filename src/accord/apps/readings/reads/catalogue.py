"""The catalogue of practices by theme with what each measure says about the whole organisation or its sides."""

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
from accord.apps.ui.rules import NotFound, Viewer
from accord.practices import FAMILIES, PRACTICES, Family, Practice

LOOK_BACK = 60  # answers of each practice that its small picture shows at most
URGENCY = {"bad": 0, "unclear": 1, "thin": 2, "good": 3}


@dataclass(frozen=True)
class PracticeLine:
    """One measure with what it says about the whole organisation (None: not measured yet) or about each side."""

    practice: Practice
    title: str
    theme: str
    question: str
    url: str
    reading: ReadingLine | None
    sides: tuple[ReadingLine, ...]
    history: tuple[HistoryPoint, ...]
    trend: Trend | None
    departments_bad: int

    @property
    def answers(self) -> tuple[ReadingLine, ...]:
        """Give what it says: one answer about the whole, or one for each side."""
        return (self.reading,) if self.reading else self.sides

    @property
    def badge(self) -> str:
        """Give the code of the verdict to show; of several sides the one that needs most attention."""
        found = [one.badge for one in self.answers]
        return min(found, key=lambda code: URGENCY.get(code, len(URGENCY)), default="insufficient")

    @property
    def is_known(self) -> bool:
        """Tell whether there is a value."""
        return any(one.is_known for one in self.answers)


@dataclass(frozen=True)
class Entry:
    """One practice of the catalogue: a single measure, or several under one heading."""

    code: str
    title: str
    theme: str
    question: str
    url: str
    lines: tuple[PracticeLine, ...]

    @property
    def is_several(self) -> bool:
        """Tell whether it has several measures."""
        return self.lines[0].practice.family is not None

    @property
    def badge(self) -> str:
        """Give its state in one word: out of step if one measure is, in step if all that are known are."""
        known = [line.badge for line in self.lines if line.is_known]
        if "bad" in known:
            return "bad"
        if known and all(badge == "good" for badge in known):
            return "good"
        return "unclear" if known else "insufficient"


@dataclass(frozen=True)
class Theme:
    """Practices that belong together."""

    title: str
    entries: tuple[Entry, ...]


@dataclass(frozen=True)
class Catalogue:
    """All practices by theme, what is going on in one sentence, and the last measurement (None: never measured)."""

    themes: tuple[Theme, ...]
    sentence: str
    last: MeasurementLine | None


@dataclass(frozen=True)
class FamilyPage:
    """One practice with several measures: what they have in common, and what each says."""

    entry: Entry
    why: str
    last: MeasurementLine | None


def catalogue(*, viewer: Viewer) -> Catalogue:
    """Give every practice with the latest readings and their history: four queries."""
    last = last_measurement(viewer=viewer)
    entries = _entries(practice_lines(viewer=viewer))
    by_theme: dict[str, list[Entry]] = defaultdict(list)
    for one in entries:
        by_theme[one.theme].append(one)
    themes = tuple(Theme(theme, tuple(members)) for theme, members in by_theme.items())
    return Catalogue(themes, _sentence(entries) if last else _("Nothing has been measured yet."), last)


def family_page(*, viewer: Viewer, code: str) -> FamilyPage:
    """Give a practice with several measures: four queries. Raises NotFound for any other code."""
    family = FAMILIES.get(code)
    if family is None:
        raise NotFound(_("There is no such practice."))
    lines = [line for line in practice_lines(viewer=viewer) if line.practice.family == family]
    return FamilyPage(_entry(family, lines), _(family.why), last_measurement(viewer=viewer))


def _entries(found: Sequence[PracticeLine]) -> list[Entry]:
    """Put the measures of one practice together, in the order of the catalogue."""
    together: dict[str, list[PracticeLine]] = defaultdict(list)
    for one in found:
        together[one.practice.part_of].append(one)
    return [_entry(lines[0].practice.family or lines[0].practice, lines) for lines in together.values()]


def _entry(one: Family | Practice, lines: Sequence[PracticeLine]) -> Entry:
    url = subjects.practice_url(one.code, subjects.ORGANISATION, 0)
    return Entry(one.code, _(one.title), _(one.theme), _(one.question), url, tuple(lines))


def practice_lines(*, viewer: Viewer) -> list[PracticeLine]:
    """List every measure with what it says about the organisation, or about each side: three queries."""
    latest, sides = _latest(viewer)
    histories, bad = _histories(viewer), _bad_departments(viewer)
    return [
        PracticeLine(
            practice=one,
            title=_(one.title),
            theme=_(one.theme),
            question=_(one.question),
            url=subjects.practice_url(one.code, subjects.ORGANISATION, 0),
            reading=latest.get(one.code),
            sides=tuple(sides[one.code]),
            history=(history := histories.get(one.code, ())),
            trend=lines.trend_of(history, one.better),
            departments_bad=bad.get(one.code, 0),
        )
        for one in PRACTICES.values()
    ]


def _latest(viewer: Viewer) -> tuple[dict[str, ReadingLine], dict[str, list[ReadingLine]]]:
    """Find the latest reading of each measure about the whole, and those about the sides in their order."""
    rows = visible_to(viewer).filter(subject_kind__in=(subjects.ORGANISATION, subjects.SIDE), is_latest=True)
    whole: dict[str, ReadingLine] = {}
    sides: dict[str, list[ReadingLine]] = defaultdict(list)
    for row in rows.select_related("measurement", "last_measurement").order_by("subject_id"):
        if row.subject_kind == subjects.SIDE:
            sides[row.practice].append(lines.line(row, subjects.side_label(row.subject_id)))
        else:
            whole[row.practice] = lines.line(row, _("The whole organisation"))
    return whole, sides


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


def _sentence(found: Sequence[Entry]) -> str:
    counts = {"bad": 0, "good": 0, "unclear": 0, "insufficient": 0}
    for one in found:
        counts[one.badge] += 1
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
    places = sum(line.departments_bad for one in found for line in one.lines)
    more = ngettext(
        "In departments, %(n)s reading is out of step.", "In departments, %(n)s readings are out of step.", places
    )
    return " ".join([said % {"n": total, "parts": ", ".join(shown)}, *([more % {"n": places}] if places else [])])
