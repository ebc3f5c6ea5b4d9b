"""Invitation links: made by an administrator, shown once, used once, gone after seven days."""

from __future__ import annotations

import secrets
from datetime import datetime

from django.contrib.auth.password_validation import validate_password
from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils.translation import gettext as _

from accord.apps.people import events, rules
from accord.apps.people.models import Invitation, Person
from accord.apps.people.permissions import GRANT_ROLES, check
from accord.apps.people.reads.invitations import open_invitation
from accord.apps.people.writes.roles import locked
from accord.apps.trail import writes as trail
from accord.apps.trail.events import Change
from accord.apps.ui.rules import Invalid, Ref, Viewer, WrongState

KIND = "people.person"


def invite(*, person_id: int, by: Viewer | None, at: datetime) -> str:
    """Make an invitation and return its token, which nobody can read again; earlier ones end.

    Raises NotAllowed, NotFound, or WrongState for somebody who left or has no mail address.
    """
    if by is not None:
        check(by, GRANT_ROLES)
    token = secrets.token_urlsafe(32)
    with transaction.atomic():
        person = locked(person_id)
        if not person.is_active:
            raise WrongState(_("%(name)s has left. Note the return first.") % {"name": person.name})
        if not person.email:
            raise WrongState(_("%(name)s has no mail address to sign in with. Add one first.") % {"name": person.name})
        _withdraw(person, at)
        Invitation.objects.create(
            person=person, digest=rules.token_digest(token), created_at=at, created_by_id=by.pk if by else None,
            expires_at=at + rules.INVITATION_LASTS,
        )  # fmt: skip
        trail.record(events.PersonInvited(subject=Ref(KIND, person.pk)), by=by, at=at)
    return token


def withdraw_invitations(*, person_id: int, by: Viewer | None, at: datetime) -> int:
    """End the open invitation of a person; returns how many ended. Raises NotAllowed, NotFound."""
    if by is not None:
        check(by, GRANT_ROLES)
    with transaction.atomic():
        person = locked(person_id)
        ended = _withdraw(person, at)
        if ended:
            trail.record(events.InvitationWithdrawn(subject=Ref(KIND, person.pk)), by=by, at=at)
    return ended


# no event: the one who accepts is not signed in yet, so ``by`` is the invited person; InvitationAccepted is recorded
def accept_invitation(*, token: str, name: str, password: str, at: datetime) -> Person:
    """Set name and first password by an invitation, which is used up; open sessions and tokens end.

    Raises NotFound, WrongState (used, withdrawn, expired) or Invalid for a blank name or a weak password.
    """
    with transaction.atomic():
        invitation = open_invitation(token=token, at=at)
        person = locked(invitation.person_id)
        wanted = name.strip()
        wrong = {} if 0 < len(wanted) <= 200 else {"name": _("Write your name, at most 200 characters.")}
        if problem := password_problem(password, person):
            wrong["password"] = problem
        if wrong:
            raise Invalid(_("This cannot be saved yet."), wrong)
        used = Invitation.objects.filter(pk=invitation.id, used_at=None, withdrawn_at=None).update(used_at=at)
        if not used:
            raise WrongState(_("This invitation has already been used."))
        person.set_password(password)
        person.session_epoch += 1
        person.save(update_fields=["password", "session_epoch"])
        subject = Ref(KIND, person.pk)
        trail.edit(
            person, {"name": wanted}, event=events.PersonEdited, subject=subject, by=person, at=at,
            personal={"name": person.pk},
        )  # fmt: skip
        trail.record(events.InvitationAccepted(subject=subject, changes=(Change(field="used", new=True),)),
                     by=person, at=at)  # fmt: skip
    return person


# no event: it only checks a password for the writes beside it
def password_problem(password: str, person: Person) -> str:
    """Say in one sentence why a password is too weak; empty when it is good."""
    try:
        validate_password(password, user=person)
    except ValidationError as weak:
        return " ".join(weak.messages)
    return ""


def _withdraw(person: Person, at: datetime) -> int:
    return Invitation.objects.filter(person=person, used_at=None, withdrawn_at=None).update(withdrawn_at=at)
