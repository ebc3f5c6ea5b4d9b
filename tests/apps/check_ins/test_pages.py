"""The pages of check-ins, the API, My turn, sections, notices and links: to each what they may see and do."""

from datetime import timedelta

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from accord.apps.check_ins import plugs, writes
from accord.apps.check_ins.models import CheckIn
from accord.apps.check_ins.plugs import telling
from accord.apps.notices import writes as notices
from accord.apps.trail.models import Entry
from accord.apps.ui.rules import Ref
from accord.apps.ui.sockets import search

pytestmark = pytest.mark.one_database
SIGNED = {"progress": "The first letters are read.", "problem": "", "chance": "", "status": "on_track", "drafted": ""}


@pytest.fixture
def now_open(cast, about):
    """A check-in opened some minutes ago, for pages that ask the clock."""
    now = timezone.now()
    series = writes.start_series(
        about=about, answerer_id=cast.delivery_lead.pk, acknowledger_id=cast.department_head.pk,
        by=cast.department_head, at=now - timedelta(days=8),
    )  # fmt: skip
    series.next_on = timezone.localdate(now) - timedelta(days=1)
    series.save()
    writes.open_due(by=None, at=now - timedelta(minutes=5))
    return CheckIn.objects.get()


@pytest.fixture
def now_signed(now_open, cast):
    said = {name: SIGNED[name] for name in ("progress", "problem", "chance", "status")}
    return writes.sign(check_in=now_open, **said, by=cast.delivery_lead, at=timezone.now())


class TestPages:
    def test_open_to_those_with_a_part_in_it_and_to_nobody_else(self, now_signed, cast, client_of):
        here = f"/check-ins/{now_signed.pk}/"
        series = f"/check-ins/series/{now_signed.series_id}/"
        for person in (cast.delivery_lead, cast.department_head, cast.cfo):
            for address in (
                here,
                series,
                "/check-ins/",
                "/check-ins/series/",
                "/check-ins/?status=on_track&format=csv",
            ):
                page = client_of(person).get(address)
                assert page.status_code == 200, address
                text = b"".join(page.streaming_content) if page.streaming else page.content
                assert b"Letter reader" in text, address
        for person in (cast.marketer, cast.employee):
            assert client_of(person).get(here).status_code == 404
            assert client_of(person).get(series).status_code == 404
            assert b"Letter reader" not in client_of(person).get("/check-ins/").content

    def test_list_teaches_when_it_is_empty_and_narrows_by_address(self, cast, client_of, now_signed):
        assert b"No check-ins yet" in client_of(cast.employee).get("/check-ins/").content
        found = client_of(cast.cio).get("/check-ins/?status=off_track").content
        assert b"No check-in matches" in found

    def test_sets_up_from_the_initiative(self, cast, client_of, initiative):
        lead = client_of(cast.delivery_lead)
        assert b"Nobody checks in on this yet" in lead.get(f"/initiatives/{initiative.pk}/").content
        address = f"/check-ins/series/new/?about=initiatives.initiative:{initiative.pk}"
        form = {"answerer": cast.delivery_lead.pk, "acknowledger": cast.cio.pk, "every": 1, "weekday": 0, "hour": 9,
                "remind_after": 2, "grace": 2}  # fmt: skip
        refused = lead.post(address, form)
        assert (refused.status_code, b"of the other side" in refused.content) == (422, True)
        made = lead.post(address, form | {"acknowledger": cast.department_head.pk}, follow=True)
        assert b"Check-ins on Letter reader" in made.content
        assert b"Every week, Monday at 9:00" in made.content
        assert client_of(cast.marketer).get(address).status_code == 404

    def test_hands_over_corrects_and_cancels(self, now_open, cast, client_of):
        lead, here = client_of(cast.delivery_lead), f"/check-ins/{now_open.pk}/"
        assert lead.get(f"{here}handing-over/").status_code == 200
        lead.post(f"{here}handing-over/", {"person": cast.cio.pk, "reason": "I am away"})
        cio = client_of(cast.cio)
        assert cio.post(f"{here}signing/", SIGNED).status_code == 302
        assert (
            cio.post(f"{here}correction/", {"text": "One is missing", "status": "caution", "sure": ""}).status_code
            == 302
        )
        assert b"One is missing" in client_of(cast.department_head).get(here).content
        assert client_of(cast.department_head).post(f"{here}cancellation/", {"reason": "x"}).status_code == 409


class TestMyTurn:
    def test_signs_where_it_stands_and_acknowledges_by_one_button(self, now_open, cast, client_of):
        today = timezone.localdate()
        item = plugs.to_sign(cast.delivery_lead, today)[0]
        lead = client_of(cast.delivery_lead)
        assert b"<form" in lead.get(item.form_url).content
        missing = lead.post(item.form_url, SIGNED | {"status": ""})
        assert (missing.status_code, b"Say how it stands" in missing.content) == (422, True)
        assert lead.post(item.form_url, SIGNED).status_code == 204
        assert plugs.to_sign(cast.delivery_lead, today) == []
        waiting = plugs.to_acknowledge(cast.department_head, today)[0]
        done = client_of(cast.department_head).post(waiting.action_url, {"next": "/"})
        assert (done.status_code, done["Location"]) == (302, "/")
        assert plugs.to_acknowledge(cast.department_head, today) == []

    def test_is_handed_over_with_a_reason(self, now_open, cast):
        plugs.hand_over(cast.delivery_lead, Ref("check_ins.check_in", now_open.pk), cast.cio.pk, "Away", timezone.now())
        assert [item.ref.id for item in plugs.to_sign(cast.cio, timezone.localdate())] == [now_open.pk]


