"""The pages of gaps and their forms: saved, refused with what was typed, and what each says when there is nothing."""

from datetime import timedelta

import pytest
from django.utils import timezone

from accord.apps.gaps.models import Gap
from accord.apps.gaps.rules import GapState
from accord.apps.initiatives.writes import add_initiative
from accord.apps.meetings import writes as meetings
from accord.apps.meetings.models import AgendaItem, Meeting
from accord.apps.promises.models import Promise
from tests.apps.gaps.conftest import AT
from tests.apps.gaps.test_reads import many

pytestmark = pytest.mark.django_db


@pytest.fixture
def gap(gap_of, cast):
    return gap_of("department", cast.marketing.pk)


def soon(days=7):
    return timezone.localtime() + timedelta(days=days)


def day(days=7):
    return soon(days).date().isoformat()


class TestOutOfStep:
    def test_teaches_when_nothing_was_measured(self, cast, client_of):
        page = client_of(cast.cio).get("/out-of-step/").content.decode()
        assert "Nothing has been measured yet" in page
        assert "/import/" in page

    def test_says_what_is_not_known_when_nothing_is_out_of_step(self, portfolio, cast, client_of):
        portfolio.show()
        portfolio.measure()
        portfolio.measure()
        page = client_of(cast.cio).get("/out-of-step/").content.decode()
        assert "Nothing is out of step by what can be measured" in page
        assert "Not known yet" in page
        assert "Goals owned jointly" in page

    def test_never_says_that_all_is_well_to_those_who_see_only_their_own(self, gap, cast, client_of):
        page = client_of(cast.employee).get("/out-of-step/").content.decode()
        assert "Nothing that is yours is out of step" in page
        assert "Nothing is out of step by what can be measured" not in page
        assert "One thing that is yours" in client_of(cast.department_head).get("/out-of-step/").content.decode()

    def test_shows_sentence_size_owners_and_next_step(self, gap, cast, client_of):
        page = client_of(cast.cio).get("/out-of-step/").content.decode()
        for words in ("Marketing: Only 30", "Mark Brand", "Ida Byte", "nothing arranged yet", 'class="spark"'):
            assert words in page

    def test_says_that_a_first_reading_waits_for_a_second(self, portfolio, cast, client_of):
        portfolio.measure()
        page = client_of(cast.cio).get("/out-of-step/").content.decode()
        assert "One reading is out of step for the first time" in page

    def test_says_how_many_false_alarms_to_expect(self, gap, cast, client_of):
        assert "at most 0.5 false gaps a year" in client_of(cast.cio).get("/out-of-step/").content.decode()

    def test_keeps_the_filters_in_the_address(self, gap, cast, client_of):
        page = client_of(cast.cio).get("/out-of-step/?state=closed").content.decode()
        assert "No gap matches" in page
        assert "State is Closed" in page

    def test_gives_the_list_as_a_file(self, gap, cast, client_of):
        answer = client_of(cast.cio).get("/out-of-step/?format=csv")
        text = b"".join(answer).decode()
        assert answer["Content-Type"].startswith("text/csv")
        assert "Marketing" in text.splitlines()[1]

    @pytest.mark.parametrize(("name", "may"), [("cio", True), ("department_head", True), ("employee", False)])
    def test_offers_to_measure_by_role(self, name, may, cast, client_of):
        page = client_of(getattr(cast, name)).get("/out-of-step/").content.decode()
        assert ("Measure now" in page) == may


class TestSheet:
    def test_says_it_on_one_page(self, gap, cast, client_of):
        page = client_of(cast.cio).get("/out-of-step/sheet/").content.decode()
        for words in ("One thing is out of step.", "Marketing: Only 30", "Mark Brand", "at most 0.5 false gaps a year"):
            assert words in page

    def test_names_how_many_more_there_are(self, gap_of, cast, client_of):
        many(gap_of, 10)
        assert "And 2 more on the list." in client_of(cast.cio).get("/out-of-step/sheet/").content.decode()


