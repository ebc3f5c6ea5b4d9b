"""Gaps as JSON: the same answers and refusals as the pages."""

from datetime import timedelta

import pytest
from django.utils import timezone

from accord.apps.gaps.rules import GapState
from accord.apps.meetings.models import AgendaItem
from tests.apps.gaps.conftest import AT

pytestmark = pytest.mark.django_db


@pytest.fixture
def gap(gap_of, cast):
    return gap_of("department", cast.marketing.pk)


@pytest.fixture
def send(client_of, gap):
    def call(person, place, body=None, method="post"):
        address = f"/api/v1/gaps/{gap.pk}/{place}"
        return getattr(client_of(person), method)(address, body or {}, content_type="application/json")

    return call


def day(days):
    return (timezone.localdate() + timedelta(days=days)).isoformat()


def test_lists_and_narrows(gap_of, gap, cast, client_of):
    gap_of(state=GapState.ACCEPTED)
    client = client_of(cast.cio)
    assert client.get("/api/v1/gaps").json()["count"] == 1
    assert client.get("/api/v1/gaps?state=accepted").json()["items"][0]["subject_kind"] == "organisation"
    assert client.get("/api/v1/gaps?practice=P31").json() == {"items": [], "count": 0}
    assert client.get("/api/v1/gaps?practice=P99").status_code == 422
    assert client.get("/api/v1/gaps?about=department").json()["count"] == 1
    assert client.get("/api/v1/gaps?about=side&practice=P08.calibration").json()["count"] == 0
    assert client.get("/api/v1/gaps?about=planet").status_code == 422


def test_describes_one(gap, cast, client_of):
    answer = client_of(cast.cio).get(f"/api/v1/gaps/{gap.pk}").json()
    assert answer["gap"]["value"] == 0.3
    assert answer["can"] == ["accept", "agenda", "differ", "dispute", "promise"]


def test_puts_it_on_an_agenda(gap, cast, send):
    starts = (timezone.now() + timedelta(days=3)).replace(microsecond=0).isoformat().replace("+00:00", "Z")
    assert send(cast.cio, "agenda", {"starts_at": starts}).status_code == 201
    assert AgendaItem.objects.get().topic_id == gap.pk


def test_promises_a_step(cast, send):
    body = {"what": "Open", "owner_id": cast.department_head.pk, "due_date": day(9)}
    answer = send(cast.cio, "steps", body)
    assert answer.status_code == 201
    assert answer.json()["promises"][0]["owner"] == "Mark Brand"


def test_accepts_disputes_and_takes_up_again(cast, send):
    assert send(cast.cio, "acceptance", {"reason": "x", "until": day(9)}).json()["gap"]["state"] == "accepted"
    assert send(cast.cio, "objection", {"reason": "They are open."}).json()["gap"]["state"] == "disputed"
    assert send(cast.cio, "reopening").json()["gap"]["state"] == "open"
    assert send(cast.cio, "reopening").status_code == 409


def test_signs_and_takes_back(cast, send):
    assert send(cast.cio, "signature").status_code == 200
    assert send(cast.cio, "signature", method="delete").status_code == 200
    assert send(cast.cio, "signature").status_code == 200
    assert send(cast.department_head, "signature").json()["gap"]["state"] == "differ"


def test_sets_a_day(cast, send):
    assert send(cast.cio, "measuring", {"on": day(5)}, method="put").json()["measure_again_date"] == day(5)


@pytest.mark.parametrize(
    ("place", "body", "field"),
    [
        ("acceptance", {"reason": "x", "until": "2020-01-01"}, "until"),
        ("steps", {"what": "Open", "owner_id": 1, "due_date": "2020-01-01"}, "due_date"),
        ("agenda", {}, "meeting_id"),
    ],
)
def test_says_which_value_cannot_be_taken(place, body, field, cast, send):
    answer = send(cast.cio, place, body)
    assert answer.status_code == 409  # the schema was kept: only the records can say no
    assert field in answer.json()["fields"]


@pytest.mark.parametrize("place", ["agenda", "steps", "acceptance", "objection", "reopening"])
def test_refuses_those_who_only_look_and_hides_from_the_others(place, cast, send):
    body = {
        "agenda": {},
        "steps": {"what": "Open", "owner_id": cast.cio.pk, "due_date": day(9)},
        "acceptance": {"reason": "x", "until": day(9)},
        "objection": {"reason": "x"},
        "reopening": {},
    }[place]
    assert send(cast.cfo, place, body).status_code == 403
    assert send(cast.employee, place, body).status_code == 404
    assert send(None, place, body).status_code == 401


def test_only_owners_sign(cast, send):
    assert send(cast.office, "signature").status_code == 403


def test_a_closed_gap_stays_closed(gap, cast, send):
    gap.state, gap.closed_at = GapState.CLOSED, AT
    gap.save()
    assert send(cast.cio, "objection", {"reason": "x"}).status_code == 409
