"""Proposing another day and answering: pages, My turn and JSON, for each and for the stranger."""

from datetime import timedelta

import pytest
from django.urls import reverse
from django.utils import timezone

from accord.apps.promises import plugs, writes
from accord.apps.promises.models import Promise, Proposal

SOON = timezone.localdate() + timedelta(days=30)
LATER = SOON + timedelta(days=10)
API = "/api/v1/promises"


@pytest.fixture
def current(cast):
    """Make a promise that is open today."""
    return writes.make_promise(
        what="Show the draft", owner_id=cast.marketer.pk, made_to_id=cast.employee.pk, due_date=SOON,
        by=cast.delivery_lead, at=timezone.now(),
    )  # fmt: skip


@pytest.fixture
def proposed(current, cast):
    return writes.propose_day(
        promise=current, due_date=LATER, reason="The texts are late", by=cast.marketer, at=timezone.now()
    ).promise


def at(name, promise):
    return reverse(f"promises:{name}", args=[promise.pk])


class TestPages:
    def test_carry_a_proposal_to_its_answer(self, current, cast, client_of):
        owner, other = client_of(cast.marketer), client_of(cast.employee)
        assert "Propose another day" in owner.get(at("promise", current)).content.decode()
        assert owner.get(at("proposal", current)).status_code == 200
        typed = {"due_date": LATER, "reason": "The texts are late", "what": "Show the draft", "version": 1}
        assert owner.post(at("proposal", current), typed)["Location"] == at("promise", current)
        assert "Take the proposal back" in owner.get(at("promise", current)).content.decode()
        assert "Agree to this day" in other.get(at("promise", current)).content.decode()
        assert other.post(at("acceptance", current))["Location"] == at("promise", current)
        page = owner.get(at("promise", current)).content.decode()
        assert "the new day was agreed in time" in page
        assert "Accepted" in page

    def test_keep_what_was_typed_when_a_day_cannot_be_proposed(self, current, cast, client_of):
        typed = {"due_date": SOON, "reason": "Late", "what": "Show the draft", "version": 1}
        page = client_of(cast.marketer).post(at("proposal", current), typed)
        assert page.status_code == 422
        assert "stands already" in page.content.decode()

    def test_let_the_other_hold_on_to_the_day(self, proposed, cast, client_of):
        other = client_of(cast.employee)
        assert other.get(at("refusal", proposed)).status_code == 200
        assert other.post(at("refusal", proposed), {"reason": "The fair begins"}).status_code == 302
        page = client_of(cast.marketer).get(at("promise", proposed)).content.decode()
        assert "Declined" in page
        assert "The fair begins" in page

    def test_let_the_owner_take_it_back(self, proposed, cast, client_of):
        assert client_of(cast.marketer).post(at("proposal_withdrawal", proposed)).status_code == 302
        assert Proposal.objects.get().state == "withdrawn"

    def test_are_closed_to_those_who_were_not_asked(self, proposed, cast, client_of):
        head = client_of(cast.department_head)  # sees the promise of the team
        assert "Agree to this day" not in head.get(at("promise", proposed)).content.decode()
        assert head.post(at("acceptance", proposed)).status_code == 403
        assert head.get(at("refusal", proposed)).status_code == 403
        assert head.get(at("proposal", proposed)).status_code == 403

    def test_are_unknown_to_others(self, proposed, cast, client_of):
        for name in ("acceptance", "refusal", "proposal_withdrawal", "proposal"):
            assert client_of(cast.operations_head).post(at(name, proposed)).status_code == 404
            assert client_of(None).post(at(name, proposed)).status_code == 302

    def test_change_nothing_by_looking(self, proposed, cast, client_of):
        for name in ("acceptance", "proposal_withdrawal"):
            assert client_of(cast.employee).get(at(name, proposed)).status_code == 405
        assert Promise.objects.get().due_date == SOON


class TestMyTurn:
    def test_asks_the_other_side_and_nobody_else(self, proposed, cast):
        (item,) = plugs.asked(cast.employee, timezone.localdate())
        assert item.verb == "Agree to another day"
        assert item.sentence.startswith("Mia Copy asks for ")
        assert (item.due, item.action_url) == (SOON, at("acceptance", proposed))
        assert plugs.asked(cast.marketer, timezone.localdate()) == []

    def test_agrees_with_one_button_and_stays_there(self, proposed, cast, client_of):
        page = client_of(cast.employee).get("/").content.decode()
        assert "Show the draft" in page
        answer = client_of(cast.employee).post(at("acceptance", proposed), {"next": "/"})
        assert answer["Location"] == "/"
        assert plugs.asked(cast.employee, timezone.localdate()) == []

    def test_asks_one_query_for_many(self, proposed, cast, django_assert_num_queries):
        with django_assert_num_queries(1):
            plugs.asked(cast.employee, timezone.localdate())


class TestApi:
    def test_proposes_lists_and_agrees(self, current, cast, json_of):
        here, owner, other = f"{API}/{current.pk}", json_of(cast.marketer), json_of(cast.employee)
        asked = {"due_date": LATER.isoformat(), "reason": "The texts are late", "version": 1}
        made = owner["put"](f"{here}/proposal", asked)
        assert made.status_code == 200
        assert (made.json()["asked_id"], made.json()["state"]) == (cast.employee.pk, "open")
        assert owner["get"](f"{here}/proposals").json() == [made.json()]
        assert owner["put"](f"{here}/acceptance", {}).status_code == 403
        agreed = other["put"](f"{here}/acceptance", {}).json()
        assert (agreed["due_date"], agreed["first_due_date"], agreed["is_renegotiated"]) == (
            LATER.isoformat(), SOON.isoformat(), True)  # fmt: skip
        assert other["put"](f"{here}/acceptance", {}).status_code == 409

    def test_declines_and_takes_back(self, proposed, cast, json_of):
        here, owner, other = f"{API}/{proposed.pk}", json_of(cast.marketer), json_of(cast.employee)
        assert other["put"](f"{here}/refusal", {"reason": "The fair"}).json()["due_date"] == SOON.isoformat()
        assert owner["delete"](f"{here}/proposal").status_code == 409
        owner["put"](f"{here}/proposal", {"due_date": LATER.isoformat(), "reason": "Again"})
        assert owner["delete"](f"{here}/proposal").status_code == 200
        assert [one["state"] for one in owner["get"](f"{here}/proposals").json()] == ["withdrawn", "declined"]

    def test_is_unknown_to_others(self, proposed, cast, json_of):
        here = f"{API}/{proposed.pk}"
        for person, status in ((cast.operations_head, 404), (None, 401)):
            ask = json_of(person)
            assert ask["get"](f"{here}/proposals").status_code == status
            assert ask["put"](f"{here}/acceptance", {}).status_code == status

    def test_takes_kind_confidence_and_cause(self, cast, json_of):
        body = {"what": "Give two people", "owner_id": cast.marketer.pk, "due_date": SOON.isoformat(),
                "kind": "people", "confidence_share": 0.8}  # fmt: skip
        ask = json_of(cast.marketer)
        made = ask["post"](API, body).json()
        assert (made["kind"], made["confidence_share"], made["side"]) == ("people", 0.8, "business")
        for wrong in ({"kind": "wishes"}, {"confidence_share": 1}, {"confidence_share": "high"}):
            assert ask["post"](API, {**body, **wrong}).status_code == 422
        missed = ask["put"](f"{API}/{made['id']}/missing", {"cause": "priorities", "reason": "The fair"}).json()
        assert missed["cause"] == "priorities"
