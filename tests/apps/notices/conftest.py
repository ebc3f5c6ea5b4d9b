"""A small world to be told about: records that only some may see, a kind of notice, an action by link."""

from __future__ import annotations

import email
import email.policy
import socket
from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import UTC, datetime
from email.message import EmailMessage
from typing import Any, ClassVar

import pytest
from aiosmtpd.controller import Controller
from django.db import transaction

from accord.apps.notices.sockets import LinkedAction, NoticeKind, Said, Told, kinds, linked
from accord.apps.trail import writes as trail
from accord.apps.trail.events import Event
from accord.apps.ui.rules import Ref, Viewer, WrongState
from accord.apps.ui.sockets import Thing, TurnItem, TurnSource, things, turn
from accord.site.mail import mail

TUESDAY = datetime(2026, 3, 10, 9, 30, tzinfo=UTC)
KIND = "garden.tree"


class Watered(Event):
    """{actor} watered {subject}."""

    code: ClassVar[str] = "garden.tree.watered"


@dataclass
class Garden:
    """Trees: who is told about each, who may see it, what was done by link, what is whose turn."""

    told: dict[int, tuple[int, ...]] = field(default_factory=dict)
    hidden: set[tuple[int, int]] = field(default_factory=set)  # (person, tree)
    over: set[int] = field(default_factory=set)
    done: list[tuple[int, int, str]] = field(default_factory=list)
    due: dict[int, list[TurnItem]] = field(default_factory=dict)

    def happen(self, tree: int, *people: Any, by: Viewer | None = None, at: datetime = TUESDAY) -> int:
        """Let something happen to a tree that these people are told about; gives the id of its entry."""
        self.told[tree] = tuple(person.pk for person in people)
        with transaction.atomic():
            return trail.record(Watered(subject=Ref(KIND, tree)), by=by, at=at).pk

    def to(self, entries: Sequence[Any]) -> Iterable[Told]:
        return [Told(one.pk, person, one.subject) for one in entries for person in self.told.get(one.subject_id, ())]

    def sees(self, viewer: Viewer, tree: int) -> bool:
        return (viewer.pk, tree) not in self.hidden

    def say(self, viewer: Viewer, refs: Collection[Ref]) -> Mapping[Ref, Said]:
        return {
            ref: Said(f"Tree {ref.id} was watered <again>", f"/trees/{ref.id}/", ("garden.prune",))
            for ref in refs
            if self.sees(viewer, ref.id) and ref.id not in self.over
        }

    def lookup(self, viewer: Viewer, ids: Collection[int]) -> dict[int, tuple[str, str]]:
        return {pk: (f"Tree {pk}", f"/trees/{pk}/") for pk in ids if self.sees(viewer, pk)}

    def sentence(self, viewer: Viewer, ref: Ref) -> str | None:
        return None if ref.id in self.over or not self.sees(viewer, ref.id) else f"Prune tree {ref.id}?"

    def run(self, viewer: Viewer, ref: Ref, text: str, at: datetime) -> str:
        if text == "no":
            raise WrongState("Not today.")
        self.done.append((viewer.pk, ref.id, text))
        return f"Tree {ref.id} is pruned."


@pytest.fixture
def garden() -> Iterator[Garden]:
    """A garden plugged into the sockets."""
    there = Garden()
    thing = Thing(KIND, "Tree", there.lookup)
    kind = NoticeKind("garden.watered", "A tree was watered", ("garden.tree.",), there.to, there.say)
    urgent = NoticeKind("garden.burns", "A tree burns", ("garden.fire.",), there.to, there.say, at_once=True)
    action = LinkedAction("garden.prune", "Prune it", there.sentence, there.run, asks="Why?")
    source = TurnSource("garden", 1, lambda viewer, today: there.due.get(viewer.pk, []))
    things.plug(thing)
    kinds.plug(kind, urgent)
    linked.plug(action)
    turn.plug(source)
    yield there
    things.unplug(thing)
    kinds.unplug(kind)
    kinds.unplug(urgent)
    linked.unplug(action)
    turn.unplug(source)


class Burns(Event):
    """{subject} burns."""

    code: ClassVar[str] = "garden.fire.seen"


class Post:
    """A mail server: keeps what arrives, refuses addresses that do not exist, may be told to be busy."""

    def __init__(self) -> None:
        self.letters: list[EmailMessage] = []
        self.unknown: set[str] = set()
        self.is_busy = False
        self.port = 0

    async def handle_RCPT(self, server: Any, session: Any, envelope: Any, address: str, options: Any) -> str:
        if address in self.unknown:
            return "550 5.1.1 No such person"
        if self.is_busy:
            return "451 4.3.0 Try later"
        envelope.rcpt_tos.append(address)
        return "250 OK"

    async def handle_DATA(self, server: Any, session: Any, envelope: Any) -> str:
        letter = email.message_from_bytes(envelope.content, policy=email.policy.default)
        self.letters.append(letter)  # type: ignore[arg-type]
        return "250 OK"

    def to(self, person: Any) -> list[EmailMessage]:
        return [one for one in self.letters if one["To"] == person.email]


@pytest.fixture
def post(settings: Any) -> Iterator[Post]:
    """A mail server on this machine, and the settings that lead to it."""
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port = probe.getsockname()[1]
    there = Post()
    there.port = port
    server = Controller(there, hostname="127.0.0.1", port=port)
    server.start()
    for name, value in mail(f"smtp://127.0.0.1:{port}", "accord@example.org").items():
        setattr(settings, name, value)
    settings.ACCORD_MAIL = True
    settings.ACCORD_PUBLIC_URL = "https://accord.example.org"
    yield there
    server.stop()


def text_of(letter: EmailMessage, kind: str = "plain") -> str:
    """Give one of the two bodies of a letter."""
    part = letter.get_body((kind,))
    assert part is not None
    return str(part.get_content()).replace("\r\n", "\n")
