"""The pages of decisions, their API and the link in a mail, opened by each role and by the stranger."""

from datetime import timedelta

import pytest
from django.urls import reverse
from django.utils import timezone

from accord.apps.decisions import reads, writes
from accord.apps.decisions.models import Decision
from accord.apps.notices import writes as notices
from accord.apps.ui.rules import Ref

SOON = timezone.localdate() + timedelta(days=10)
IN_PLACE = {"HX-Request": "true", "HX-Request-Type": "partial"}
CONCERNED = ("department_head", "marketer", "employee", "ceo", "cio", "cfo", "chro", "office", "administrator")


@pytest.fixture
def current(cast):
    """A question the marketer asks the head of marketing today; the employee is heard."""
    return writes.raise_decision(
        question="Buy or build?", about=None, decider_id=cast.department_head.pk, options=["Buy", "Build"],
        consulted_ids=[cast.employee.pk], decide_by=SOON, by=cast.marketer, at=timezone.now(),
    )  # fmt: skip


def at(name, decision):
    return reverse(f"decisions:{name}", args=[decision.pk])


class TestList:
    def test_shows_each_only_what_concerns_them_as_page_and_as_file(self, current, cast, client_of):
        concerned = [getattr(cast, name) for name in CONCERNED]
        for person in cast.signed_in:
            client = client_of(person)
            page = client.get("/decisions/")
            file = b"".join(client.get("/decisions/?format=csv").streaming_content).decode()
            assert ("Buy or build?" in page.content.decode()) == (person in concerned), person.name
            assert ("Buy or build?" in file) == (person in concerned), person.name
        assert "/account/login/" in client_of(None).get("/decisions/")["Location"]

    def test_narrows_and_sorts_from_the_address(self, current, cast, client_of):
        client = client_of(cast.department_head)
        assert "Buy or build?" in client.get("/decisions/?part=mine&state=open").content.decode()
        assert "No decision matches" in client.get("/decisions/?when=late").content.decode()
        for key in ("raised", "question", "decider", "state", "by", "decided"):
            for sort in (key, f"-{key}"):
                assert client.get(f"/decisions/?sort={sort}").status_code == 200
        assert "No decisions yet" in client_of(cast.operations_head).get("/decisions/").content.decode()

    def test_says_how_long_they_wait_once_there_are_eight(self, current, cast, client_of):
        client, now = client_of(cast.cfo), timezone.now()
        assert "with 7 more questions" in client.get("/decisions/").content.decode()
        for days in range(1, 8):
            one = writes.raise_decision(
                question=f"Question {days}?", about=None, decider_id=cast.cio.pk, by=cast.cfo, at=now,
                raised_date=timezone.localdate() - timedelta(days=days),
            )  # fmt: skip
            writes.decide(decision_id=one.pk, option="Yes", reasons="Fits", by=cast.cio, at=now)
        page = client.get("/decisions/").content.decode()
        assert "Half are decided after" in page
        assert "From 8 questions, 1 of them undecided" in page
        assert "Show the numbers" in page


class TestAsking:
    def test_asks_with_options_arguments_and_people_by_name(self, cast, client_of):
        answer = client_of(cast.marketer).post("/decisions/new/", {
            "question": "Which vendor?", "decider": cast.cio.pk, "decide_by_date": SOON.isoformat(),
            "options-text": ["North", "South", ""], "options-pro": ["near", "", ""], "options-con": ["", "far", ""],
            "consulted": ["Mark Brand, Marketing", "frank ledger", ""],
        })  # fmt: skip
        made = Decision.objects.get()
        assert answer["Location"] == at("decision", made)
        assert [(one.text, one.pro, one.con) for one in made.options.all()] == [
            ("North", "near", ""),
            ("South", "", "far"),
        ]
        assert {one.person for one in made.consulted.all()} == {cast.department_head, cast.cfo}

    def test_keeps_what_was_typed_and_says_at_the_field_what_is_wrong(self, cast, client_of):
        page = client_of(cast.marketer).post("/decisions/new/", {
            "question": "Which vendor?", "decider": cast.cio.pk, "options-text": ["North", "north"],
            "options-pro": ["", ""], "options-con": ["", ""], "consulted": ["Nobody Here"],
        })  # fmt: skip
        words = page.content.decode()
        assert page.status_code == 422
        assert "Choose “Nobody Here” from the list" in words
        assert 'value="Nobody Here"' in words
        assert 'value="North"' in words
        assert not Decision.objects.exists()


