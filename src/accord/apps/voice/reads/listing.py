"""The list of questions: how it can be narrowed, one page, a slice, all of it."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from datetime import date

from django.db.models import Q
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from accord.apps.people.models import Person
from accord.apps.ui.lists import Filter, ListPage, ListQuery, ListSpec
from accord.apps.ui.rules import Viewer
from accord.apps.voice.permissions import visible_to
from accord.apps.voice.reads.lines import QuestionLine, lines_of, whole
from accord.apps.voice.rules import STATE_LABELS, THEME_LABELS, State


def questions_spec(*, viewer: Viewer, as_of: date) -> ListSpec:
    """Say how the list can be narrowed, searched and sorted by this viewer: one query."""
    asked = Person.objects.filter(pk__in=visible_to(viewer).order_by().values("leader")).order_by("name", "pk")
    return ListSpec(
        filters=(
            Filter("part", gettext_lazy("Part"), [
                ("to_me", gettext_lazy("put to me")),
                ("mine", gettext_lazy("I asked it")),
                ("published", gettext_lazy("published")),
                ("shown", gettext_lazy("shown to the office")),
            ], where=lambda values: _parts(viewer, values)),
            Filter("state", gettext_lazy("State"), [(code, _(words)) for code, words in STATE_LABELS.items()]),
            Filter("theme", gettext_lazy("About"), [(code, _(words)) for code, words in THEME_LABELS.items()]),
            Filter("due", gettext_lazy("Due"), [("late", gettext_lazy("late"))],
                   where=lambda values: Q(state=State.OPEN, answer_by__lt=as_of)),
            Filter("leader", gettext_lazy("To whom"), [(str(pk), name) for pk, name in asked.values_list("pk", "name")]),
        ),
        search=("text", "answer", "follow_up", "reply", "leader__name"),
        sorts={
            "due": ("answer_by",),
            "asked": ("asked_on", "answer_by"),
            "leader": ("leader__name", "answer_by"),
            "state": ("state", "answer_by"),
            "published": ("published_on",),
        },
        default_sort="-asked",
    )  # fmt: skip


def question_lines(*, viewer: Viewer, query: ListQuery, as_of: date) -> ListPage[QuestionLine]:
    """List one page of the questions the viewer may read: two queries and one per kind of what was done."""
    page = query.page(whole(visible_to(viewer)))
    return query.page_with(lines_of(viewer, page.rows, as_of), page)


def question_slice(
    *, viewer: Viewer, query: ListQuery, offset: int, limit: int, as_of: date
) -> tuple[list[QuestionLine], int]:
    """List some of the questions of a query, and how many there are in all."""
    found = query.narrow(whole(visible_to(viewer)))
    return lines_of(viewer, list(query.order(found)[offset : offset + limit]), as_of), found.count()


def all_question_lines(*, viewer: Viewer, query: ListQuery, as_of: date) -> Iterator[QuestionLine]:
    """List every question of a query, for a file."""
    yield from lines_of(viewer, list(query.order(query.narrow(whole(visible_to(viewer))))), as_of)


def _parts(viewer: Viewer, values: Sequence[str]) -> Q:
    wanted = {
        "to_me": Q(leader=viewer.pk) | Q(raised_to=viewer.pk),
        "mine": Q(asker=viewer.pk),
        "published": Q(published_on__isnull=False) & ~Q(state=State.HIDDEN),
        "shown": ~Q(shown_because="") | Q(state=State.HIDDEN),
    }
    found = Q(pk__in=[])
    for value in values:
        found |= wanted[value]
    return found
