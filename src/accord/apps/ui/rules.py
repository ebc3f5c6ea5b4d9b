"""What every app speaks in: references to records, the one who looks or acts, their roles, refusals in plain words,
and cells that no spreadsheet takes for a formula.
"""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from enum import StrEnum
from typing import Any, Protocol


def _(words: str) -> str:
    """Mark words for translation; they are translated where they are shown."""
    return words


@dataclass(frozen=True, order=True)
class Ref:
    """A reference to any record as (kind, id), e.g. ``initiatives.initiative:7``."""

    kind: str
    id: int

    def __str__(self) -> str:
        return f"{self.kind}:{self.id}"

    @classmethod
    def parse(cls, text: str) -> Ref:
        """Read ``kind:id``. Raises ValueError for anything else."""
        kind, _, number = text.partition(":")
        if not kind or "." not in kind or not number.isascii() or not number.isdigit() or len(number) > 18:
            raise ValueError(f"not a reference: {text!r}")
        return cls(kind, int(number))


class Viewer(Protocol):
    """Whoever looks or acts: a signed-in person."""

    @property
    def pk(self) -> int: ...
    @property
    def name(self) -> str: ...
    @property
    def roles(self) -> list[str]: ...


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


class Place(StrEnum):
    """The groups of the main navigation, in their order."""

    YOURS = "yours"
    PLAN = "plan"
    TALK = "talk"
    STANDING = "standing"
    OFFICE = "office"


PLACE_LABELS: dict[str, str] = {
    Place.YOURS: "",  # what stands first needs no heading
    Place.PLAN: _("What we do"),
    Place.TALK: _("Between us"),
    Place.STANDING: _("How it stands"),
    Place.OFFICE: _("Office"),
}

EVERYONE: frozenset[str] = frozenset(Role)
LEADERS: frozenset[str] = frozenset({Role.CIO, Role.CFO, Role.CHRO})
OFFICE: frozenset[str] = frozenset({Role.ADMINISTRATOR, Role.PROGRAMME_OFFICE})


class Refused(Exception):
    """A request that was understood and not carried out; the message is for people."""

    status = 400

    def __init__(self, message: str) -> None:
        super().__init__(message)
        self.message = message


class NotAllowed(Refused):
    """The viewer's role does not allow this."""

    status = 403


class NotFound(Refused):
    """There is no such record, or the viewer may not know of it: both look the same."""

    status = 404


class WrongState(Refused):
    """The record is not in a state in which this can be done."""

    status = 409


class Invalid(Refused):
    """Values that cannot be taken; ``fields`` maps a field's name to its sentence."""

    status = 422

    def __init__(self, message: str, fields: Mapping[str, str] | None = None) -> None:
        super().__init__(message)
        self.fields: Mapping[str, str] = dict(fields or {})


class EditConflict(Refused):
    """Someone else changed the record since it was opened.

    ``changes`` says what, in sentences; ``base`` and ``theirs`` hold the changed fields' values (as JSON)
    when the form was opened and now, so that a page can merge what was typed with what was changed.
    """

    status = 409

    def __init__(
        self,
        message: str,
        *,
        changes: Sequence[str],
        current_version: int,
        base: Mapping[str, Any] | None = None,
        theirs: Mapping[str, Any] | None = None,
    ) -> None:
        super().__init__(message)
        self.changes = list(changes)
        self.current_version = current_version
        self.base: Mapping[str, Any] = dict(base or {})
        self.theirs: Mapping[str, Any] = dict(theirs or {})


# --- cells of files -------------------------------------------------------------------------------------------------

_UNSEEN = "\u200b-\u200f\u202a-\u202e\u2060-\u2069\ufeff"  # marks nobody sees, before which a formula may hide
_FORMULA = re.compile(rf"^[\s{_UNSEEN}]*[=+\-@\t\r\n\uff1d\uff0b\uff0d\uff20]")
_NUMBER = re.compile(r"^-?\d+([.,]\d+)?$")


def is_formula(text: str) -> bool:
    """Tell whether a spreadsheet might take a text for a formula (OWASP, CSV injection); a plain number is none."""
    return bool(_FORMULA.match(text)) and not _NUMBER.match(text)


def guarded(text: str) -> str:
    """Put an apostrophe before a text that would be taken for a formula, or for one that is guarded already."""
    return f"'{text}" if is_formula(text.lstrip("'")) else text


def quoted(text: str) -> str:
    """Write a text where cells have a type: untouched, unless it looks as if it were guarded."""
    return f"'{text}" if text.startswith("'") and is_formula(text.lstrip("'")) else text


def unguarded(text: str) -> str:
    """Take away the apostrophe that ``guarded`` or ``quoted`` put there; every other text stays as it is."""
    return text[1:] if text.startswith("'") and is_formula(text.lstrip("'")) else text


_TURNING = re.compile("[\u202a-\u202e\u2066-\u2069\u200e\u200f\u061c]")
_CONTROL = re.compile(r"[\x00-\x08\x0b\x0c\x0e-\x1f\x7f]")


def calmed(text: str) -> str:
    """Take out what turns the direction of the words after it, and control characters: for mails, where nothing else does."""
    return _CONTROL.sub("", _TURNING.sub("", text))
