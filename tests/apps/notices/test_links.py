"""Signed links: whoever holds a good one does one thing once; all others are refused, and it is noted."""

from __future__ import annotations

import logging
from datetime import timedelta
from urllib.parse import urlsplit

import pytest
from django.core import signing
from django.utils import timezone

from accord.apps.notices import reads, writes
from accord.apps.notices.models import LinkUse
from accord.apps.people import writes as people
from accord.apps.trail.models import Entry
from accord.apps.ui.rules import NotFound, Ref, WrongState
from tests.apps.notices.conftest import KIND

pytestmark = [pytest.mark.django_db, pytest.mark.one_database]
TREE = Ref(KIND, 7)


def link_to(person, *, at=None, action="garden.prune", ref=TREE, **more):
    return urlsplit(writes.make_link(action=action, ref=ref, person_id=person.pk, at=at or timezone.now(), **more)).path


def token_of(path):
    return path.rstrip("/").rpartition("/")[2]


class TestOpening:
    def test_shows_what_it_does_and_changes_nothing(self, garden, cast, client_of):
        client, path = client_of(None), link_to(cast.employee)
        before = Entry.objects.count()
        for method in (client.get, client.head, client.options, client.get):
            answered = method(path)
            assert answered.status_code == 200
        assert "Prune tree 7?" in answered.content.decode()
        assert cast.employee.name in answered.content.decode()
        assert not garden.done
        assert not LinkUse.objects.exists()
        assert Entry.objects.count() == before
        assert answered.headers["Referrer-Policy"] == "no-referrer"
        assert "no-store" in answered.headers["Cache-Control"]
        assert "noindex" in answered.headers["X-Robots-Tag"]

    def test_says_when_there_is_nothing_left_to_do(self, garden, cast, client_of):
        garden.over.add(7)
        path = link_to(cast.employee)
        for method in (client_of(None).get, client_of(None).post):
            assert method(path).status_code == 409
        assert not garden.done


class TestPressing:
    def test_does_it_once_as_the_person_it_was_sent_to(self, garden, cast, client_of):
        path = link_to(cast.employee)
        answered = client_of(None).post(path, {"text": "too tall"})
        assert answered.status_code == 200
        assert "Tree 7 is pruned." in answered.content.decode()
        assert garden.done == [(cast.employee.pk, 7, "too tall")]
        again = client_of(None).post(path, {"text": "too tall"})
        assert again.status_code == 409
        assert "works only once" in again.content.decode()
        assert len(garden.done) == 1

    def test_takes_a_post_from_a_browser_that_checks_csrf(self, garden, cast):
        from django.test import Client

        client = Client(enforce_csrf_checks=True)
        assert client.post(link_to(cast.employee), {"text": ""}, headers={"Origin": "null"}).status_code == 200
        assert garden.done

    def test_leaves_the_link_good_when_it_is_refused(self, garden, cast, client_of):
        path = link_to(cast.employee)
        assert client_of(None).post(path, {"text": "no"}).status_code == 409
        assert client_of(None).post(path, {"text": "yes"}).status_code == 200

    def test_refuses_somebody_else_who_is_signed_in(self, garden, cast, client_of):
        assert client_of(cast.marketer).post(link_to(cast.employee)).status_code == 403
        assert not garden.done
        assert client_of(cast.employee).post(link_to(cast.employee)).status_code == 200


class TestRefusing:
    def attacks(self, person):
        good = token_of(link_to(person))
        body, _, mark = good.rpartition(".")
        held = signing.Signer(salt="accord.notices.link", sep=".").unsign_object(good)
        other_key = signing.Signer(key="another key", salt="accord.notices.link", sep=".")
        return {
            "cut": good[:-1],
            "no mark": body,
            "another mark": f"{body}.{mark[::-1]}",
            "another person": f"{signing.dumps({**held, 'p': 1}, salt='x').split(':')[0]}.{mark}",
            "another key": other_key.sign_object(held),
            "another purpose": signing.Signer(salt="accord.notices.stop", sep=".").sign_object(held),
            "another shape": signing.Signer(salt="accord.notices.link", sep=".").sign_object([1, 2]),
            "no record": signing.Signer(salt="accord.notices.link", sep=".").sign_object({**held, "r": "tree"}),
            "endless": "A" * 5_000,
            "signs": "%00%0a..%2f",
        }

    def test_refuses_what_was_not_made_here(self, garden, cast, client_of, caplog):
        caplog.set_level(logging.WARNING, "accord.notices")
        for name, token in self.attacks(cast.employee).items():
            caplog.clear()
            answered = client_of(None).post(f"/notices/links/{token}/")
            assert answered.status_code == 404, name
            assert caplog.records or "/" in token or "%2f" in token, name
            assert token not in caplog.text, name
        assert not garden.done

    def test_refuses_what_is_over_and_notes_it_on_the_trail(self, garden, cast, client_of, caplog):
        caplog.set_level(logging.WARNING, "accord.notices")
        now = timezone.now()
        path = link_to(cast.employee, at=now - timedelta(days=15))
        for _ in range(3):
            answered = client_of(None).get(path)
        assert answered.status_code == 409
        assert "too old" in answered.content.decode()
        noted = Entry.objects.filter(code="notices.link.refused")
        assert [entry.subject for entry in noted] == [Ref("people.person", cast.employee.pk)], "once a day"
        assert len(caplog.records) == 3
        assert token_of(path) not in caplog.text

    def test_lasts_to_the_second(self, garden, cast):
        at = timezone.now().replace(microsecond=0)
        token = token_of(link_to(cast.employee, at=at, lasts=timedelta(hours=1)))
        assert reads.opened(token=token, action="garden.prune", at=at + timedelta(seconds=3599)).ref == TREE
        with pytest.raises(WrongState):
            reads.opened(token=token, action="garden.prune", at=at + timedelta(seconds=3600))

    def test_refuses_another_action_than_it_was_made_for(self, garden, cast):
        with pytest.raises(NotFound):
            reads.opened(token=token_of(link_to(cast.employee)), action="garden.fell", at=timezone.now())

    def test_refuses_for_people_who_are_gone(self, garden, cast, client_of):
        left, erased = link_to(cast.employee), link_to(cast.marketer)
        now = timezone.now()
        people.leave(person_id=cast.employee.pk, left_date=now.date(), by=cast.administrator, at=now)
        people.erase_person(person_id=cast.marketer.pk, by=cast.administrator, at=now)
        for path in (left, erased):
            assert client_of(None).post(path).status_code == 409
        assert not garden.done

    def test_uses_a_link_only_once_however_it_is_used(self, garden, cast):
        now = timezone.now()
        found = reads.opened(token=token_of(link_to(cast.employee)), at=now)
        writes.use_link(opened=found, by=cast.employee, at=now)
        with pytest.raises(WrongState):
            writes.use_link(opened=found, by=cast.employee, at=now)
        with pytest.raises(WrongState):
            writes.use_link(opened=found, by=cast.marketer, at=now)


def test_the_same_letter_makes_the_same_link(cast):
    at = timezone.now()
    assert link_to(cast.employee, at=at, nonce="n") == link_to(cast.employee, at=at, nonce="n")
    assert link_to(cast.employee, at=at) != link_to(cast.employee, at=at)
