"""The pages: asking with and without a name, what a stranger sees, answering in place, and JSON."""

import re

import pytest
from django.contrib.sessions.models import Session
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from accord.apps.voice import writes
from accord.apps.voice.models import Question, Slip
from accord.apps.voice.pages import asking
from accord.apps.voice.rules.limits import Gate
from tests.apps.voice.conftest import NIGHT, drop, stamp, typed

pytestmark = [pytest.mark.django_db, pytest.mark.one_database]
ASK = "/questions/ask/"


class TestAsk:
    def test_is_open_to_a_stranger_and_sets_nothing_but_the_token_of_the_form(self, cast):
        client = Client()
        answer = client.get(ASK)
        assert answer.status_code == 200
        assert set(answer.cookies) == {"csrftoken"}
        assert "Ida Byte" in answer.content.decode()
        assert not Session.objects.exists()

    def test_without_a_name_looks_at_nobody_even_when_signed_in(self, cast, client_of):
        client = client_of(cast.employee)
        with CaptureQueriesContext(connection) as asked:
            answer = client.post(ASK, typed(cast.cio))
        assert answer.status_code == 200
        assert not [one for one in asked.captured_queries if "django_session" in one["sql"]]
        assert "Emil" not in answer.content.decode()
        assert Slip.objects.count() == 1
        assert set(answer.cookies) <= {"csrftoken"}
        assert "no-store" in answer["Cache-Control"]

    def test_shows_the_key_once_and_in_no_address_a_server_sees(self, cast):
        page = Client().post(ASK, typed(cast.cio)).content.decode()
        assert re.search(r'value="http://testserver/questions/key/#[0-9A-Z-]{19}"', page)

    def test_with_a_name_goes_on_to_the_question(self, cast, client_of):
        answer = client_of(cast.employee).post(ASK, typed(cast.cio, name="with"))
        assert answer.status_code == 302
        assert Question.objects.get().asker == cast.employee

    @pytest.mark.parametrize(
        "wrong", [{"website": "http://x"}, {"stamp": "1"}, {"stamp": "too fast"}, {"text": ""}, {"text": "x" * 2_001}, {"leader": "0"}]
    )  # fmt: skip
    def test_holds_back_programs_and_keeps_what_was_typed(self, wrong, cast):
        if wrong == {"stamp": "too fast"}:
            wrong = {"stamp": stamp(0.5)}
        answer = Client().post(ASK, typed(cast.cio) | wrong)
        assert answer.status_code == 422
        assert not Slip.objects.exists()

    def test_stops_after_some_from_one_place(self, cast, monkeypatch):
        monkeypatch.setattr(asking, "ASKED", Gate(from_one=1))
        assert [Client().post(ASK, typed(cast.cio)).status_code for _ in range(2)] == [200, 409]

    def test_asks_to_sign_in_when_names_are_needed(self, cast, client_of):
        writes.change_setup(values={"takes_anonymous": False}, by=cast.office, at=NIGHT)
        assert "Sign in" in Client().get(ASK).content.decode()
        assert Client().post(ASK, typed(cast.cio)).status_code == 422
        assert client_of(cast.employee).post(ASK, typed(cast.cio, name="with")).status_code == 302


class TestKey:
    def test_that_fits_nothing_is_said_to_fit_nothing(self, cast):
        answer = Client().post("/questions/key/", {"key": "0000-0000-0000-0000"})
        assert answer.status_code == 404
        assert "No question goes with this key" in answer.content.decode()

    def test_opens_the_question_and_takes_a_verdict(self, cast):
        key = drop(cast.cio)
        assert "coming night" in Client().post("/questions/key/", {"key": key}).content.decode()
        writes.deliver(by=None, at=NIGHT)
        writes.answer_question(question=Question.objects.get(), answer="Like this.", by=cast.cio, at=NIGHT)
        assert "Like this." in Client().post("/questions/key/", {"key": key}).content.decode()
        assert Client().post("/questions/key/verdict/", {"key": key}).status_code == 422
        said = Client().post("/questions/key/verdict/", {"key": key, "judged": "yes"})
        assert "put through in the night" in said.content.decode()


