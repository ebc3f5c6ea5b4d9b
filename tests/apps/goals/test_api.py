"""Goals as JSON: what comes out, what goes in, and who may."""

from functools import partial

import pytest

from accord.apps.goals import writes
from accord.apps.goals.models import Actual, Goal, Measure
from tests.apps.goals.conftest import AT

API = "/api/v1/goals"


@pytest.fixture
def json_of(client_of):
    def client(person):
        own = client_of(person)
        return {name: partial(getattr(own, name), content_type="application/json")
                for name in ("post", "patch", "delete")} | {"get": own.get}  # fmt: skip

    return client


class TestList:
    def test_pages_and_narrows_for_everyone(self, goal, top, cast, json_of):
        for person in cast.signed_in:
            assert json_of(person)["get"](API).json()["count"] == 2
        get = json_of(cast.employee)["get"]
        assert [one["title"] for one in get(f"{API}?limit=1&offset=1").json()["items"]] == [goal.title]
        assert [one["title"] for one in get(f"{API}?horizon=far").json()["items"]] == [top.title]
        assert get(f"{API}?q=claims").json()["items"][0]["it_owner"] == "Ida Byte"
        assert get(f"{API}?state=closed").json() == {"items": [], "count": 0}

    @pytest.mark.parametrize("query", ["limit=201", "limit=0", "offset=-1", "horizon=soon", "state=x", "q=%00"])
    def test_refuses_what_it_does_not_know(self, cast, json_of, query):
        assert json_of(cast.cio)["get"](f"{API}?{query}").status_code == 422

    def test_is_closed_to_the_stranger(self, goal, measure, json_of):
        ask = json_of(None)
        one = f"{API}/{goal.pk}"
        assert ask["get"](API).status_code == ask["get"](one).status_code == 401
        for place in (API, f"{one}/agreements/it", f"{one}/reviews", f"{one}/closing", f"{one}/measures",
                      f"{one}/measures/{measure.pk}/values"):  # fmt: skip
            assert ask["post"](place, {}).status_code == 401
        assert ask["patch"](one, {}).status_code == ask["delete"](f"{one}/measures/{measure.pk}").status_code == 401


class TestOne:
    def test_is_added_and_shown(self, cast, json_of):
        ask = json_of(cast.department_head)
        made = ask["post"](
            API, {"title": "Answer mail in a day", "it_owner_id": cast.cio.pk, "review_date": "2026-09-01"}
        )
        assert made.status_code == 201
        shown = ask["get"](f"{API}/{made.json()['id']}").json()
        assert shown == made.json()
        assert (shown["title"], shown["review_date"], shown["version"]) == ("Answer mail in a day", "2026-09-01", 1)
        assert [side["owner_id"] for side in shown["sides"]] == [None, cast.cio.pk]

    @pytest.mark.parametrize(
        "body",
        [{}, {"title": " "}, {"title": "x", "sold": 1}, {"title": "x" * 201}, {"title": "a\u0000"},
         {"title": "x", "review_date": "2026-02-30"}, {"title": "x", "horizon": "soon"}, {"title": "x", "parent_id": 0},
         {"title": "x", "parent_id": 10**12}],
    )  # fmt: skip
    def test_refuses_what_cannot_be_taken(self, cast, json_of, body):
        answer = json_of(cast.cio)["post"](API, body)
        assert 400 <= answer.status_code < 500
        assert answer.json()["detail"]
        assert not Goal.objects.exists()

    def test_changes_what_is_named_and_tells_the_second(self, goal, cast, json_of):
        patch = json_of(cast.cio)["patch"]
        shown = patch(f"{API}/{goal.pk}", {"version": 1, "department_id": None}).json()
        assert (shown["department_id"], shown["title"], shown["version"]) == (None, goal.title, 2)
        late = patch(f"{API}/{goal.pk}", {"version": 1, "title": "Mine"})
        assert (late.status_code, late.json()["current_version"]) == (409, 2)
        assert "department" in late.json()["changes"][0]

    def test_is_not_found(self, cast, json_of):
        assert json_of(cast.cio)["get"](f"{API}/999999").status_code == 404
        assert json_of(cast.cio)["get"](f"{API}/0").status_code == 422

    def test_is_agreed_to_by_its_owner_alone(self, goal, cast, json_of):
        place = f"{API}/{goal.pk}/agreements/it"
        for person in (cast.office, cast.administrator, cast.operations_head, cast.employee):
            assert json_of(person)["post"](place).status_code == 403
        own = json_of(cast.cio)
        assert own["post"](place).json()["sides"][1]["agreed_at"]
        assert own["post"](place).status_code == 409
        assert own["delete"](place).json()["sides"][1]["agreed_at"] is None
        assert own["post"](f"{API}/{goal.pk}/agreements/hr").status_code == 422

    def test_is_reviewed_closed_and_reopened(self, goal, cast, json_of):
        ask, place = json_of(cast.cio), f"{API}/{goal.pk}"
        assert ask["post"](f"{place}/reviews", {"next_review": "2099-01-01"}).json()["review_date"] == "2099-01-01"
        assert ask["post"](f"{place}/closing", {"reason": " "}).status_code == 422
        assert ask["post"](f"{place}/closing", {"reason": "Reached"}).json()["state"] == "closed"
        assert ask["delete"](f"{place}/closing").json()["state"] == "active"

    def test_is_refused_to_others(self, goal, measure, cast, json_of):
        ask, place = json_of(cast.employee), f"{API}/{goal.pk}"
        one = f"{place}/measures/{measure.pk}"
        value = Actual.objects.first()
        assert ask["post"](API, {"title": "x"}).status_code == 403
        assert ask["patch"](place, {"version": 1, "title": "x"}).status_code == 403
        assert ask["post"](f"{place}/reviews", {}).status_code == 403
        assert ask["post"](f"{place}/closing", {"reason": "x"}).status_code == 403
        assert ask["delete"](f"{place}/closing").status_code == 403
        assert ask["post"](f"{place}/measures", {"name": "x"}).status_code == 403
        assert ask["patch"](one, {"name": "x"}).status_code == 403
        assert ask["delete"](one).status_code == 403
        assert ask["post"](f"{one}/values", {"on": "2026-05-09", "value": 1}).status_code == 403
        assert ask["patch"](f"{one}/values/{value.pk}", {"value": 1}).status_code == 403
        assert ask["delete"](f"{one}/values/{value.pk}").status_code == 403


