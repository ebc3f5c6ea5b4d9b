"""Who was there, which sides that makes, and who said beforehand that they would come."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from enum import StrEnum

BUSINESS, IT = "business", "it"
BOTH_SIDES = (BUSINESS, IT)
NOBODY = "none"


def _(text: str) -> str:
    """Mark a sentence for translators; it is translated where it is said."""
    return text


class Reply(StrEnum):
    """What somebody said before a meeting."""

    YES = "yes"
    NO = "no"


class Presence(StrEnum):
    """Whether somebody was there; represented means that somebody else spoke on their behalf."""

    PRESENT = "present"
    ABSENT = "absent"
    REPRESENTED = "represented"


PRESENCE_LABELS: dict[str, str] = {
    "": _("Not said"),
    Presence.PRESENT: _("Was there"),
    Presence.ABSENT: _("Was not there"),
    Presence.REPRESENTED: _("Was represented"),
}
REPLY_LABELS: dict[str, str] = {"": _("No reply yet"), Reply.YES: _("Will come"), Reply.NO: _("Cannot come")}
SIDE_LABELS: dict[str, str] = {BUSINESS: _("the business"), IT: _("IT")}


def both_sides() -> list[str]:
    """Give the sides a series needs unless somebody says otherwise."""
    return list(BOTH_SIDES)


def stands_with(side: str) -> str:
    """Give the side a person counts for where only two count: all but IT stand with the business; "" for none."""
    return IT if side == IT else BUSINESS if side else ""


def sides_there(people: Iterable[tuple[str, str, str]], needed: Sequence[str]) -> tuple[str, ...] | None:
    """Say which of the needed sides were there; None as long as that is not known.

    ``people`` gives (side of the person, presence or "", side of who spoke on their behalf) for everybody invited. A
    side was there if one of its people was; it was not if all of its people, and there may be none, were said to be
    away. Anything else is unknown. Who speaks on behalf of somebody counts for their own side.
    """
    there: set[str] = set()
    open_sides: set[str] = set()
    for side, presence, deputy in people:
        if presence == Presence.PRESENT:
            there.add(stands_with(side))
        elif presence == Presence.REPRESENTED:
            there.add(stands_with(deputy))
        elif not presence:
            open_sides.add(stands_with(side))
    if any(side in open_sides and side not in there for side in needed):
        return None
    return tuple(side for side in needed if side in there)


def as_text(sides: Sequence[str] | None) -> str | None:
    """Write the sides that were there as the snapshot holds them: None for unknown, "none" for neither."""
    return None if sides is None else ",".join(sides) or NOBODY
