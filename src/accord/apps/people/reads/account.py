"""One's own account: who one is here, how one signs in, which tokens act in one's name."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from allauth.mfa.models import Authenticator
from django.conf import settings
from django.utils.translation import gettext as _

from accord.apps.people import rules
from accord.apps.people.models import ApiToken, Person
from accord.apps.ui.rules import NotFound, Viewer


@dataclass(frozen=True)
class TokenLine:
    """One API token, without the token itself."""

    id: int
    name: str
    hint: str
    created_at: datetime
    used_at: datetime | None
    revoked_at: datetime | None


@dataclass(frozen=True)
class Account:
    """What the account page shows."""

    id: int
    version: int
    name: str
    title: str
    email: str
    department_id: int | None
    department: str
    side: str
    language: str
    roles: tuple[str, ...]
    has_password: bool
    has_second_step: bool
    sends_mail: bool
    tokens: tuple[TokenLine, ...]

    @property
    def role_labels(self) -> str:
        """The roles in words."""
        return ", ".join(rules.ROLE_LABELS[role] for role in self.roles)


def account(*, viewer: Viewer) -> Account:
    """Describe the viewer's own account: three queries."""
    person = Person.objects.select_related("department").filter(pk=viewer.pk).first()
    if person is None:
        raise NotFound(_("There is no such person."))
    department = person.department
    return Account(
        id=person.pk,
        version=person.version,
        name=person.name,
        title=person.title,
        email=person.email or "",
        department_id=department.pk if department else None,
        department=department.name if department else "",
        side=department.side if department else "",
        language=person.language,
        roles=tuple(person.roles),
        has_password=person.has_usable_password(),
        has_second_step=Authenticator.objects.filter(user_id=person.pk, type=Authenticator.Type.TOTP).exists(),
        sends_mail=settings.ACCORD_MAIL,
        tokens=tuple(tokens(viewer=viewer)),
    )


def tokens(*, viewer: Viewer) -> list[TokenLine]:
    """List the viewer's own tokens, newest first; ended ones too, so that their last use can be seen."""
    rows = ApiToken.objects.filter(person_id=viewer.pk)[:100]
    return [TokenLine(row.pk, row.name, row.hint, row.created_at, row.used_at, row.revoked_at) for row in rows]
