"""Making signed links, and using one: once, by whom it was sent to."""

from __future__ import annotations

import secrets
from datetime import datetime, timedelta

from django.db import IntegrityError, transaction
from django.views.decorators.debug import sensitive_variables

from accord.apps.notices import reads, rules
from accord.apps.notices.models import LinkUse
from accord.apps.notices.reads import Opened
from accord.apps.notices.sockets import LinkedAction
from accord.apps.ui.rules import Ref, Viewer


# no event: nothing is stored; what is done by the link is recorded by the write it calls
@sensitive_variables()
def make_link(
    *, action: str, ref: Ref, person_id: int, at: datetime, lasts: timedelta = rules.LINK_LASTS, nonce: str = ""
) -> str:
    """Make a link by which this person may do this, once, without signing in; gives its whole address.

    ``nonce`` makes the same link again, for a letter that is sent a second time.
    """
    nonce = nonce or secrets.token_urlsafe(18)
    token = reads.link_token(action=action, ref=ref, person_id=person_id, nonce=nonce, ends_at=at + lasts)
    return reads.link_address(token=token)


# no event: what is done by the link is recorded by the write it calls
def use_link(*, opened: Opened, by: Viewer | None, at: datetime) -> None:
    """Note that a link was used, in the transaction of what it does. Raises WrongState for the second time."""
    if by is not None and by.pk != opened.person.pk:
        raise reads.used_before()
    try:
        with transaction.atomic():
            LinkUse.objects.create(nonce=opened.nonce, used_at=at)
    except IntegrityError:
        raise reads.used_before() from None


def follow_link(*, opened: Opened, action: LinkedAction, text: str, by: Viewer, at: datetime) -> str:
    """Do what a link allows as its person, through the owning app's write; gives what to say afterwards.

    A refusal leaves the link as it was: nothing was done. Raises Refused.
    """
    # no event: the owning app's write records what is done
    if action.code != opened.action:
        raise reads.used_before()
    with transaction.atomic():
        use_link(opened=opened, by=by, at=at)
        return action.run(opened.person, opened.ref, text, at)
