"""Calendars, read back by a client library: what stands in them, who sees what, and when an address has ended."""

from datetime import UTC, date, datetime, time, timedelta

import pytest
from django.urls import reverse
from django.utils import timezone
from icalendar import Calendar

from accord.apps.meetings import reads, writes
from accord.apps.meetings.models import FeedToken, Meeting
from accord.apps.people import writes as people
from accord.apps.ui.rules import NotFound

pytestmark = [pytest.mark.django_db, pytest.mark.one_database]
AWKWARD = "Quarter, review; “Größe” \\ 🎯 " + "🚀 ä,;" * 30 + "\nsecond line\r\nthird"


@pytest.fixture
def now():
    return timezone.now()


@pytest.fixture
def meeting(cast, now):
    return writes.plan_meeting(
        title=AWKWARD, place="Room 4, second floor; left", starts_at=(now + timedelta(days=3)).replace(microsecond=0),
        chair_id=cast.delivery_lead.pk, attendee_ids=[cast.marketer.pk], minutes=45, by=cast.delivery_lead, at=now,
    )  # fmt: skip


def address(by, at, **what):
    _feed, token = writes.make_feed(by=by, at=at, **what)
    return reverse("meetings:feed", args=[token])


def get(client, url, **headers):
    return client.get(url, headers=headers)


def events(client, url):
    answer = get(client, url)
    assert answer.status_code == 200
    return list(Calendar.from_ical(answer.content).walk("VEVENT"))


class TestWhatStandsThere:
    def test_is_read_back_whole_by_a_client_with_lines_folded_and_text_escaped(self, cast, now, meeting, client):
        answer = get(client, address(cast.marketer, now))
        assert answer["Content-Type"] == "text/calendar; charset=utf-8"
        assert all(len(line) <= 75 for line in answer.content.split(b"\r\n"))
        assert b"\n" not in answer.content.replace(b"\r\n", b"")
        answer.content.decode()  # no character is cut in two
        calendar = Calendar.from_ical(answer.content)
        assert (calendar["METHOD"], calendar["VERSION"]) == ("PUBLISH", "2.0")
        (event,) = calendar.walk("VEVENT")
        assert event["SUMMARY"] == AWKWARD.replace("\r\n", "\n")
        assert event["LOCATION"] == meeting.place
        assert event.decoded("DTSTART") == meeting.starts_at
        assert event.decoded("DTEND") - event.decoded("DTSTART") == timedelta(minutes=45)
        assert event["STATUS"] == "CONFIRMED"
        assert event["URL"].endswith(reverse("meetings:meeting", args=[meeting.pk]))
        assert "ATTENDEE" not in event  # RFC 5546: not in what is published; and nobody's address leaves the house

    def test_keeps_the_identifier_and_counts_on_when_a_meeting_moves_and_is_cancelled(self, cast, now, meeting, client):
        url = address(cast.marketer, now)
        seen = []
        later = meeting.starts_at + timedelta(days=2)
        for change in (
            lambda: None,
            lambda: writes.edit_meeting(
                meeting_id=meeting.pk, values={"starts_at": later}, by=cast.delivery_lead, at=now
            ),
            lambda: writes.cancel_meeting(meeting_id=meeting.pk, reason="No need", by=cast.delivery_lead, at=now),
        ):
            change()
            (event,) = events(client, url)
            seen.append((str(event["UID"]), int(event["SEQUENCE"]), event.decoded("DTSTART"), event["STATUS"]))
        assert len({uid for uid, *_rest in seen}) == 1
        assert [sequence for _uid, sequence, *_rest in seen] == [0, 1, 2]
        assert [start for _uid, _sequence, start, _status in seen] == [meeting.starts_at, later, later]
        assert seen[-1][-1] == "CANCELLED"

    def test_gives_each_date_of_a_series_an_identifier_and_the_right_moment_across_the_change_of_clocks(self, cast):
        at = datetime(2026, 10, 5, 12, tzinfo=UTC)
        series = writes.plan_series(
            title="Both sides", chair_id=cast.cio.pk, people_ids=[cast.marketer.pk], zone="America/New_York",
            first_date=date(2026, 10, 25), start_time=time(9), rule="FREQ=WEEKLY;BYDAY=SU;COUNT=3", by=cast.cio, at=at,
        )  # fmt: skip
        feed, _token = writes.make_feed(series_id=series.pk, by=cast.marketer, at=at)
        body = reads.calendar_of(
            viewer=cast.marketer, feed=feed, at=at, site="https://accord.example", sender="a@b.example"
        )
        found = Calendar.from_ical(body).walk("VEVENT")
        assert len({str(event["UID"]) for event in found}) == 3
        # clocks go back in New York on 1 November 2026
        assert [event.decoded("DTSTART").astimezone(UTC).hour for event in found] == [13, 14, 14]
        assert body == reads.calendar_of(
            viewer=cast.marketer, feed=feed, at=at, site="https://accord.example", sender="a@b.example"
        )


