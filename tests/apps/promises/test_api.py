"""Promises as JSON: what comes out, what goes in, and who may."""

from datetime import timedelta

import pytest
from django.utils import timezone

from accord.apps.promises.models import Promise

API = "/api/v1/promises"
SOON = timezone.localdate() + timedelta(days=30)


@pytest.fixture
def made(cast, json_of):
    body = {"what": "Show the draft", "owner_id": cast.marketer.pk, "due_date": SOON.isoformat()}
    answer = json_of(cast.delivery_lead)["post"](API, body)
    assert answer.status_code == 201
    return answer.json()


def test_lists_and_narrows(made, cast, json_of):
    get = json_of(cast.marketer)["get"]
    assert get(API).json() == {"items": [made], "count": 1}
    assert get(f"{API}?part=mine&state=open&q=draft&owner={cast.marketer.pk}").json()["count"] == 1
    assert get(f"{API}?due=late").json()["count"] == 0
    assert get(f"{API}?state=sold").status_code == 422


def test_is_unknown_to_others(made, cast, json_of):
    ask = json_of(cast.operations_head)
    assert ask["get"](API).json()["count"] == 0
    for address in (f"{API}/{made['id']}", f"{API}/{made['id']}/history"):
        assert ask["get"](address).status_code == 404
        assert json_of(None)["get"](address).status_code == 401
    assert ask["put"](f"{API}/{made['id']}/keeping", {}).status_code == 404


def test_is_changed_settled_and_told(made, cast, json_of):
    ask, here = json_of(cast.marketer), f"{API}/{made['id']}"
    later = (SOON + timedelta(days=3)).isoformat()
    assert ask["patch"](here, {"due_date": later, "version": 1}).status_code == 409
    moved = ask["patch"](here, {"due_date": later, "reason": "Ill", "version": 1}).json()
    assert (moved["due_date"], moved["first_due_date"], moved["version"]) == (later, SOON.isoformat(), 2)
    stale = ask["patch"](here, {"what": "Other", "version": 1})
    assert (stale.status_code, stale.json()["current_version"]) == (409, 2)
    assert ask["put"](f"{here}/keeping", {"proof": "There"}).json()["state"] == "kept"
    assert ask["put"](f"{here}/missing", {"reason": "No"}).status_code == 409
    assert ask["post"](f"{here}/reopening").json()["state"] == "open"
    assert ask["put"](f"{here}/missing", {"reason": "No"}).json()["state"] == "missed"
    ask["post"](f"{here}/reopening")
    assert ask["put"](f"{here}/withdrawal", {"reason": "No"}).json()["state"] == "withdrawn"
    assert len(ask["get"](f"{here}/history?limit=3&offset=1").json()) == 3


@pytest.mark.parametrize(
    "body", [{}, {"what": " "}, {"what": "a\u0000"}, {"sold": 1}, {"due_date": "2026-02-30"}, {"about": {"kind": "x"}}]
)
def test_refuses_what_cannot_be_taken(cast, json_of, body):
    full = {"what": "x", "owner_id": cast.cio.pk, "due_date": SOON.isoformat(), **body} if body else {}
    assert json_of(cast.cio)["post"](API, full).status_code == 422
    assert not Promise.objects.exists()
