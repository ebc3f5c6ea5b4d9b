"""The page of a sealed round: who is asked and who has answered, never what; reminding, more time, calling off."""

from __future__ import annotations

import re
from datetime import UTC, datetime, timedelta

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from accord.apps.expectations import writes
from accord.apps.expectations.models import Answer, Asked, Round
from accord.apps.expectations.reads import deadline_words
from accord.apps.jobs.models import Job
from tests.apps.expectations.conftest import TELLTALE, answer_of

NOW = datetime(2026, 6, 1, 12, tzinfo=UTC)  # a Monday


@pytest.fixture
def here(now_round):
    return f"/expectations/{now_round.pk}/"


@pytest.fixture
def answered(now_round, cast):
    """Business has answered, finance has declined, IT is waited for."""
    business = Asked.objects.select_related("round").get(round=now_round, person=cast.department_head)
    writes.give_answer(asked=business, answer=answer_of(), by=cast.department_head, at=timezone.now())
    finance = Asked.objects.select_related("round").get(round=now_round, person=cast.cfo)
    writes.decline(asked=finance, by=cast.cfo, at=timezone.now())
    return now_round


def words_of(client, place):
    found = client.get(place)
    assert found.status_code == 200
    return " ".join(found.content.decode().split())


class TestRound:
    def test_says_who_has_answered_and_never_what(self, answered, here, cast, client_of):
        for person in (cast.office, cast.administrator, cast.cio, cast.delivery_lead, cast.department_head):
            words = words_of(client_of(person), here)
            assert "1 of 3 have answered" in words
            for part in (
                "Answered",
                "Will not answer",
                "Waiting",
                "Mark Brand",
                "Lena Ship",
                "Frank Ledger",
                "in 7 days",
            ):
                assert part in words
            assert TELLTALE not in words
            people = words.split("What stays sealed")[0].split("Who is asked")[1]
            assert "120" not in re.sub(r"<[^>]*>", "", people)  # what can be read: a form's token is drawn by lot

    def test_says_which_side_would_stay_blank(self, answered, here, cast, client_of):
        words = words_of(client_of(cast.office), here)
        assert "Nothing is there yet for IT and Finance" in words
        it = Asked.objects.select_related("round").get(round=answered, person=cast.delivery_lead)
        writes.decline(asked=it, by=cast.delivery_lead, at=timezone.now())
        assert "Nobody answers for IT and Finance any more: ask one more person." in words_of(
            client_of(cast.office), here
        )

    def test_offers_each_what_is_theirs(self, answered, here, cast, client_of):
        asked, done, office = (
            words_of(client_of(one), here) for one in (cast.delivery_lead, cast.department_head, cast.office)
        )
        assert "Give your answer" in asked
        assert "Your receipt" in done
        assert "Give your answer" not in done + office
        for button in ("Remind", "Give more time", "Call it off", "Ask one more"):
            assert button in office

    def test_offers_whoever_is_only_asked_nothing_to_change(self, now_round, here, cast, client_of):
        writes.ask_person(
            round_=now_round, person_id=cast.marketer.pk, side="business", by=cast.office, at=timezone.now()
        )
        words = words_of(client_of(cast.marketer), here)
        assert "Give your answer" in words
        for button in ("Remind", "Give more time", "Call it off", "Ask one more"):
            assert button not in words

    def test_is_closed_to_whoever_has_no_part_in_it(self, now_round, here, cast, client_of):
        assert client_of(None).get(here).status_code == 302
        for person in (cast.employee, cast.operations_head):
            found = client_of(person).get(here)
            assert found.status_code == 404
            assert "Churn early warning" not in found.content.decode()

    def test_links_the_initiative_only_for_those_who_may_see_it(self, now_round, here, cast, client_of, initiative):
        initiative.visibility = "limited"
        initiative.save(update_fields=["visibility"])
        writes.ask_person(
            round_=now_round, person_id=cast.employee.pk, side="business", by=cast.office, at=timezone.now()
        )
        link = f'href="/initiatives/{initiative.pk}/"'
        assert link in words_of(client_of(cast.office), here)
        assert link not in words_of(client_of(cast.employee), here)

    def test_tells_trouble_with_the_reveal_to_the_office_alone(self, now_round, here, cast, client_of):
        Round.objects.filter(pk=now_round.pk).update(trouble="The key is not here")
        assert "The key is not here" in words_of(client_of(cast.office), here)
        for person in (cast.cfo, cast.delivery_lead):
            assert "The key is not here" not in words_of(client_of(person), here)
            assert client_of(person).get(f"/api/v1/rounds/{now_round.pk}").json()["trouble"] == ""

    def test_says_that_it_is_being_revealed(self, now_round, here, cast, client_of):
        Round.objects.filter(pk=now_round.pk).update(deadline_at=timezone.now() - timedelta(seconds=5))
        words = words_of(client_of(cast.office), here)
        assert "the answers are revealed within minutes" in words
        for button in ("Remind", "Give more time", "Ask one more"):
            assert button not in words

    def test_asks_as_often_however_many_are_asked(self, now_round, here, cast, client_of):
        office = client_of(cast.office)
        office.get(here)
        few = _queries(office, here)
        for person in (cast.cio, cast.employee, cast.marketer, cast.ceo):
            writes.ask_person(round_=now_round, person_id=person.pk, side="it", by=cast.office, at=timezone.now())
        assert _queries(office, here) == few


