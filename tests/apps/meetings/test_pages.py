"""The pages of meetings, opened by each role and by the stranger; all of it works without JavaScript."""

from datetime import timedelta

import pytest
from django.urls import reverse
from django.utils import timezone

from accord.apps.meetings import writes
from accord.apps.meetings.models import AgendaItem, Meeting
from accord.apps.promises.models import Promise

NOW = timezone.now()


@pytest.fixture
def today(cast, topic):
    """Plan a meeting that begins today, with one topic."""
    people = [cast.marketer.pk, cast.department_head.pk]
    made = writes.plan_meeting(
        title="Both sides", starts_at=NOW + timedelta(seconds=5), chair_id=cast.delivery_lead.pk, attendee_ids=people,
        by=cast.delivery_lead, at=NOW,
    )  # fmt: skip
    writes.put_on_agenda(meeting_id=made.pk, topic=topic, by=cast.delivery_lead, at=NOW)
    return made


def at(name, meeting, *more):
    return reverse(f"meetings:{name}", args=[meeting.pk, *more])


SEE = ("marketer", "department_head", "delivery_lead", "cio", "cfo", "chro", "office", "administrator")


class TestList:
    def test_shows_each_only_theirs(self, today, cast, client_of):
        for person in cast.signed_in:
            page = client_of(person).get("/meetings/")
            assert page.status_code == 200
            assert ("Both sides" in page.content.decode()) == (person in {getattr(cast, name) for name in SEE}), (
                person.name
            )
        assert "/account/login/" in client_of(None).get("/meetings/")["Location"]

    def test_moves_what_is_over_to_the_past(self, today, cast, client_of):
        office = client_of(cast.office)
        office.post(at("holding", today))
        assert "Both sides" not in office.get("/meetings/").content.decode()
        assert "Both sides" in office.get("/meetings/?when=past&agenda=unfinished").content.decode()
        assert "1 to carry over" in office.get("/meetings/?when=past").content.decode()

    @pytest.mark.parametrize("key", ["title", "start", "chair"])
    def test_sorts_both_ways_and_narrows(self, today, cast, client_of, key):
        for sort in (key, f"-{key}"):
            assert client_of(cast.cio).get(f"/meetings/?sort={sort}&part=chair&part=invited&q=both").status_code == 200

    def test_comes_as_a_file(self, today, cast, client_of):
        for person, found in ((cast.cio, True), (cast.employee, False)):
            file = b"".join(client_of(person).get("/meetings/?format=csv").streaming_content).decode()
            assert ("Both sides" in file) == found


