"""From notices to mail at a real mail server: once, in time, as its reader, and what comes back."""

from __future__ import annotations

import re
from datetime import date, datetime, timedelta
from urllib.parse import urlsplit

import pytest
from django.db.models import F

from accord.apps.notices import writes
from accord.apps.notices.models import KindPreference, Letter, Mailbox, Notice, Preference
from accord.apps.notices.rules import Wishes
from accord.apps.people.models import Person
from accord.apps.trail.models import Entry
from accord.apps.ui.rules import Ref
from accord.apps.ui.sockets import TurnItem
from tests.apps.notices.conftest import KIND, TUESDAY, Burns, text_of

pytestmark = [pytest.mark.django_db, pytest.mark.one_database]
HOUR, DAY = timedelta(hours=1), timedelta(days=1)
EIGHT = TUESDAY.replace(hour=8, minute=0) + DAY  # Wednesday, when summaries go out


def tell(at):
    """Do what the worker does every minute; returns how many mails went."""
    writes.gather(by=None, at=at)
    writes.compose(by=None, at=at)
    return writes.send(by=None, at=at)


def burn(garden, tree, *people, at=TUESDAY):
    from django.db import transaction

    from accord.apps.trail import writes as trail

    garden.told[tree] = tuple(person.pk for person in people)
    with transaction.atomic():
        trail.record(Burns(subject=Ref(KIND, tree)), by=None, at=at)


class TestSummary:
    def test_waits_for_the_morning_and_comes_once(self, garden, cast, post):
        garden.happen(1, cast.cio)
        garden.happen(1, cast.cio)
        garden.happen(2, cast.cio, cast.cfo)
        assert [tell(TUESDAY + n * HOUR) for n in (0, 1, 9)] == [0, 0, 0]
        assert tell(EIGHT) == 2
        assert tell(EIGHT + HOUR) == 0
        [letter] = post.to(cast.cio)
        plain, html = text_of(letter), text_of(letter, "html")
        assert letter["Subject"] == "Accord: 2 things to know"
        assert plain.count("* Tree 1 was watered <again>\n  https://accord.example.org/trees/1/") == 1
        assert html.count("Tree 1 was watered &lt;again&gt;") == 1
        assert set(re.findall(r"https://\S+/links/[^\s\"]+", html)) == set(re.findall(r"https://\S+/links/\S+", plain))
        assert not Notice.objects.exclude(state="letter").exists()

    def test_shows_whose_turn_it_is_with_a_button(self, garden, cast, post, client_of):
        item = TurnItem(
            Ref(KIND, 5), "Prune", "The old tree", "/trees/5/", due=date(2026, 3, 11), linked="garden.prune"
        )
        garden.due[cast.cio.pk] = [item]
        garden.happen(1, cast.cio)
        tell(TUESDAY)
        tell(EIGHT)
        [letter] = post.to(cast.cio)
        plain = text_of(letter)
        assert letter["Subject"] == "Accord: 1 thing to know and 1 is your turn"
        assert "* Prune: The old tree (due 11 Mar 2026)" in plain
        link = re.search(r"Prune it: (\S+)\n", plain.partition("Your turn")[2])[1]
        assert client_of(None).get(urlsplit(link).path).status_code in {200, 409}

    def test_comes_for_what_is_pressing_alone_but_only_to_people_who_use_accord(self, garden, cast, post):
        item = TurnItem(Ref(KIND, 5), "Prune", "The old tree", "/trees/5/", due=date(2026, 3, 12))
        garden.due |= {cast.cio.pk: [item], cast.cfo.pk: [item]}
        Person.objects.filter(pk=cast.cio.pk).update(last_login=TUESDAY)
        assert [tell(at) for at in (TUESDAY, EIGHT, EIGHT + DAY, EIGHT + 5 * DAY)] == [0, 1, 1, 0]
        assert {one["To"] for one in post.letters} == {cast.cio.email}

    def test_comes_weekly_or_never(self, garden, cast, post):
        writes.set_wishes(wishes=Wishes(digest="weekly", weekday=3, hour=15), by=cast.cio, at=TUESDAY)
        writes.set_wishes(wishes=Wishes(digest="never"), by=cast.cfo, at=TUESDAY)
        garden.happen(1, cast.cio, cast.cfo)
        moments = [TUESDAY + hours * HOUR for hours in range(0, 24 * 8, 3)]
        went = [at for at in moments if tell(at)]
        assert went == [datetime(2026, 3, 12, 15, 30, tzinfo=TUESDAY.tzinfo)]
        assert [one["To"] for one in post.letters] == [cast.cio.email]
        assert Notice.objects.get(person=cast.cfo).state == "buffered", "it can still be read in Accord"

    def test_leaves_out_what_was_read_or_switched_off_meanwhile(self, garden, cast, post):
        garden.happen(1, cast.cio, cast.cfo)
        tell(TUESDAY)
        writes.mark_read(by=cast.cio, at=TUESDAY)
        writes.set_mode(kind="garden.watered", mode="off", by=cast.cfo, at=TUESDAY)
        assert tell(EIGHT) == 0


