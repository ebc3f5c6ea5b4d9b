"""Series and attendance through pages and JSON: planned, looked at, changed and ended; seen by nobody else."""

from datetime import time, timedelta

import pytest
from django.urls import reverse
from django.utils import timezone

from accord.apps.meetings import plugs, reads, writes
from accord.apps.meetings.models import Meeting, Series
from accord.apps.meetings.tables import meetings_table
from accord.apps.notices import sockets as notices
from accord.apps.trail.models import Entry
from accord.apps.ui.rules import Ref

pytestmark = [pytest.mark.django_db, pytest.mark.one_database]


@pytest.fixture
def first(settings):
    return timezone.localdate() + timedelta(days=1)


@pytest.fixture
def form(cast, first):
    return {
        "title": "Claims and IT", "first_date": first.isoformat(), "start_time": "09:30", "minutes": "45",
        "zone": "Europe/Berlin", "every": "week", "ends": "times", "times": "6", "chair": cast.delivery_lead.pk,
        "people": [cast.marketer.pk, cast.cio.pk], "needs_sides": ["business", "it"],
    }  # fmt: skip


class TestPages:
    def test_plans_looks_at_changes_and_ends_a_series(self, cast, form, first, client_of):
        own = client_of(cast.delivery_lead)
        dates = own.post(reverse("meetings:series_dates"), form).content.decode()
        assert dates.count("<li>") == 5
        assert f"{first.year}, 9:30" in dates
        assert Series.objects.count() == 0  # nothing is saved by looking
        answer = own.post(reverse("meetings:plan_series"), form)
        series = Series.objects.get()
        assert answer["Location"] == reverse("meetings:one_series", args=[series.pk])
        page = own.get(answer["Location"]).content.decode()
        assert "every week on" in page.lower()
        assert "6 times" in page
        edit = reverse("meetings:edit_series", args=[series.pk])
        shown = own.get(edit).context["form"]
        assert shown.initial["times"] == 6
        changed = {**form, "place": "Room 5", "version": series.version, "times": "7"}
        assert own.post(edit, changed).status_code == 302
        assert Meeting.objects.filter(series=series, place="Room 5").count() == 7
        assert (
            own.post(edit, {**changed, "place": "Room 6"}).status_code == 409
        )  # the version that was looked at is old
        assert own.post(edit, {**changed, "every": "own_rule"}).status_code == 422
        listed = own.get(reverse("meetings:series"), {"format": "csv"})
        assert "Claims and IT" in b"".join(listed.streaming_content).decode()
        assert own.post(reverse("meetings:series_ending", args=[series.pk]), {"reason": ""}).status_code == 422
        assert own.post(reverse("meetings:series_ending", args=[series.pk]), {"reason": "Done"}).status_code == 302
        assert not Meeting.objects.filter(series=series, state="planned").exists()

    def test_asks_for_the_end_that_was_chosen(self, cast, form, client_of):
        own = client_of(cast.delivery_lead)
        for ends, field in [("until", "until"), ("times", "times")]:
            answer = own.post(reverse("meetings:plan_series"), {**form, "ends": ends, "times": "", "until": ""})
            assert answer.status_code == 422
            assert field in answer.context["form"].errors

    def test_is_not_for_strangers_nor_for_those_who_do_not_belong(self, cast, form, client, client_of):
        client_of(cast.delivery_lead).post(reverse("meetings:plan_series"), form)
        address = reverse("meetings:one_series", args=[Series.objects.get().pk])
        assert client.get(address).status_code == 302  # to sign in
        assert client_of(cast.employee).get(address).status_code == 404
        assert client_of(cast.marketer).get(address).status_code == 200
        assert client_of(cast.marketer).post(reverse("meetings:plan_series"), form).status_code == 403

    def test_takes_replies_and_notes_who_was_there_by_one_press_each(self, cast, form, client_of):
        client_of(cast.delivery_lead).post(reverse("meetings:plan_series"), form)
        meeting = Meeting.objects.order_by("starts_at").first()
        marketer = client_of(cast.marketer)
        assert marketer.post(reverse("meetings:coming", args=[meeting.pk])).status_code == 302
        assert marketer.post(reverse("meetings:reply", args=[meeting.pk]), {"reply": "no"}).status_code == 302
        Meeting.objects.filter(pk=meeting.pk).update(starts_at=timezone.now() - timedelta(hours=2))
        chair, page = client_of(cast.delivery_lead), reverse("meetings:attendance", args=[meeting.pk])
        held = chair.post(reverse("meetings:holding", args=[meeting.pk]))
        assert held["Location"] == page
        assert "not known whether both sides met" in chair.get(page).content.decode()
        away = reverse("meetings:presence", args=[meeting.pk, cast.marketer.pk])
        assert chair.post(away, {"presence": "absent"}).status_code == 302
        assert chair.post(page, {"who": "everybody"}).status_code == 302
        assert "One side was missing" in chair.get(page).content.decode()
        deputy = reverse("meetings:deputy", args=[meeting.pk, cast.marketer.pk])
        assert chair.post(deputy, {"deputy": cast.employee.pk}).status_code == 302
        assert "The sides that were needed were there" in chair.get(page).content.decode()
        assert marketer.post(away, {"presence": "present"}).status_code == 403
        table = meetings_table(as_of=timezone.localdate())
        row = table.filter(table["id"] == str(meeting.pk)).row(0, named=True)
        assert (row["state"], row["sides_present"], row["sides_needed"]) == ("held", "business,it", "business,it")


