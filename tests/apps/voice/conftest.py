"""Whom one asks and how: forms as a browser sends them, and gates that have counted nobody yet."""

from __future__ import annotations

import secrets
import time
from datetime import UTC, datetime
from functools import partial

import pytest
from django.core import signing

from accord.apps.voice import forms, writes
from accord.apps.voice.pages import asking
from accord.apps.voice.rules.limits import KEYS_TRIED, Gate

AT = datetime(2026, 6, 3, 12, tzinfo=UTC)  # a Wednesday
NIGHT = datetime(2026, 6, 4, 3, tzinfo=UTC)


@pytest.fixture(autouse=True)
def open_gates(monkeypatch):
    """Let every test begin with an hour of its own."""
    monkeypatch.setattr(asking, "ASKED", Gate())
    monkeypatch.setattr(asking, "TRIED", Gate(from_one=KEYS_TRIED))


def stamp(seconds: float = 20) -> str:
    """A form that was shown so many seconds ago."""
    return signing.dumps([secrets.token_hex(16), time.time() - seconds], salt=forms.SALT)


def typed(leader, text="What happens to the people who sort the mail today?", **other):
    return {"text": text, "leader": str(leader.pk), "name": "without", "stamp": stamp(), **other}


def drop(leader, text="What happens to my team?", at=AT, **other):
    """Put a question in without a name; gives its key."""
    return writes.ask_without_name(
        text=text, leader_id=leader.pk, nonce=secrets.token_hex(8), by=None, at=at, **other
    )  # fmt: skip


@pytest.fixture
def asked(cast):
    """A question of the employee to the CIO, in his own name."""
    return writes.ask(text="Who looks at what the bot writes?", leader_id=cast.cio.pk, by=cast.employee, at=AT)


@pytest.fixture
def answered(asked, cast):
    return writes.answer_question(
        question=asked, answer="Two people read every letter before it goes out.", theme="tools", by=cast.cio, at=NIGHT
    )


@pytest.fixture
def json_of(client_of):
    def client(person):
        own = client_of(person)
        return {name: partial(getattr(own, name), content_type="application/json")
                for name in ("post", "put", "delete")} | {"get": own.get}  # fmt: skip

    return client