class TestAtOnce:
    def test_goes_at_once_outside_quiet_hours_in_a_thread_of_its_record(self, garden, cast, post):
        burn(garden, 1, cast.cio)
        assert tell(TUESDAY) == 1
        burn(garden, 1, cast.cio, at=TUESDAY + HOUR)
        burn(garden, 2, cast.cio, at=TUESDAY + HOUR)
        assert tell(TUESDAY + HOUR) == 2
        burn(garden, 1, cast.cio, at=TUESDAY + 12 * HOUR)
        assert tell(TUESDAY + 12 * HOUR) == 0, "half past nine in the evening"
        assert tell(TUESDAY + 22 * HOUR) == 1
        first, second, other, third = post.letters
        assert first["Subject"] == second["Subject"] == "Accord: Tree 1"
        assert first["References"] == second["References"] == third["In-Reply-To"] != other["References"]
        assert len({one["Message-ID"] for one in post.letters}) == 4

    def test_waits_over_the_weekend(self, garden, cast, post):
        saturday = TUESDAY + 4 * DAY
        burn(garden, 1, cast.cio, at=saturday)
        moments = [saturday + hours * HOUR for hours in range(0, 72, 2)]
        assert [at for at in moments if tell(at)] == [datetime(2026, 3, 16, 7, 30, tzinfo=TUESDAY.tzinfo)]

    def test_can_be_ended_by_one_click_of_a_mail_program(self, garden, cast, post, client_of):
        from django.test import Client

        burn(garden, 1, cast.cio)
        tell(TUESDAY)
        [letter] = post.letters
        path = urlsplit(letter["List-Unsubscribe"].strip().strip("<>")).path
        assert letter["List-Unsubscribe-Post"] == "List-Unsubscribe=One-Click"
        strict = Client(enforce_csrf_checks=True)
        assert strict.get(path).status_code == 200
        assert not KindPreference.objects.exists(), "a scanner opened it"
        assert strict.post(path, {"List-Unsubscribe": "One-Click"}).status_code == 200
        assert KindPreference.objects.get().mode == "off"
        burn(garden, 2, cast.cio, at=TUESDAY + HOUR)
        assert tell(TUESDAY + HOUR) == 0
        assert strict.post(path[:-3] + "x/").status_code == 404