class TestLinks:
    def link(self, action, check_in, person):
        ref = Ref("check_ins.check_in", check_in.pk)
        return notices.make_link(action=action, ref=ref, person_id=person.pk, at=timezone.now()).partition("/links/")[2]

    def test_shows_only_this_one_and_signs_once_when_pressed(self, now_open, cast, client_of):
        stranger = client_of(None)
        address = "/check-ins/by-link/" + self.link("check_ins.sign", now_open, cast.delivery_lead)
        before = Entry.objects.count()
        page = stranger.get(address)
        assert (page.status_code, page["Referrer-Policy"]) == (200, "no-referrer")
        assert b"Letter reader" in page.content
        assert b"/initiatives/" not in page.content
        assert (Entry.objects.count(), CheckIn.objects.get().state) == (before, "open")
        assert stranger.post(address, SIGNED | {"status": ""}).status_code == 422
        assert b"Signed. Thank you." in stranger.post(address, SIGNED).content
        assert CheckIn.objects.get().state == "signed"
        assert stranger.post(address, SIGNED).status_code == 409

    def test_acknowledges_with_one_line_back(self, now_signed, cast, client_of):
        address = "/check-ins/acknowledge-by-link/" + self.link(
            "check_ins.acknowledge", now_signed, cast.department_head
        )
        assert b"The first letters are read." in client_of(None).get(address).content
        client_of(None).post(address, {"reply": "Good.", "wants_talk": "on"})
        now = CheckIn.objects.get()
        assert (now.state, now.reply, now.wants_talk) == ("acknowledged", "Good.", True)

    def test_refuses_what_is_forged_for_another_action_or_in_other_hands(self, now_open, cast, client_of):
        token = self.link("check_ins.sign", now_open, cast.delivery_lead)
        assert client_of(None).get("/check-ins/by-link/x" + token).status_code == 404
        assert client_of(None).get("/check-ins/acknowledge-by-link/" + token).status_code == 404
        assert client_of(cast.cio).get("/check-ins/by-link/" + token).status_code == 403


class TestNotices:
    def test_tells_whose_turn_it_is_and_only_while_it_matters(self, now_open, cast):
        ref = Ref("check_ins.check_in", now_open.pk)
        asked = Entry.objects.filter(code="check_ins.check_in.opened")
        assert [one.person_id for one in telling._whose_turn(list(asked))] == [cast.delivery_lead.pk]
        say = telling._said(telling._to_sign_or_acknowledge)
        assert say(cast.delivery_lead, [ref])[ref].actions == ("check_ins.sign",)
        assert say(cast.marketer, [ref]) == {}
        writes.sign(check_in=now_open, progress="Done.", problem="", chance="", status="caution", by=cast.delivery_lead,
                    at=timezone.now())  # fmt: skip
        assert say(cast.delivery_lead, [ref]) == {}
        told = telling._said(telling._signed)(cast.department_head, [ref])[ref]
        assert (told.sentence, told.actions) == ("Letter reader: caution, says Lena Ship.", ("check_ins.acknowledge",))


class TestOthers:
    def test_is_found_by_its_words(self, now_signed, cast):
        source = next(one for one in search if one.kind == "check_ins.check_in")
        assert [hit[0] for hit in source.find(cast.cio, "letters read", 5)] == [f"check_ins.check_in:{now_signed.pk}"]
        assert source.find(cast.marketer, "letters read", 5) == []

    def test_api_does_what_the_pages_do(self, now_open, cast, json_of):
        lead, head = json_of(cast.delivery_lead), json_of(cast.department_head)
        here = f"/api/v1/check-ins/{now_open.pk}"
        assert lead["get"](f"{here}/draft").json()["suggested"] == ""
        assert head["get"](f"{here}/draft").status_code == 403
        assert lead["put"](f"{here}/signature", {"status": "caution"}).status_code == 409
        signed = lead["put"](f"{here}/signature", {"status": "caution", "problem": "No data", "confidence_share": 0.7})
        assert (signed.status_code, signed.json()["state"]) == (200, "signed")
        assert head["put"](f"{here}/acknowledgement", {"reply": "Thanks"}).json()["reply"] == "Thanks"
        assert head["get"]("/api/v1/check-ins?status=caution").json()["count"] == 1
        assert head["get"]("/api/v1/check-in-series").json()["items"][0]["every"] == 1
        corrected = lead["post"](f"{here}/corrections", {"text": "All there", "status": "on_track"})
        assert (corrected.status_code, corrected.json()["signed_status"]) == (201, "caution")
        assert json_of(cast.marketer)["get"](here).status_code == 404


def test_the_list_costs_the_same_queries_however_long_it_is(now_signed, cast, client_of, django_assert_num_queries):
    client = client_of(cast.cio)
    client.get("/check-ins/")
    with CaptureQueriesContext(connection) as few:
        client.get("/check-ins/")
    for back in range(1, 21):
        day = now_signed.planned_on - timedelta(weeks=back)
        CheckIn.objects.create(
            series=now_signed.series, planned_on=day, answerer=cast.cio, acknowledger=cast.cfo, answer_side="it",
            acknowledge_side="business", opened_at=now_signed.opened_at, asked_at=now_signed.asked_at, state="missed",
        )  # fmt: skip
    with django_assert_num_queries(len(few)):
        assert client.get("/check-ins/").content.count(b"Letter reader") > 20
