"""Expectations as JSON: what goes in, what comes out and what never does, and who may."""

import hashlib
import json
from datetime import timedelta

import pytest
from django.utils import timezone

from accord.apps.expectations import writes
from accord.apps.expectations.models import Answer, Asked, Outcome, Round
from accord.apps.jobs.models import Job
from tests.apps.expectations.conftest import TELLTALE

API = "/api/v1/rounds"
KIND = "initiatives.initiative"
LATER = timezone.now() + timedelta(days=7)


def months_ahead(number):
    today = timezone.localdate()
    count = today.year * 12 + today.month - 1 + number
    return f"{count // 12}-{count % 12 + 1:02d}-15"


@pytest.fixture
def answer():
    """An answer as a program sends it."""
    return {
        "payoff": {"low": months_ahead(3), "likely": months_ahead(5), "high": months_ahead(9),
                   "guess": months_ahead(12), "never_share": 0.1, "reason": TELLTALE},
        "benefit": {"low": "80000", "likely": "120000.50", "high": "200000"},
    }  # fmt: skip


@pytest.fixture
def made(cast, initiative, json_of):
    body = {
        "about": {"kind": KIND, "id": initiative.pk}, "deadline_at": LATER.isoformat(), "currency": "EUR",
        "asked": [{"person_id": cast.department_head.pk, "side": "business"},
                  {"person_id": cast.delivery_lead.pk, "side": "it"}], "note": "Before the board meets.",
    }  # fmt: skip
    opened = json_of(cast.office)["post"](API, body)
    assert opened.status_code == 201, opened.content
    return opened.json()


@pytest.fixture
def here(made):
    return f"{API}/{made['id']}"


def revealed_now(made):
    writes.reveal_due(by=None, at=LATER + timedelta(minutes=1))
    assert Round.objects.get(pk=made["id"]).state == "revealed"


class TestRounds:
    def test_are_opened_listed_and_shown(self, made, here, cast, json_of):
        get = json_of(cast.department_head)["get"]
        assert get(here).json() == made
        assert get(API).json() == {"items": [made], "count": 1}
        assert made["about"] == {"kind": KIND, "id": made["about"]["id"], "title": "Churn early warning"}
        assert [one["person"] for one in made["asked"]] == ["Mark Brand", "Lena Ship"]

    def test_are_narrowed(self, made, cast, json_of):
        get = json_of(cast.department_head)["get"]
        for wanted, count in (
            ("part=mine", 1),
            ("state=revealed", 0),
            (f"about_kind={KIND}", 1),
            ("about_id=1000000", 0),
        ):
            assert get(f"{API}?{wanted}").json()["count"] == count
        assert json_of(cast.office)["get"](f"{API}?part=mine").json()["count"] == 0

    def test_are_unknown_to_who_has_no_part_in_them(self, here, answer, cast, json_of):
        ask = json_of(cast.operations_head)
        assert ask["get"](API).json()["count"] == 0
        for part in ("", "/result", "/receipt"):
            assert ask["get"](here + part).status_code == 404
            assert json_of(None)["get"](here + part).status_code == 401
        assert ask["post"](f"{here}/answer", answer).status_code == 404
        assert ask["put"](f"{here}/declining").status_code == 404

    def test_ask_one_more_person_who_gets_mail(self, made, here, cast, json_of, django_capture_on_commit_callbacks):
        shown = json_of(cast.office)["post"](f"{here}/people", {"person_id": cast.cfo.pk, "side": "finance"})
        assert [one["side"] for one in shown.json()["asked"]] == ["business", "finance", "it"]
        place = Asked.objects.get(person=cast.cfo)
        assert Job.objects.latest("pk").arguments == {"what": "asking", "round": made["id"], "asked": [place.pk]}

    def test_move_their_deadline_only_later(self, made, here, cast, json_of):
        put = json_of(cast.office)["put"]
        for days, status in ((-1, 409), (2, 200)):
            body = {"deadline_at": (LATER + timedelta(days=days)).isoformat(), "version": 1}
            assert put(f"{here}/deadline", body).status_code == status

    def test_remind_at_most_once_a_day(self, here, cast, json_of):
        post = json_of(cast.office)["post"]
        assert post(f"{here}/reminders").json() == {"people": 2}
        assert post(f"{here}/reminders").status_code == 409
        assert json_of(cast.marketer)["post"](f"{here}/reminders").status_code == 404

    def test_are_called_off(self, here, cast, json_of):
        put = json_of(cast.office)["put"]
        assert put(f"{here}/calling-off", {"version": 1}).json()["state"] == "called_off"
        assert put(f"{here}/calling-off", {"version": 2}).status_code == 409


