"""Reading what one was told, choosing how, whom mail does not reach; as a page, as a file, as JSON, at the command line."""

from __future__ import annotations

import mailbox
from datetime import timedelta

import pytest
from click.testing import CliRunner
from django.utils import timezone

from accord.apps.notices import reads, writes
from accord.apps.notices.models import Follow, Letter, Mailbox, Notice
from accord.apps.ui.rules import Ref
from accord.cli.main import main
from tests.apps.notices.conftest import KIND
from tests.apps.notices.test_mail import bounce

pytestmark = [pytest.mark.django_db, pytest.mark.one_database]


@pytest.fixture
def told(garden, cast):
    """Three notices for the CIO, one for the CFO."""
    now = timezone.now()
    for tree in (1, 2, 3):
        garden.happen(tree, cast.cio, *([cast.cfo] if tree == 1 else []), at=now - timedelta(minutes=10 - tree))
    writes.gather(by=None, at=now)
    return cast


def html(response):
    return response.content.decode()


class TestList:
    def test_shows_ones_own_newest_first_and_counts_the_unread_in_the_navigation(self, garden, told, client_of):
        garden.hidden.add((told.cio.pk, 2))
        page = html(client_of(told.cio).get("/notices/"))
        assert page.index("Tree 3 was watered") < page.index("Tree 1 was watered")
        assert "Tree 2 was" not in page
        assert "This is over, or no longer open to you." in page
        assert '<span class="count">3<' in page
        assert "Tree" not in html(client_of(told.chro).get("/notices/"))

    def test_marks_one_or_all_as_read_and_never_those_of_others(self, told, client_of):
        client, other = client_of(told.cio), Notice.objects.get(person=told.cfo)
        client.post("/notices/reading/", {"notice": str(other.pk)})
        client.post("/notices/reading/", {"notice": "x"})
        assert not Notice.objects.exclude(read_at=None).exists()
        client.post("/notices/reading/", {"notice": str(Notice.objects.filter(person=told.cio).first().pk)})
        assert reads.unread(viewer=told.cio) == 2
        assert html(client.get("/notices/?state=read")).count("<tr data-row>") == 1
        client.post("/notices/reading/", {"next": "https://elsewhere.example/"})
        assert reads.unread(viewer=told.cio) == 0
        assert reads.unread(viewer=told.cfo) == 1

    def test_goes_into_a_file(self, told, client_of):
        file = b"".join(client_of(told.cio).get("/notices/?format=csv").streaming_content).decode()
        assert file.count("was watered <again>") == 3

    def test_asks_the_same_however_many_there_are(self, garden, told, client_of, django_assert_max_num_queries):
        for tree in range(10, 60):
            garden.happen(tree, told.cio, at=timezone.now())
        writes.gather(by=None, at=timezone.now())
        client = client_of(told.cio)
        with django_assert_max_num_queries(8):
            client.get("/notices/")


class TestChoosing:
    GOOD = {"digest": "weekly", "hour": "9", "weekday": "2", "quiet_from": "", "quiet_to": "7"}

    def test_stores_when_and_what(self, garden, told, client_of):
        client = client_of(told.cio)
        assert client.post("/notices/settings/", self.GOOD).status_code == 302
        found = reads.wishes(viewer=told.cio)
        assert (found.digest, found.hour, found.weekday, found.quiet_from) == ("weekly", 9, 2, None)
        client.post("/notices/settings/kinds/", {"garden.watered": "off", "nothing": "off"})
        assert 'value="off" selected' in html(client.get("/notices/settings/"))

    def test_refuses_a_summary_in_quiet_hours(self, told, client_of):
        answered = client_of(told.cio).post("/notices/settings/", {**self.GOOD, "quiet_from": "8", "quiet_to": "12"})
        assert answered.status_code == 422
        assert "lies in your quiet hours" in html(answered)

    def test_follows_from_a_button_and_lists_what_is_followed(self, garden, told, client_of):
        client = client_of(told.cio)
        drawn = client.post(
            "/notices/following/", {"ref": f"{KIND}:1", "follow": "yes"}, headers={"HX-Request": "true"}
        )
        assert 'aria-pressed="true"' in html(drawn)
        assert "Tree 1" in html(client.get("/notices/settings/"))
        client.post("/notices/following/", {"ref": f"{KIND}:1", "follow": "no"})
        assert not Follow.objects.exists()
        assert client.post("/notices/following/", {"ref": "nonsense", "follow": "yes"}).status_code == 404


