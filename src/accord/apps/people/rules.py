"""Sides, roles and the plain decisions about departments, roles and invitations."""

from __future__ import annotations

import hashlib
from collections.abc import Mapping
from datetime import datetime, timedelta
from enum import StrEnum

from accord.apps.ui.rules import EVERYONE, LEADERS, OFFICE, Role

__all__ = [
    "EVERYONE", "INVITATION_LASTS", "LEADERS", "OFFICE", "ROLE_LABELS", "SIDE_LABELS", "TOKEN_PREFIX", "USE_NOTED_EVERY",
    "Role", "Side", "erased_name", "invitation_state", "makes_circle", "measured_side", "ordered_roles", "subtree",
    "token_digest",
]  # fmt: skip

INVITATION_LASTS = timedelta(days=7)
USE_NOTED_EVERY = timedelta(minutes=1)
TOKEN_PREFIX = "accord_"  # noqa: S105 - how tokens begin, so that a leaked one can be recognised


class Side(StrEnum):
    """The side of the organisation a department stands on."""

    BUSINESS = "business"
    IT = "it"
    FINANCE = "finance"
    HR = "hr"
    EXECUTIVE = "executive"


SIDE_LABELS: dict[str, str] = {
    Side.BUSINESS: "Business",
    Side.IT: "IT",
    Side.FINANCE: "Finance",
    Side.HR: "HR",
    Side.EXECUTIVE: "Executive",
}


ROLE_LABELS: dict[str, str] = {
    Role.ADMINISTRATOR: "Administrator",
    Role.PROGRAMME_OFFICE: "Programme office",
    Role.CIO: "CIO",
    Role.CFO: "CFO",
    Role.CHRO: "CHRO",
    Role.DELIVERY_LEAD: "Delivery lead",
    Role.DEPARTMENT_HEAD: "Department head",
    Role.EMPLOYEE: "Employee",
}


def measured_side(side: str) -> str:
    """Say which of the two measured sides a side counts for: executives count as business."""
    return Side.BUSINESS if side == Side.EXECUTIVE else side


def makes_circle(parents: Mapping[int, int | None], department: int, parent: int | None) -> bool:
    """Tell whether putting ``department`` under ``parent`` would make it stand above itself."""
    seen: set[int] = set()
    while parent is not None and parent not in seen:
        if parent == department:
            return True
        seen.add(parent)
        parent = parents.get(parent)
    return False


def subtree(parents: Mapping[int, int | None], tops: set[int]) -> frozenset[int]:
    """List the departments at and below ``tops``; ``parents`` maps each department to the one above it."""
    below: dict[int, list[int]] = {}
    for department, parent in parents.items():
        if parent is not None:
            below.setdefault(parent, []).append(department)
    found: set[int] = set()
    waiting = list(tops)
    while waiting:
        department = waiting.pop()
        if department not in found:
            found.add(department)
            waiting.extend(below.get(department, []))
    return frozenset(found)


def ordered_roles(roles: set[str]) -> list[str]:
    """Write roles in the order of the table; everybody is an employee, what is not known is left out."""
    return [role.value for role in Role if role.value in roles or role == Role.EMPLOYEE]


def token_digest(token: str) -> str:
    """Digest a token of 256 random bits (SHA-256, hex): nothing to guess, so no slow hash is needed."""
    return hashlib.sha256(token.encode("utf-8", "surrogatepass")).hexdigest()


def invitation_state(
    *, expires_at: datetime, used_at: datetime | None, withdrawn_at: datetime | None, at: datetime
) -> str:
    """Say whether an invitation is open, used, withdrawn or expired at a moment."""
    if used_at is not None:
        return "used"
    if withdrawn_at is not None:
        return "withdrawn"
    return "open" if at < expires_at else "expired"


def erased_name(person_id: int) -> str:
    """Name a person whose data was erased."""
    return f"Erased person {person_id}"
