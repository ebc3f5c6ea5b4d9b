"""The people of the story: departments, characters, leads and some 400 colleagues who come and go."""

from __future__ import annotations

import random
import unicodedata
from dataclasses import dataclass, field
from datetime import datetime, time, timedelta
from functools import partial

from accord.apps.people import writes
from accord.apps.people.models import Department, Person
from accord.apps.people.rules import Role
from accord.site.sample.chronicle import Chronicle
from accord.site.sample.story import CHARACTERS, FIRST_NAMES, LAST_NAMES, LEADS, UNITS, Unit

BEGINNING = 590  # days ago: the house stands six weeks before eighteen months of work begin
DOMAIN = "halden.example"
LEAD_HOMES = {"Hugo Maier": "Data and AI", "Mei Tanaka": "Data and AI", "Samir Haddad": "IT"}
LATECOMERS = 0.08  # the part of the people who joined after the beginning
LEAVERS = 6
JOBS: dict[str, tuple[str, ...]] = {
    "Board office": ("Assistant to the board", "Strategy analyst", "Counsel"),
    "Operations": ("Process manager", "Operations analyst", "Quality manager"),
    "Claims": ("Claims handler", "Claims handler", "Senior claims handler", "Damage surveyor", "Team lead claims"),
    "Customer service": ("Service agent", "Service agent", "Senior service agent", "Team lead service"),
    "Underwriting": ("Underwriter", "Senior underwriter", "Actuary", "Risk engineer"),
    "Commercial": ("Product manager", "Commercial analyst"),
    "Marketing": ("Campaign manager", "Copywriter", "Market researcher", "Web editor"),
    "Sales": ("Sales agent", "Key account manager", "Broker manager", "Sales assistant"),
    "Finance": ("Accountant", "Payroll accountant", "Treasury analyst"),
    "Controlling": ("Controller", "Senior controller", "Cost analyst"),
    "People": ("People partner", "Recruiter", "Learning specialist", "Payroll specialist"),
    "IT": ("Software engineer", "Service desk agent", "System engineer", "Security officer", "Architect"),
    "Data and AI": ("Data engineer", "Data scientist", "Machine learning engineer", "Analyst"),
}


@dataclass
class House:
    """Who and what is there by now, by name."""

    people: dict[str, Person] = field(default_factory=dict)
    units: dict[str, Department] = field(default_factory=dict)

    def person(self, name: str) -> Person:
        """Give the person of that name."""
        return self.people[name]

    def head_of(self, unit: str) -> Person:
        """Give the head of a department."""
        return self.people[next(one.head for one in UNITS if one.name == unit)]


def address(name: str) -> str:
    """Write the mail address of a name: plain letters, first and last name."""
    plain = unicodedata.normalize("NFKD", name).encode("ascii", "ignore").decode().lower()
    return f"{plain.replace(' ', '.')}@{DOMAIN}"


def note_people(chronicle: Chronicle, house: House) -> None:
    """Note the departments, the characters, and everybody else's coming and going."""
    first = chronicle.day(BEGINNING)
    chronicle.note(first, partial(_found, house), "The house is founded", time(8, 0))
    named = _named()
    for number, (unit, name, title) in enumerate(named):
        act = partial(_add, house, name, title, unit)
        chronicle.note(first, act, f"{name} is added", time(8, 10 + number // 4, number % 4 * 10))
    chronicle.note(first, partial(_crown, house), "Departments get their heads, people their roles", time(9, 0))
    ordinary = _ordinary(chronicle.chance, {name for _unit, name, _title in named})
    for unit, name, title in ordinary:
        late = chronicle.chance.random() < LATECOMERS
        day = chronicle.day(chronicle.chance.randint(20, BEGINNING - 30)) if late else first + timedelta(days=1)
        chronicle.note(day, partial(_add, house, name, title, unit), f"{name} is added")
    for _unit, name, _title in chronicle.chance.sample(ordinary, LEAVERS):
        day = chronicle.day(chronicle.chance.randint(3, 15))
        chronicle.note(day, partial(_leave, house, name), f"{name} leaves")


def _named() -> list[tuple[str, str, str]]:
    """List unit, name and title of all whom the story names, each once."""
    heads = [(unit.name, unit.head, unit.title) for unit in UNITS]
    others = [(one.unit, one.name, one.title) for one in CHARACTERS]
    leads = [(LEAD_HOMES[name], name, "Delivery lead") for name in LEADS if name in LEAD_HOMES]
    seen: dict[str, tuple[str, str, str]] = {}
    for unit, name, title in (*heads, *others, *leads):
        seen.setdefault(name, (unit, name, title))
    return list(seen.values())


def _ordinary(chance: random.Random, taken: set[str]) -> list[tuple[str, str, str]]:
    """Name everybody else, so that each department has as many people as the story says."""
    names = [f"{first} {last}" for first in FIRST_NAMES for last in LAST_NAMES if f"{first} {last}" not in taken]
    chance.shuffle(names)
    there = [unit for unit, _name, _title in _named()]
    return [
        (unit.name, names.pop(), chance.choice(JOBS[unit.name]))
        for unit in UNITS
        for _ in range(unit.people - there.count(unit.name))
    ]


def _found(house: House, at: datetime) -> None:
    """Add the first administrator and, with her, the departments."""
    ada = next(one for one in CHARACTERS if one.role == Role.ADMINISTRATOR)
    person = writes.add_person(name=ada.name, email=address(ada.name), title=ada.title, by=None, at=at)
    ada_ = writes.grant_role(person_id=person.pk, role=Role.ADMINISTRATOR, by=None, at=at)
    house.people[ada.name] = ada_
    for unit in UNITS:
        house.units[unit.name] = writes.add_department(
            name=unit.name, side=unit.side, parent_id=house.units[unit.parent].pk if unit.parent else None,
            by=ada_, at=at,
        )  # fmt: skip


def _administrator(house: House) -> Person:
    return house.people[next(one.name for one in CHARACTERS if one.role == Role.ADMINISTRATOR)]


def _add(house: House, name: str, title: str, unit: str, at: datetime) -> None:
    department, by = house.units[unit].pk, _administrator(house)
    if name in house.people:
        writes.edit_person(person_id=house.people[name].pk, values={"department_id": department}, by=by, at=at)
        house.people[name].refresh_from_db()
        return
    house.people[name] = writes.add_person(
        name=name, email=address(name), title=title, department_id=department, by=by, at=at
    )


def _crown(house: House, at: datetime) -> None:
    """Give departments their heads and people their roles."""
    ada = _administrator(house)
    roles = {one.name: one.role for one in CHARACTERS}
    for unit in UNITS:
        _head(house, unit, ada, at)
        roles.setdefault(unit.head, Role.DEPARTMENT_HEAD)
    for name in LEADS:
        roles.setdefault(name, Role.DELIVERY_LEAD)
    for name, role in roles.items():
        if role != Role.EMPLOYEE:
            house.people[name] = writes.grant_role(person_id=house.people[name].pk, role=role, by=ada, at=at)


def _head(house: House, unit: Unit, ada: Person, at: datetime) -> None:
    values = {"head_id": house.people[unit.head].pk}
    writes.edit_department(department_id=house.units[unit.name].pk, values=values, by=ada, at=at)


def _leave(house: House, name: str, at: datetime) -> None:
    writes.leave(
        person_id=house.people[name].pk, left_date=at.date(), by=house.person("Clara Weiss"), at=at
    )  # fmt: skip