class TestReach:
    @pytest.fixture
    def lost(self, told):
        for _ in range(2):
            writes.note_refusal(person=told.cio, answer="550 5.1.1", by=None, at=timezone.now())
        return told

    def test_is_told_to_the_person_and_the_office_and_tried_again(self, lost, client_of):
        assert "Mail does not reach you" in html(client_of(lost.cio).get("/notices/"))
        assert client_of(lost.cfo).get("/notices/unreachable/").status_code == 403
        assert client_of(lost.cfo).post(f"/notices/unreachable/{lost.cio.pk}/").status_code == 403
        page = html(client_of(lost.office).get("/notices/unreachable/"))
        assert lost.cio.name in page
        assert "550 5.1.1" in page
        assert client_of(lost.cio).post(f"/notices/unreachable/{lost.cio.pk}/").status_code == 302
        assert Mailbox.objects.get().refusals == 0
        assert "Mail reaches everybody" in html(client_of(lost.office).get("/notices/unreachable/"))

    def test_reads_what_came_back_from_a_file_and_from_a_mail_server(self, told, tmp_path, monkeypatch):
        monkeypatch.setattr("accord.cli.django_ready.ready", lambda: None)
        now = timezone.now()
        for number in (1, 2):
            Letter.objects.create(
                person=told.cio, kind="digest", key=str(number), message_id=f"<{number}@example.org>", made_at=now,
                next_at=now, state="sent",
            )  # fmt: skip
        box = mailbox.mbox(str(tmp_path / "returned"))
        for data in (bounce("<1@example.org>"), b"Subject: hello\n\nhello\n", bounce("<9@example.org>")):
            box.add(data)
        box.flush()
        said = CliRunner().invoke(main, ["mail", "bounces", str(tmp_path / "returned")])
        assert said.output == "3 read, 1 of them say that a letter of ours did not arrive.\n", said
        said = CliRunner().invoke(main, ["mail", "bounces", "-"], input=bounce("<2@example.org>"))
        assert said.output.startswith("1 read, 1 of")
        assert Mailbox.objects.get().refusals == 2


def test_a_program_does_the_same(garden, told, client_of):
    def send(method, place, body=None):
        return getattr(client_of(told.cio), method)(f"/api/v1/{place}", body or {}, content_type="application/json")

    listed = client_of(told.cio).get("/api/v1/notices?state=unread&limit=2").json()
    assert (listed["count"], [one["sentence"] for one in listed["items"]]) == (
        3, ["Tree 3 was watered <again>", "Tree 2 was watered <again>"],
    )  # fmt: skip
    assert send("post", "notices/reading", {"ids": [listed["items"][0]["id"]]}).json() == {"read": 1}
    wishes = {"digest": "never", "quiet_from": None}
    assert send("put", "notices/wishes", wishes).json()["digest"] == "never"
    assert send("put", "notices/wishes", {"digest": "daily", "hour": 3, "quiet_from": 1}).status_code == 409
    modes = {
        one["code"]: one["mode"]
        for one in send("put", "notices/kinds", {"kind": "garden.watered", "mode": "off"}).json()
    }
    assert (modes["garden.watered"], modes["garden.burns"]) == ("off", "at_once")
    assert [one["title"] for one in send("put", "follows", {"kind": KIND, "id": 1}).json()] == ["Tree 1"]
    assert reads.follows(viewer=told.cio) == {Ref(KIND, 1)}
    assert send("delete", f"follows/{KIND}/1").json() == []
    assert client_of(told.cio).get("/api/v1/notices/unreachable").status_code == 403
    assert client_of(told.office).get("/api/v1/notices/unreachable").json() == []
