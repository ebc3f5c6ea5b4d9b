"""The codes of personal links: one mailed to the owner opens the form for half an hour, and nothing else."""

from __future__ import annotations

import hmac
import secrets
from datetime import datetime, timedelta

from django.db import transaction
from django.db.models import F
from django.utils.crypto import salted_hmac
from django.utils.translation import gettext as _

from accord.apps.expectations.models import Asked, LinkCode
from accord.apps.expectations.rules import rounds
from accord.apps.expectations.writes.refusing import refuse_state
from accord.apps.ui.rules import Invalid, Viewer, WrongState


# no event: a code is a way in, as a password is; the answer it leads to is on the trail
@transaction.atomic
def make_code(*, asked: Asked, by: Viewer | None, at: datetime) -> str:
    """Make a code of six digits for the owner of a link, good for ten minutes; earlier ones end. Raises WrongState."""
    refuse_state(rounds.why_not_open(asked.round.state, asked.round.deadline_at, at=at))
    Asked.objects.select_for_update().get(pk=asked.pk)
    lately = LinkCode.objects.filter(asked=asked, sent_at__gt=at - timedelta(hours=1)).count()
    if lately >= rounds.CODES_AN_HOUR:
        raise WrongState(_("Too many codes were sent within the hour. Please wait a while, or sign in."))
    LinkCode.objects.filter(asked=asked, used_at=None, expires_at__gt=at).update(expires_at=at)
    code = f"{secrets.randbelow(10**rounds.CODE_DIGITS):0{rounds.CODE_DIGITS}d}"
    LinkCode.objects.create(
        asked=asked, digest=_digest(asked.pk, code), sent_at=at, expires_at=at + rounds.CODE_LASTS
    )  # fmt: skip
    return code


# no event: see make_code
def use_code(*, asked: Asked, code: str, by: Viewer | None, at: datetime) -> None:
    """Take a code; each works once, and after five wrong tries not at all. Raises Invalid (field ``code``)."""
    with transaction.atomic():
        live = LinkCode.objects.select_for_update().filter(
            asked=asked, used_at=None, expires_at__gt=at, tries__lt=rounds.CODE_TRIES
        )
        found = live.order_by("-pk").first()
        right = found is not None and hmac.compare_digest(found.digest, _digest(asked.pk, code.strip()))
        if found is not None and right:
            LinkCode.objects.filter(pk=found.pk).update(used_at=at)
        elif found is not None:
            LinkCode.objects.filter(pk=found.pk).update(tries=F("tries") + 1)
    if not right:  # after the transaction, so that the try counts
        wrong = _("This code is not right or no longer valid. Look again, or have a new one sent.")
        raise Invalid(wrong, {"code": wrong})


def _digest(asked_id: int, code: str) -> str:
    """Digest a code under the key of this home, so that a copy of the database does not give it away."""
    return salted_hmac("accord.expectations.code", f"{asked_id}:{code}", algorithm="sha256").hexdigest()
