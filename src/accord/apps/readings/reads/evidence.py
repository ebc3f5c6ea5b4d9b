"""The rows a reading rests on, as far as the viewer may see them, and how many more there are."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from django.db.models import Case, IntegerField, OuterRef, Q, QuerySet, Subquery, Value, When
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from accord.apps.initiatives.models import Initiative
from accord.apps.initiatives.permissions import visible_to as visible_initiatives
from accord.apps.readings.models import EvidenceRow
from accord.apps.readings.reads import words
from accord.apps.readings.reads.subjects import Subject
from accord.apps.ui.lists import Filter, ListPage, ListQuery, ListSpec
from accord.apps.ui.rules import Viewer

KIND = "initiatives.initiative"
STATES = {True: gettext_lazy("Passes"), False: gettext_lazy("Falls short"), None: gettext_lazy("Not known")}
TONES = {True: "good", False: "bad", None: "quiet"}


@dataclass(frozen=True)
class EvidenceLine:
    """One initiative a reading rests on: whether it passes (None: not known) and why."""

    id: int
    title: str
    url: str
    department: str
    passes: bool | None
    note: str

    @property
    def says(self) -> str:
        """Say whether it passes."""
        return str(STATES[self.passes])

    @property
    def tone(self) -> str:
        """Give the tone of the badge."""
        return TONES[self.passes]


@dataclass(frozen=True)
class EvidencePage:
    """One page of evidence; ``hidden`` rows more are not open to the viewer, ``total`` are there in all."""

    page: ListPage[EvidenceLine]
    total: int
    hidden: int


def _state(values: Sequence[str]) -> Q:
    parts = {"passes": Q(passes=True), "short": Q(passes=False), "unknown": Q(passes=None)}
    wanted = Q(pk__in=[])
    for value in values:
        wanted |= parts[value]
    return wanted


EVIDENCE = ListSpec(
    filters=(
        Filter(
            "says",
            gettext_lazy("Verdict"),
            [
                ("short", gettext_lazy("falling short")),
                ("unknown", gettext_lazy("not known")),
                ("passes", gettext_lazy("passing")),
            ],
            where=_state,
        ),
    ),
    search=("title",),
    sorts={"says": ("urgency", "title"), "title": ("title",), "department": ("department", "title")},
    default_sort="says",
    page_size=25,
)


def evidence_page(*, viewer: Viewer, practice: str, subject: Subject, query: ListQuery) -> EvidencePage:
    """List one page of the rows behind a reading that the viewer may see: at most four queries."""
    rows = _rows(practice, subject)
    total = rows.count()
    visible = _visible(viewer, rows)
    page = query.page(visible)
    seen = visible.count() if query.is_narrowed else page.total
    return EvidencePage(query.page_with([_line(row) for row in page.rows], page), total, total - seen)


def evidence_lines(*, viewer: Viewer, practice: str, subject: Subject, query: ListQuery) -> Iterator[EvidenceLine]:
    """List all rows of a query that the viewer may see, for a file: one query."""
    for row in query.order(query.narrow(_visible(viewer, _rows(practice, subject)))).iterator(2_000):
        yield _line(row)


def evidence_slice(
    *, viewer: Viewer, practice: str, subject: Subject, query: ListQuery, offset: int, limit: int
) -> tuple[list[EvidenceLine], int]:
    """List some of the rows the viewer may see, and how many of them there are: two queries."""
    rows = query.order(query.narrow(_visible(viewer, _rows(practice, subject))))
    return [_line(row) for row in rows[offset : offset + limit]], rows.count()


def _rows(practice: str, subject: Subject) -> QuerySet[EvidenceRow]:
    rows = EvidenceRow.objects.filter(practice=practice, kind=KIND)
    if not subject.is_group:
        return rows.filter(record_id=subject.id)
    if subject.departments is None:
        return rows
    own = Initiative.objects.filter(department__in=subject.departments).order_by().values("pk")
    return rows.filter(record_id__in=own)


def _visible(viewer: Viewer, rows: QuerySet[EvidenceRow]) -> QuerySet[EvidenceRow]:
    """Limit to what the viewer may see, with what the list shows and sorts by."""
    here = Initiative.objects.filter(pk=OuterRef("record_id")).order_by()
    urgency = Case(
        When(passes=False, then=Value(0)),
        When(passes=True, then=Value(2)),
        default=Value(1),
        output_field=IntegerField(),
    )
    return rows.filter(record_id__in=visible_initiatives(viewer).order_by().values("pk")).annotate(
        title=Subquery(here.values("title")[:1]),
        department=Subquery(here.values("department__name")[:1]),
        urgency=urgency,
    )


def _line(row: EvidenceRow) -> EvidenceLine:
    title, department = getattr(row, "title", ""), getattr(row, "department", None)
    return EvidenceLine(
        id=row.record_id,
        title=str(title),
        url=reverse("initiatives:initiative", args=[row.record_id]),
        department=department or _("no department yet"),
        passes=row.passes,
        note=words.reason_words(row.note) if row.note else "",
    )
