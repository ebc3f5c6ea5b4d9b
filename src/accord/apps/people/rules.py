"""Sides and roles: who stands where, in the words of the programme."""

from __future__ import annotations

from enum import StrEnum

from accord.apps.ui.rules import EVERYONE, LEADERS, OFFICE, Role

__all__ = ["EVERYONE", "LEADERS", "OFFICE", "ROLE_LABELS", "SIDE_LABELS", "Role", "Side", "measured_side"]


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
