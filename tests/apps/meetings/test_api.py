"""Meetings as JSON: what comes out, what goes in, and who may."""

from datetime import timedelta

import pytest
from django.utils import timezone

from accord.apps.meetings.models import Meeting
from accord.apps.promises.models import Promise

API = "/api/v1/meetings"
NOW = timezone.now()
DUE = (timezone.localdate() + timedelta(days=9)).isoformat()


def moment(days):
    return (NOW + timedelta(days=days)).isoformat()


@pytest.fixture
def made(cast, json_of):
    body = {
        "title": "Both sides",
        "starts_at": moment(0.001),
        "chair_id": cast.delivery_lead.pk,
        "attendee_ids": [cast.marketer.pk],
    }
    answer = json_of(cast.delivery_lead)["post"](API, body)
    assert answer.status_code == 201, answer.content
    return answer.json()


def test_lists_and_narrows(made, cast, json_of):
    get = json_of(cast.marketer)["get"]
    assert [one["title"] for one in get(API).json()["items"]] == ["Both sides"]
    assert get(f"{API}?when=past").json()["count"] == 0
    assert get(f"{API}?when=upcoming&part=invited&state=planned&q=both").json()["count"] == 1
    assert get(f"{API}?when=soon").status_code == 422


def test_is_unknown_to_others(made, cast, json_of):
    ask, here = json_of(cast.operations_head), f"{API}/{made['id']}"
    assert ask["get"](API).json()["count"] == 0
    assert [ask["get"](address).status_code for address in (here, f"{here}/history")] == [404, 404]
    assert ask["post"](f"{here}/items", {"title": "x"}).status_code == 404
    assert json_of(None)["get"](here).status_code == 401
    assert json_of(cast.marketer)["post"](f"{here}/items", {"title": "x"}).status_code == 201
    assert json_of(cast.marketer)["patch"](here, {"title": "x", "version": 1}).status_code == 403
    assert json_of(cast.employee)["post"](API, {"title": "x", "starts_at": moment(1), "chair_id": 1}).status_code == 403


def test_the_whole_way_of_an_agenda(made, cast, topic, json_of):
    ask, here = json_of(cast.delivery_lead), f"{API}/{made['id']}"
    items = f"{API}/items"
    ask["post"](f"{here}/items", {"topic": {"kind": topic.kind, "id": topic.id}})
    agenda = ask["post"](f"{here}/items", {"title": "Second", "minutes": 5}).json()["agenda"]
    assert [one["title"] for one in agenda] == ["Invoice reader", "Second"]
    first, second = (one["id"] for one in agenda)
    assert ask["put"](f"{items}/{second}/place", {"position": 1}).json()["agenda"][0]["id"] == second
    assert ask["patch"](f"{items}/{second}", {"minutes": 7, "version": 1}).json()["minutes_boxed"] == 17
    assert ask["patch"](f"{items}/{second}", {"minutes": 8, "version": 1}).status_code == 409
    assert [one["id"] for one in ask["delete"](f"{items}/{second}").json()["off"]] == [second]
    assert ask["post"](f"{items}/{second}/restoring").status_code == 200
    promise = {"owner_id": cast.marketer.pk, "due_date": DUE}
    done = ask["put"](f"{items}/{first}/outcome", {"kind": "promise", "text": "Send it", "promise": promise}).json()
    assert done["agenda"][0]["promise_id"] == Promise.objects.get().pk
    assert ask["put"](f"{items}/{first}/outcome", {"kind": "parked", "text": "x"}).status_code == 409
    assert ask["delete"](f"{items}/{first}/outcome").status_code == 200
    assert ask["put"](f"{here}/holding", {}).json()["state"] == "held"
    assert {one["id"] for one in ask["get"](f"{API}/unfinished").json()} == {first, second}
    later = ask["post"](API, {"title": "Next", "starts_at": moment(7), "chair_id": cast.delivery_lead.pk}).json()
    carried = ask["post"](f"{items}/{second}/carrying", {"to_meeting_id": later["id"]}).json()
    assert (carried["id"], carried["agenda"][0]["times_carried"]) == (later["id"], 1)
    assert len(ask["get"](f"{here}/history?limit=4").json()) == 4


def test_is_changed_cancelled_and_opened_again(made, cast, json_of):
    ask, here = json_of(cast.office), f"{API}/{made['id']}"
    assert ask["patch"](here, {"place": "Room 9", "version": 1}).json()["version"] == 2
    assert ask["patch"](here, {"place": "Room 8", "version": 1}).status_code == 409
    assert len(ask["post"](f"{here}/people", {"person_ids": [cast.employee.pk]}).json()["people"]) == 3
    assert len(ask["delete"](f"{here}/people/{cast.employee.pk}").json()["people"]) == 2
    assert ask["put"](f"{here}/cancellation", {"reason": "Strike"}).json()["state"] == "cancelled"
    assert ask["post"](f"{here}/reopening").json()["state"] == "planned"


@pytest.mark.parametrize(
    "change",
    [{"title": " "}, {"title": "a\u0000"}, {"minutes": 0}, {"starts_at": "tomorrow"}, {"sold": 1}, {"chair_id": "1"}],
)
def test_refuses_what_cannot_be_taken(cast, json_of, change):
    body = {"title": "x", "starts_at": moment(1), "chair_id": cast.cio.pk, **change}
    assert json_of(cast.cio)["post"](API, body).status_code == 422
    assert not Meeting.objects.exists()


def test_runs_a_meeting_and_keeps_its_minutes(made, cast, json_of):
    ask, here = json_of(cast.delivery_lead), f"{API}/{made['id']}"
    mia = json_of(cast.marketer)
    item = ask["post"](f"{here}/items", {"title": "Which supplier?"}).json()["agenda"][0]["id"]
    assert ask["post"](f"{here}/agenda", {}).status_code == 200
    assert mia["put"](f"{here}/running", {"item_id": item}).status_code == 403
    now = ask["put"](f"{here}/running", {"item_id": item}).json()
    assert now["item_id"] == item
    noted = mia["post"](f"{here}/notes", {"text": "Late", "item_id": item})
    assert noted.status_code == 201
    assert noted.json()["stamp"] != now["stamp"]
    note = noted.json()["notes"][0]
    assert mia["patch"](f"{API}/notes/{note['id']}", {"text": "Late by May", "version": 1}).status_code == 200
    assert ask["patch"](f"{API}/notes/{note['id']}", {"text": "x"}).status_code == 403
    decision = {"options": ["Both", "One"], "reasons": "One is late"}
    done = {"kind": "decision", "text": "Both", "decision": decision}
    agenda = ask["put"](f"{API}/items/{item}/outcome", done).json()["agenda"]
    assert agenda[0]["decision_id"]
    assert mia["get"](f"{here}/running").json()["notes"][0]["text"] == "Late by May"
    drafted = mia["get"](f"{here}/minutes").json()
    assert drafted["version"] is None
    assert "Both" in drafted["text"]
    assert ask["put"](f"{here}/minutes/sending", {}).status_code == 409  # it has not been held yet
    assert ask["put"](f"{here}/minutes", {"text": "- We keep both", "version": 1}).json()["text"] == "- We keep both"
    assert mia["put"](f"{here}/minutes", {"text": "x"}).status_code == 403