class TestAnswer:
    def test_is_sealed_and_gives_a_receipt_and_nothing_else(self, made, here, answer, cast, json_of):
        ask = json_of(cast.department_head)
        given = ask["post"](f"{here}/answer", answer)
        assert given.status_code == 201, given.content
        assert set(given.json()) == {"round_id", "side", "digest", "answered_at"}
        assert given.json()["digest"] == Answer.objects.get().receipt
        assert ask["get"](f"{here}/answer").status_code == 405
        assert ask["get"](f"{here}/receipt").json()["wording"] == ""

    def test_is_given_once_taken_back_and_declined(self, here, answer, cast, json_of):
        ask = json_of(cast.department_head)
        ask["post"](f"{here}/answer", answer)
        again = ask["post"](f"{here}/answer", answer)
        assert (again.status_code, TELLTALE in again.content.decode()) == (409, False)
        assert ask["delete"](f"{here}/answer").json()["asked"][0]["answered_at"] is None
        assert ask["delete"](f"{here}/answer").status_code == 409
        assert ask["get"](f"{here}/receipt").status_code == 404
        assert ask["put"](f"{here}/declining").json()["asked"][0]["declined_at"]

    def test_is_for_those_who_are_asked(self, here, answer, cast, json_of):
        for person in (cast.administrator, cast.cio, cast.office):
            assert json_of(person)["post"](f"{here}/answer", answer).status_code == 404

    @pytest.mark.parametrize(
        ("body", "status"),
        [
            ({}, 409),
            ({"cost": {"low": "9", "likely": "5", "high": "10"}}, 409),
            ({"cost": {"low": "-1", "likely": "5", "high": "10"}}, 409),
            ({"payoff": {"low": "2001-01-01", "likely": "2001-02-01", "high": "2001-03-01"}}, 409),
            ({"cost": {"low": "1e300", "likely": "5", "high": "10"}}, 422),
            ({"cost": {"low": 5, "likely": 5, "high": 5}}, 422),
            ({"cost": {"low": "5", "likely": "5", "high": "5", "currency": "USD"}}, 422),
            ({"payoff": {"never_share": 1.5}}, 422),
            ({"benefit": {"reason": "x" * 401}}, 422),
            ({"at": "2020-01-01T00:00:00Z"}, 422),
        ],
    )
    def test_refuses_what_cannot_be_taken(self, here, cast, json_of, body, status):
        refused = json_of(cast.department_head)["post"](f"{here}/answer", body)
        assert refused.status_code == status, refused.content
        assert not Answer.objects.exists()


class TestResult:
    def test_is_not_there_before_the_reveal(self, here, answer, cast, json_of):
        json_of(cast.department_head)["post"](f"{here}/answer", answer)
        for person in (cast.department_head, cast.cio, cast.administrator):
            sealed = json_of(person)["get"](f"{here}/result")
            assert sealed.status_code == 409
            assert "not revealed" in sealed.json()["detail"]

    def test_shows_both_sides_without_persons(self, made, here, answer, cast, json_of):
        json_of(cast.department_head)["post"](f"{here}/answer", answer)
        json_of(cast.delivery_lead)["post"](f"{here}/answer", {**answer, "benefit": None})
        revealed_now(made)

        shown = json_of(cast.department_head)["get"](f"{here}/result").json()
        assert [(one["question"], one["side"]) for one in shown["forecasts"]] == [
            ("payoff", "business"), ("payoff", "it"), ("benefit", "business"),
        ]  # fmt: skip
        assert shown["forecasts"][0] == {
            "question": "payoff", "side": "business", "low": 4, "likely": 6, "high": 10, "guess": 13, "never_share": 0.1,
            "reason": TELLTALE,
        }  # fmt: skip
        assert shown["comparisons"][0]["gap"] == pytest.approx(0)
        assert not {"person", "person_id"} & set(str(shown).split("'"))
        assert "Mark Brand" not in json.dumps(shown)

    def test_lets_the_answerer_check_the_receipt(self, made, here, answer, cast, json_of):
        ask = json_of(cast.department_head)
        digest = ask["post"](f"{here}/answer", answer).json()["digest"]
        revealed_now(made)
        kept = ask["get"](f"{here}/receipt").json()
        assert hashlib.sha256(kept["wording"].encode()).hexdigest() == kept["digest"] == digest
        assert TELLTALE in kept["wording"]


class TestOutcomes:
    def test_are_recorded_corrected_and_removed(self, cast, initiative, json_of):
        ask = json_of(cast.cfo)
        body = {"about": {"kind": KIND, "id": initiative.pk}, "question": "cost", "amount": "90000.00",
                "currency": "EUR", "source": "Final invoice"}  # fmt: skip
        first = ask["post"]("/api/v1/outcomes", body)
        assert first.status_code == 201, first.content
        here = f"/api/v1/outcomes/{first.json()['id']}"
        assert ask["post"]("/api/v1/outcomes", body).status_code == 409
        assert ask["get"](here).json() == first.json()
        assert ask["get"]("/api/v1/outcomes?question=cost").json() == {"items": [first.json()], "count": 1}
        assert ask["patch"](here, {"amount": "95000.00", "version": 1}).json()["amount"] == "95000.00"
        assert ask["patch"](here, {"amount": "95000.00", "version": 1}).status_code in {200, 409}
        assert json_of(cast.marketer)["get"](here).status_code == 404
        assert json_of(cast.chro)["delete"](here).status_code == 403
        assert ask["delete"](here).status_code == 204
        assert ask["get"](here).status_code == 404

    @pytest.mark.parametrize(
        "change",
        [{"question": "payoff"}, {"amount": "-1"}, {"amount": None}, {"currency": None}, {"about": {"kind": KIND}}],
    )
    def test_refuse_what_does_not_fit(self, cast, initiative, json_of, change):
        body = {"about": {"kind": KIND, "id": initiative.pk}, "question": "cost", "amount": "1", "currency": "EUR"}
        assert json_of(cast.cfo)["post"]("/api/v1/outcomes", {**body, **change}).status_code in {404, 409}
        assert not Outcome.objects.exists()