class TestGap:
    def test_shows_what_it_rests_on_and_what_to_do(self, gap, portfolio, evidence, cast, client_of):
        evidence("P22", [(portfolio.hidden[0], False)])
        page = client_of(cast.cio).get(f"/gaps/{gap.pk}/").content.decode()
        for words in ("Put it on an agenda", "Open the pages that need not be closed", "Marketing 00", "1 falls short"):
            assert words in page

    def test_offers_nothing_to_those_who_only_look(self, gap, cast, client_of):
        page = client_of(cast.cfo).get(f"/gaps/{gap.pk}/").content.decode()
        for words in ("Put it on an agenda", "Promise a step", "This is wrong", "Sign that we differ"):
            assert words not in page

    def test_says_when_it_cannot_be_told_any_more(self, gap, reading, cast, client_of):
        gap.reading = reading("P22", "department", cast.marketing.pk, value=None, low=None, high=None, verdict="none")
        gap.save()
        assert "could not tell" in client_of(cast.cio).get(f"/gaps/{gap.pk}/").content.decode()

    def test_says_once_until_when_it_is_accepted(self, gap_of, cast, client_of):
        gap = gap_of(state=GapState.ACCEPTED, reason="We move.", accepted_until=soon(30).date())
        page = client_of(cast.cio).get(f"/gaps/{gap.pk}/").content.decode()
        assert "Accepted for now" in page
        assert "Accepted until" not in page

    def test_escapes_what_people_wrote(self, gap_of, cast, client_of):
        gap = gap_of(state=GapState.DISPUTED, reason="<script>alert(1)</script>")
        assert "<script>alert" not in client_of(cast.cio).get(f"/gaps/{gap.pk}/").content.decode()


class TestForms:
    @pytest.mark.parametrize("place", ["agenda", "step", "acceptance", "objection", "measuring"])
    def test_open_for_owners_and_no_others(self, place, gap, cast, client_of):
        address = f"/gaps/{gap.pk}/{place}/"
        assert client_of(cast.department_head).get(address).status_code == 200
        assert client_of(cast.cfo).get(address).status_code == 403
        assert client_of(cast.employee).get(address).status_code == 404

    def test_a_new_meeting(self, gap, cast, client_of):
        given = {"meeting": "new", "starts_at": f"{soon():%Y-%m-%dT%H:%M}", "title": "Step in", "minutes": 20}
        answer = client_of(cast.cio).post(f"/gaps/{gap.pk}/agenda/", given)
        meeting = Meeting.objects.get()
        assert answer["Location"] == f"/meetings/{meeting.pk}/"
        assert set(meeting.attendees.all()) == {cast.department_head}
        assert meeting.chair == cast.cio

    def test_a_meeting_that_is_there(self, gap, cast, client_of):
        meeting = meetings.plan_meeting(
            title="Weekly", starts_at=soon(), chair_id=cast.cio.pk, attendee_ids=[], by=cast.cio, at=timezone.now()
        )
        client_of(cast.cio).post(f"/gaps/{gap.pk}/agenda/", {"meeting": meeting.pk, "minutes": 10})
        assert AgendaItem.objects.get().meeting == meeting

    def test_a_new_meeting_without_a_time_keeps_what_was_typed(self, gap, cast, client_of):
        answer = client_of(cast.cio).post(f"/gaps/{gap.pk}/agenda/", {"meeting": "new", "title": "Soon", "minutes": 9})
        assert answer.status_code == 422
        assert "Say when the new meeting begins." in answer.content.decode()
        assert 'value="Soon"' in answer.content.decode()

    def test_on_an_agenda_already(self, gap, cast, client_of):
        given = {"meeting": "new", "starts_at": f"{soon():%Y-%m-%dT%H:%M}", "minutes": 20}
        client = client_of(cast.cio)
        client.post(f"/gaps/{gap.pk}/agenda/", given)
        answer = client.post(f"/gaps/{gap.pk}/agenda/", given)
        assert answer.status_code == 409
        assert "stands already on the agenda" in answer.content.decode()

    def test_a_step(self, gap, cast, client_of):
        given = {"what": "Open the pages", "owner": cast.department_head.pk, "due_date": day()}
        given |= {"made_to": cast.cio.pk, "kind": "people", "sure": "0.8"}
        answer = client_of(cast.cio).post(f"/gaps/{gap.pk}/step/", given)
        assert answer["Location"] == f"/gaps/{gap.pk}/"
        promise = Promise.objects.get()
        assert promise.about_id == gap.pk
        assert (promise.made_to_id, promise.kind, promise.confidence_share) == (cast.cio.pk, "people", 0.8)
        assert (promise.side, promise.to_side) == ("business", "it")

    def test_a_step_for_a_day_that_is_past(self, gap, cast, client_of):
        given = {"what": "Open", "owner": cast.cio.pk, "due_date": day(-1)}
        answer = client_of(cast.cio).post(f"/gaps/{gap.pk}/step/", given)
        assert answer.status_code == 422
        assert "This day has passed already" in answer.content.decode()

    def test_an_acceptance(self, gap, cast, client_of):
        client_of(cast.cio).post(f"/gaps/{gap.pk}/acceptance/", {"reason": "We move.", "until": day(30)})
        gap.refresh_from_db()
        assert gap.state == GapState.ACCEPTED

    def test_an_acceptance_for_ever(self, gap, cast, client_of):
        given = {"reason": "We move.", "until": day(400)}
        answer = client_of(cast.cio).post(f"/gaps/{gap.pk}/acceptance/", given)
        assert answer.status_code == 422
        assert "We move." in answer.content.decode()

    def test_an_objection(self, gap, cast, client_of):
        client_of(cast.cio).post(f"/gaps/{gap.pk}/objection/", {"reason": "They are open."})
        gap.refresh_from_db()
        assert gap.state == GapState.DISPUTED

    def test_a_day_to_look_again(self, gap, cast, client_of):
        client_of(cast.cio).post(f"/gaps/{gap.pk}/measuring/", {"on": day(9)})
        gap.refresh_from_db()
        assert gap.measure_again_date.isoformat() == day(9)

    def test_two_signatures(self, gap, cast, client_of):
        for owner in (cast.cio, cast.department_head):
            client_of(owner).post(f"/gaps/{gap.pk}/signature/")
        assert Gap.objects.get(pk=gap.pk).state == GapState.DIFFER

    def test_a_signature_taken_back(self, gap, cast, client_of):
        client = client_of(cast.cio)
        client.post(f"/gaps/{gap.pk}/signature/")
        client.post(f"/gaps/{gap.pk}/signature/", {"withdraw": "1"})
        gap.refresh_from_db()
        assert gap.it_differs_at is None

    def test_taken_up_again(self, gap_of, cast, client_of):
        gap = gap_of(state=GapState.DIFFER, closed_at=AT)
        client_of(cast.cio).post(f"/gaps/{gap.pk}/reopening/")
        gap.refresh_from_db()
        assert gap.state == GapState.OPEN

    @pytest.mark.parametrize("place", ["signature", "reopening"])
    def test_a_change_of_state_is_posted(self, place, gap, cast, client_of):
        assert client_of(cast.cio).get(f"/gaps/{gap.pk}/{place}/").status_code == 405