class TestAnswering:
    def test_answers_304_until_something_changes(self, cast, now, meeting, client):
        url = address(cast.marketer, now)
        first = get(client, url)
        assert get(client, url, if_none_match=first["ETag"]).status_code == 304
        assert get(client, url, if_modified_since=first["Last-Modified"]).status_code == 304
        FeedToken.objects.update(changed_at=now - timedelta(hours=1))
        since = first["Last-Modified"]
        writes.edit_meeting(meeting_id=meeting.pk, values={"title": "Shorter"}, by=cast.delivery_lead, at=now)
        again = get(client, url, if_none_match=first["ETag"])
        assert again.status_code == 200
        assert again["ETag"] != first["ETag"]
        assert client.post(url).status_code == 405
        assert since <= again["Last-Modified"]

    def test_keeps_only_a_digest_and_ends_the_old_address_when_it_is_renewed(self, cast, now, client):
        old = address(cast.marketer, now)
        assert not FeedToken.objects.filter(digest__in=old).exists()
        new = address(cast.marketer, now)
        assert get(client, old).status_code == 404
        assert get(client, new).status_code == 200
        feed = FeedToken.objects.get(revoked_at=None)
        with pytest.raises(NotFound):
            writes.revoke_feed(feed_id=feed.pk, by=cast.employee, at=now)
        writes.revoke_feed(feed_id=feed.pk, by=cast.marketer, at=now)
        assert get(client, new).status_code == 404
        assert get(client, reverse("meetings:feed", args=["made-up"])).status_code == 404


class TestWhoSeesWhat:
    def test_shows_what_its_owner_may_see_now_and_nothing_once_they_left_or_were_erased(
        self, cast, now, meeting, client
    ):
        url = address(cast.marketer, now)
        assert len(events(client, url)) == 1
        writes.uninvite(meeting_id=meeting.pk, person_id=cast.marketer.pk, by=cast.delivery_lead, at=now)
        assert events(client, url) == []
        people.leave(person_id=cast.marketer.pk, left_date=now.date(), by=cast.administrator, at=now)
        assert get(client, url).status_code == 404
        people.erase_person(person_id=cast.marketer.pk, by=cast.administrator, at=now)
        assert not FeedToken.objects.filter(person=cast.marketer).exists()

    def test_shows_of_a_department_only_what_the_one_who_made_it_may_see(self, cast, now, meeting, client):
        mine = address(cast.department_head, now, department_id=cast.marketing.pk)
        assert events(client, mine) == []  # the marketer takes part, the head of marketing was not asked
        office = address(cast.office, now, department_id=cast.board.pk)
        assert len(events(client, office)) == 1  # with the departments below
        other = address(cast.office, now, department_id=cast.finance.pk)
        assert events(client, other) == []
        with pytest.raises(NotFound):
            writes.make_feed(department_id=404, by=cast.office, at=now)

    def test_is_made_renewed_and_ended_on_its_page_and_shown_once(self, cast, client_of, client):
        own = client_of(cast.marketer)
        page = own.post(reverse("meetings:calendar"), {"what": "own"})
        made = page.context["made"]
        assert made in page.content.decode()
        assert get(client, made).status_code == 200
        again = own.get(reverse("meetings:calendar")).content.decode()
        assert made not in again
        (feed,) = reads.feed_lines(viewer=cast.marketer)
        assert own.post(reverse("meetings:feed_ending", args=[feed.id])).status_code == 302
        assert get(client, made).status_code == 404
        assert own.post(reverse("meetings:calendar"), {"what": "series:404"}).status_code == 422
        assert Meeting.objects.count() == 0
