"""The list of check-ins: how it can be narrowed, one page, a slice, all of it."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from datetime import date

from django.db.models import Q
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from accord.apps.check_ins.models import CheckIn
from accord.apps.check_ins.permissions import visible_series, visible_to
from accord.apps.check_ins.reads.lines import CheckInLine, lines_of, whole
from accord.apps.check_ins.rules import STATE_LABELS, STATUS_LABELS
from accord.apps.ui.lists import Filter, ListPage, ListQuery, ListSpec
from accord.apps.ui.reads import titles
from accord.apps.ui.rules import Ref, Viewer

MOST_ABOUT = 500


def check_ins_spec(*, viewer: Viewer) -> ListSpec:
    """Say how the list can be narrowed, searched and sorted by this viewer: one query, and one per kind of record."""
    return ListSpec(
        filters=(
            Filter("part", gettext_lazy("Part"), [
                ("sign", gettext_lazy("I sign it")),
                ("acknowledge", gettext_lazy("I acknowledge it")),
            ], where=lambda values: _parts(viewer, values)),
            Filter("state", gettext_lazy("State"), [(code, _(words)) for code, words in STATE_LABELS.items()]),
            Filter("status", gettext_lazy("How it stands"), [(code, _(words)) for code, words in STATUS_LABELS.items()]),
            Filter("about", gettext_lazy("About"), _abouts(viewer), where=_about),
            Filter("talk", gettext_lazy("Talk"), [("yes", gettext_lazy("asked for"))],
                   where=lambda values: Q(wants_talk=True)),
        ),
        search=("progress", "problem", "chance", "reply", "answerer__name", "acknowledger__name"),
        sorts={
            "day": ("planned_on",),
            "status": ("status", "-planned_on"),
            "state": ("state", "-planned_on"),
            "who": ("answerer__name", "-planned_on"),
            "sure": ("confidence_share",),
        },
        default_sort="-day",
    )  # fmt: skip


def check_in_lines(*, viewer: Viewer, query: ListQuery, as_of: date) -> ListPage[CheckInLine]:
    """List one page of the check-ins the viewer may see: two queries and one per kind they are about."""
    page = query.page(whole(visible_to(viewer)))
    return query.page_with(lines_of(viewer, page.rows, as_of), page)


def check_in_slice(
    *, viewer: Viewer, query: ListQuery, offset: int, limit: int, as_of: date
) -> tuple[list[CheckInLine], int]:
    """List some of the check-ins of a query, and how many there are in all."""
    found = query.narrow(whole(visible_to(viewer)))
    return lines_of(viewer, list(query.order(found)[offset : offset + limit]), as_of), found.count()


def all_check_in_lines(*, viewer: Viewer, query: ListQuery, as_of: date) -> Iterator[CheckInLine]:
    """List every check-in of a query, for a file; what they are about is looked up once per piece."""
    piece: list[CheckIn] = []
    for record in query.order(query.narrow(whole(visible_to(viewer)))).iterator(1_000):
        piece.append(record)
        if len(piece) == 1_000:
            yield from lines_of(viewer, piece, as_of)
            piece = []
    yield from lines_of(viewer, piece, as_of)


def _abouts(viewer: Viewer) -> list[tuple[str, str]]:
    rows = visible_series(viewer).order_by().values_list("about_kind", "about_id").distinct()[:MOST_ABOUT]
    named = titles(viewer=viewer, refs=[Ref(kind, pk) for kind, pk in rows])
    return sorted(((str(ref), title) for ref, (title, _url) in named.items()), key=lambda one: one[1].casefold())


def _about(values: Sequence[str]) -> Q:
    found = Q(pk__in=[])
    for ref in map(Ref.parse, values):
        found |= Q(series__about_kind=ref.kind, series__about_id=ref.id)
    return found


def _parts(viewer: Viewer, values: Sequence[str]) -> Q:
    found = Q(pk__in=[])
    if "sign" in values:
        found |= Q(answerer=viewer.pk)
    if "acknowledge" in values:
        found |= Q(acknowledger=viewer.pk)
    return found