class TestMoney:
    def test_the_cfo_acts_where_it_is_about_money_and_nowhere_else(self, gap_of, cast, client_of):
        money = gap_of("department", cast.marketing.pk, "P07", business_owner=cast.employee)
        other = gap_of("department", cast.operations.pk, "P22", business_owner=cast.employee)
        client = client_of(cast.cfo)
        assert "Put it on an agenda" in client.get(f"/gaps/{money.pk}/").content.decode()
        assert client.get(f"/gaps/{money.pk}/agenda/").status_code == 200
        assert "Put it on an agenda" not in client.get(f"/gaps/{other.pk}/").content.decode()
        assert client.get(f"/gaps/{other.pk}/agenda/").status_code == 403

    def test_leads_to_the_place_where_it_is_worked_on_for_those_who_see_the_money(self, gap_of, cast, client_of):
        initiative = add_initiative(title="Reader", department_id=cast.marketing.pk, by=cast.office, at=AT)
        gap = gap_of("initiative", initiative.pk, "P09.case", it_owner=cast.delivery_lead)
        place = f"/value/initiatives/{initiative.pk}/case/"
        assert place in client_of(cast.cfo).get(f"/gaps/{gap.pk}/").content.decode()
        assert place not in client_of(cast.delivery_lead).get(f"/gaps/{gap.pk}/").content.decode()

    def test_says_that_one_more_measurement_closes_it(self, gap_of, reading, cast, client_of):
        gap = gap_of("department", cast.marketing.pk, "P07")
        said = "It closes as soon as the next one says so too."
        assert said not in client_of(cast.cfo).get(f"/gaps/{gap.pk}/").content.decode()
        gap.reading = reading(
            "P07", "department", cast.marketing.pk, value=0.95, opens=False, closes=True, verdict="good"
        )
        gap.save()
        assert said in client_of(cast.cfo).get(f"/gaps/{gap.pk}/").content.decode()
