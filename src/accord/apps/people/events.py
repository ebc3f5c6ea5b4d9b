"""What the trail records about departments and persons; each docstring is the sentence people read."""

from __future__ import annotations

from dataclasses import dataclass
from typing import ClassVar

from accord.apps.trail.events import Event


@dataclass(frozen=True, kw_only=True)
class DepartmentAdded(Event):
    """{actor} added the department {subject}."""

    code: ClassVar[str] = "people.department.added"


@dataclass(frozen=True, kw_only=True)
class DepartmentEdited(Event):
    """{actor} changed the department {subject}: {changes}."""

    code: ClassVar[str] = "people.department.edited"


@dataclass(frozen=True, kw_only=True)
class DepartmentRemoved(Event):
    """{actor} removed the department {name}."""

    code: ClassVar[str] = "people.department.removed"


@dataclass(frozen=True, kw_only=True)
class PersonAdded(Event):
    """{actor} added {subject}."""

    code: ClassVar[str] = "people.person.added"


@dataclass(frozen=True, kw_only=True)
class PersonEdited(Event):
    """{actor} changed {subject}: {changes}."""

    code: ClassVar[str] = "people.person.edited"


@dataclass(frozen=True, kw_only=True)
class PersonLeft(Event):
    """{actor} noted that {subject} left on {left_date}."""

    code: ClassVar[str] = "people.person.left"


@dataclass(frozen=True, kw_only=True)
class PersonReturned(Event):
    """{actor} noted that {subject} is back."""

    code: ClassVar[str] = "people.person.returned"


@dataclass(frozen=True, kw_only=True)
class PersonErased(Event):
    """{actor} erased the data of {subject}."""

    code: ClassVar[str] = "people.person.erased"


@dataclass(frozen=True, kw_only=True)
class ImportedPersonTakenBack(Event):
    """{actor} took back a person who had come with an import."""

    code: ClassVar[str] = "people.person.taken_back"


@dataclass(frozen=True, kw_only=True)
class ImportedChangesTakenBack(Event):
    """{actor} took back imported changes to {subject}."""

    code: ClassVar[str] = "people.person.changes_taken_back"


@dataclass(frozen=True, kw_only=True)
class RoleGranted(Event):
    """{actor} gave {subject} the role {role}."""

    code: ClassVar[str] = "people.role.granted"


@dataclass(frozen=True, kw_only=True)
class RoleTaken(Event):
    """{actor} took the role {role_before} from {subject}."""

    code: ClassVar[str] = "people.role.taken"


@dataclass(frozen=True, kw_only=True)
class PersonInvited(Event):
    """{actor} invited {subject} to sign in."""

    code: ClassVar[str] = "people.person.invited"


@dataclass(frozen=True, kw_only=True)
class InvitationWithdrawn(Event):
    """{actor} withdrew the invitation of {subject}."""

    code: ClassVar[str] = "people.invitation.withdrawn"


@dataclass(frozen=True, kw_only=True)
class InvitationAccepted(Event):
    """{actor} accepted the invitation and can sign in now."""

    code: ClassVar[str] = "people.invitation.accepted"


@dataclass(frozen=True, kw_only=True)
class PasswordChanged(Event):
    """The password of {subject} was changed."""

    code: ClassVar[str] = "people.password.changed"


@dataclass(frozen=True, kw_only=True)
class SignedOutEverywhere(Event):
    """{actor} signed {subject} out on every device."""

    code: ClassVar[str] = "people.sessions.ended"


@dataclass(frozen=True, kw_only=True)
class TokenMade(Event):
    """{actor} made the API token {token}."""

    code: ClassVar[str] = "people.token.made"


@dataclass(frozen=True, kw_only=True)
class TokenRevoked(Event):
    """{actor} ended the API token {token}."""

    code: ClassVar[str] = "people.token.revoked"