class TestReminder:
    def test_is_sent_once_a_day(self, answered, here, cast, client_of):
        office = client_of(cast.office)
        found = office.post(f"{here}reminder/", follow=True)
        assert "1 person is reminded. No mail is sent from here" in found.content.decode()
        assert "reminded" in words_of(office, here)
        assert Job.objects.filter(kind="expectations.mail", arguments__what="reminder").count() == 1
        again = office.post(f"{here}reminder/")
        assert again.status_code == 409
        assert "was reminded today already" in again.content.decode()

    def test_is_not_for_everybody(self, answered, here, cast, client_of):
        writes.ask_person(round_=answered, person_id=cast.marketer.pk, side="it", by=cast.office, at=timezone.now())
        for name in ("reminder/", "calling-off/"):
            assert client_of(cast.marketer).post(f"{here}{name}").status_code == 403
            assert client_of(cast.employee).post(f"{here}{name}").status_code == 404
        assert client_of(cast.office).get(f"{here}reminder/").status_code == 405


class TestDeadline:
    def test_moves_later_only(self, now_round, here, cast, client_of):
        office, before = client_of(cast.office), now_round.deadline_at
        assert "Time zone: UTC" in words_of(office, f"{here}deadline/")
        for moved in (before - timedelta(days=1), before - timedelta(days=30), timezone.now() + timedelta(days=400)):
            assert office.post(f"{here}deadline/", _deadline(moved)).status_code == 422
        later = before + timedelta(days=3)
        assert office.post(f"{here}deadline/", _deadline(later))["Location"] == here
        now_round.refresh_from_db()
        assert now_round.deadline_at == later.replace(second=0, microsecond=0)

    def test_keeps_what_was_typed_when_somebody_was_faster(self, now_round, here, cast, client_of):
        writes.move_deadline(
            round_=now_round, deadline_at=now_round.deadline_at + timedelta(days=1), by=cast.cfo, at=timezone.now()
        )
        found = client_of(cast.office).post(
            f"{here}deadline/", _deadline(now_round.deadline_at + timedelta(days=9), version=1)
        )
        assert found.status_code == 409
        assert "Someone else changed this" in found.content.decode()

    def test_is_not_moved_once_it_has_passed(self, now_round, here, cast, client_of):
        Round.objects.filter(pk=now_round.pk).update(deadline_at=timezone.now() - timedelta(seconds=5))
        found = client_of(cast.office).post(f"{here}deadline/", _deadline(timezone.now() + timedelta(days=3)))
        assert found.status_code == 409
        assert "The deadline has passed" in found.content.decode()


class TestPeople:
    def test_asks_one_more(self, now_round, here, cast, client_of):
        office = client_of(cast.office)
        assert "Ida Byte, IT" in words_of(office, f"{here}people/")
        assert "Mark Brand" not in words_of(office, f"{here}people/")  # who is asked already is not offered
        assert office.post(f"{here}people/", {"person": "Ida Byte", "side": "it"})["Location"] == here
        assert now_round.asked.filter(person=cast.cio, side="it").exists()
        assert Job.objects.filter(kind="expectations.mail", arguments__what="asking").exists()

    @pytest.mark.parametrize(("person", "side", "said"), [
        ("Mark Brand", "it", "Nobody here is called"), ("", "it", "required"), ("Ida Byte", "", "required"),
        ("Ida Byte", "hr", "hr"), ("x" * 10_000, "it", "300"), ("e", "it", "Several people fit"),
    ])  # fmt: skip
    def test_asks_back_and_keeps_what_was_typed(self, person, side, said, now_round, here, cast, client_of):
        found = client_of(cast.office).post(f"{here}people/", {"person": person, "side": side})
        assert found.status_code == 422
        assert said in found.content.decode()
        assert person[:200] in found.content.decode()
        assert now_round.asked.count() == 3


class TestCallingOff:
    def test_destroys_the_answers_unread(self, answered, here, cast, client_of):
        found = client_of(cast.office).post(f"{here}calling-off/", {"version": "1"}, follow=True)
        words = " ".join(found.content.decode().split())
        assert "This round was called off." in words
        assert not Answer.objects.exists()
        for button in ("Remind", "Give more time", "Call it off", "Ask one more"):
            assert button not in words
        assert client_of(cast.office).post(f"{here}calling-off/").status_code == 409

    def test_is_not_done_by_looking(self, answered, here, cast, client_of):
        assert client_of(cast.office).get(f"{here}calling-off/").status_code == 405
        assert Round.objects.get().state == "open"

    def test_takes_no_version_that_is_none(self, answered, here, cast, client_of):
        assert client_of(cast.office).post(f"{here}calling-off/", {"version": "9" * 400}).status_code == 302


class TestDeadlineWords:
    @pytest.mark.parametrize(("ahead", "said"), [
        (timedelta(hours=5), "today 17:00"),
        (timedelta(days=1, hours=5), "tomorrow 17:00"),
        (timedelta(days=4, hours=5), "in 4 days, Friday 17:00"),
        (timedelta(days=14), "in 14 days, Monday 12:00"),
        (timedelta(days=15), "on Tuesday 16 June 2026, 12:00"),
    ])  # fmt: skip
    def test_say_the_distance_the_day_and_the_time(self, ahead, said):
        assert deadline_words(NOW + ahead, at=NOW) == said

    def test_are_on_the_clock_of_the_organisation(self):
        with timezone.override("Asia/Tokyo"):
            assert deadline_words(NOW + timedelta(hours=5), at=NOW) == "tomorrow 02:00"


def _deadline(moment, **more):
    return {"deadline_at": timezone.localtime(moment).strftime("%Y-%m-%dT%H:%M"), **more}


def _queries(client, place):
    with CaptureQueriesContext(connection) as found:
        assert client.get(place).status_code == 200
    return len(found)
