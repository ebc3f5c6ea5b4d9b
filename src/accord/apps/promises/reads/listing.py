"""The list of promises: how it can be narrowed, one page, a slice, all of it."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from datetime import date

from django.db.models import Q
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from accord.apps.people.models import Person
from accord.apps.promises import rules
from accord.apps.promises.models import Promise
from accord.apps.promises.permissions import visible_to
from accord.apps.promises.reads.lines import PromiseLine, lines_of, whole
from accord.apps.promises.reads.telling import late_by
from accord.apps.promises.rules import KIND_LABELS, STATE_LABELS, State
from accord.apps.ui.lists import Filter, ListPage, ListQuery, ListSpec
from accord.apps.ui.rules import Viewer


def promises_spec(*, viewer: Viewer, as_of: date) -> ListSpec:
    """Say how the list can be narrowed, searched and sorted by this viewer: one query."""
    owners = Person.objects.filter(pk__in=visible_to(viewer).order_by().values("owner")).order_by("name", "pk")
    return ListSpec(
        filters=(
            Filter("part", gettext_lazy("Part"), [
                ("mine", gettext_lazy("I promised it")),
                ("to_me", gettext_lazy("it was promised to me")),
                ("written", gettext_lazy("I wrote it down")),
            ], where=lambda values: _parts(viewer, values)),
            Filter("state", gettext_lazy("State"), [(code, _(words)) for code, words in STATE_LABELS.items()]),
            Filter("kind", gettext_lazy("What"), [(code, _(words)) for code, words in KIND_LABELS.items()]),
            Filter("due", gettext_lazy("Due"), [
                ("late", gettext_lazy("late")),
                ("soon", gettext_lazy("within a week")),
            ], where=lambda values: _due(as_of, values)),
            Filter("source", gettext_lazy("Whose words"), [
                ("people", gettext_lazy("somebody's own")),
                ("file", gettext_lazy("a list that was brought in")),
            ], where=_worded),
            Filter("owner", gettext_lazy("Who"), [(str(pk), name) for pk, name in owners.values_list("pk", "name")]),
        ),
        search=("what", "owner__name", "department__name"),
        sorts={
            "due": ("due_date",),
            "what": ("what",),
            "owner": ("owner__name", "department__name", "due_date"),
            "state": ("state", "due_date"),
            "made": ("created_at",),
        },
        default_sort="due",
    )  # fmt: skip


def promise_lines(*, viewer: Viewer, query: ListQuery, as_of: date) -> ListPage[PromiseLine]:
    """List one page of the promises the viewer may see: two queries and one per kind they are about."""
    page = query.page(whole(visible_to(viewer)))
    return query.page_with(lines_of(viewer, page.rows, as_of), page)


def promise_slice(
    *, viewer: Viewer, query: ListQuery, offset: int, limit: int, as_of: date
) -> tuple[list[PromiseLine], int]:
    """List some of the promises of a query, and how many there are in all."""
    found = query.narrow(whole(visible_to(viewer)))
    return lines_of(viewer, list(query.order(found)[offset : offset + limit]), as_of), found.count()


def all_promise_lines(*, viewer: Viewer, query: ListQuery, as_of: date) -> Iterator[PromiseLine]:
    """List every promise of a query, for a file; what they are about is looked up once per piece."""
    records = query.order(query.narrow(whole(visible_to(viewer))))
    piece: list[Promise] = []
    for record in records.iterator(1_000):
        piece.append(record)
        if len(piece) == 1_000:
            yield from lines_of(viewer, piece, as_of)
            piece = []
    yield from lines_of(viewer, piece, as_of)


def _parts(viewer: Viewer, values: Sequence[str]) -> Q:
    names = {"mine": "owner", "to_me": "made_to", "written": "created_by"}
    found = Q(pk__in=[])
    for value in values:
        found |= Q(**{names[value]: viewer.pk})
    return found


def _worded(values: Sequence[str]) -> Q:
    found = {"people": Q(source=""), "file": ~Q(source="")}
    return Q(*(found[value] for value in values), _connector=Q.OR)


def _due(as_of: date, values: Sequence[str]) -> Q:
    found = Q(pk__in=[])
    if "late" in values:
        found |= late_by(as_of)
    if "soon" in values:
        found |= Q(state=State.OPEN, due_date__gte=as_of, due_date__lte=as_of + rules.SOON)
    return found