class TestOne:
    def test_is_unknown_to_others_on_every_address(self, today, cast, client_of):
        item = AgendaItem.objects.get()
        pages = [at(name, today) for name in ("meeting", "edit_meeting", "invite", "cancellation")]
        pages.append(at("edit_item", today, item.pk))
        for address in pages:
            assert client_of(cast.operations_head).get(address).status_code == 404
            assert client_of(None).get(address).status_code == 302
        posts = [
            at(name, today, item.pk)
            for name in ("place", "removal", "restoring", "outcome", "outcome_taking_back", "carrying")
        ]
        posts += [at(name, today) for name in ("holding", "reopening", "add_item")]
        for address in posts:
            asked = client_of(cast.operations_head).post(
                address, {"position": 1, "to": 1, "kind": "parked", "text": "x"}
            )
            assert asked.status_code == 404, address
        assert AgendaItem.objects.get().state == "open"

    def test_lets_those_invited_read_and_add_but_no_more(self, today, cast, client_of):
        mia = client_of(cast.marketer)
        page = mia.get(at("meeting", today)).content.decode()
        assert "Invoice reader" in page
        assert "Write down what came of it" not in page
        assert mia.get(at("edit_meeting", today)).status_code == 403
        assert mia.post(at("add_item", today), {"title": "Any worry", "minutes": 5}).status_code == 302
        assert mia.post(at("write_agenda", today)).status_code == 403

    def test_takes_a_topic_or_a_title(self, source, today, hidden, cast, client_of):
        lead = client_of(cast.cio)
        assert "Quiet takeover waits" in lead.get(at("meeting", today)).content.decode()
        assert lead.post(at("add_item", today), {"topic": str(hidden), "minutes": 15}).status_code == 302
        assert lead.post(at("add_item", today), {"title": "Any other business", "minutes": 5}).status_code == 302
        assert AgendaItem.objects.filter(meeting=today).count() == 3
        assert lead.post(at("add_item", today), {"title": "", "minutes": 5}).status_code == 422
        assert lead.post(at("add_item", today), {"topic": str(hidden), "minutes": 15}).status_code == 422
        assert "Quiet takeover" not in client_of(cast.department_head).get(at("meeting", today)).content.decode()

    def test_writes_an_outcome_down_where_it_is_asked(self, today, cast, client_of):
        item = AgendaItem.objects.get()
        chair, here = client_of(cast.delivery_lead), at("outcome", today, item.pk)
        name = f"item-{item.pk}-"
        missing = chair.post(here, {f"{name}kind": "promise", f"{name}text": "Mia sends it", f"{name}version": 1})
        assert missing.status_code == 422
        assert "Say who promises it." in missing.content.decode()
        assert "Mia sends it" in missing.content.decode()
        due = timezone.localdate() + timedelta(days=9)
        typed = {
            f"{name}kind": "promise",
            f"{name}text": "Mia sends it",
            f"{name}owner": cast.marketer.pk,
            f"{name}due_date": due,
        }
        assert chair.post(here, typed)["Location"] == at("meeting", today) + f"#item-{item.pk}"
        assert Promise.objects.get().owner == cast.marketer
        assert "Mia sends it" in chair.get(at("meeting", today)).content.decode()
        chair.post(at("outcome_taking_back", today, item.pk))
        assert AgendaItem.objects.get().state == "open"

    def test_moves_takes_off_and_puts_back(self, today, cast, client_of):
        item, lead = AgendaItem.objects.get(), client_of(cast.delivery_lead)
        lead.post(at("add_item", today), {"title": "Second", "minutes": 5})
        lead.post(at("place", today, item.pk), {"position": 2})
        assert AgendaItem.objects.get(position=1).title == "Second"
        assert lead.post(at("place", today, item.pk), {"position": "x"}).status_code == 422
        lead.post(at("removal", today, item.pk))
        assert "Taken off" in lead.get(at("meeting", today)).content.decode()
        lead.post(at("restoring", today, item.pk))
        assert AgendaItem.objects.get(pk=item.pk).position == 2
        lead.post(at("edit_item", today, item.pk), {"title": "Ours", "minutes": 25, "version": 3})
        assert AgendaItem.objects.get(pk=item.pk).minutes == 25

    def test_offers_what_is_left_open_to_the_next_meeting(self, today, other, cast, client_of):
        item, lead = AgendaItem.objects.get(), client_of(cast.delivery_lead)
        lead.post(at("holding", today))
        assert "Nothing is lost" in lead.get(at("meeting", today)).content.decode()
        assert "Left open by earlier meetings" in lead.get(at("meeting", other)).content.decode()
        assert lead.post(at("carrying", today, item.pk), {"to": other.pk}).status_code == 302
        assert "Carried over once" in lead.get(at("meeting", other)).content.decode()
        assert "It goes on in" in lead.get(at("meeting", today)).content.decode()

    def test_an_item_answers_only_under_its_own_meeting(self, today, other, cast, client_of):
        item = AgendaItem.objects.get()
        assert client_of(cast.delivery_lead).post(at("removal", other, item.pk)).status_code == 404


class TestForms:
    def test_plans_with_people(self, cast, client_of):
        start = timezone.localtime(NOW + timedelta(days=3))
        typed = {"title": "New", "starts_at": f"{start:%Y-%m-%dT%H:%M}", "minutes": 45, "chair": cast.cio.pk,
                 "attendees": [cast.marketer.pk, cast.employee.pk]}  # fmt: skip
        assert client_of(cast.cio).get("/meetings/new/").status_code == 200
        made = client_of(cast.cio).post("/meetings/new/", typed)
        stored = Meeting.objects.get()
        assert made["Location"] == at("meeting", stored)
        assert stored.attendees.count() == 2
        assert client_of(cast.employee).get("/meetings/new/").status_code == 403
        assert client_of(cast.cio).post("/meetings/new/", {**typed, "starts_at": "2020-01-01T10:00"}).status_code == 422

    def test_keeps_what_was_typed_when_somebody_was_faster(self, today, cast, client_of):
        writes.edit_meeting(meeting_id=today.pk, values={"place": "Room 9"}, by=cast.cio, at=NOW)
        start = timezone.localtime(today.starts_at)
        typed = {"title": "Mine", "starts_at": f"{start:%Y-%m-%dT%H:%M}", "minutes": 60, "place": "",
                 "chair": cast.delivery_lead.pk, "version": 1}  # fmt: skip
        page = client_of(cast.delivery_lead).post(at("edit_meeting", today), typed)
        assert page.status_code == 409
        data = page.context["form"].data
        assert (data["title"], data["place"], data["version"]) == ("Mine", "Room 9", "2")

    def test_invites_takes_off_cancels_and_plans_again(self, today, cast, client_of):
        lead = client_of(cast.delivery_lead)
        assert lead.get(at("invite", today)).status_code == 200
        lead.post(at("invite", today), {"people": [cast.employee.pk]})
        assert today.attendees.filter(pk=cast.employee.pk).exists()
        lead.post(at("uninvite", today, cast.employee.pk))
        assert not today.attendees.filter(pk=cast.employee.pk).exists()
        assert lead.post(at("cancellation", today), {"reason": ""}).status_code == 422
        lead.post(at("cancellation", today), {"reason": "Strike", "version": 1})
        assert "Strike" in client_of(cast.marketer).get(at("meeting", today)).content.decode()
        lead.post(at("reopening", today))
        assert Meeting.objects.get().state == "planned"
