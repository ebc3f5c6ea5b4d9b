"""Who is at Halden Mutual and what it wants; days count back from the day the story is told."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

ORGANISATION = "Halden Mutual"


@dataclass(frozen=True)
class Unit:
    """A department: its side, its parent, how many people work in it and who heads it (name, title)."""

    name: str
    side: str
    parent: str
    people: int
    head: str
    title: str


UNITS: tuple[Unit, ...] = (
    Unit("Board office", "executive", "", 6, "Ingrid Halden", "Chief executive"),
    Unit("Operations", "business", "Board office", 12, "Tomas Reuter", "Chief operating officer"),
    Unit("Claims", "business", "Operations", 78, "Nadia Brandt", "Head of claims"),
    Unit("Customer service", "business", "Operations", 84, "Omar Feld", "Head of customer service"),
    Unit("Underwriting", "business", "Operations", 40, "Signe Lund", "Head of underwriting"),
    Unit("Commercial", "business", "Board office", 8, "Viktor Sand", "Chief commercial officer"),
    Unit("Marketing", "business", "Commercial", 32, "Bea Okafor", "Head of marketing"),
    Unit("Sales", "business", "Commercial", 46, "Lars Winter", "Head of sales"),
    Unit("Finance", "finance", "Board office", 18, "Miriam Costa", "Chief financial officer"),
    Unit("Controlling", "finance", "Finance", 7, "Edda Falk", "Head of controlling"),
    Unit("People", "hr", "Board office", 18, "Aisha Demir", "Chief human resources officer"),
    Unit("IT", "it", "Board office", 30, "Jonas Berg", "Chief information officer"),
    Unit("Data and AI", "it", "IT", 22, "Priya Nair", "Head of data and AI"),
)


@dataclass(frozen=True)
class Character:
    """Somebody who signs in: role as in the permission table."""

    name: str
    role: str
    unit: str
    title: str


CHARACTERS: tuple[Character, ...] = (
    Character("Jonas Berg", "cio", "IT", "Chief information officer"),
    Character("Miriam Costa", "cfo", "Finance", "Chief financial officer"),
    Character("Aisha Demir", "chro", "People", "Chief human resources officer"),
    Character("Ruth Adeyemi", "delivery_lead", "Data and AI", "Delivery lead"),
    Character("Viktor Sand", "department_head", "Commercial", "Chief commercial officer"),
    Character("Emil Novak", "employee", "Claims", "Claims handler"),
    Character("Clara Weiss", "programme_office", "IT", "AI programme office"),
    Character("Ada Lindgren", "administrator", "IT", "System administrator"),
)

LEADS: tuple[str, ...] = ("Ruth Adeyemi", "Priya Nair", "Hugo Maier", "Mei Tanaka", "Samir Haddad")


@dataclass(frozen=True)
class Aim:
    """A goal: owners on both sides, whether each agreed, and the measure it moves."""

    title: str
    why: str
    parent: str
    horizon: str
    business_owner: str
    it_owner: str
    agreed: Literal["both", "business", "none"]
    measure: str = ""
    unit: str = ""
    direction: str = "down"
    baseline: float = 0.0
    target: float = 0.0
    actuals: tuple[float, ...] = ()


AIMS: tuple[Aim, ...] = (
    Aim(
        "Settle claims within five days",
        "Members judge us by how fast we help after a loss. Today four in ten wait longer than two weeks.",
        "",
        "near",
        "Tomas Reuter",
        "Jonas Berg",
        "both",
        "Days from report to settlement, median",
        "days",
        "down",
        13.0,
        5.0,
        (12.6, 11.8, 10.9, 9.7, 8.8, 8.1),
    ),
    Aim(
        "Answer members at the first contact",
        "Half of all calls are a second call about the same matter. It costs us members and the team its patience.",
        "",
        "near",
        "Omar Feld",
        "Priya Nair",
        "both",
        "Matters solved at first contact",
        "%",
        "up",
        51.0,
        75.0,
        (52.0, 55.0, 58.0, 61.0, 63.0),
    ),
    Aim(
        "Price risk fairly and explainably",
        "Every price must be one we can explain to the member and to the supervisor.",
        "",
        "mid",
        "Signe Lund",
        "Jonas Berg",
        "both",
        "Declined quotes with a reason given",
        "%",
        "up",
        40.0,
        95.0,
        (48.0, 60.0, 71.0),
    ),
    Aim(
        "Win 20,000 new members",
        "Growth pays for the investments of the next three years.",
        "",
        "mid",
        "Viktor Sand",
        "",
        "business",
        "New members since January",
        "members",
        "up",
        0.0,
        20000.0,
        (1900.0, 3400.0, 4800.0),
    ),
    Aim(
        "Close the books in three days",
        "Month-end takes nine days; decisions wait for numbers.",
        "",
        "near",
        "Miriam Costa",
        "Jonas Berg",
        "both",
        "Working days to close",
        "days",
        "down",
        9.0,
        3.0,
        (8.0, 8.0, 7.0),
    ),
    Aim(
        "Be a place where people learn with AI",
        "Nobody should have to fear for their job because they were not shown how to use the new tools.",
        "",
        "far",
        "Aisha Demir",
        "Priya Nair",
        "both",
    ),
    Aim(
        "Sell two products to every third member",
        "Who has two policies with us stays twice as long.",
        "Win 20,000 new members",
        "mid",
        "Lars Winter",
        "",
        "none",
    ),
    Aim(
        "Be known to every second household",
        "People ask those first whose name they know.",
        "Win 20,000 new members",
        "far",
        "Bea Okafor",
        "",
        "none",
    ),
)

FIRST_NAMES: tuple[str, ...] = (
    "Alma", "Ben", "Carla", "Dario", "Elif", "Finn", "Greta", "Hassan", "Ines", "Jan", "Katja", "Leo", "Maja", "Nils",
    "Olga", "Paul", "Quentin", "Rosa", "Stefan", "Tara", "Ulla", "Vera", "Wim", "Xenia", "Yusuf", "Zoe", "Anton", "Birgit",
    "Cem", "Dana", "Erik", "Fatima", "Goran", "Helen", "Ivan", "Jule", "Kofi", "Lina", "Marek", "Noor",
)  # fmt: skip
LAST_NAMES: tuple[str, ...] = (
    "Abel", "Bauer", "Conti", "Dahl", "Engel", "Fischer", "Graf", "Holm", "Ivers", "Jansen", "Kaya", "Lorenz", "Moreau",
    "Nowak", "Olsen", "Petrov", "Quist", "Rossi", "Schmidt", "Thorn", "Urban", "Vogel", "Weber", "Yilmaz", "Ziegler",
    "Arnold", "Beck", "Cruz", "Diaz", "Ebert", "Frank", "Gross", "Huber", "Islam", "Jung", "Klein", "Lang", "Meyer",
    "Neumann", "Otto",
)  # fmt: skip