class TestDeciding:
    def test_is_done_where_it_stands_and_offered_to_be_taken_back(self, current, cast, client_of):
        client = client_of(cast.department_head)
        form = client.get(at("answer", current), headers=IN_PLACE).content.decode()
        assert "Something else" in form
        assert "<html" not in form
        empty = client.post(at("answer", current), {"version": 1}, headers=IN_PLACE)
        assert empty.status_code == 422
        done = client.post(
            at("answer", current), {"chosen": "Build", "reasons": "Ours", "version": 1}, headers=IN_PLACE
        )
        assert done.status_code == 204
        assert Decision.objects.get().option == "Build"
        assert at("taking_back", current) in client.get("/decisions/").content.decode()
        client.post(at("taking_back", current))
        assert Decision.objects.get().state == "open"

    def test_takes_something_else_and_keeps_out_who_does_not_decide(self, current, cast, client_of):
        assert client_of(cast.employee).get(at("answer", current)).status_code == 403
        assert client_of(cast.operations_head).get(at("answer", current)).status_code == 404
        client_of(cast.department_head).post(
            at("answer", current), {"chosen": "other", "option": "Rent", "reasons": "Cheaper", "version": 1}
        )
        assert Decision.objects.get().option == "Rent"

    def test_shows_every_form_and_changes_hands_reopens_and_reviews(self, current, cast, client_of):
        client = client_of(cast.department_head)
        for name in ("edit_decision", "handing_over", "withdrawal"):
            assert client.get(at(name, current)).status_code == 200
        client.post(at("answer", current), {"chosen": "Buy", "reasons": "Quick", "version": 1})
        client.post(at("review", current), {"words": "Fine"})
        client.post(at("reopening", current), {"reason": "The vendor is gone"})
        page = client.get(at("decision", current)).content.decode()
        assert "Before that it was decided:" in page
        assert "The vendor is gone" in page
        client.post(at("handing_over", current), {"decider": cast.cio.pk, "reason": "Systems"})
        client_of(cast.marketer).post(at("withdrawal", current), {"reason": "Not now"})
        assert (Decision.objects.get().state, Decision.objects.get().decider) == ("withdrawn", cast.cio)


class TestLink:
    def test_changes_nothing_when_opened_and_decides_once_as_whom_it_was_sent_to(self, current, cast, client_of):
        address = notices.make_link(
            action="decisions.decide", ref=Ref("decisions.decision", current.pk), person_id=cast.department_head.pk,
            at=timezone.now(),
        )  # fmt: skip
        stranger = client_of(None)
        shown = stranger.get("/" + address.split("/", 3)[3], follow=True)
        here = shown.redirect_chain[-1][0]
        assert "Buy or build?" in shown.content.decode()
        assert Decision.objects.get().state == "open"
        assert client_of(cast.cio).get(here).status_code == 403
        assert stranger.post(here, {"reasons": "Ours"}).status_code == 422
        answer = {"chosen": "Build", "reasons": "Ours", "version": 1}
        assert stranger.post(here, answer).status_code == 200
        made = Decision.objects.get()
        assert (made.option, made.recorded_by) == ("Build", cast.department_head)
        writes.take_back(decision_id=made.pk, by=cast.department_head, at=timezone.now())
        assert stranger.post(here, answer).status_code == 409
        assert stranger.post(here[:-3] + "x/", answer).status_code == 404


class TestElsewhere:
    def test_stands_on_the_page_of_its_initiative_in_turn_and_in_search(self, decision, secret, cast, client_of):
        page = client_of(cast.cfo).get(f"/initiatives/{secret.pk}/").content.decode()
        assert "Do we roll out to all branches?" in page
        assert "Do we roll out" in client_of(cast.department_head).get("/").content.decode()
        found = reads.decisions_found(viewer=cast.cio, words="branches mark", limit=5)
        assert [question for _pk, question, _who in found] == ["Do we roll out to all branches?"]

    def test_speaks_json_with_the_same_rules(self, current, cast, json_of):
        decider, asker = json_of(cast.department_head), json_of(cast.marketer)
        base = f"/api/v1/decisions/{current.pk}"
        shown = asker["get"](base).json()
        assert [one["text"] for one in shown["options"]] == ["Buy", "Build"]
        assert asker["put"](f"{base}/answer", {"option": "Buy", "reasons": "Quick"}).status_code == 403
        assert decider["put"](f"{base}/answer", {"option": "Buy", "reasons": "Quick", "version": 9}).status_code == 409
        assert decider["put"](f"{base}/answer", {"option": "Buy", "reasons": "Quick"}).json()["state"] == "decided"
        assert decider["post"](f"{base}/reviews", {"words": "Fine"}).json()["review"] == "Fine"
        assert asker["post"](f"{base}/reopening", {"reason": "No"}).json()["reopened"] == 1
        assert (
            asker["patch"](base, {"version": 4, "options": [{"text": "Rent"}]}).json()["options"][0]["text"] == "Rent"
        )
        assert decider["put"](f"{base}/decider", {"decider_id": cast.cio.pk, "reason": "Systems"}).status_code == 200
        assert asker["put"](f"{base}/withdrawal", {"reason": "Enough"}).json()["state"] == "withdrawn"
        made = asker["post"]("/api/v1/decisions", {"question": "Else?", "decider_id": cast.cio.pk})
        assert made.status_code == 201
        assert asker["get"]("/api/v1/decisions?state=open").json()["count"] == 1
        assert asker["get"](f"{base}/history").json()[0]["actor"] == "Mia Copy"
