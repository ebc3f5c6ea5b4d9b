"""Saving a list as one wants to find it again, and changing, sharing and removing it."""

from __future__ import annotations

from datetime import datetime

from django.db import IntegrityError, transaction
from django.utils.translation import gettext as _

from accord.apps.turn.models import SavedView
from accord.apps.turn.reads.views import is_list, own_saved_view
from accord.apps.turn.rules.views import MOST_NAME, MOST_QUERY, MOST_VIEWS, kept_query
from accord.apps.ui.rules import Invalid, Viewer


# no event: how somebody looks at a list changes no record
def save_view(*, place: str, query: str, name: str, is_shared: bool, by: Viewer, at: datetime) -> SavedView:
    """Save a list with its filters, search and order under a name; the page number and file format are left out.

    Raises Invalid at ``name`` or ``place``.
    """
    kept = kept_query(query)
    problem = _problem_of_name(name)
    if not is_list(place=place) or len(kept) > MOST_QUERY:
        raise Invalid(_("This cannot be saved as a view."), {"name": _("Open a list first, and save it from there.")})
    if SavedView.objects.filter(person=by.pk).count() >= MOST_VIEWS:
        problem = _("You have %(most)s saved views. Delete some first.") % {"most": MOST_VIEWS}
    if problem:
        raise Invalid(problem, {"name": problem})
    view = SavedView(
        person_id=by.pk, place=place, query=kept, name=name.strip(), is_shared=is_shared, created_at=at
    )  # fmt: skip
    _store(view)
    return view


# no event: see save_view
def edit_view(*, view_id: int, name: str, is_shared: bool, by: Viewer, at: datetime) -> SavedView:
    """Rename a view of one's own, share it or keep it to oneself. Raises NotFound, Invalid at ``name``."""
    view = own_saved_view(viewer=by, view_id=view_id)
    if problem := _problem_of_name(name):
        raise Invalid(problem, {"name": problem})
    view.name, view.is_shared = name.strip(), is_shared
    _store(view)
    return view


# no event: see save_view
def delete_view(*, view_id: int, by: Viewer, at: datetime) -> SavedView:
    """Delete a view of one's own. Raises NotFound."""
    view = own_saved_view(viewer=by, view_id=view_id)
    SavedView.objects.filter(pk=view.pk).delete()
    return view


def _problem_of_name(name: str) -> str:
    if not name.strip():
        return _("Give the view a name.")
    return _("Write at most %(most)s characters.") % {"most": MOST_NAME} if len(name.strip()) > MOST_NAME else ""


def _store(view: SavedView) -> None:
    try:
        with transaction.atomic():
            view.save()
    except IntegrityError as taken:
        said = _("You have a view of this name here already. Choose another one.")
        raise Invalid(said, {"name": said}) from taken


# no event: the app that erases the person says so
def forget_views(*, person_id: int, by: Viewer | None, at: datetime) -> int:
    """Remove the views a person saved, shared ones too: their names are that person's words."""
    removed, _by_kind = SavedView.objects.filter(person=person_id).delete()
    return removed
