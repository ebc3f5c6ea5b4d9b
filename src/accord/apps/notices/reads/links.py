"""Signed links: who may do what by one of them. A link is stored nowhere; only that it was used is."""

from __future__ import annotations

import logging
from dataclasses import dataclass
from datetime import UTC, datetime

from django.conf import settings
from django.core import signing
from django.core.cache import cache
from django.db import transaction
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.debug import sensitive_variables

from accord.apps.notices.events import LinkRefused
from accord.apps.notices.models import LinkUse
from accord.apps.people.models import Person
from accord.apps.trail import writes as trail
from accord.apps.trail.events import Change
from accord.apps.ui.rules import NotFound, Ref, Refused, WrongState

SALT = "accord.notices.link"
STOP_SALT = "accord.notices.stop"
ADDRESS = "notices:link"
MOST_TOKEN = 1_000
NOTED_EVERY = 24 * 60 * 60  # seconds: a scanner that comes back is noted once a day
logger = logging.getLogger("accord.notices")


@dataclass(frozen=True)
class Opened:
    """What a good link allows: this person, this action, this record, once."""

    person: Person
    ref: Ref
    nonce: str
    action: str = ""


# no viewer: a token says itself whom it is for; whoever holds it was sent it
@sensitive_variables()
def link_token(*, action: str, ref: Ref, person_id: int, nonce: str, ends_at: datetime) -> str:
    """Sign what a link allows; the same values give the same token."""
    held = {"p": person_id, "a": action, "r": str(ref), "n": nonce, "e": int(ends_at.timestamp())}
    return signing.Signer(salt=SALT, sep=".").sign_object(held)


# no viewer: it names an address and shows nothing
@sensitive_variables()
def link_address(*, token: str) -> str:
    """Give the whole address of a link, as a mail needs it."""
    return whole(path=reverse(ADDRESS, args=[token]))


# no viewer: see link_address
def whole(*, path: str) -> str:
    """Put the public address of this home before a path; what is whole already stays."""
    return path if "://" in path else f"{settings.ACCORD_PUBLIC_URL or 'http://localhost:8000'}{path}"


# no viewer: see link_token
@sensitive_variables()
def opened(*, token: str, at: datetime, action: str = "") -> Opened:
    """Read a link, for one action if given. Changes nothing, so that mail scanners may open it.

    Raises NotFound for what was not made here, WrongState for what is over, was used, or whose person is gone. Each is
    logged without the token, and put on the trail where the person is known.
    """
    held = _held(token)
    if held is None or (action and held.action != action):
        logger.warning("A link that was not made here, or not for this, was refused.")
        raise NotFound(_("This link is not complete, or was not made by Accord. Open it from the mail again."))
    person_id, ends_at = held.person_id, datetime.fromtimestamp(held.ends_at, UTC)
    person = Person.objects.filter(pk=person_id, is_active=True, erased_at=None).first()
    if person is None:
        _note("person gone", held, None)
        raise WrongState(_("This link no longer works: the account it was sent to is closed."))
    if at >= ends_at:
        _note("expired", held, person, at)
        raise WrongState(_("This link is too old to be used. Sign in to Accord to do it there."))
    if LinkUse.objects.filter(nonce=held.nonce).exists():
        _note("used before", held, person, at)
        raise used_before()
    return Opened(person, held.ref, held.nonce, held.action)


# no viewer: it is a sentence
def used_before() -> Refused:
    """Make the refusal of a link that was used already."""
    return WrongState(_("This link was used already, and works only once. Sign in to Accord to see how things stand."))


@dataclass(frozen=True)
class _Held:
    person_id: int
    action: str
    ref: Ref
    nonce: str
    ends_at: int


@sensitive_variables()
def _held(token: str) -> _Held | None:
    if len(token) > MOST_TOKEN:
        return None
    try:
        held = signing.Signer(salt=SALT, sep=".").unsign_object(token)
        return _Held(int(held["p"]), str(held["a"]), Ref.parse(held["r"]), str(held["n"]), int(held["e"]))
    except (signing.BadSignature, ValueError, TypeError, KeyError):
        return None


def _note(why: str, held: _Held, person: Person | None, at: datetime | None = None) -> None:
    """Log a refusal, and put it on the trail of its person once a day."""
    logger.warning("A link for %s was refused: %s.", held.action, why)
    if (
        person is None
        or at is None
        or not cache.add(f"notices.refused:{held.nonce}:{why.replace(' ', '_')}", 1, NOTED_EVERY)
    ):
        return
    with transaction.atomic():
        changes = (Change(field="why", new=why),)
        trail.record(LinkRefused(subject=Ref("people.person", person.pk), changes=changes), by=None, at=at)


# no viewer: see link_token
@sensitive_variables()
def stop_address(*, person_id: int, what: str) -> str:
    """Give the address that ends one kind of mail without signing in; ``what`` is a kind, or ``digest``."""
    token = signing.Signer(salt=STOP_SALT, sep=".").sign_object({"p": person_id, "w": what})
    return whole(path=reverse("notices:stop", args=[token]))


# no viewer: see link_token
@sensitive_variables()
def stopped(*, token: str) -> tuple[Person, str]:
    """Read an address that ends mail as (person, what). Raises NotFound for what was not made here."""
    try:
        held = signing.Signer(salt=STOP_SALT, sep=".").unsign_object(token[:MOST_TOKEN])
        person = Person.objects.filter(pk=int(held["p"]), erased_at=None).first()
        what = str(held["w"])
    except (signing.BadSignature, ValueError, TypeError, KeyError):
        person, what = None, ""
    if person is None:
        logger.warning("An address to end mail that was not made here was refused.")
        raise NotFound(_("This link is not complete, or was not made by Accord. Open it from the mail again."))
    return person, what
