"""Sides and roles: who stands where, in the words of the programme."""

from __future__ import annotations

from enum import StrEnum


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


class Role(StrEnum):
    """What a person may do in Accord; one person may hold several."""

    ADMINISTRATOR = "administrator"
    PROGRAMME_OFFICE = "programme_office"
    CIO = "cio"
    CFO = "cfo"
    CHRO = "chro"
    DELIVERY_LEAD = "delivery_lead"
    DEPARTMENT_HEAD = "department_head"
    EMPLOYEE = "employee"


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

EVERYONE: frozenset[str] = frozenset(Role)
LEADERS: frozenset[str] = frozenset({Role.CIO, Role.CFO, Role.CHRO})
OFFICE: frozenset[str] = frozenset({Role.ADMINISTRATOR, Role.PROGRAMME_OFFICE})


def measured_side(side: str) -> str:
    """Say which of the two measured sides a side counts for: executives count as business."""
    return Side.BUSINESS if side == Side.EXECUTIVE else side
