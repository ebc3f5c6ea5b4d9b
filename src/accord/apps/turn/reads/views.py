"""Saved views: one's own and those that others share."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from django.db.models import Q, QuerySet
from django.urls import Resolver404, resolve, reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from accord.apps.turn.models import SavedView
from accord.apps.turn.rules.views import is_place
from accord.apps.ui.lists import Filter, ListPage, ListQuery, ListSpec
from accord.apps.ui.rules import NotFound, Viewer
from accord.apps.ui.sockets import navigation


@dataclass(frozen=True)
class ViewLine:
    """One saved view. ``url`` is its link, ``address`` the list it opens, ``list_label`` what that list is called."""

    id: int
    name: str
    url: str
    address: str
    place: str
    list_label: str
    is_shared: bool
    is_own: bool
    owner: str
    created_at: datetime


def views_spec(*, viewer: Viewer) -> ListSpec:
    """Say how saved views can be narrowed, searched and sorted."""
    return ListSpec(
        filters=(
            Filter("whose", gettext_lazy("Whose"), [
                ("own", gettext_lazy("mine")),
                ("others", gettext_lazy("shared by others")),
            ], where=lambda values: _whose(viewer, values)),
        ),
        search=("name",),
        sorts={"name": ("name",), "list": ("place", "name"), "saved": ("created_at",)},
        default_sort="list",
    )  # fmt: skip


def saved_views(*, viewer: Viewer, query: ListQuery) -> ListPage[ViewLine]:
    """List one page of the views somebody may use: two queries."""
    page = query.page(_usable(viewer).select_related("person"))
    return query.page_with([_line(viewer, view) for view in page.rows], page)


def all_saved_views(*, viewer: Viewer, query: ListQuery) -> list[ViewLine]:
    """List every view of a query, for a file."""
    found = query.order(query.narrow(_usable(viewer).select_related("person")))
    return [_line(viewer, view) for view in found]


def views_of_list(*, viewer: Viewer, place: str) -> Sequence[ViewLine]:
    """List the views of one list, one's own first: one query."""
    found = _usable(viewer).filter(place=place).select_related("person").order_by("name", "pk")
    return sorted((_line(viewer, view) for view in found), key=lambda line: not line.is_own)


def usable_views(*, viewer: Viewer, most: int) -> Sequence[ViewLine]:
    """List the views somebody may use, by name: one query."""
    found = _usable(viewer).select_related("person").order_by("name", "pk")[:most]
    return [_line(viewer, view) for view in found]


def saved_view(*, viewer: Viewer, view_id: int) -> ViewLine:
    """Get a view of one's own or a shared one. Raises NotFound."""
    found = _usable(viewer).select_related("person").filter(pk=view_id).first()
    if found is None:
        raise NotFound(_("There is no such view, or its owner no longer shares it."))
    return _line(viewer, found)


def own_saved_view(*, viewer: Viewer, view_id: int) -> SavedView:
    """Get a view of one's own to change it. Raises NotFound."""
    found = SavedView.objects.filter(pk=view_id, person=viewer.pk).first()
    if found is None:
        raise NotFound(_("There is no such view of yours."))
    return found


# no viewer: which lists there are is no secret; what they show is decided when they are opened
def is_list(*, place: str) -> bool:
    """Tell whether an address is one of this site's pages."""
    if not is_place(place) or len(place) > 200:
        return False
    try:
        found = resolve(place)
    except Resolver404:
        return False
    return getattr(found.func, "action", None) is not None


def _usable(viewer: Viewer) -> QuerySet[SavedView]:
    return SavedView.objects.filter(Q(person=viewer.pk) | Q(is_shared=True, person__is_active=True))


def _whose(viewer: Viewer, values: Sequence[str]) -> Q:
    if len(set(values)) > 1:
        return Q()
    return Q(person=viewer.pk) if "own" in values else ~Q(person=viewer.pk)


def _line(viewer: Viewer, view: SavedView) -> ViewLine:
    address = f"{view.place}?{view.query}" if view.query else view.place
    return ViewLine(
        id=view.pk, name=view.name, url=reverse("turn:view", args=[view.pk]), address=address, place=view.place,
        list_label=_label(view.place), is_shared=view.is_shared, is_own=view.person_id == viewer.pk,
        owner=view.person.name, created_at=view.created_at,
    )  # fmt: skip


def _label(place: str) -> str:
    """Call a list as the navigation does, else by its address."""
    for item in navigation:
        if reverse(item.url_name) == place:
            return str(item.label)
    return place.strip("/").replace("-", " ").replace("/", " · ").capitalize() or "/"
