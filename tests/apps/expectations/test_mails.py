"""Mail as it arrives at a real mail server on this machine: asking, reminding, codes, revealing; never an answer."""

from __future__ import annotations

import email
import email.policy
import re
import socket
import threading
from collections.abc import Iterator
from datetime import timedelta
from email.message import EmailMessage
from typing import Any

import pytest
from aiosmtpd.controller import Controller
from django.utils import timezone

from accord.apps.expectations import reads, writes
from accord.apps.expectations.models import Asked, Round
from accord.apps.jobs.models import Job
from accord.cli.worker import work
from accord.site.mail import mail
from tests.apps.expectations.conftest import answer_of
from tests.apps.expectations.planted import AMOUNTS, NOTE, WORD, as_json, leaks
from tests.cast import build

pytestmark = pytest.mark.django_db(transaction=True)


class Post:
    """Keeps what arrives, and refuses addresses that do not exist."""

    def __init__(self) -> None:
        self.letters: list[EmailMessage] = []
        self.unknown: set[str] = set()

    async def handle_RCPT(self, server: Any, session: Any, envelope: Any, address: str, options: Any) -> str:
        if address in self.unknown:
            return "550 No such person"
        envelope.rcpt_tos.append(address)
        return "250 OK"

    async def handle_DATA(self, server: Any, session: Any, envelope: Any) -> str:
        self.letters.append(email.message_from_bytes(envelope.content, policy=email.policy.default))  # type: ignore[arg-type]
        return "250 OK"

    def taken(self) -> dict[str, str]:
        """Give the letters since last time: subject and text by address."""
        letters = {str(one["To"]): f"{one['Subject']}\n{one.get_content()}" for one in self.letters}
        assert len(letters) == len(self.letters), "somebody got two"
        self.letters.clear()
        return letters


@pytest.fixture
def post(settings: Any) -> Iterator[Post]:
    """A mail server, and the settings that lead to it."""
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port = probe.getsockname()[1]
    there = Post()
    server = Controller(there, hostname="127.0.0.1", port=port)
    server.start()
    for name, value in mail(f"smtp://127.0.0.1:{port}", "accord@example.org").items():
        setattr(settings, name, value)
    settings.ACCORD_MAIL = True
    settings.ACCORD_PUBLIC_URL = "https://accord.example.org"
    yield there
    server.stop()


def carried_out() -> None:
    """Let the worker do everything that is waiting."""
    work(once=True, pause=0, stop=threading.Event())


@pytest.fixture
def asked(post: Post) -> Any:
    """The cast, and a round about the portfolio in which three people are asked."""
    cast = build()
    now = timezone.now()
    writes.open_round(
        about_kind="organisation", deadline_at=now + timedelta(days=7), currency="EUR", note=NOTE, by=cast.office, at=now,
        asked=[(cast.ceo.pk, "business"), (cast.cio.pk, "it"), (cast.cfo.pk, "finance")],
    )  # fmt: skip
    return cast


def answer_all(cast: Any, client_of: Any) -> None:
    for number, person in enumerate((cast.ceo, cast.cio, cast.cfo)):
        body = as_json(4 * number)
        if person == cast.cfo:
            for part in body.values():
                part.pop("guess")
        sent = client_of(person).post(f"/api/v1/rounds/{Round.objects.get().pk}/answer", body, "application/json")
        assert sent.status_code == 201, sent.content


class TestAsking:
    def test_reaches_everybody_with_a_link_of_their_own(self, asked, post):
        carried_out()
        letters = post.taken()
        assert set(letters) == {asked.ceo.email, asked.cio.email, asked.cfo.email}
        links = {place: re.findall(r"https://\S+", text) for place, text in letters.items()}
        assert len({link for found in links.values() for link in found}) == 3
        for place in Asked.objects.select_related("person"):
            token = links[place.person.email][0].partition("/expectations/link/")[2].strip("/")
            assert reads.asked_by_link(token=token) == place
        assert all(NOTE in text and "The whole AI portfolio" in text for text in letters.values())

    def test_reaches_the_others_when_one_address_is_gone(self, asked, post):
        post.unknown = {asked.cio.email}
        carried_out()
        assert set(post.taken()) == {asked.ceo.email, asked.cfo.email}
        assert Job.objects.get(kind="expectations.mail").result == {"mailed": 2}

    def test_waits_for_a_server_that_is_away(self, asked, post, settings):
        settings.EMAIL_PORT = 1
        carried_out()
        job = Job.objects.get(kind="expectations.mail")
        assert (job.state, job.attempts) == ("queued", 1)

    def test_is_left_out_without_a_server(self, asked, post, settings):
        settings.ACCORD_MAIL = False
        carried_out()
        assert post.taken() == {}

    def test_keeps_a_title_of_several_lines_on_one(self, post):
        cast = build()
        from accord.apps.initiatives import writes as initiatives

        now = timezone.now()
        made = initiatives.add_initiative(title="Two\nlines", department_id=cast.it.pk, by=cast.office, at=now)
        writes.open_round(
            about_kind="initiatives.initiative", about_id=made.pk, deadline_at=now + timedelta(days=7), currency="EUR",
            asked=[(cast.ceo.pk, "business"), (cast.cio.pk, "it")], by=cast.office, at=now,
        )  # fmt: skip
        carried_out()
        assert all(text.startswith("Accord: What do you expect of Two lines?") for text in post.taken().values())


