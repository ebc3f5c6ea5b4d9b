"""Adding and changing persons, noting that they left or came back, and erasing their data."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date, datetime
from typing import Any

from allauth.account.models import EmailAddress
from allauth.mfa.models import Authenticator
from allauth.socialaccount.models import SocialAccount
from django.core.exceptions import ValidationError
from django.core.validators import validate_email
from django.db import IntegrityError, transaction
from django.utils.translation import gettext as _

from accord.apps.people import events, rules
from accord.apps.people.models import ApiToken, Department, Invitation, Person
from accord.apps.people.permissions import EDIT_PEOPLE, ERASE_PEOPLE, check, check_edit, check_mail
from accord.apps.people.sockets import keepers
from accord.apps.people.writes.roles import locked, locked_unless_last
from accord.apps.trail import writes as trail
from accord.apps.trail.events import Change
from accord.apps.ui.rules import Invalid, Ref, Viewer, WrongState

KIND = "people.person"
EDITABLE = ("name", "email", "title", "department_id", "external_key", "language")
PERSONAL = ("name", "email", "title", "external_key", "language")


def add_person(
    *,
    name: str,
    email: str | None = None,
    title: str = "",
    department_id: int | None = None,
    external_key: str = "",
    by: Viewer | None,
    at: datetime,
    batch: Ref | None = None,
) -> Person:
    """Add a person, an employee without sign-in. Raises NotAllowed, or Invalid for what cannot be taken."""
    if by is not None:
        check(by, EDIT_PEOPLE)
    values = checked({"name": name, "email": email, "title": title, "department_id": department_id}, None)
    person = Person(external_key=external_key, roles=[rules.Role.EMPLOYEE.value], **values)
    person.set_unusable_password()
    with transaction.atomic():
        _save_once(person)
        changes = [
            Change(field=field, new=getattr(person, field), person_id=person.pk)
            for field in ("name", "email", "title")
            if getattr(person, field)
        ]
        if department_id is not None:
            changes.append(Change(field="department", new=str(Ref("people.department", department_id))))
        event = events.PersonAdded(subject=Ref(KIND, person.pk), changes=tuple(changes))
        trail.record(event, by=by, at=at, batch=batch)
    return person


def edit_person(
    *,
    person_id: int,
    values: Mapping[str, Any],
    seen_version: int | None = None,
    by: Viewer | None,
    at: datetime,
    batch: Ref | None = None,
) -> Person:
    """Change ``name``, ``email``, ``title``, ``department_id``, ``external_key`` or ``language`` of a person.

    Raises NotAllowed, NotFound, Invalid, WrongState (erased) or EditConflict.
    """
    with transaction.atomic():
        person = locked(person_id)
        check_edit(by, person)
        wanted = checked({name: value for name, value in values.items() if name in EDITABLE}, person.pk)
        if "email" in wanted and wanted["email"] != person.email:
            check_mail(by, person)
        trail.edit(
            person, wanted, event=events.PersonEdited, subject=Ref(KIND, person.pk), by=by, at=at,
            seen_version=seen_version, personal=dict.fromkeys(PERSONAL, person.pk), batch=batch,
        )  # fmt: skip
    return person


def leave(*, person_id: int, left_date: date, by: Viewer | None, at: datetime) -> Person:
    """Note that a person left: no sign-in any more, every session and token ended.

    Raises NotAllowed, NotFound, or WrongState when already gone or the last administrator.
    """
    with transaction.atomic():
        person = locked_unless_last(person_id)
        check_edit(by, person)
        if not person.is_active:
            raise WrongState(_("%(name)s has already left.") % {"name": person.name})
        _close(person, at)
        trail.edit(
            person, {"is_active": False, "left_date": left_date}, event=events.PersonLeft,
            subject=Ref(KIND, person.pk), by=by, at=at, personal={"left_date": person.pk},
        )  # fmt: skip
    return person


def return_person(*, person_id: int, by: Viewer | None, at: datetime) -> Person:
    """Note that a person is back; to sign in they need a new invitation. Raises NotAllowed, NotFound, WrongState."""
    with transaction.atomic():
        person = locked(person_id)
        check_edit(by, person)
        if person.is_active:
            raise WrongState(_("%(name)s is here already.") % {"name": person.name})
        trail.edit(
            person, {"is_active": True, "left_date": None}, event=events.PersonReturned,
            subject=Ref(KIND, person.pk), by=by, at=at, personal={"left_date": person.pk},
        )  # fmt: skip
    return person


def erase_person(*, person_id: int, by: Viewer | None, at: datetime) -> int:
    """Erase a person's data for good: name, mail, title, sign-in, and their values on the trail.

    The record stays, nameless, so that what points at it holds. Returns how many values of the trail were erased.
    Raises NotAllowed, NotFound, or WrongState for the last administrator and oneself.
    """
    if by is not None:
        check(by, ERASE_PEOPLE)
        if by.pk == person_id:
            raise WrongState(_("Nobody can erase themselves. Ask another administrator."))
    with transaction.atomic():
        person = locked_unless_last(person_id)
        _close(person, at)
        for model in (EmailAddress, Authenticator, SocialAccount):
            model.objects.filter(user_id=person.pk).delete()
        Invitation.objects.filter(person=person).delete()
        ApiToken.objects.filter(person=person).delete()
        for department in Department.objects.filter(head=person):
            trail.edit(
                department, {"head_id": None}, event=events.DepartmentEdited,
                subject=Ref("people.department", department.pk), by=by, at=at,
            )  # fmt: skip
        for keeper in keepers:  # while the names are known by which they find the person
            keeper.erase(person.pk, by, at)
        Person.objects.filter(pk=person.pk).update(
            name=rules.erased_name(person.pk), email=None, title="", external_key="", language="", department=None,
            roles=[rules.Role.EMPLOYEE.value], is_active=False, left_date=None, last_login=None, erased_at=at,
            version=person.version + 1,
        )  # fmt: skip
        erased = trail.erase_person(person.pk, by=by, at=at)
        trail.record(events.PersonErased(subject=Ref(KIND, person.pk)), by=by, at=at)
    return erased


def _close(person: Person, at: datetime) -> None:
    """Take away every way to sign in: password (and with it all sessions), invitations, tokens."""
    person.set_unusable_password()
    Person.objects.filter(pk=person.pk).update(password=person.password)
    Invitation.objects.filter(person=person, used_at=None, withdrawn_at=None).update(withdrawn_at=at)
    ApiToken.objects.filter(person=person, revoked_at=None).update(revoked_at=at)


def checked(values: Mapping[str, Any], person_id: int | None) -> dict[str, Any]:
    """Check what was given and tidy it; raises Invalid naming every field that is wrong."""
    tidy, wrong = dict(values), {}
    for field, most in (("name", 200), ("title", 200), ("external_key", 200), ("language", 10)):
        if field in values:
            tidy[field] = str(values[field] or "").strip()
            if len(tidy[field]) > most:
                wrong[field] = _("Write at most %(most)s characters.") % {"most": most}
    if "name" in values and not tidy["name"]:
        wrong["name"] = _("Give the person a name.")
    if "email" in values:
        tidy["email"] = str(values["email"] or "").strip().lower() or None
        if tidy["email"] and (problem := _mail_problem(tidy["email"], person_id)):
            wrong["email"] = problem
    department = values.get("department_id")
    if department is not None and not Department.objects.filter(pk=department).exists():
        wrong["department"] = _("There is no such department.")
    if wrong:
        raise Invalid(_("The person cannot be saved like this."), wrong)
    return tidy


def _mail_problem(email: str, person_id: int | None) -> str:
    try:
        validate_email(email)
    except ValidationError:
        return _("Give a mail address such as name@example.org.")
    taken = Person.objects.filter(email__iexact=email).exclude(pk=person_id or 0).exists()
    return _("Another person already has this mail address.") if taken or len(email) > 254 else ""


def _save_once(person: Person) -> None:
    """Store a new person; whoever took the mail address a moment ago keeps it."""
    try:
        with transaction.atomic():
            person.save(force_insert=True)
    except IntegrityError as taken:
        said = _("Another person already has this mail address.")
        raise Invalid(_("The person cannot be saved like this."), {"email": said}) from taken
