"""What an invitation link says before it is used."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from accord.apps.people import rules
from accord.apps.people.models import Invitation
from accord.apps.ui.rules import NotFound, WrongState

NO_LONGER = {
    "used": gettext_lazy(
        "This invitation has already been used. Sign in with the password you chose, or ask for a new one."
    ),
    "withdrawn": gettext_lazy("This invitation was withdrawn or replaced by a newer one. Ask your administrator."),
    "expired": gettext_lazy("This invitation has expired. Ask your administrator for a new one."),
}


@dataclass(frozen=True)
class OpenInvitation:
    """An invitation that can still be accepted."""

    id: int
    person_id: int
    name: str
    email: str
    expires_at: datetime


# no viewer: whoever holds the link is not signed in; the token is the permission
def open_invitation(*, token: str, at: datetime) -> OpenInvitation:
    """Find the invitation of a token. Raises NotFound for an unknown one, WrongState for one that is over."""
    found = Invitation.objects.filter(digest=rules.token_digest(token)).select_related("person").first()
    if found is None:
        raise NotFound(_("This invitation is not known here. Check that the link is complete."))
    state = rules.invitation_state(
        expires_at=found.expires_at, used_at=found.used_at, withdrawn_at=found.withdrawn_at, at=at
    )
    if state != "open":
        raise WrongState(str(NO_LONGER[state]))
    person = found.person
    return OpenInvitation(found.pk, person.pk, person.name, person.email or "", found.expires_at)