class TestMeasures:
    def test_are_added_valued_corrected_and_removed(self, goal, cast, json_of):
        ask, place = json_of(cast.cio), f"{API}/{goal.pk}/measures"
        made = ask["post"](place, {"name": "Days", "direction": "down", "baseline_value": 20, "target_value": 10})
        assert made.status_code == 201
        one = f"{place}/{made.json()['measures'][0]['id']}"
        valued = ask["post"](f"{one}/values", {"on": "2026-05-01", "value": 15})
        assert (valued.status_code, valued.json()["measures"][0]["progress"]) == (201, 0.5)
        value = f"{one}/values/{valued.json()['measures'][0]['actuals'][0]['id']}"
        assert ask["patch"](value, {"value": 10}).json()["measures"][0]["progress"] == 1
        assert ask["patch"](one, {"unit": "days", "version": 1}).json()["measures"][0]["unit"] == "days"
        assert ask["delete"](value).json()["measures"][0]["actuals"] == []
        assert ask["delete"](one).json()["measures"] == []
        assert not Measure.objects.exists()

    def test_of_another_goal_are_not_found(self, goal, measure, cast, json_of):
        other = writes.add_goal(title="Other", by=cast.office, at=AT)
        ask = json_of(cast.office)
        wrong = f"{API}/{other.pk}/measures/{measure.pk}"
        assert ask["patch"](wrong, {"name": "x"}).status_code == 404
        assert ask["delete"](wrong).status_code == 404
        assert ask["delete"](f"{wrong}/values/{Actual.objects.first().pk}").status_code == 404
        assert Measure.objects.get().name == "Days to settle"

    @pytest.mark.parametrize(
        ("body", "status"),
        [
            ({"on": "2026-05-09"}, 422),
            ({"on": "2026-05-09", "value": 1e16}, 422),
            ({"on": "2026-13-09", "value": 1}, 422),
            ({"on": "2098-01-01", "value": 1}, 409),  # well said, but not measured yet
            ({"on": "2026-05-01", "value": 1}, 409),  # there is one for that day
        ],
    )
    def test_refuse_what_was_not_measured(self, goal, measure, cast, json_of, body, status):
        place = f"{API}/{goal.pk}/measures/{measure.pk}/values"
        assert json_of(cast.cio)["post"](place, body).status_code == status
        assert Actual.objects.count() == 2
