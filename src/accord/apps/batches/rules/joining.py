"""One column for several fields, and several columns for one field."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from accord.apps.batches.rules.fields import Field, FieldType
from accord.apps.batches.rules.lists import AS_LIST, written_list
from accord.apps.batches.rules.words import header_words, tidy

JOINED = frozenset({FieldType.TEXT, FieldType.PERSON, FieldType.KEY, FieldType.LIST})
LONG = 500  # fields that take more are stories: their parts are paragraphs
_FIRST = ("first name", "given name", "forename", "vorname", "prénom")
_MIDDLE = ("middle name", "middle initial", "second name")
_LAST = ("last name", "surname", "family name", "nachname", "nom de famille")


def split(text: str, separator: str) -> list[str]:
    """Cut a cell into its parts, in order; blank parts stay, so that the others keep their places."""
    written = written_list(text)
    if written is not None:
        return [tidy(item) for item in written]
    mark = "\n" if separator == "\\n" else separator
    if not mark or mark == AS_LIST:
        return [tidy(text)]
    return [tidy(item) for item in text.replace("\r\n", "\n").replace("\r", "\n").split(mark)]


def joined(field: Field, said: Sequence[Any]) -> Any:
    """Join what several columns say about one field; the same said twice counts once."""
    if field.type == FieldType.LIST:
        return list(dict.fromkeys(item for items in said for item in items))
    mark = "-" if field.type == FieldType.KEY else "\n\n" if field.most > LONG else " "
    return mark.join(dict.fromkeys(str(item) for item in said))


def name_part(header: str) -> int:
    """Tell which part of a name a header asks for: 1 first, 2 middle, 3 last, 0 none."""
    words = header_words(header)
    for place, names in enumerate((_FIRST, _MIDDLE, _LAST), start=1):
        if any(words == name or words.endswith(f" {name}") or words.startswith(f"{name} ") for name in names):
            return place
    return 0
