"""Saved views: found again by a link and on their list, shared or one's own, renamed, deleted, forgotten."""

from __future__ import annotations

import json
from collections.abc import Callable
from datetime import UTC, datetime

import pytest
from django.test import Client
from django.urls import reverse

from accord.apps.people import writes as people
from accord.apps.people.models import Person
from accord.apps.turn import writes
from accord.apps.turn.models import SavedView
from accord.apps.turn.rules.views import is_place, kept_query
from accord.apps.ui.rules import Invalid, NotFound
from tests.cast import Cast

AT = datetime(2026, 6, 3, 12, tzinfo=UTC)
SignIn = Callable[[Person | None], Client]
LIST = "/initiatives/"


def _view(
    by: Person, *, name: str = "Mine", query: str = "stage=live&sort=-since", shared: bool = False, place: str = LIST
) -> SavedView:
    return writes.save_view(place=place, query=query, name=name, is_shared=shared, by=by, at=AT)


class TestSave:
    def test_keeps_filters_search_and_order_without_page_and_format(self, cast: Cast) -> None:
        view = _view(cast.cio, query="stage=live&q=a+b&sort=-since&page=3&format=csv")
        assert view.query == "stage=live&q=a+b&sort=-since"

    @pytest.mark.parametrize(
        "place", ["", "https://example.org/", "//example.org/", "/nowhere/", "/initiatives/?a=b", "/\\x"]
    )
    def test_takes_only_pages_of_this_site(self, cast: Cast, place: str) -> None:
        with pytest.raises(Invalid):
            _view(cast.cio, place=place)

    def test_wants_one_name_once_for_each_list(self, cast: Cast) -> None:
        _view(cast.cio)
        _view(cast.cio, place="/goals/")
        _view(cast.cfo)
        for name in ("Mine", " ", "x" * 81):
            with pytest.raises(Invalid):
                _view(cast.cio, name=name)


class TestPages:
    def test_offer_own_and_shared_views_on_their_list(self, cast: Cast, client_of: SignIn) -> None:
        _view(cast.cio, name="Own"), _view(cast.cfo, name="Shared", shared=True), _view(cast.cfo, name="Secret")
        _view(cast.cio, name="Elsewhere", place="/goals/")
        client = client_of(cast.cio)
        assert 'hx-get="/views/menu/?for=%2Finitiatives%2F"' in client.get(LIST).content.decode()
        menu = client.get("/views/menu/", {"for": f"{LIST}?stage=live&sort=-since"}).content.decode()
        assert ("Own" in menu, "Shared" in menu, "Secret" in menu, "Elsewhere" in menu) == (True, True, False, False)
        assert menu.count("aria-current") == 2

    def test_lead_from_a_list_to_a_link(self, cast: Cast, client_of: SignIn) -> None:
        client = client_of(cast.cio)
        form = client.get("/views/new/", {"for": f"{LIST}?stage=live&page=2"})
        given = {**form.context["form"].initial, "name": "Live ones", "is_shared": "on"}
        assert client.post("/views/new/", given)["Location"] == f"{LIST}?stage=live"
        view = SavedView.objects.get()
        assert client_of(cast.employee).get(reverse("turn:view", args=[view.pk]))["Location"] == f"{LIST}?stage=live"
        listed = json.loads(client.get("/views/?format=json").getvalue())["data"]
        assert listed[0] == {
            "Name": "Live ones", "List": "Initiatives", "Whose": cast.cio.name, "Shared": True,
            "Link": f"http://testserver/views/{view.pk}/",
        }  # fmt: skip

    def test_rename_share_and_delete_ones_own_alone(self, cast: Cast, client_of: SignIn) -> None:
        view = _view(cast.cio, shared=True)
        edit, delete = reverse("turn:edit_view", args=[view.pk]), reverse("turn:deleting_view", args=[view.pk])
        for client in (client_of(cast.cfo), client_of(cast.administrator)):
            assert client.post(edit, {"name": "Yours"}).status_code == client.post(delete).status_code == 404
        assert client_of(cast.stranger).get(edit).status_code == 302
        own = client_of(cast.cio)
        assert own.post(edit, {"name": ""}).status_code == 422
        own.post(edit, {"name": "Named anew"})
        view.refresh_from_db()
        assert (view.name, view.is_shared) == ("Named anew", False)
        assert client_of(cast.cfo).get(reverse("turn:view", args=[view.pk])).status_code == 404
        own.post(delete)
        assert not SavedView.objects.exists()

    def test_show_a_hostile_name_as_text(self, cast: Cast, client_of: SignIn) -> None:
        _view(cast.cfo, name="<img src=x onerror=alert(1)>", shared=True)
        client = client_of(cast.cio)
        for address in ("/views/", f"/views/menu/?for={LIST}"):
            page = client.get(address).content.decode()
            assert "&lt;img" in page
            assert "<img src=x" not in page


def test_erasing_a_person_removes_their_views(cast: Cast) -> None:
    view = _view(cast.employee, shared=True)
    people.erase_person(person_id=cast.employee.pk, by=cast.administrator, at=AT)
    with pytest.raises(NotFound):
        writes.delete_view(view_id=view.pk, by=cast.employee, at=AT)
    assert not SavedView.objects.exists()


def test_addresses_are_read_with_care() -> None:
    assert kept_query("?a=1&page=2&b=%C3%BC&format=json") == "a=1&b=%C3%BC"
    assert [is_place(text) for text in ("/goals/", "goals/", "//x", "/a?b", "/a\nb")] == [
        True,
        False,
        False,
        False,
        False,
    ]
