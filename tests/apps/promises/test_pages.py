"""The pages of promises, opened by each role and by the stranger."""

from datetime import timedelta

import pytest
from django.urls import reverse
from django.utils import timezone

from accord.apps.promises import writes
from accord.apps.promises.models import Promise

SOON = timezone.localdate() + timedelta(days=30)


@pytest.fixture
def current(cast):
    """Make a promise that is open today."""
    return writes.make_promise(
        what="Show the draft", owner_id=cast.marketer.pk, made_to_id=cast.employee.pk, due_date=SOON,
        by=cast.delivery_lead, at=timezone.now(),
    )  # fmt: skip


def at(name, promise):
    return reverse(f"promises:{name}", args=[promise.pk])


CONCERNED = ("marketer", "employee", "delivery_lead", "department_head", "ceo", "cio", "cfo", "chro", "office",
             "administrator")  # fmt: skip


class TestList:
    def test_shows_each_only_what_concerns_them(self, current, cast, client_of):
        concerned = [getattr(cast, name) for name in CONCERNED]
        for person in cast.signed_in:
            page = client_of(person).get("/promises/")
            assert page.status_code == 200
            assert ("Show the draft" in page.content.decode()) == (person in concerned), person.name

    def test_sends_the_stranger_to_sign_in(self, client_of):
        assert "/account/login/" in client_of(None).get("/promises/")["Location"]

    @pytest.mark.parametrize("key", ["due", "what", "owner", "state", "made"])
    def test_sorts_both_ways(self, current, cast, client_of, key):
        for sort in (key, f"-{key}"):
            assert client_of(cast.cio).get(f"/promises/?sort={sort}").status_code == 200

    def test_comes_as_a_file_without_what_is_others(self, current, cast, client_of):
        def file(person):
            return b"".join(client_of(person).get("/promises/?format=csv").streaming_content).decode()

        assert "Show the draft" in file(cast.cio)
        assert "Show the draft" not in file(cast.operations_head)

    def test_teaches_when_empty(self, cast, client_of):
        assert "No promises yet" in client_of(cast.employee).get("/promises/").content.decode()
        assert "No promise matches" in client_of(cast.employee).get("/promises/?state=kept").content.decode()


class TestOne:
    def test_is_unknown_to_others_on_every_address(self, current, cast, client_of):
        others = client_of(cast.operations_head)
        for name in ("promise", "edit_promise", "keeping", "missing", "withdrawal"):
            assert others.get(at(name, current)).status_code == 404
            assert client_of(None).get(at(name, current)).status_code == 302
        assert others.post(at("reopening", current)).status_code == 404

    def test_offers_each_what_they_may_do(self, current, cast, client_of):
        owner = client_of(cast.marketer).get(at("promise", current)).content.decode()
        assert "It is kept" in owner
        assert "Withdraw it" in owner
        to_whom = client_of(cast.employee).get(at("promise", current)).content.decode()
        assert "It is kept" in to_whom
        assert "Withdraw it" not in to_whom
        head = client_of(cast.department_head).get(at("promise", current)).content.decode()
        assert "It is kept" not in head
        assert client_of(cast.department_head).get(at("keeping", current)).status_code == 403

    def test_is_kept_reopened_missed_and_reopened_through_pages(self, current, cast, client_of):
        owner = client_of(cast.marketer)
        assert owner.get(at("keeping", current)).status_code == 200
        assert owner.post(at("keeping", current), {"proof": "Sent", "version": 1})["Location"] == at("promise", current)
        assert "Sent" in owner.get(at("promise", current)).content.decode()
        owner.post(at("reopening", current))
        assert owner.post(at("missing", current), {"reason": ""}).status_code == 422
        assert owner.post(at("missing", current), {"reason": "Ill"}).status_code == 422
        owner.post(at("missing", current), {"reason": "Ill", "cause": "people"})
        assert Promise.objects.get().state == "missed"
        assert owner.post(at("withdrawal", current), {"reason": "x"}).status_code == 409

    def test_keeps_what_was_typed_when_somebody_was_faster(self, current, cast, client_of):
        writes.edit_promise(
            promise=current, values={"due_date": SOON + timedelta(days=1)}, reason="Later", by=cast.marketer,
            at=timezone.now(),
        )  # fmt: skip
        typed = {"what": "Show it all", "due_date": SOON.isoformat(), "made_to": cast.employee.pk, "version": 1}
        owner = client_of(cast.marketer)
        page = owner.post(at("edit_promise", current), typed)
        assert page.status_code == 409
        form = page.context["form"]
        assert (form.data["what"], form.data["due_date"], form.data["version"]) == (
            "Show it all", (SOON + timedelta(days=1)).isoformat(), "2")  # fmt: skip
        assert "moved the day" in page.content.decode()
        assert owner.post(at("edit_promise", current), form.data.dict()).status_code == 302
        stored = Promise.objects.get()
        assert (stored.what, stored.due_date) == ("Show it all", SOON + timedelta(days=1))


class TestEdit:
    def test_asks_how_sure_one_is_until_it_was_said(self, current, cast, client_of):
        owner = client_of(cast.marketer)
        assert "How sure is the owner" in owner.get(at("edit_promise", current)).content.decode()
        typed = {"what": current.what, "due_date": SOON, "made_to": cast.employee.pk, "sure": "0.8", "version": 1}
        assert owner.post(at("edit_promise", current), typed).status_code == 302
        assert "How sure is the owner" not in owner.get(at("edit_promise", current)).content.decode()
        assert "80\u00a0%" in owner.get(at("promise", current)).content.decode()


class TestMake:
    def test_offers_only_oneself_to_an_employee(self, cast, client_of):
        page = client_of(cast.employee).get("/promises/new/")
        assert [pk for pk, _ in page.context["form"].fields["owner"].choices] == [cast.employee.pk]
        typed = {"what": "Call", "owner": cast.marketer.pk, "due_date": SOON}
        assert client_of(cast.employee).post("/promises/new/", typed).status_code == 422
        assert not Promise.objects.exists()

    @pytest.mark.parametrize(
        ("typed", "share"),
        [
            ({}, None),
            ({"sure": "0.95"}, 0.95),
            ({"sure": "own", "sure_percent": 65}, 0.65),
            ({"sure_percent": 40}, 0.4),
        ],
    )
    def test_takes_how_sure_one_is_by_button_or_typed(self, cast, client_of, typed, share):
        given = {"what": "Call", "owner": cast.employee.pk, "due_date": SOON, "kind": "data", **typed}
        assert client_of(cast.employee).post("/promises/new/", given).status_code == 302
        stored = Promise.objects.get()
        assert (stored.confidence_share, stored.kind) == (share, "data")

    def test_makes_one_about_the_record_it_came_from(self, cast, client_of, secret):
        typed = {"what": "Call", "owner": cast.cio.pk, "due_date": SOON}
        address = f"/promises/new/?about=initiatives.initiative:{secret.pk}"
        assert "Quiet takeover" in client_of(cast.cio).get(address).content.decode()
        assert client_of(cast.cio).post(address, typed).status_code == 302
        assert Promise.objects.get().about_id == secret.pk
        assert "Quiet takeover" not in client_of(cast.employee).get(address).content.decode()