def test_json_offers_the_same(cast, first, json_of):
    own = json_of(cast.delivery_lead)
    body = {"title": "Board", "chair_id": cast.delivery_lead.pk, "people_ids": [cast.marketer.pk], "zone": "Europe/Berlin",
            "first_date": first.isoformat(), "start_time": "09:00", "rule": "RRULE:FREQ=DAILY;COUNT=3"}  # fmt: skip
    asked = {name: body[name] for name in ("zone", "first_date", "start_time", "rule")}
    dates = own["post"]("/api/v1/meeting-series/dates", asked)
    assert dates.status_code == 200, dates.content
    assert len(dates.json()["next"]) == 3
    refused = own["post"]("/api/v1/meeting-series", {**body, "rule": "FREQ=MINUTELY"})
    assert refused.status_code == 409
    assert "hours, minutes or seconds" in str(refused.json())
    made = own["post"]("/api/v1/meeting-series", body)
    assert made.status_code == 201
    page = made.json()
    assert (len(page["upcoming"]), page["rule"]) == (3, "FREQ=DAILY;COUNT=3")
    address = f"/api/v1/meeting-series/{page['id']}"
    changed = own["patch"](address, {"version": page["version"], "minutes": 30})
    assert changed.status_code == 200, changed.content
    assert changed.json()["minutes"] == 30
    meeting = page["upcoming"][0]["id"]
    assert json_of(cast.marketer)["put"](f"/api/v1/meetings/{meeting}/reply", {"reply": "yes"}).status_code == 200
    assert own["get"](address).json()["upcoming"][0]["coming"] == 1
    noted = {"people": [{"person_id": cast.marketer.pk, "presence": "present"}]}
    assert own["put"](f"/api/v1/meetings/{meeting}/attendance", noted).status_code == 409  # it has not taken place
    feed = own["post"]("/api/v1/calendar-addresses", {"series_id": page["id"]}).json()
    assert own["get"](feed["address"]).status_code == 200
    assert [one["id"] for one in own["get"]("/api/v1/calendar-addresses").json()] == [feed["id"]]
    assert own["delete"](f"/api/v1/calendar-addresses/{feed['id']}").status_code == 204
    assert own["post"](f"{address}/ending", {"reason": "Enough"}).json()["upcoming"] == []
    assert own["post"](f"{address}/resuming", {}).status_code == 200
    assert json_of(cast.employee)["get"](address).status_code == 404


class TestBeingTold:
    @pytest.fixture
    def meeting(self, cast):
        now = timezone.now()
        return writes.plan_meeting(
            title="Soon", starts_at=now + timedelta(days=1), chair_id=cast.delivery_lead.pk,
            attendee_ids=[cast.marketer.pk], by=cast.delivery_lead, at=now,
        )  # fmt: skip

    def test_is_at_once_within_two_days_and_in_the_digest_later(self, cast, meeting):
        kinds = {kind.code: kind for kind in notices.kinds if kind.code.startswith("meetings.")}
        entries = list(Entry.objects.filter(code="meetings.meeting.planned"))
        soon, later = kinds["meetings.soon"], kinds["meetings.later"]
        assert {told.person_id for told in soon.to(entries)} == {cast.delivery_lead.pk, cast.marketer.pk}
        assert list(later.to(entries)) == []
        assert soon.at_once
        assert not later.at_once
        ref = Ref("meetings.meeting", meeting.pk)
        said = soon.say(cast.marketer, [ref])[ref]
        assert "Soon" in said.sentence
        assert said.actions == ("meetings.coming", "meetings.not_coming")
        assert soon.say(cast.employee, [ref]) == {}  # nobody is told what they may not see
        writes.cancel_meeting(meeting_id=meeting.pk, reason="No", by=cast.delivery_lead, at=timezone.now())
        cancelled = soon.say(cast.marketer, [ref])[ref]
        assert cancelled.sentence.endswith("is cancelled.")
        assert cancelled.actions == ()

    def test_lets_one_link_say_yes_or_no(self, cast, meeting):
        ref = Ref("meetings.meeting", meeting.pk)
        no = notices.linked_action("meetings.not_coming")
        assert "Soon" in no.sentence(cast.marketer, ref)
        assert no.sentence(cast.employee, ref) is None
        no.run(cast.marketer, ref, "", timezone.now())
        page = reads.attendance_page(viewer=cast.delivery_lead, meeting_id=meeting.pk, at=timezone.now())
        assert page.not_coming == 1


def test_ones_turn_asks_for_a_reply_then_whether_it_was_held_then_who_was_there(cast, first):
    at = timezone.now() - timedelta(days=6)
    day = timezone.localdate()
    writes.plan_series(
        title="Both", chair_id=cast.delivery_lead.pk, people_ids=[cast.marketer.pk], zone="UTC",
        first_date=day - timedelta(days=5), start_time=time(12),
        rule="FREQ=WEEKLY", by=cast.delivery_lead, at=at,
    )  # fmt: skip
    series = plugs.series
    past, ahead, *_rest = Meeting.objects.order_by("starts_at")
    assert [item.ref.id for item in series.to_reply(cast.marketer, day)] == [ahead.pk]
    assert [item.ref.id for item in series.to_settle(cast.delivery_lead, day)] == [past.pk]
    writes.hold_meeting(meeting_id=past.pk, by=cast.delivery_lead, at=timezone.now())
    assert series.to_settle(cast.delivery_lead, day) == []
    assert [item.ref.id for item in series.to_note(cast.delivery_lead, day)] == [past.pk]
    presence = {cast.delivery_lead.pk: "present", cast.marketer.pk: "absent"}
    writes.note_presence(meeting_id=past.pk, presence=presence, by=cast.delivery_lead, at=timezone.now())
    assert series.to_note(cast.delivery_lead, day) == []
    writes.reply(meeting_id=ahead.pk, reply="yes", by=cast.marketer, at=timezone.now())
    assert series.to_reply(cast.marketer, day) == []