class TestPrivacy:
    def test_no_mail_shows_what_its_reader_may_not_see(self, garden, cast, post):
        garden.happen(1, cast.cio, cast.cfo)
        garden.happen(2, cast.cio, cast.cfo)
        tell(TUESDAY)
        garden.hidden.add((cast.cio.pk, 1))
        garden.over.add(2)
        assert tell(EIGHT) == 1
        [letter] = post.letters
        assert letter["To"] == cast.cfo.email
        assert "Tree 2" not in text_of(letter) + text_of(letter, "html")
        assert Notice.objects.filter(person=cast.cio, state="dropped").count() == 2

    def test_asks_again_when_it_sends(self, garden, cast, post):
        garden.happen(1, cast.cio)
        writes.gather(by=None, at=TUESDAY)
        assert writes.compose(by=None, at=EIGHT) == 1
        garden.hidden.add((cast.cio.pk, 1))
        assert writes.send(by=None, at=EIGHT) == 0
        assert Letter.objects.get().state == "empty"
        assert not post.letters

    def test_stores_no_words(self, garden, cast, post):
        garden.happen(1, cast.cio)
        tell(TUESDAY)
        tell(EIGHT)
        for model in (Notice, Letter, Mailbox, Entry):
            assert "watered <" not in str(list(model.objects.values()))
            assert "/links/" not in str(list(model.objects.values()))


class TestSending:
    def test_does_nothing_without_a_mail_server(self, garden, cast, post, settings):
        settings.ACCORD_MAIL = False
        garden.happen(1, cast.cio)
        assert [tell(TUESDAY), tell(EIGHT)] == [0, 0]
        assert Notice.objects.get().state == "buffered"

    def test_sends_again_under_the_same_name_with_the_same_links_after_a_crash(self, garden, cast, post):
        garden.happen(1, cast.cio)
        tell(TUESDAY)
        tell(EIGHT)
        Letter.objects.update(state="sending", claimed_at=EIGHT, sent_at=None)  # killed before it was marked
        assert writes.send(by=None, at=EIGHT + timedelta(minutes=4)) == 0
        assert writes.send(by=None, at=EIGHT + timedelta(minutes=6)) == 1
        first, second = post.letters
        assert first["Message-ID"] == second["Message-ID"]
        assert text_of(first) == text_of(second)

    def test_waits_for_a_server_that_is_busy_or_away(self, garden, cast, post, settings):
        garden.happen(1, cast.cio)
        tell(TUESDAY)
        post.is_busy = True
        assert tell(EIGHT) == 0
        port, settings.EMAIL_PORT = settings.EMAIL_PORT, 1
        with pytest.raises(OSError):
            writes.send(by=None, at=EIGHT + HOUR)
        settings.EMAIL_PORT, post.is_busy = port, False
        assert writes.send(by=None, at=EIGHT + HOUR) == 1
        assert not Mailbox.objects.filter(refusals__gt=0).exists()

    def test_says_nothing_to_people_who_left(self, garden, cast, post):
        garden.happen(1, cast.cio)
        writes.gather(by=None, at=TUESDAY)
        writes.compose(by=None, at=EIGHT)
        Person.objects.filter(pk=cast.cio.pk).update(is_active=False)
        assert writes.send(by=None, at=EIGHT) == 0

    def test_one_that_cannot_be_said_keeps_nobody_else_from_their_mail(self, garden, cast, post, monkeypatch):
        garden.happen(1, cast.cio, cast.cfo)
        tell(TUESDAY)
        writes.compose(by=None, at=EIGHT)
        Letter.objects.filter(person=cast.cio).update(next_at=F("next_at") - HOUR)
        plain = garden.sees
        monkeypatch.setattr(
            garden, "sees", lambda viewer, tree: 1 / 0 if viewer.pk == cast.cio.pk else plain(viewer, tree)
        )
        assert writes.send(by=None, at=EIGHT) == 1
        assert [one["To"] for one in post.letters] == [cast.cfo.email]
        assert Letter.objects.get(person=cast.cio).state == "waiting"


