"""Passwords of the characters: made afresh for each home, kept in a file that only its owner can read."""

from __future__ import annotations

import os
import secrets
from dataclasses import astuple, dataclass
from pathlib import Path

from django.db import transaction
from django.utils import timezone

from accord.apps.people import writes
from accord.apps.people.models import Person
from accord.apps.people.rules import ROLE_LABELS
from accord.site.sample.arriving import address
from accord.site.sample.story import CHARACTERS

FILE = "demo-sign-ins.txt"
SIGNS = "abcdefghjkmnpqrstuvwxyz23456789"  # none that looks like another
GROUPS, GROUP = 3, 5
HEADING = "# Sign-ins of the sample organisation: role, name, title, mail address, password"


@dataclass(frozen=True)
class SignIn:
    """Who signs in with what."""

    role: str
    name: str
    title: str
    email: str
    password: str


def sign_ins(home: Path) -> list[SignIn]:
    """Give the sign-ins of the characters, from the home's file or made now."""
    return _kept(home / FILE) or _made(home / FILE)


def _kept(path: Path) -> list[SignIn]:
    """Read the file; empty when it is missing or does not hold every character."""
    try:
        lines = path.read_text("utf-8").splitlines()
    except FileNotFoundError:
        return []
    found = [SignIn(*parts) for line in lines if len(parts := line.split("\t")) == 5]
    return found if [one.name for one in found] == [one.name for one in CHARACTERS] else []


def _made(path: Path) -> list[SignIn]:
    made = [
        SignIn(ROLE_LABELS[one.role], one.name, one.title, address(one.name), _password()) for one in CHARACTERS
    ]  # fmt: skip
    people = {person.email: person for person in Person.objects.filter(email__in=[one.email for one in made])}
    now = timezone.now()
    with transaction.atomic():
        for one in made:
            writes.set_password(person=people[one.email], password=one.password, by=None, at=now)
        _write(path, made)
    return made


def _write(path: Path, made: list[SignIn]) -> None:
    path.unlink(missing_ok=True)
    handle = os.open(path, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)
    with os.fdopen(handle, "w", encoding="utf-8") as file:
        file.write("\n".join([HEADING, *("\t".join(astuple(one)) for one in made), ""]))


def _password() -> str:
    """Make a password of fifteen signs: 74 bits, no word in any list."""
    return "-".join("".join(secrets.choice(SIGNS) for _ in range(GROUP)) for _ in range(GROUPS))
