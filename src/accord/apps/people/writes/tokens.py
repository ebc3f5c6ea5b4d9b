"""API tokens: made and ended by their owner, kept only as digests."""

from __future__ import annotations

import secrets
from datetime import datetime

from django.db import transaction
from django.db.models import Q
from django.utils.translation import gettext as _

from accord.apps.people import events, rules
from accord.apps.people.models import ApiToken, Person
from accord.apps.people.permissions import OWN_ACCOUNT, check
from accord.apps.trail import writes as trail
from accord.apps.trail.events import Change
from accord.apps.ui.rules import Invalid, NotFound, Ref, Viewer, WrongState

KIND = "people.person"
MOST_TOKENS = 20


def make_token(*, name: str, by: Viewer, at: datetime) -> tuple[ApiToken, str]:
    """Make a token of one's own; returns its record and the token itself, which nobody can read again.

    Raises Invalid for a blank or long name, WrongState for more than twenty.
    """
    check(by, OWN_ACCOUNT)
    wanted = name.strip()
    if not 0 < len(wanted) <= 80:
        raise Invalid(_("The token needs a name."), {"name": _("Say in at most 80 characters what it is for.")})
    secret = rules.TOKEN_PREFIX + secrets.token_urlsafe(32)
    with transaction.atomic():
        if ApiToken.objects.filter(person_id=by.pk, revoked_at=None).count() >= MOST_TOKENS:
            raise WrongState(_("You have %(most)s tokens already. End one you no longer use.") % {"most": MOST_TOKENS})
        token = ApiToken.objects.create(
            person_id=by.pk, name=wanted, digest=rules.token_digest(secret), hint=secret[-4:], created_at=at
        )
        change = Change(field="token", new=wanted, person_id=by.pk)
        trail.record(events.TokenMade(subject=Ref(KIND, by.pk), changes=(change,)), by=by, at=at)
    return token, secret


def revoke_token(*, token_id: int, by: Viewer, at: datetime) -> None:
    """End one of one's own tokens. Raises NotFound for anybody else's, WrongState when it has ended."""
    with transaction.atomic():
        token = ApiToken.objects.select_for_update().filter(pk=token_id, person_id=by.pk).first()
        if token is None:
            raise NotFound(_("There is no such token."))
        if token.revoked_at is not None:
            raise WrongState(_("This token has already ended."))
        token.revoked_at = at
        token.save(update_fields=["revoked_at"])
        change = Change(field="token", old=token.name, new=token.name, person_id=by.pk)
        trail.record(events.TokenRevoked(subject=Ref(KIND, by.pk), changes=(change,)), by=by, at=at)


# no event: a sign-in by token is no change of a record; the moment of the last use is noted on the token
def use_token(secret: str, *, at: datetime) -> Person | None:
    """Find whose token it is, or None for an unknown or ended one and for people who left."""
    if not secret.startswith(rules.TOKEN_PREFIX) or len(secret) > 100:
        return None
    token = (
        ApiToken.objects.filter(digest=rules.token_digest(secret), revoked_at=None, person__is_active=True)
        .select_related("person")
        .first()
    )
    if token is None:
        return None
    stale = Q(used_at=None) | Q(used_at__lt=at - rules.USE_NOTED_EVERY)
    if token.used_at is None or token.used_at < at - rules.USE_NOTED_EVERY:
        ApiToken.objects.filter(stale, pk=token.pk).update(used_at=at)
    return token.person
