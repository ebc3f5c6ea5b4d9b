"""The people of every story: one of each role, their departments, and the stranger who has not signed in."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import TYPE_CHECKING

import pytest

if TYPE_CHECKING:
    from django.test import Client

    from accord.apps.people.models import Department, Person

PASSWORD = "correct horse battery staple 42"


@dataclass(frozen=True)
class Cast:
    """Everybody a test may need. `stranger` is nobody: not signed in."""

    board: Department
    it: Department
    finance: Department
    hr: Department
    marketing: Department
    operations: Department
    ceo: Person
    cio: Person
    cfo: Person
    chro: Person
    delivery_lead: Person
    department_head: Person  # heads marketing
    operations_head: Person  # heads operations
    marketer: Person  # works in marketing, no role but employee
    employee: Person  # works in operations
    office: Person
    administrator: Person
    stranger: None = None

    @property
    def signed_in(self) -> tuple[Person, ...]:
        """Everybody who can sign in."""
        return (
            self.ceo, self.cio, self.cfo, self.chro, self.delivery_lead, self.department_head,
            self.operations_head, self.marketer, self.employee, self.office, self.administrator,
        )  # fmt: skip


def build() -> Cast:
    """Write the cast into the database; nobody has a password, tests sign them in directly."""
    from accord.apps.people.models import Department
    from accord.apps.people.rules import Role, Side

    board = Department.objects.create(name="Board", side=Side.EXECUTIVE)

    def department(name: str, side: Side) -> Department:
        return Department.objects.create(name=name, side=side, parent=board)

    it, finance, hr = department("IT", Side.IT), department("Finance", Side.FINANCE), department("People", Side.HR)
    marketing, operations = department("Marketing", Side.BUSINESS), department("Operations", Side.BUSINESS)
    cast = Cast(
        board=board, it=it, finance=finance, hr=hr, marketing=marketing, operations=operations,
        ceo=_person("Edith Chief", board, Role.DEPARTMENT_HEAD),
        cio=_person("Ida Byte", it, Role.CIO),
        cfo=_person("Frank Ledger", finance, Role.CFO),
        chro=_person("Hanna Staff", hr, Role.CHRO),
        delivery_lead=_person("Lena Ship", it, Role.DELIVERY_LEAD),
        department_head=_person("Mark Brand", marketing, Role.DEPARTMENT_HEAD),
        operations_head=_person("Olga Plant", operations, Role.DEPARTMENT_HEAD),
        marketer=_person("Mia Copy", marketing),
        employee=_person("Emil Worker", operations),
        office=_person("Pia Office", it, Role.PROGRAMME_OFFICE),
        administrator=_person("Ada Root", it, Role.ADMINISTRATOR),
    )  # fmt: skip
    heads = [(board, cast.ceo), (it, cast.cio), (finance, cast.cfo), (hr, cast.chro)]
    for unit, head in [*heads, (marketing, cast.department_head), (operations, cast.operations_head)]:
        unit.head = head
        unit.save(update_fields=["head"])
    return cast


def _person(name: str, department: Department, *roles: str) -> Person:
    from accord.apps.people.models import Person
    from accord.apps.people.rules import Role

    email = name.lower().replace(" ", ".") + "@example.org"
    held = [*roles, Role.EMPLOYEE]
    person = Person(name=name, email=email, department=department, roles=[str(role) for role in held])
    person.set_unusable_password()
    person.save()
    return person


@pytest.fixture
def cast(db: None) -> Cast:
    """Everybody, freshly written."""
    return build()


@pytest.fixture
def client_of() -> Callable[[Person | None], Client]:
    """Return a client signed in as the person; None is the stranger."""
    from django.conf import settings
    from django.test import Client

    def sign_in(person: Person | None) -> Client:
        client = Client()
        if person is not None:
            client.force_login(person, backend=settings.AUTHENTICATION_BACKENDS[0])
        return client

    return sign_in
