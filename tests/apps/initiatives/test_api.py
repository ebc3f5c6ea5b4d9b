"""Initiatives as JSON: what comes out, what goes in, and who may."""

from functools import partial

import pytest

from accord.apps.initiatives.models import GoalLink, Initiative, Milestone, Money, StageChange

API = "/api/v1/initiatives"


@pytest.fixture
def json_of(client_of):
    def client(person):
        own = client_of(person)
        return {name: partial(getattr(own, name), content_type="application/json")
                for name in ("post", "put", "patch", "delete")} | {"get": own.get}  # fmt: skip

    return client


class TestList:
    def test_pages_and_narrows(self, initiative, secret, cast, json_of):
        get = json_of(cast.cfo)["get"]
        assert get(API).json()["count"] == 2
        assert [one["title"] for one in get(f"{API}?limit=1&offset=1").json()["items"]] == ["Quiet takeover"]
        assert get(f"{API}?q=clerks").json()["count"] == 1
        assert get(f"{API}?department={cast.board.pk}&stage=idea&goal=none").json()["count"] == 2
        assert get(f"{API}?department=999999").json()["count"] == 0
        assert get(f"{API}?visibility=limited&missing=summary").json()["count"] == 1
        assert get(f"{API}?stage=sold").status_code == 422
        assert get(f"{API}?limit=201").status_code == 422

    def test_keeps_what_is_limited_from_others(self, initiative, secret, cast, json_of):
        get = json_of(cast.employee)["get"]
        assert [one["title"] for one in get(API).json()["items"]] == ["Invoice reader"]
        assert get(f"{API}/{secret.pk}").status_code == 404
        assert get(f"{API}/{secret.pk}/history").status_code == 404
        assert json_of(None)["get"](API).status_code == 401


class TestOne:
    def test_is_added_and_shown(self, cast, json_of):
        ask = json_of(cast.delivery_lead)
        body = {"title": "New", "extra": {"a": 1, "b": True, "c": "x", "d": 1.5}, "stage_date": "2026-01-05"}
        made = ask["post"](API, body)
        assert made.status_code == 201
        shown = ask["get"](f"{API}/{made.json()['id']}").json()
        assert shown == made.json()
        assert (shown["title"], shown["stages"][0]["on"], shown["extra"]["b"]) == ("New", "2026-01-05", True)
        assert (shown["outcome"]["counts_as"], shown["version"]) == ("running", 1)

    @pytest.mark.parametrize(
        "body", [{}, {"title": " "}, {"title": "x", "sold": 1}, {"title": "x", "extra": {"a": []}}, {"title": "a\u0000"},
                 {"title": "x", "stage_date": "2026-02-30"}],
    )  # fmt: skip
    def test_refuses_what_cannot_be_taken(self, cast, json_of, body):
        assert json_of(cast.cio)["post"](API, body).status_code == 422
        assert not Initiative.objects.exists()

    def test_names_a_person_who_does_not_exist(self, cast, json_of):
        answer = json_of(cast.cio)["post"](API, {"title": "x", "sponsor_id": 999_999})
        assert (answer.status_code, list(answer.json()["fields"])) == (409, ["sponsor_id"])

    def test_changes_what_is_named_and_tells_the_second(self, initiative, cast, json_of):
        patch = json_of(cast.cio)["patch"]
        shown = patch(f"{API}/{initiative.pk}", {"version": 1, "sponsor_id": None}).json()
        assert (shown["sponsor_id"], shown["title"], shown["version"]) == (None, "Invoice reader", 2)
        late = patch(f"{API}/{initiative.pk}", {"version": 1, "title": "Mine"})
        assert (late.status_code, late.json()["current_version"]) == (409, 2)
        assert "sponsor" in late.json()["changes"][0]

    def test_is_refused_to_others(self, initiative, cast, json_of):
        ask = json_of(cast.employee)
        place = f"{API}/{initiative.pk}"
        assert ask["post"](API, {"title": "x"}).status_code == 403
        assert ask["patch"](place, {"version": 1, "title": "x"}).status_code == 403
        assert ask["put"](f"{place}/visibility", {"version": 1, "visibility": "limited"}).status_code == 403
        assert ask["post"](f"{place}/stages", {"version": 1, "to": "approved"}).status_code == 403
        assert json_of(None)["patch"](place, {"version": 1, "title": "x"}).status_code == 401

    def test_visibility_extra_and_history(self, initiative, cast, json_of):
        ask, place = json_of(cast.cio), f"{API}/{initiative.pk}"
        assert ask["put"](f"{place}/visibility", {"version": 1, "visibility": "limited"}).json()["version"] == 2
        extra = ask["patch"](f"{place}/extra", {"version": 2, "values": {"Vendor": "Acme"}}).json()["extra"]
        assert extra == {"Vendor": "Acme"}
        assert ask["patch"](f"{place}/extra", {"version": 3, "values": {"Vendor": None}}).json()["extra"] == {}
        told = ask["get"](f"{place}/history?limit=2").json()
        assert [line["actor"] for line in told] == ["Ida Byte", "Ida Byte"]
        assert ask["get"](f"{place}/history?offset=3").json()[0]["sentence"] == "Pia Office added Invoice reader."


