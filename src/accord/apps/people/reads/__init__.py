"""Answers about departments, persons, roles, one's own account and invitations."""

from accord.apps.people.reads.account import Account, TokenLine, account, tokens
from accord.apps.people.reads.departments import (
    DepartmentLine,
    DepartmentNode,
    DepartmentPage,
    department_choices,
    department_lines,
    department_page,
    department_tree,
)
from accord.apps.people.reads.invitations import OpenInvitation, open_invitation
from accord.apps.people.reads.persons import (
    PersonLine,
    PersonPage,
    people_page,
    people_slice,
    people_spec,
    person_choices,
    person_lines,
    person_page,
)
from accord.apps.people.reads.table import PermissionGroup, PermissionRow, permission_table

__all__ = [
    "Account",
    "DepartmentLine",
    "DepartmentNode",
    "DepartmentPage",
    "OpenInvitation",
    "PermissionGroup",
    "PermissionRow",
    "PersonLine",
    "PersonPage",
    "TokenLine",
    "account",
    "department_choices",
    "department_lines",
    "department_page",
    "department_tree",
    "open_invitation",
    "people_page",
    "people_slice",
    "people_spec",
    "permission_table",
    "person_choices",
    "person_lines",
    "person_page",
    "tokens",
]
