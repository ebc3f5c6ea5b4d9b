"""Changes to departments, persons, roles, invitations and tokens: the only door for pages, API, imports and commands."""

from accord.apps.people.writes.departments import add_department, add_departments, edit_department, remove_department
from accord.apps.people.writes.imports import (
    PersonRow,
    change_people,
    import_people,
    take_changes_of_people_back,
    take_people_back,
)
from accord.apps.people.writes.invitations import accept_invitation, invite, withdraw_invitations
from accord.apps.people.writes.persons import add_person, edit_person, erase_person, leave, return_person
from accord.apps.people.writes.roles import grant_role, take_role
from accord.apps.people.writes.sign_in import edit_own, end_sessions, set_password
from accord.apps.people.writes.tokens import make_token, revoke_token, use_token

__all__ = [
    "PersonRow",
    "accept_invitation",
    "add_department",
    "add_departments",
    "add_person",
    "change_people",
    "edit_department",
    "edit_own",
    "edit_person",
    "end_sessions",
    "erase_person",
    "grant_role",
    "import_people",
    "invite",
    "leave",
    "make_token",
    "remove_department",
    "return_person",
    "revoke_token",
    "set_password",
    "take_changes_of_people_back",
    "take_people_back",
    "take_role",
    "use_token",
    "withdraw_invitations",
]