class TestStages:
    def test_move_correct_and_take_back(self, initiative, cast, json_of):
        ask, place = json_of(cast.delivery_lead), f"{API}/{initiative.pk}/stages"
        assert ask["post"](place, {"version": 1, "to": "live"}).status_code == 409
        assert ask["post"](place, {"version": 1, "to": "approved", "on": "2026-02-01"}).json()["stage"] == "approved"
        change = StageChange.objects.get(stage="approved")
        shown = ask["patch"](f"{place}/{change.pk}", {"version": 2, "on": "2026-02-02"}).json()
        assert shown["stage_date"] == "2026-02-02"
        assert ask["delete"](f"{place}/last").json()["stage"] == "idea"
        assert ask["delete"](f"{place}/last").status_code == 409


class TestParts:
    def test_goals(self, initiative, goal, cast, json_of):
        ask, place = json_of(cast.cio), f"{API}/{initiative.pk}/goals"
        assert ask["post"](place, {"goal_id": 999_999}).status_code == 409
        made = ask["post"](place, {"goal_id": goal.pk})
        assert (made.status_code, made.json()["goals"][0]["is_agreed"]) == (201, False)
        one = f"{place}/{GoalLink.objects.get().pk}"
        assert ask["put"](f"{one}/agreement/it").status_code == 200
        assert ask["put"](f"{one}/agreement/business").status_code == 403
        assert ask["put"](f"{one}/agreement/hr").status_code == 422
        shown = json_of(cast.department_head)["put"](f"{one}/agreement/business").json()
        assert shown["goals"][0]["is_agreed"]
        assert not ask["delete"](f"{one}/agreement/it").json()["goals"][0]["is_agreed"]
        assert ask["delete"](one).json()["goals"] == []
        assert len(ask["post"](f"{one}/restoring").json()["goals"]) == 1

    def test_milestones(self, initiative, cast, json_of):
        ask, place = json_of(cast.cio), f"{API}/{initiative.pk}/milestones"
        assert ask["post"](place, {"title": "First", "proof_url": "javascript:1"}).status_code == 422
        assert ask["post"](place, {"title": "First"}).status_code == 201
        one = f"{place}/{Milestone.objects.get().pk}"
        assert ask["patch"](one, {"version": 1, "due_date": "2026-09-01"}).json()["milestones"][0]["version"] == 2
        assert ask["post"](f"{one}/finishing", {"version": 2, "done_date": "2026-06-01"}).status_code == 422
        done = ask["post"](f"{one}/finishing", {"version": 2, "done_date": "2026-06-01", "result": "R"}).json()
        assert done["milestones"][0]["done_date"] == "2026-06-01"
        assert ask["post"](f"{one}/reopening").json()["milestones"][0]["done_date"] is None
        assert ask["delete"](one).json()["milestones"] == []
        assert len(ask["post"](f"{one}/restoring").json()["milestones"]) == 1

    def test_money(self, initiative, cast, json_of):
        ask, place = json_of(cast.cfo), f"{API}/{initiative.pk}/money"
        body = {"period": "2026-03-17", "kind": "planned", "flow": "cost", "amount": "10.50", "currency": "EUR"}
        shown = ask["put"](place, body).json()["money"][0]
        assert (shown["period"], float(shown["amount"])) == ("2026-03-01", 10.5)
        assert ask["put"](place, body | {"amount": "11.00", "version": 1}).json()["money"][0]["version"] == 2
        assert ask["put"](place, body | {"amount": "12.00", "version": 1}).status_code == 409
        assert ask["put"](place, body | {"amount": "-1.00"}).status_code == 409
        assert ask["put"](place, body | {"amount": 5}).status_code == 422
        one = f"{place}/{Money.objects.get().pk}"
        assert ask["delete"](one).json()["money"] == []
        assert len(ask["post"](f"{one}/restoring").json()["money"]) == 1
        assert json_of(cast.chro)["put"](place, body).status_code == 403

    def test_links(self, initiative, cast, json_of):
        ask, place = json_of(cast.cio), f"{API}/{initiative.pk}/links"
        made = ask["post"](place, {"label": "Board", "url": "https://x.org/b"}).json()
        one = f"{place}/{made['links'][0]['id']}"
        assert ask["delete"](one).json()["links"] == []
        assert len(ask["post"](f"{one}/restoring").json()["links"]) == 1
        assert ask["delete"](f"{place}/999999").status_code == 404
