"""Personal links: signed with the key of this home and stored nowhere, so that no copy of the database opens one."""

from __future__ import annotations

from django.core import signing
from django.utils.translation import gettext as _

from accord.apps.expectations.models import Asked
from accord.apps.ui.rules import NotFound

SALT = "accord.expectations.link"


# no viewer: a link opens nothing by itself: its page asks for a sign-in or a code
def link_token(*, asked_id: int) -> str:
    """Sign the place of an asked person in a round."""
    return signing.dumps(asked_id, salt=SALT)


# no viewer: see link_token
def asked_by_link(*, token: str) -> Asked:
    """Find whom a link was made for. Raises NotFound for anything that was not made here."""
    try:
        asked_id = int(signing.loads(token, salt=SALT))
    except (signing.BadSignature, TypeError, ValueError):
        asked_id = 0
    found = Asked.objects.select_related("round", "person").filter(pk=asked_id)
    asked = found.filter(person__is_active=True, person__erased_at=None).first()
    if asked is None:
        raise NotFound(_("This link is not complete, or no longer valid. Ask whoever sent it for a new one."))
    return asked