class TestPages:
    def test_answer_in_place(self, asked, cast, client_of):
        here, part = f"/questions/{asked.pk}/answer/", {"HX-Request": "true", "HX-Request-Type": "partial"}
        client = client_of(cast.cio)
        assert "<html" not in client.get(here, headers=part).content.decode()
        assert client.post(here, {"answer": ""}, headers=part).status_code == 422
        answer = client.post(here, {"answer": "Two people.", "version": asked.version}, headers=part)
        assert answer.status_code == 204
        assert client_of(cast.cfo).get(here).status_code == 404

    def test_show_everybody_their_own(self, answered, cast, client_of):
        for somebody, status in (
            (cast.cio, 200),
            (cast.employee, 200),
            (cast.office, 404),
            (cast.marketer, 404),
            (None, 302),
        ):
            assert client_of(somebody).get(f"/questions/{answered.pk}/").status_code == status
        assert "letters" not in client_of(cast.marketer).get("/questions/").content.decode()
        assert "Who looks at" in client_of(cast.cio).get("/questions/?part=to_me&format=csv").getvalue().decode()

    def test_lead_through_everything_that_is_done_with_a_question(self, asked, cast, client_of):
        cio, employee, here = client_of(cast.cio), client_of(cast.employee), f"/questions/{asked.pk}/"
        assert cio.post(f"{here}answer/", {"answer": "Two people.", "theme": "tools"}).status_code == 302
        assert (
            employee.post(f"{here}verdict/", {"judged": "no", "follow_up": "Who?", "asker_agrees": "on"}).status_code
            == 302
        )
        assert cio.post(f"{here}reply/", {"reply": "Ida and Lena."}).status_code == 302
        assert cio.post(f"{here}publication/").status_code == 302
        assert cio.post(f"{here}done/", {"done": "Two people read every letter."}).status_code == 302
        page = client_of(cast.marketer).get("/questions/said-and-done/").content.decode()
        assert "Two people read every letter." in page
        assert "Emil" not in page
        office = client_of(cast.office)
        assert office.post(f"{here}hiding/", {"reason": "A name."}).status_code == 302
        assert office.post(f"{here}restoring/").status_code == 302
        assert office.get("/questions/numbers/").status_code == 200
        assert client_of(cast.employee).get("/questions/numbers/").status_code == 403
        changed = office.post("/questions/setup/", {"days_to_answer": 10, "takes_anonymous": "on", "version": 1})
        assert changed.status_code == 302


def test_the_same_as_json(cast, json_of):
    employee, cio = json_of(cast.employee), json_of(cast.cio)
    leaders = employee["get"]("/api/v1/questions/leaders").json()
    assert {"id": cast.cio.pk, "name": "Ida Byte"} in leaders
    made = employee["post"]("/api/v1/questions", {"text": "Who reads it?", "leader_id": cast.cio.pk})
    assert made.status_code == 201
    here = f"/api/v1/questions/{made.json()['id']}"
    assert cio["put"](f"{here}/answer", {"answer": "Two people.", "theme": "tools"}).json()["state"] == "answered"
    assert (
        employee["put"](f"{here}/verdict", {"judged": "no", "follow_up": "Who?", "asker_agrees": True}).status_code
        == 200
    )
    assert cio["put"](f"{here}/reply", {"reply": "Ida."}).json()["reply"] == "Ida."
    assert cio["put"](f"{here}/publication").json()["published_on"]
    assert cio["put"](f"{here}/done", {"done": "Read."}).json()["done"] == "Read."
    assert json_of(cast.marketer)["get"]("/api/v1/questions?part=published").json()["items"][0]["asker"] == ""
    assert cio["delete"](f"{here}/publication").json()["published_on"] is None
    assert cio["put"](f"{here}/showing", {"reason": "x"}).status_code == 200
    office = json_of(cast.office)
    assert office["put"](f"{here}/hiding", {"reason": "x"}).json()["state"] == "hidden"
    assert office["delete"](f"{here}/hiding").json()["state"] == "answered"
    assert office["get"]("/api/v1/questions/counts").json()["with_name"] == 1
    other = employee["post"]("/api/v1/questions", {"text": "And when?", "leader_id": cast.cio.pk}).json()["id"]
    given = cio["put"](f"/api/v1/questions/{other}/handover", {"leader_id": cast.cfo.pk, "reason": "Money."})
    assert given.status_code == 204
