"""The permission table as people read it: joined from what every app declares."""

from __future__ import annotations

from dataclasses import dataclass

from django.utils.translation import gettext_lazy as _

from accord.apps.people import rules
from accord.apps.people.permissions import PUBLIC, SEE_ROLES, Action, check
from accord.apps.people.sockets import actions
from accord.apps.ui.rules import Viewer

# How the parts of Accord are called; a part without a name here is called by its code.
PARTS = {
    "turn": _("My turn"),
    "gaps": _("Out of step"),
    "goals": _("Goals"),
    "initiatives": _("Initiatives"),
    "guardrails": _("Guardrails"),
    "promises": _("Promises"),
    "voice": _("Questions"),
    "meetings": _("Meetings"),
    "readings": _("Practices"),
    "batches": _("Import"),
    "trail": _("Trail"),
    "people": _("People and roles"),
    "jobs": _("Background work"),
    "ui": _("Pages"),
    "signed_in": _("Coming in"),
    "public": _("Coming in"),
}


@dataclass(frozen=True)
class PermissionCell:
    """What one role may: ``yes``, ``own`` (on records of one's own) or ``no``."""

    role: str
    label: str
    answer: str


@dataclass(frozen=True)
class PermissionRow:
    """One action and what each role may, in the order of the roles."""

    code: str
    label: str
    own: str
    cells: tuple[PermissionCell, ...]

    @property
    def who(self) -> str:
        """Who always may, in words, for where a table does not fit."""
        always = [cell.label for cell in self.cells if cell.answer == "yes"]
        return str(_("everybody")) if len(always) == len(self.cells) else ", ".join(always)


@dataclass(frozen=True)
class PermissionGroup:
    """The actions of one part of Accord."""

    name: str
    rows: tuple[PermissionRow, ...]


def permission_table(*, viewer: Viewer) -> list[PermissionGroup]:
    """Join the actions of all apps into one table: no query."""
    check(viewer, SEE_ROLES)
    groups: dict[str, list[PermissionRow]] = {}
    for action in actions:
        part = action.code.partition(".")[0]
        groups.setdefault(str(PARTS.get(part, part.capitalize())), []).append(_row(action))
    order = {str(name): place for place, name in enumerate(PARTS.values())}
    named = sorted(groups.items(), key=lambda group: order.get(group[0], len(order)))
    return [PermissionGroup(name, tuple(rows)) for name, rows in named]


def _row(action: Action) -> PermissionRow:
    cells = tuple(PermissionCell(role.value, rules.ROLE_LABELS[role], _answer(action, role)) for role in rules.Role)
    return PermissionRow(action.code, str(action.label), str(action.own), cells)


def _answer(action: Action, role: rules.Role) -> str:
    """Say what a role alone allows; everybody is an employee besides."""
    if action.code == PUBLIC.code or not action.roles.isdisjoint({role, rules.Role.EMPLOYEE}):
        return "yes"
    return "own" if action.own else "no"