def bounce(message_id, *, action="failed", status="5.1.1", headers_only=False):
    kind = "text/rfc822-headers" if headers_only else "message/rfc822"
    return (
        "From: MAILER-DAEMON@example.org\r\nTo: accord@example.org\r\nSubject: Undelivered\r\nMIME-Version: 1.0\r\n"
        'Content-Type: multipart/report; report-type=delivery-status; boundary="b"\r\n\r\n'
        "--b\r\nContent-Type: text/plain\r\n\r\nSorry.\r\n"
        "--b\r\nContent-Type: message/delivery-status\r\n\r\nReporting-MTA: dns; mx.example.org\r\n\r\n"
        f"Final-Recipient: rfc822; gone@example.org\r\nAction: {action}\r\nStatus: {status}\r\n"
        "Diagnostic-Code: smtp; 550 No such user\r\n\r\n"
        f"--b\r\nContent-Type: {kind}\r\n\r\nFrom: accord@example.org\r\nMessage-ID: {message_id}\r\nSubject: x\r\n\r\n"
        "--b--\r\n"
    ).encode()


class TestBouncing:
    def test_stops_after_the_second_refusal_and_tries_again_when_asked(self, garden, cast, post):
        post.unknown = {cast.cio.email}
        for number in range(4):
            at = TUESDAY + number * HOUR
            burn(garden, number + 1, cast.cio, at=at)
            assert tell(at) == 0
        box = Mailbox.objects.get(person=cast.cio)
        assert (box.refusals, box.answer) == (2, "550 5.1.1")
        assert Letter.objects.count() == 2
        assert [entry.subject.id for entry in Entry.objects.filter(code="notices.mail.refused")] == [cast.cio.pk]
        post.unknown = set()
        writes.try_again(person_id=cast.cio.pk, by=cast.office, at=TUESDAY + 5 * HOUR)
        assert tell(TUESDAY + 5 * HOUR) == 4
        assert len(post.to(cast.cio)) == 4

    def test_another_address_starts_anew(self, garden, cast, post):
        writes.note_refusal(person=cast.cio, answer="550", by=None, at=TUESDAY)
        writes.note_refusal(person=cast.cio, answer="550", by=None, at=TUESDAY)
        Person.objects.filter(pk=cast.cio.pk).update(email="new@example.org")
        burn(garden, 1, cast.cio)
        assert tell(TUESDAY) == 1

    def test_reads_what_came_back_later(self, garden, cast, post):
        burn(garden, 1, cast.cio)
        burn(garden, 2, cast.cio)
        tell(TUESDAY)
        first, second = (one["Message-ID"] for one in post.letters)

        def take(data):
            return writes.take_bounces(data=data, by=None, at=TUESDAY + HOUR)

        assert take(bounce(first)) == 1
        assert take(bounce(first)) == 0, "the same one again"
        assert take(bounce(second, action="delayed", status="4.4.7")) == 0
        assert take(bounce(second, action="relayed", status="2.0.0")) == 0
        assert take(bounce("<made-up@example.org>")) == 0
        assert take(b"Subject: Out of office\r\n\r\nI am away. " + first.encode()) == 0
        assert Mailbox.objects.get(person=cast.cio).refusals == 1
        assert take(bounce(second, headers_only=True)) == 1
        assert Mailbox.objects.get(person=cast.cio).refusals == 2


def test_erasing_a_person_takes_all_of_it(garden, cast, post):
    from accord.apps.people import writes as people

    burn(garden, 1, cast.employee)
    writes.follow(ref=Ref(KIND, 1), by=cast.employee, at=TUESDAY)
    writes.set_wishes(wishes=Wishes(), by=cast.employee, at=TUESDAY)
    writes.set_mode(kind="garden.burns", mode="digest", by=cast.employee, at=TUESDAY)
    tell(EIGHT)
    writes.note_refusal(person=cast.employee, answer="550", by=None, at=EIGHT)
    people.erase_person(person_id=cast.employee.pk, by=cast.administrator, at=EIGHT)
    for model in (Notice, Letter, Preference, KindPreference, Mailbox):
        assert not model.objects.filter(person=cast.employee).exists(), model
