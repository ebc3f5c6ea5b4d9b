"""The list of decisions: how it can be narrowed, one page, a slice, all of it."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from datetime import date

from django.db.models import Q
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from accord.apps.decisions import rules
from accord.apps.decisions.models import Consulted, Decision
from accord.apps.decisions.permissions import visible_to
from accord.apps.decisions.reads.lines import DecisionLine, lines_of, whole
from accord.apps.decisions.rules import STATE_LABELS, State
from accord.apps.people.models import Department, Person
from accord.apps.ui.lists import Filter, ListPage, ListQuery, ListSpec
from accord.apps.ui.rules import Viewer

PIECE = 1_000


def decisions_spec(*, viewer: Viewer, as_of: date) -> ListSpec:
    """Say how the list can be narrowed, searched and sorted by this viewer: two queries."""
    seen = visible_to(viewer).order_by()
    deciders = Person.objects.filter(pk__in=seen.values("decider")).order_by("name", "pk")
    units = Department.objects.filter(pk__in=seen.values("department")).order_by("name", "pk")
    return ListSpec(
        filters=(
            Filter("state", gettext_lazy("State"), [(code, _(words)) for code, words in STATE_LABELS.items()]),
            Filter("part", gettext_lazy("Part"), [
                ("mine", gettext_lazy("I decide")),
                ("asked", gettext_lazy("I asked")),
                ("heard", gettext_lazy("I am heard")),
            ], where=lambda values: _parts(viewer, values)),
            Filter("when", gettext_lazy("When"), [
                ("late", gettext_lazy("late")),
                ("soon", gettext_lazy("within a week")),
                ("review", gettext_lazy("to be looked at again")),
                ("reopened", gettext_lazy("opened again")),
            ], where=lambda values: _when(as_of, values)),
            Filter("decider", gettext_lazy("Who decides"), [
                (str(pk), name) for pk, name in deciders.values_list("pk", "name")
            ]),
            Filter("department", gettext_lazy("Department"), [
                (str(pk), name) for pk, name in units.values_list("pk", "name")
            ]),
        ),
        search=("question", "option", "decider__name"),
        sorts={
            "standing": ("place", "-decided_at", "raised_date"),  # the longest waiting first, then what was decided last
            "raised": ("raised_date",),
            "question": ("question",),
            "decider": ("decider__name", "raised_date"),
            "state": ("place", "raised_date"),
            "by": ("decide_by_date", "raised_date"),
            "decided": ("decided_at",),
        },
        default_sort="standing",
    )  # fmt: skip


def decision_lines(*, viewer: Viewer, query: ListQuery, as_of: date) -> ListPage[DecisionLine]:
    """List one page of the decisions the viewer may see: three queries and one per kind they are about."""
    page = query.page(whole(visible_to(viewer)))
    return query.page_with(lines_of(viewer, page.rows, as_of), page)


def decision_slice(
    *, viewer: Viewer, query: ListQuery, offset: int, limit: int, as_of: date
) -> tuple[list[DecisionLine], int]:
    """List some of the decisions of a query, and how many there are in all."""
    found = query.narrow(whole(visible_to(viewer)))
    return lines_of(viewer, list(query.order(found)[offset : offset + limit]), as_of), found.count()


def all_decision_lines(*, viewer: Viewer, query: ListQuery, as_of: date) -> Iterator[DecisionLine]:
    """List every decision of a query, for a file; what they are about is looked up once per piece."""
    records = query.order(query.narrow(whole(visible_to(viewer))))
    piece: list[Decision] = []
    for record in records.iterator(PIECE):
        piece.append(record)
        if len(piece) == PIECE:
            yield from lines_of(viewer, piece, as_of)
            piece = []
    yield from lines_of(viewer, piece, as_of)


def _parts(viewer: Viewer, values: Sequence[str]) -> Q:
    found = Q(pk__in=[])
    if "mine" in values:
        found |= Q(decider=viewer.pk)
    if "asked" in values:
        found |= Q(raised_by=viewer.pk)
    if "heard" in values:
        found |= Q(pk__in=Consulted.objects.filter(person=viewer.pk).order_by().values("decision"))
    return found


def _when(as_of: date, values: Sequence[str]) -> Q:
    found = Q(pk__in=[])
    if "late" in values:
        found |= Q(state=State.OPEN, decide_by_date__lt=as_of)
    if "soon" in values:
        found |= Q(state=State.OPEN, decide_by_date__gte=as_of, decide_by_date__lte=as_of + rules.SOON)
    if "review" in values:
        found |= Q(state=State.DECIDED, review_date__lte=as_of)
    if "reopened" in values:
        found |= Q(reopened__gt=0)
    return found