class TestReminding:
    def test_reaches_who_has_not_answered(self, asked, post, client_of):
        carried_out()
        post.taken()
        here = f"/api/v1/rounds/{Round.objects.get().pk}"
        client_of(asked.ceo).post(f"{here}/answer", as_json(0), "application/json")
        later = Round.objects.get().opened_at + timedelta(days=5)
        due = writes.remind_due(by=None, at=later)
        from accord.apps.expectations.jobs import mail as send

        assert send(due, "reminder", at=later) == 2
        letters = post.taken()
        assert set(letters) == {asked.cio.email, asked.cfo.email}
        assert all("still missing" in text and leaks(text) == [] for text in letters.values())

    def test_comes_at_the_word_of_who_asked(self, asked, post, client_of):
        carried_out()
        post.taken()
        assert client_of(asked.office).post(f"/expectations/{Round.objects.get().pk}/reminder/").status_code == 302
        carried_out()
        assert len(post.taken()) == 3

    def test_asks_whoever_is_added_later_and_nobody_twice(self, asked, post, client_of):
        carried_out()
        post.taken()
        here = f"/expectations/{Round.objects.get().pk}/people/"
        page = client_of(asked.office).post(here, {"person": asked.marketer.email, "side": "business"})
        if page.status_code != 302:
            body = {"person_id": asked.marketer.pk, "side": "business"}
            client_of(asked.office).post(f"/api/v1/rounds/{Round.objects.get().pk}/people", body, "application/json")
        carried_out()
        assert set(post.taken()) == {asked.marketer.email}


class TestCodes:
    def test_reach_the_owner_of_a_link_alone_and_open_it(self, asked, post, client_of):
        carried_out()
        post.taken()
        place = Asked.objects.get(person=asked.ceo)
        link = f"/expectations/link/{reads.link_token(asked_id=place.pk)}/"
        stranger = client_of(None)
        assert stranger.post(f"{link}code/").status_code == 302
        [(address, text)] = post.taken().items()
        assert address == asked.ceo.email
        code = re.search(r"\b(\d{6})\b", text)
        assert code
        assert stranger.post(f"{link}code/", {"code": "000000" if code[1] != "000000" else "1"}).status_code == 422
        opened = stranger.post(f"{link}code/", {"code": code[1]}, follow=True)
        assert opened.status_code == 200
        assert "The whole AI portfolio" in opened.content.decode()
        assert client_of(None).get(f"{link}answer/").status_code == 302

    def test_never_open_what_was_answered_before(self, asked, post, client_of):
        client_of(asked.ceo).post(f"/api/v1/rounds/{Round.objects.get().pk}/answer", as_json(0), "application/json")
        place = Asked.objects.get(person=asked.ceo)
        link = f"/expectations/link/{reads.link_token(asked_id=place.pk)}/"
        stranger = client_of(None)
        stranger.post(f"{link}code/")
        code = re.search(r"\b(\d{6})\b", next(iter(post.taken().values())))
        assert code
        opened = stranger.post(f"{link}code/", {"code": code[1]}, follow=True)
        for place_ in ("", "answer/", "receipt/"):
            assert leaks(stranger.get(f"{link}{place_}", follow=True).content.decode()) == []
        assert leaks(opened.content.decode()) == []


class TestRevealing:
    def test_comes_with_the_last_answer_and_is_told_to_all_without_a_value(self, asked, post, client_of):
        carried_out()
        post.taken()
        answer_all(asked, client_of)
        carried_out()
        assert Round.objects.get().cause == "all_answered"
        letters = post.taken()
        assert set(letters) == {asked.ceo.email, asked.cio.email, asked.cfo.email}
        for text in letters.values():
            assert "Revealed" in text
            assert leaks(text) == []
            assert WORD not in text
            assert not [one for one in AMOUNTS if str(one) in text]

    def test_comes_with_the_deadline_by_the_worker_alone(self, post):
        cast = build()
        began = timezone.now() - timedelta(hours=3)
        round_ = writes.open_round(
            about_kind="organisation", deadline_at=began + timedelta(hours=2), currency="EUR", by=cast.office, at=began,
            asked=[(cast.ceo.pk, "business"), (cast.cio.pk, "it")],
        )  # fmt: skip
        place = Asked.objects.get(person=cast.ceo)
        writes.give_answer(asked=place, answer=answer_of(), by=cast.ceo, at=began + timedelta(hours=1))
        carried_out()
        round_.refresh_from_db()
        assert (round_.state, round_.cause) == ("revealed", "deadline")
        assert Job.objects.filter(kind="expectations.reveal", state="done").exists()
        letters = post.taken()
        assert set(letters) == {cast.ceo.email, cast.cio.email}
        assert all(text.startswith("Accord: Revealed") for text in letters.values())  # it is too late to ask
